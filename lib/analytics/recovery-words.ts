import { formatCount, formatMinutes, formatRecorded, formatShare } from "#lib/format.ts";
import { noneBegan } from "./coverage-words.ts";
import type { DurationFigures } from "./shapes.ts";
import type { Survival } from "./survival.ts";

/** Of fewer, nine in ten is all of them. */
const fewestForNinth = 10;

export function wordsOn(figures: DurationFigures, all: Survival): string {
  if (figures.of === 0) return noneBegan;
  if (figures.recorded === 0)
    return `No time to mitigate is recorded for any of ${formatCount(figures.of)} incidents.`;
  const slow =
    figures.recorded < fewestForNinth ? "" : `, nine in ten within ${formatMinutes(figures.p90Minutes)}`;
  const half = `Half of the incidents were mitigated within ${formatMinutes(figures.medianMinutes)}${slow} (${formatRecorded(figures.recorded, figures.of)}).`;
  const left = figures.missing + figures.invalid;
  const missing =
    left === 0
      ? ""
      : ` ${formatShare(left / figures.of)} have no usable time to mitigate; if those went otherwise, so do these figures.`;
  if (all.open === 0) return `${half}${missing}`;
  const { estimate, low, high } = all.medianMinutes;
  const least = formatMinutes(low, "0 min");
  const upTo = high === null ? ` (${least} or more)` : ` (${least} to ${formatMinutes(high)})`;
  const bounds = low === null && high === null ? "" : upTo;
  const median = estimate === null ? "is not reached yet" : `is ${formatMinutes(estimate)}${bounds}`;
  const [count, have, them] = all.open === 1 ? ["counts", "it has", "it"] : ["count", "they have", "them"];
  return `${half} ${formatCount(all.open)} still open ${count} for as long as ${have} lasted: with ${them} the median ${median}.${missing}`;
}
