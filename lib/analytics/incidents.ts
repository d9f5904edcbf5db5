import { z } from "zod";
import { ofKind } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { Incident } from "#lib/incidents/schema.ts";
import { Next, PageInput, Total } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { CoverageShape } from "./coverage.ts";
import type { Milestone } from "./durations.ts";
import type { IncidentFacts } from "./facts/incidents.ts";
import { filterFields } from "./filter.ts";
import { LeftOutShape, leftOutOf } from "./left-out.ts";
import { viewOf } from "./question.ts";
import { PeriodShape } from "./shapes.ts";
import { pageOfRows, sortingBy } from "./sorting.ts";
import { takenReader } from "./tally.ts";

/**
 * Which incidents are these? The list behind every figure: it takes the same rows from the same facts, so it holds
 * exactly as many as were counted. Only the page that is shown is read from the database.
 */

const sorts = [
  "startedAt",
  "number",
  "severity",
  "status",
  ...ofKind(incidentFields, "count", "percent"),
  "detectMinutes",
  "mitigateMinutes",
  "resolveMinutes",
  "systems",
] as const;
export type Sort = (typeof sorts)[number];

export type IncidentList = z.infer<typeof listIncidents.definition.answer>;

export const listIncidents = query({
  name: "incidents.list",
  summary: "Incidents that a filter means, sorted; unrecorded values come last",
  requires: "read",
  input: z.strictObject({
    ...filterFields,
    ...PageInput.shape,
    sort: sortingBy(sorts)
      .default("-startedAt")
      .describe("What the list is sorted by; with - before it, from the largest down."),
  }),
  answer: z.object({
    items: z
      .array(Incident)
      .describe(
        "The incidents of this page; what is not recorded comes last, whichever way they are sorted.",
      ),
    next: Next,
    total: Total,
    period: PeriodShape.describe("The period that they began in."),
    coverage: CoverageShape.nullable().describe(
      "The days of which incidents are recorded, by the sources that the filter means; null where nothing is.",
    ),
    leftOut: LeftOutShape,
  }),
  async run(context, { limit, cursor, sort, ...filter }) {
    const { facts, rows, period, coverage } = await viewOf(context, await context.facts(), filter);
    const { number } = facts.incidents;
    const measure = (by: Sort) => measureOf(facts.incidents, by);
    const { numbers, ...page } = pageOfRows({ rows, number, sort, measure, limit, cursor });
    return {
      items: await context.ask(incidentsByNumber, { numbers }),
      ...page,
      period,
      coverage,
      leftOut: leftOutOf(facts),
    };
  },
});

function measureOf(facts: IncidentFacts, sort: Sort): (row: number) => number {
  const minutes = (milestone: Milestone) => {
    const taken = takenReader(facts, milestone);
    return (row: number) => (taken(row) >= 0 ? taken(row) : Number.NaN);
  };
  switch (sort) {
    case "startedAt":
      return (row) => facts.startedAt.values[row]!;
    case "number":
      return (row) => facts.number.values[row]!;
    case "severity":
      return (row) => facts.severity.values[row] || Number.NaN;
    case "status":
      return (row) => facts.status.values[row]!;
    case "detectMinutes":
      return minutes("detectedAt");
    case "mitigateMinutes":
      return minutes("mitigatedAt");
    case "resolveMinutes":
      return minutes("resolvedAt");
    case "systems":
      return (row) => facts.systems.count[row]!;
    default:
      return (row) => facts[sort].values[row]!;
  }
}
