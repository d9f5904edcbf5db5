import { formatCount, formatEstimate, formatMinutes, formatPlural, formatShort } from "#lib/format.ts";
import type { Comparison } from "./comparisons.ts";
import { factorLabels, type Outcome, outcomeLabels } from "./factor-names.ts";
import type { Declined, Estimate } from "./shapes.ts";

/** The false discovery rate at which a factor is called a finding. */
export const FINDING_Q = 0.05;

/** `n`: incidents of which the outcome is known. */
export function wordsOn(of: { outcome: Outcome; factors: readonly Comparison[]; n: number }): string {
  const { outcome, factors, n } = of;
  const label = outcomeLabels[outcome];
  if (n === 0) return "No incident of this period has a known outcome, so there is nothing to compare.";
  const judged = factors.filter(isJudged);
  if (judged.length === 0) {
    return `${formatPlural(n, "incident")} are too few to hold any factor against ${label}; every comparison is declined.`;
  }
  const found = judged.filter(isFinding);
  const declined = factors.length - judged.length;
  const left = declined === 0 ? "" : ` ${formatPlural(declined, "factor")} had too few incidents to compare.`;
  if (found.length === 0) {
    return `None of ${formatPlural(judged.length, "factor")} goes with ${label} more or less often than chance explains, over ${formatCount(n)} incidents: no difference to be seen.${left}`;
  }
  const goes = found.length === 1 ? "goes" : "go";
  const strongest = found.length > 3 ? "the strongest three " : "";
  const named = listed(found.slice(0, 3).map((one) => findingWords(one, outcome)));
  return `${found.length} of ${formatPlural(judged.length, "factor")} ${goes} with ${label} beyond what chance explains: ${strongest}${named}. Going together is not causing: each may stand for something that is not measured here.${left}`;
}

function isJudged({ oddsRatio, shift }: Comparison): boolean {
  return "p" in oddsRatio || (shift !== null && "p" in shift);
}

/** A difference beyond chance, with as many factors looked at, in the shares or in the values. */
function isFinding({ oddsRatio, shift }: Comparison): boolean {
  return seenIn(oddsRatio) || (shift !== null && seenIn(shift));
}

function seenIn(test: Estimate | Declined): boolean {
  return !("declined" in test) && (test.q ?? 1) < FINDING_Q;
}

/** "less often with “At the weekend” (odds ratio 0.2, 0.02–0.79)" */
function findingWords({ factor, oddsRatio, shift }: Comparison, outcome: Outcome): string {
  const label = `with “${factorLabels[factor]}”`;
  if (seenIn(oddsRatio)) {
    const { estimate } = oddsRatio as Estimate;
    const rarer = typeof estimate === "number" && estimate < 1;
    const ratio = formatEstimate(oddsRatio as Estimate)
      .replace(" (", ", ")
      .replace(/\)$/, "");
    return `${rarer ? "less" : "more"} often ${label} (odds ratio ${ratio})`;
  }
  const by = Number((shift as Estimate).estimate);
  const amount = outcome === "mitigate" ? formatMinutes(Math.abs(by)) : formatShort(Math.abs(by));
  return `values ${by < 0 ? "lower" : "higher"} ${label} (by ${amount})`;
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
