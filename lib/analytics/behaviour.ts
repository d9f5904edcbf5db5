import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { behaviourChart, FEWEST_POINTS, SIGNAL_RULES } from "#lib/statistics/behaviour-chart.ts";
import type { Bucket } from "./buckets.ts";
import { Declined } from "./shapes.ts";

/** What of the ups and downs of counts is noise. */

const Signal = z
  .object({
    start: Instant.describe("When the bucket begins."),
    rule: z
      .enum(SIGNAL_RULES)
      .describe(
        "What makes it one: outside the limits, one of eight or more in a row on one side of the centre, or one of three of four that lie nearer to a limit than to the centre.",
      ),
    side: z.enum(["above", "below"]).describe("On which side of the centre it lies."),
  })
  .meta({ title: "Signal" });

export const Behaviour = z
  .union([
    z.object({
      centre: z.number().describe("The mean of the complete buckets."),
      low: z.number().describe("Lower natural limit; never below 0."),
      high: z.number().describe("Upper natural limit."),
      n: z.int().describe("How many complete buckets the limits rest on."),
      signals: z
        .array(Signal)
        .describe("The buckets that do not look like chance; one may be told by several rules."),
    }),
    Declined,
  ])
  .meta({
    title: "Behaviour",
    description: "Natural limits of counts, or why there are none.",
    unit: "incidents a bucket",
    declines: "fewer than 8 complete buckets",
    source: "Wheeler, Understanding Variation (2000)",
  });

export type Behaviour = z.infer<typeof Behaviour>;

/** What chance alone makes of such counts. */
export const limitsOf = (what: string) =>
  Behaviour.describe(
    `Natural limits of ${what} (XmR chart): the centre is the mean of the complete buckets, the limits lie 2.66 mean moving ranges away. Inside them, and without a signal, the ups and downs are noise.`,
  );

/** Natural limits of the counts of complete buckets, and the buckets that do not look like chance. */
export function behaviourOf(buckets: readonly Bucket[]): Behaviour {
  const complete = buckets.filter((bucket) => bucket.complete);
  const chart = behaviourChart(complete.map((bucket) => bucket.incidents));
  if (chart === null) {
    return { declined: `Limits need ${FEWEST_POINTS} complete buckets or more.`, n: complete.length };
  }
  const { centre, low, high, n } = chart;
  const signals = chart.signals.flatMap(({ rule, side, indices }) =>
    indices.map((i) => ({ start: complete[i]!.start, rule, side })),
  );
  return { centre, low, high, n, signals };
}

export const bucketNames = { day: "days", week: "weeks", month: "months" };

/** Counts this low signal by chance alone in every fourth or fifth chart. */
const fewPerBucket = 5;

export function isSparse(centre: number, size: keyof typeof bucketNames): boolean {
  return centre < fewPerBucket && size !== "month";
}
