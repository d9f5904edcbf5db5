import { dayNumber, dayOf, dayStart, firstOfMonth, shiftDays, shiftMonths } from "#lib/calendar.ts";
import { monthsIn } from "#lib/moments.ts";
import { dayFinder, type Period } from "#lib/period.ts";
import type { Coverage } from "./coverage.ts";
import { type IncidentFacts, precisionCodes } from "./facts/incidents.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import { picksAmong } from "./figure-words.ts";
import type { Filter } from "./filter.ts";

export interface DayHistory {
  /** The first day. */
  from: string;
  /** How many days there are: up to the last that is recorded, and over. */
  length: number;
  /** The place of a calendar day among them; below zero and beyond the length where it is none of them. */
  at(day: string): number;
  /**
   * How many of the rows that are kept (all, where nothing is said) began on each day, in the view's zone. NaN where
   * that is not known: all days of a month, quarter or year in which one of them began without a day.
   */
  counts(keep?: (row: number) => boolean): Float64Array;
  /** The same of several groups in one pass: `groupOf` says in which of so many a row is. */
  countsOfGroups(size: number, groupOf: (row: number) => number): Float64Array[];
}

const DAY = precisionCodes.code("day");

/**
 * The incidents that a filter means, day by day over all that is recorded and over: what verdicts are ranked among. Null
 * where there is no such day, and where the filter picks incidents by holding those of a period against one another.
 */
export function historyOf(of: {
  facts: IncidentFacts;
  filter: Filter;
  zone: string;
  coverage: Coverage | null;
  now: Date;
  stretch: (within: Period) => { rows: Selection };
}): DayHistory | null {
  const { facts, filter, zone, coverage, now, stretch } = of;
  if (coverage === null || picksAmong(filter)) return null;
  const yesterday = shiftDays(dayOf(now, zone), -1);
  const last = [coverage.to, yesterday].sort()[0]!;
  const first = dayNumber(coverage.from);
  const length = dayNumber(last) - first + 1;
  if (length <= 0) return null;
  const end = shiftDays(last, 1);
  const { rows } = stretch({ from: dayStart(coverage.from, zone), to: dayStart(end, zone), zone });
  const dayAt = dayFinder(zone);
  const start = facts.startedAt.values;
  const places = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) places[i] = dayAt(start[rows[i]!]!) - first;
  const at = (day: string) => dayNumber(day) - first;
  const known = facts.startedPrecision.values;
  const coarse = facts.coarse ? rowsWhere(rows, (row) => known[row]! > DAY) : rows.subarray(0, 0);
  const countsOfGroups = (size: number, groupOf: (row: number) => number) => {
    const groups = Array.from({ length: size }, () => new Float64Array(length));
    for (let i = 0; i < rows.length; i += 1) groups[groupOf(rows[i]!)]![places[i]!]! += 1;
    for (const row of coarse) blur(groups[groupOf(row)]!, { facts, row, zone, at });
    return groups;
  };
  const counts = (keep?: (row: number) => boolean) =>
    keep === undefined ? countsOfGroups(1, () => 0)[0]! : countsOfGroups(2, (row) => (keep(row) ? 0 : 1))[0]!;
  return { from: coverage.from, length, at, counts, countsOfGroups };
}

/** The days of several groups together. */
export function summed(groups: readonly Float64Array[]): Float64Array {
  const days = groups[0]!.slice();
  for (const group of groups.slice(1))
    for (let day = 0; day < days.length; day += 1) days[day]! += group[day]!;
  return days;
}

/** The place of the first day that a view's period does not hold any more. */
export function endOf(history: DayHistory, { to, zone }: Period): number {
  return Math.min(history.length, Math.max(0, history.at(dayOf(to, zone))));
}

/** Where one began in a month, a quarter or a year, nobody knows on which of its days: none of them has a count. */
function blur(
  days: Float64Array,
  of: { facts: IncidentFacts; row: number; zone: string; at: (day: string) => number },
): void {
  const { facts, row, zone, at } = of;
  const months = monthsIn(precisionCodes.word(facts.startedPrecision.values[row]!)!);
  // It begins with the first day of what it is known to, in whatever zone.
  const first = firstOfMonth(dayOf(new Date(facts.startedAt.values[row]!), zone));
  const next = shiftMonths(first, months);
  days.fill(Number.NaN, Math.max(0, at(first)), Math.max(0, at(next)));
}
