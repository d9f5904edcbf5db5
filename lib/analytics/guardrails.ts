import { z } from "zod";
import { guardrailRules } from "#lib/guardrails/schema.ts";
import { selectChanges } from "./base-rate.ts";
import { FailureRate, failureRate } from "./change-failure-rate.ts";
import { AuditFigures, auditsOf } from "./guardrail-audits.ts";
import { complianceAt, countStates, RuleFigures, ruleFigures } from "./guardrail-rules.ts";
import { wordsOn } from "./guardrail-words.ts";
import { question } from "./question.ts";
import { BucketSize, InWords, Share, stretch } from "./shapes.ts";

/**
 * Which safeguard was missing?
 *
 * Changes deployed in the period, judged by the rules of lib/guardrails. A rule is applicable to a change unless it
 * certainly does not apply; it is then met, unmet or unknown. Culprits are those changes that failed within their
 * follow-up, and are held against the changes whose follow-up is over. Shares are taken of met and unmet; the unknown
 * are counted beside them.
 */

export type Guardrails = z.infer<typeof getGuardrails.definition.answer>;

export const getGuardrails = question({
  name: "guardrails",
  summary: "Which safeguard was missing?",
  parameters: {},
  answer: {
    text: InWords,
    changes: z.int().describe("Changes deployed in the period."),
    culprits: z.int().describe("Those that failed within their follow-up: `failure.failed`."),
    failure: FailureRate.describe("How often all of them fail."),
    rules: z
      .array(RuleFigures)
      .describe(
        "What each rule says of them. Rules apply to all changes, to AI-assisted ones, to environment-level ones, or to AI-assisted changes of Tier-1 systems (isolation).",
      ),
    bucket: BucketSize,
    buckets: z
      .array(
        z.object({
          ...stretch,
          changes: z.int().describe("Changes deployed in it."),
          compliance: z
            .array(Share)
            .describe(
              "Of the changes to which a rule applies and where it is known, those that met it: a share for each of `rules`, in their order.",
            ),
        }),
      )
      .describe("Compliance with each rule over time."),
    audits: z
      .array(AuditFigures)
      .describe(
        "Changes of the period to Tier-1 systems, by the organisation that owns the system, most changes first. A change is audited when somebody recorded an audit of it, in order or with a deviation.",
      ),
  },
  compute(view) {
    const { facts, filter, period, rows, buckets } = view;
    const changes = selectChanges({ facts, which: filter, period });
    const states = countStates(view, changes);
    const rules = guardrailRules.map((rule, place) => ruleFigures(view, { rule, place, states }));
    const audits = auditsOf(view, changes);
    const failure = failureRate(states.cohort);
    return {
      text: wordsOn({ rules, audits, changes: changes.length, failure, incidents: rows.length }),
      changes: changes.length,
      culprits: failure.failed,
      failure,
      rules,
      bucket: buckets.size,
      buckets: states.each.map((counts, i) => ({
        start: new Date(buckets.edges[i]!),
        end: new Date(buckets.edges[i + 1]!),
        complete: buckets.complete[i]!,
        changes: states.sizes[i]!,
        compliance: guardrailRules.map((_, place) => complianceAt(counts, place)),
      })),
      audits,
    };
  },
});
