import type { Severity } from "#db/values.ts";

/**
 * What a severity word usually means. A proposal for a person to confirm: "critical" is the top in one tool and
 * the second in another, and a bare number has no direction at all.
 */
const words: Readonly<Record<string, Severity>> = {
  critical: 1,
  blocker: 1,
  highest: 1,
  emergency: 1,
  catastrophic: 1,
  severe: 1,
  high: 2,
  major: 2,
  error: 2,
  medium: 3,
  moderate: 3,
  normal: 3,
  minor: 3,
  warning: 3,
  warn: 3,
  low: 4,
  lowest: 5,
  trivial: 5,
  info: 5,
  informational: 5,
  planning: 5,
  none: 5,
  "no impact": 5,
};

export type SeverityWords = Readonly<Record<string, Severity | null>>;

export function proposeSeverity(raw: string, own: SeverityWords = {}): Severity | null {
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(own, word)) return own[word] ?? null;
  const numbered = /^(?:sev(?:erity)?|s|p(?:rio(?:rity)?)?)[ _-]?([0-5])$/.exec(word);
  if (numbered) return Math.max(1, Number(numbered[1])) as Severity;
  // `1 - Critical` says in words which way its number runs.
  const named =
    /^(?:(?:sev|p)?[ _-]?\d)\s*[-–:(]\s*([a-z ]+?)\)?$/.exec(word) ??
    /^([a-z ]+?)\s*[-–:(]\s*(?:sev|p)?[ _-]?\d\)?$/.exec(word);
  const bare = (named?.[1] ?? word).trim();
  return words[bare] ?? null;
}
