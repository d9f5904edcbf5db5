import { z } from "zod";
import { ofKind } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import type { IncidentFacts } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import { MeasuredCount } from "./shapes.ts";
import { sumOf } from "./tally.ts";

/** Every number that incidents hold, added up. */

const counts = ofKind(incidentFields, "count");
type Count = (typeof counts)[number];

const sumShape = (name: Count) => {
  const { label, means, unit } = incidentFields[name];
  const description = `${label}, over those incidents that recorded any. ${means} What was not recorded is left out, not counted as zero.`;
  return MeasuredCount.meta({ description, unit });
};

export const Sums = z
  .object(
    Object.fromEntries(counts.map((name) => [name, sumShape(name)])) as Record<Count, typeof MeasuredCount>,
  )
  .meta({ title: "Sums" });
export type Sums = z.infer<typeof Sums>;

/** For each number of an incident its sum over the rows, and how many of them recorded it. */
export function sumsOf(incidents: IncidentFacts, rows: Selection): Sums {
  return Object.fromEntries(
    counts.map((name) => [name, sumOf(incidents[name].values, rows)]),
  ) as unknown as Sums;
}
