import type { ImportTarget } from "#db/values.ts";

/**
 * What several events of one record come to, field by field. Where nothing is said here, what was said last counts: of
 * texts, words and yes or no, and of numbers too, since running totals grow, so that the last is the greatest, and a
 * correction may be smaller. What an event leaves empty says nothing. `first` is the earliest moment, `latest` the
 * latest; `worst` the lowest number, with its word; `all` whatever any event names, each once; `last` what was said last.
 */
export type FoldRule = "first" | "latest" | "worst" | "all" | "last";

const rules: Partial<Record<ImportTarget, Readonly<Record<string, FoldRule>>>> = {
  incidents: {
    startedAt: "first",
    detectedAt: "first",
    mitigatedAt: "latest",
    resolvedAt: "latest",
    severity: "worst",
    // One record, of two fields: the word goes with its number.
    severityRaw: "worst",
    systems: "all",
    regions: "all",
    factors: "all",
    changes: "all",
  },
  changes: {
    deployedAt: "first",
    submittedAt: "first",
    approvedAt: "latest",
    rolledBackAt: "latest",
    auditedAt: "latest",
  },
};

export function foldRuleOf(target: ImportTarget, field: string): FoldRule {
  return rules[target]?.[field] ?? "last";
}
