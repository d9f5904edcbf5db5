import { formatCount, formatRecorded, formatValue } from "#lib/format.ts";
import type { Headline } from "./headline.ts";

type Impact = Pick<Headline, "impactRecorded" | "impactOf" | "impactEarlier" | "impactOpen">;

/** "12 of 14 recorded; 3.5 h from 2 begun before; 40 h from 1 still open" */
export function impactBasis(impact: Impact): string {
  return [formatRecorded(impact.impactRecorded, impact.impactOf), ...addedWords(impact)].join("; ");
}

/** What incidents from before the period, and those still open, add to the hours of impact: nothing where none do. */
export function addedWords({
  impactEarlier,
  impactOpen,
}: Omit<Impact, "impactRecorded" | "impactOf">): string[] {
  return [
    { ...impactEarlier, which: "begun before" },
    { ...impactOpen, which: "still open" },
  ]
    .filter(({ incidents }) => incidents > 0)
    .map(
      ({ hours, incidents, which }) =>
        `${formatValue(hours, "hours")} from ${formatCount(incidents)} ${which}`,
    );
}
