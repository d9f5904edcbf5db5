import { clockOf, type Period } from "#lib/period.ts";
import { type IncidentFacts, precisionCodes } from "./facts/incidents.ts";

/**
 * At which weekday (0 Sunday … 6 Saturday) and hour an incident began, in the zone of the period. Null where that is
 * not known: of a day without a time the hour, of a month, a quarter or a year the weekday too.
 */
export function clockReader(
  facts: IncidentFacts,
  period: Period,
): (row: number) => { weekday: number | null; hour: number | null } {
  const clock = clockOf(period);
  const { values } = facts.startedAt;
  if (!facts.coarse) return (row) => clock(values[row]!);
  const known = facts.startedPrecision.values;
  const [minute, day] = [precisionCodes.code("minute"), precisionCodes.code("day")];
  return (row) => {
    const { weekday, hour } = clock(values[row]!);
    return { weekday: known[row]! <= day ? weekday : null, hour: known[row] === minute ? hour : null };
  };
}
