import type { Severity } from "#db/values.ts";
import { proposeSeverity } from "#lib/integrations/severities.ts";
import { foldWord } from "#lib/meanings/rules.ts";
import type { Field } from "../targets/target.ts";

const english: Readonly<Record<Severity, string>> = {
  1: "critical",
  2: "high",
  3: "medium",
  4: "low",
  5: "lowest",
};

/** What a severity word of a file usually means, in any language that is known, alone or beside a number. */
export function severityMeant(value: string, words: Field["words"] = {}): Severity | null {
  const folded = foldWord(value);
  const translated = folded.replace(/\p{L}[\p{L} ]*\p{L}|\p{L}/gu, (word) => {
    const level = Object.hasOwn(words, word) ? words[word] : undefined;
    return typeof level === "number" ? english[level as Severity] : word;
  });
  return proposeSeverity(translated);
}
