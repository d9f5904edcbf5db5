import { formatPlural, formatShare } from "#lib/format.ts";
import { noneBegan } from "./coverage-words.ts";
import { mitigatedWords } from "./duration-words.ts";
import type { DurationFigures } from "./shapes.ts";

export function wordsOn(figures: DurationFigures): string {
  if (figures.of === 0) return noneBegan;
  const { recorded, imprecise, pending } = figures;
  const half = mitigatedWords(figures, { ninth: true });
  if (recorded + imprecise + pending === 0) return half;
  const counted =
    pending === 0
      ? ""
      : ` ${formatPlural(pending, "open one counts", "open ones count")} for as long as ${pending === 1 ? "it has" : "they have"} lasted.`;
  const left = figures.missing + figures.invalid;
  const missing =
    left === 0
      ? ""
      : ` ${formatShare(left / figures.of)} have no usable time to mitigate; if those went otherwise, so do these figures.`;
  return `${half}${counted}${missing}`;
}
