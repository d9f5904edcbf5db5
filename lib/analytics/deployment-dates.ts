import { dayFinder } from "#lib/period.ts";
import { precisionCodes } from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";

/**
 * The calendar day, and the month, of a deployment. A moment belongs to a day of the organisation's zone, whoever
 * reads; a date without a time is the reader's, who sees it begin with their day.
 */

export interface Zones {
  home: string;
  reader: string;
}

const coarseness = [0, ...precisionCodes.values.map((_, i) => i)];
const [minute, day, month] = [0, 1, 2];

function calendarDays({ changes }: Facts, { home, reader }: Zones, coarsest: number) {
  const { values: at } = changes.deployedAt;
  const { values: known } = changes.deployedPrecision;
  const [atHome, ofReader] = [dayFinder(home), dayFinder(reader)];
  return (row: number) => {
    const precision = coarseness[known[row]!]!;
    if (precision > coarsest) return Number.NaN;
    return (precision === minute ? atHome : ofReader)(at[row]!);
  };
}

/** Days since 1 January 1970, by row of the change facts; NaN where only the month, the quarter or the year is known. */
export function deploymentDays(facts: Facts, zones: Zones): (row: number) => number {
  return calendarDays(facts, zones, day);
}

/** Months since January 1970, by row of the change facts; NaN where only the year is known. */
export function deploymentMonths(facts: Facts, zones: Zones): (row: number) => number {
  const dayOf = calendarDays(facts, zones, month);
  let [last, months] = [Number.NaN, Number.NaN];
  return (row) => {
    const found = dayOf(row);
    if (Number.isNaN(found)) return found;
    if (found !== last) {
      const date = new Date(found * 86_400_000);
      [last, months] = [found, (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()];
    }
    return months;
  };
}
