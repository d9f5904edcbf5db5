import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { bucketFinder } from "#lib/period.ts";
import { behaviourChart, FEWEST_POINTS } from "#lib/statistics/behaviour-chart.ts";
import { limitsOf } from "./behaviour.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { byBucket, severeRows } from "./tally.ts";

/** The week among those before it: whether it stands out from what is usual. */

export const measures = ["incidents", "sev12"] as const;

export const Chart = z
  .object({
    measure: z.enum(measures).describe("What is counted: all incidents, or those of severity 1 and 2."),
    weeks: z
      .array(
        z.object({
          start: Instant.describe("When the week begins."),
          complete: z.boolean().describe("False for a week that is not over: the limits leave it out."),
          value: z.int().describe("How many of them began in it."),
        }),
      )
      .describe("The last 26 weeks, the reviewed one included, as far back as records go."),
    behaviour: limitsOf("the weekly counts"),
    here: z
      .array(
        z.object({
          rule: z.string().describe("The rule that says so."),
          side: z.enum(["above", "below"]).describe("On which side of the centre it lies."),
        }),
      )
      .describe("The signals that the reviewed week is part of."),
  })
  .meta({ title: "Weekly counts" });

export type ReviewChart = z.infer<typeof Chart>;

export function chartOf(
  { facts, rows, buckets }: View<Filter>,
  { measure, start }: { measure: ReviewChart["measure"]; start: Date },
): ReviewChart {
  const counted = measure === "incidents" ? rows : severeRows(facts.incidents, rows);
  const count = buckets.complete.length;
  const inside = byBucket(facts.incidents, counted, { count, find: bucketFinder(buckets) });
  const weeks = inside.map((own, i) => ({
    start: new Date(buckets.edges[i]!),
    complete: buckets.complete[i]!,
    value: own.length,
  }));
  const complete = weeks.filter((week) => week.complete);
  const chart = behaviourChart(complete.map(({ value }) => value));
  if (chart === null) {
    const declined = `Limits need ${FEWEST_POINTS} complete weeks or more.`;
    return { measure, weeks, behaviour: { declined, n: complete.length }, here: [] };
  }
  const { centre, low, high, n } = chart;
  const signals = chart.signals.flatMap(({ rule, side, indices }) =>
    indices.map((i) => ({ start: complete[i]!.start, rule, side })),
  );
  const here = signals
    .filter((signal) => signal.start.getTime() === start.getTime())
    .map(({ rule, side }) => ({ rule, side }));
  return { measure, weeks, behaviour: { centre, low, high, n, signals }, here };
}
