import type { Severity } from "#db/values.ts";

/**
 * What a severity word usually means. A proposal for a person to confirm: "critical" is the top in one tool and
 * the second in another, a bare number has no direction at all, and "none" is no severity.
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
};

export type SeverityWords = Readonly<Record<string, Severity | null>>;

/**
 * A word alone, or a number that says by `P`, `SEV` and the like that 1 is the worst. Where both stand together they
 * have to mean the same: "1 - High" is second by its word and first by its number, and so says neither.
 */
export function proposeSeverity(raw: string, own: SeverityWords = {}): Severity | null {
  const text = raw.trim().toLowerCase();
  if (Object.hasOwn(own, text)) return own[text] ?? null;
  const alone = /^(?:sev(?:erity)?|s|p(?:rio(?:rity)?)?)[ _-]?([0-5])$/.exec(text);
  if (alone) return byNumber(alone[1]!);
  const both = numberFirst.exec(text)?.groups ?? wordFirst.exec(text)?.groups;
  if (both === undefined) return byWord(text);
  const severity = byWord(both.word!);
  return severity === byNumber(both.number!) ? severity : null;
}

/** What was set for a word stands before what it usually means. */
export function severityOf(word: string, known?: (word: string) => Severity | null | undefined) {
  const set = known?.(word);
  return set === undefined ? proposeSeverity(word) : set;
}

const numbered = String.raw`(?:(?:sev(?:erity)?|s|p(?:rio(?:rity)?)?)?[ _-]?(?<number>\d))`;
const numberFirst = new RegExp(String.raw`^${numbered}\s*[-–—:(/]\s*(?<word>[a-z ]+?)\)?$`);
const wordFirst = new RegExp(String.raw`^(?<word>[a-z ]+?)\s*[-–—:(/]\s*${numbered}\)?$`);

const byWord = (word: string) => (Object.hasOwn(words, word) ? words[word]! : null);
/** SEV-0 exists in some firms, above the first. */
const byNumber = (digit: string) => (Number(digit) > 5 ? null : (Math.max(1, Number(digit)) as Severity));
