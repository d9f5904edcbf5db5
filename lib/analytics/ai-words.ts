import type { z } from "zod";
import { formatCount, formatEstimate, formatPlural, formatShare, formatShareInterval } from "#lib/format.ts";
import type { Adjusted, failureOf } from "./ai-failures.ts";
import { noneBegan } from "./coverage-words.ts";
import { sideOfOne } from "./estimates.ts";
import type { Estimate, Share } from "./shapes.ts";

export function wordsOn(of: {
  incidents: Share;
  changes: Share;
  failure: ReturnType<typeof failureOf>;
  adjusted: { tier: z.infer<typeof Adjusted>; system: z.infer<typeof Adjusted> };
}): string {
  const { incidents, changes, failure } = of;
  if (incidents.known + incidents.unknown === 0) return noneBegan;
  return [shareWords(incidents), changeWords(changes, failure), failureWords(failure, of.adjusted)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function shareWords(incidents: Share): string {
  if (incidents.share === null) return "Whether AI had a hand is not known for any of these incidents.";
  const unknown =
    incidents.unknown === 0 ? "" : `; for ${formatCount(incidents.unknown)} more it is not known`;
  return `AI had a hand in ${formatShareInterval(incidents.share, incidents)} of the ${formatPlural(incidents.known, "incident")} where that is known${unknown}.`;
}

/** A share of so few says less than their number. */
const fewFailed = 20;

/** Many incidents have no change behind them: what compares with AI's share of changes is its share of those that failed. */
function changeWords(changes: Share, { ai, other }: ReturnType<typeof failureOf>): string {
  if (changes.share === null) return "What share of changes it made is not known.";
  const made = `It made or shaped ${formatShareInterval(changes.share, changes)} of changes`;
  const failed = ai.failed + other.failed;
  if (failed === 0) return `${made}.`;
  if (failed === 1) return `${made}, ${ai.failed === 1 ? "and the one" : "and not the one"} that failed.`;
  const part = failed < fewFailed ? formatCount(ai.failed) : formatShare(ai.failed / failed);
  return `${made}, and ${part} of the ${formatCount(failed)} that failed.`;
}

function failureWords(
  { ai, other, ratio }: ReturnType<typeof failureOf>,
  { tier }: { tier: z.infer<typeof Adjusted> },
): string {
  if ("declined" in ratio)
    return `Whether AI-assisted changes fail more often cannot be told. ${ratio.declined}`;
  const rates = `${formatShare(ai.rate)} of AI-assisted changes failed, and ${formatShare(other.rate)} of the others`;
  const side = sideOfOne(ratio);
  if (side === null) return `${rates}: no difference to be seen (ratio ${ratioWords(ratio)}).`;
  const words = `${rates}: they failed ${side === "above" ? "more" : "less"} often (ratio ${ratioWords(ratio)})`;
  if ("declined" in tier) return `${words}. That is an association, not a cause.`;
  const within = `Among systems of the same tier the odds ratio is ${formatEstimate(tier)}`;
  return sideOfOne(tier) === null
    ? `${words}. ${within}: the tier may account for the difference.`
    : `${words}. ${within}: the tier alone does not account for it. That is an association, not a cause.`;
}

/** 1.1, 0.7–1.7: an estimate and its interval where brackets stand around it already. */
export function ratioWords(ratio: z.infer<typeof Estimate>): string {
  return formatEstimate(ratio).replace(" (", ", ").replace(")", "");
}
