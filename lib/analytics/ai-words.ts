import type { z } from "zod";
import {
  formatCount,
  formatEstimate,
  formatPlural,
  formatShare,
  formatShareInterval,
  upperFirst,
} from "#lib/format.ts";
import { type Adjustment, adjustments, type Failure } from "./ai-failures.ts";
import { baseRateWords, whyBounds } from "./base-bounds.ts";
import type { Adjusted } from "./change-failure-ratio.ts";
import { notJudgedWords } from "./change-failure-words.ts";
import type { Coverage } from "./coverage.ts";
import { noneBegan } from "./coverage-words.ts";
import { sideOfOne } from "./estimates.ts";
import type { Estimate, Share } from "./shapes.ts";

export interface Told {
  /** Of whatever cause. */
  incidents: number;
  changeCaused: Share;
  changes: Share;
  failure: Failure;
  adjusted: Record<Adjustment, z.infer<typeof Adjusted>>;
  followUpDays: number;
  coverage: Coverage | null;
}

export function wordsOn(of: Told): string {
  const { incidents, changeCaused, changes, failure } = of;
  const rates = [failure.ai, failure.other, failure.unknown];
  if (incidents === 0 && rates.every(({ failed }) => failed === 0)) return noneBegan;
  const open = notJudgedWords(rates, of);
  return [
    shareWords(changeCaused, changes),
    failureWords(of),
    open === "" ? "" : `${upperFirst(open)}: in no rate yet.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/**
 * AI's share of the incidents that a change caused, beside its share of changes. Never its share of all incidents: many
 * have no change behind them, which makes that the smaller one however changes fail.
 */
export function shareWords(caused: Share, changes: Share): string {
  const [rate, why] = [baseRateWords(changes), whyBounds(changes)];
  const made = (ai: string) =>
    rate === null
      ? `what share of changes ${ai} makes is not known`
      : `${ai} makes ${rate} of changes${why === "" ? "" : ` (${why})`}`;
  const n = caused.known + caused.unknown;
  if (n === 0) return `No incident is known to have come from a change; ${made("AI")}.`;
  if (caused.share === null)
    return `Whether AI made the change behind any of the ${formatPlural(n, "incident")} that a change caused is not known; ${made("it")}.`;
  const unknown = caused.unknown === 0 ? "" : ` (of ${formatCount(caused.unknown)} more that is not known)`;
  return `AI made the change behind ${formatShareInterval(caused.share, caused)} of the ${formatPlural(caused.known, "incident")} that a change caused${unknown}; ${made("it")}.`;
}

/** "of 134 incidents, 3 unknown": what the share rests on, beside it. */
export function changeCausedWords({ known, unknown }: Share): string {
  return `of ${formatPlural(known, "incident")}${unknown === 0 ? "" : `, ${formatCount(unknown)} unknown`}`;
}

export const withinWords: Record<Adjustment, string> = {
  tier: "within the same tier",
  month: "within the same month",
  system: "within the same system",
  monthTier: "within the same month and tier",
  monthSystem: "within the same month and system",
};

/** Crude first; what it claims follows the comparison that holds most apart, of those that can be made. */
export function failureWords(of: Pick<Told, "failure" | "adjusted" | "followUpDays">): string {
  const { failure, adjusted, followUpDays } = of;
  const { ai, other, ratio } = failure;
  if ("declined" in ratio)
    return `Whether AI-assisted changes fail more often cannot be told. ${ratio.declined}`;
  const rates = `${formatShare(ai.rate)} of AI-assisted changes failed within ${formatPlural(followUpDays, "day")}, and ${formatShare(other.rate)} of the others (ratio ${ratioWords(ratio)})`;
  const crude = sideOfOne(ratio);
  const most = adjustments.findLast((one) => !("declined" in adjusted[one]));
  const within = most === undefined ? null : adjusted[most];
  if (most === undefined || within === null || "declined" in within)
    return `${rates}: ${verdictWords[crude ?? "none"]}. Too few failed to compare them within the same month, tier or system${crude === null ? "" : ", so that the difference may be theirs"}.`;
  const total = ai.changes + other.changes;
  const part =
    within.changes === total
      ? ""
      : `, as ${formatCount(within.changes)} of the ${formatCount(total)} changes can be,`;
  const side = sideOfOne(within.ratio);
  const compared = `${rates}. Compared ${withinWords[most]}${part} the ratio is ${formatEstimate(within.ratio)}: ${verdictWords[side ?? "none"]}`;
  if (side !== null) return `${compared}. That is an association, not a cause.`;
  return crude === null ? `${compared}.` : `${compared}; ${accountsFor[most]} may account for the crude one.`;
}

const accountsFor: Record<Adjustment, string> = {
  tier: "the tier",
  month: "the time",
  system: "the system",
  monthTier: "time and tier",
  monthSystem: "time and system",
};

const verdictWords = {
  none: "no difference to be seen",
  above: "those with AI failed more often",
  below: "those with AI failed less often",
};

/** 1.1, 0.7–1.7: an estimate and its interval where brackets stand around it already. */
function ratioWords(ratio: z.infer<typeof Estimate>): string {
  return formatEstimate(ratio).replace(" (", ", ").replace(")", "");
}
