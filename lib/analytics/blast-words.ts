import { formatCount, formatPlural, formatShare } from "#lib/format.ts";
import type { Concentration, concentrated } from "./concentration.ts";
import { noneBegan } from "./coverage-words.ts";

/** What the measures of concentration are called in a sentence. */
export const measureWords: Record<(typeof concentrated)[number], string> = {
  lostOrders: "lost orders",
  errors: "errors",
  mitigateMinutes: "minutes until mitigation",
};

export function wordsOn(of: { n: number; high: number; concentration: Concentration }): string {
  const { n, high, concentration } = of;
  if (n === 0) return noneBegan;
  const share = high === 0 ? "" : ` (${formatShare(high / n)})`;
  const reach = `${high === 0 ? "None" : formatCount(high)} of ${formatPlural(n, "incident")} had a high blast radius${share}.`;
  const { measure, worst, single, gini } = concentration;
  const words = measureWords[measure];
  if (concentration.n === 0)
    return `${reach} Neither lost orders, errors nor times to mitigate were recorded.`;
  if (gini === null || single === null || single.share === null)
    return `${reach} All recorded ${words} are zero.`;
  if (concentration.n < 10) {
    return `${reach} With ${formatCount(concentration.n)} that recorded ${words}, nothing can be said of how they are spread.`;
  }
  const tenth = worst.at(-1)!;
  const ruled =
    single.share >= 0.25
      ? " A sum like this is ruled by very few incidents: with or without one of them it tells another story."
      : "";
  return `${reach} The worst tenth (${formatPlural(tenth.incidents, "incident")}) ${tenth.incidents === 1 ? "holds" : "hold"} ${formatShare(tenth.share)} of all recorded ${words}, INC-${single.number} alone ${formatShare(single.share)}.${ruled}`;
}
