import { z } from "zod";
import { formatCount, formatQuantity } from "#lib/format.ts";
import { type Behaviour, behaviourOf, bucketNames, isSparse, limitsOf } from "./behaviour.ts";
import { Bucket, bucketsIn } from "./buckets.ts";
import { clockReader } from "./clock.ts";
import { noneBegan } from "./coverage-words.ts";
import { dimensions, mostSeries, Series, seriesBy } from "./dimensions.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import { BucketSize, InWords } from "./shapes.ts";
import { top } from "./top.ts";

/** Is there really a trend? Counts, measures and durations per bucket, and what of the ups and downs is noise. */

export type Trends = z.infer<typeof getTrends.definition.answer>;

export const getTrends = question({
  name: "trends",
  summary: "Is there really a trend?",
  parameters: {
    by: z
      .enum(dimensions, `is not a dimension; use ${dimensions.join(", ")}`)
      .optional()
      .describe("A dimension to split the incidents by"),
  },
  answer: {
    bucket: BucketSize,
    buckets: z.array(Bucket).describe("Counts, measures and durations of each stretch of time."),
    behaviour: limitsOf("the number of incidents"),
    text: InWords,
    ...top("series", {
      shape: Series,
      most: mostSeries,
      description: `Incidents per bucket for each value of the dimension that is asked for (\`by\`), at most ${mostSeries}, the largest first. An incident with several values (that reached several systems, say) counts in each, so they do not add up to the number of incidents. Empty where none is asked for.`,
    }),
    rhythm: z
      .object({
        weekStart: z.int().describe("The day the week begins with: 0 is Sunday."),
        counts: z
          .array(z.array(z.int()))
          .describe("Incidents of each weekday, from that day on, and in it of each hour from 0 to 23."),
      })
      .describe(
        "When the impact of incidents began, by weekday and hour in the zone, of those whose hour is known. Every hour of the week holds as many hours as the period has weeks, so they compare fairly over whole weeks.",
      ),
  },
  compute(view) {
    const buckets = bucketsIn(view);
    const behaviour = behaviourOf(buckets);
    return {
      bucket: view.buckets.size,
      buckets,
      behaviour,
      text: wordsOn({ behaviour, size: view.buckets.size, incidents: view.rows.length }),
      ...seriesBy(view, view.filter.by),
      rhythm: rhythmOf(view),
    };
  },
});

function wordsOn(of: { behaviour: Behaviour; size: keyof typeof bucketNames; incidents: number }): string {
  const { behaviour, size, incidents } = of;
  if (incidents === 0) return noneBegan;
  if ("declined" in behaviour) {
    return `There are too few complete ${bucketNames[size]} (${behaviour.n}) to tell a trend from noise.`;
  }
  const around = `around ${round(behaviour.centre)} a ${size}, between ${round(behaviour.low)} and ${round(behaviour.high)}`;
  if (behaviour.signals.length === 0) {
    return `No: the counts stay within normal variation, ${around}. The ups and downs are noise; no single ${size} calls for an explanation of its own.`;
  }
  const starts = new Set(behaviour.signals.map((signal) => signal.start.getTime())).size;
  const above = behaviour.signals.some((signal) => signal.side === "above");
  const below = behaviour.signals.some((signal) => signal.side === "below");
  const direction = above && below ? "above and below" : above ? "above" : "below";
  const marked = `${starts} of ${behaviour.n} ${bucketNames[size]} ${starts === 1 ? "does" : "do"} not look like chance, ${direction} what is usual (${around})`;
  if (!isSparse(behaviour.centre, size))
    return `Something changed: ${marked}. Look for what happened in the marked ${bucketNames[size]}.`;
  return `Perhaps: ${marked}. With so few a ${size} chance alone often stands out; look at ${size === "day" ? "weeks" : "months"} too before concluding.`;
}

function round(value: number): string {
  return value >= 10 ? formatCount(value) : formatQuantity(value);
}

function rhythmOf({ facts, rows, period, settings }: View<Filter>): {
  weekStart: number;
  counts: number[][];
} {
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const clock = clockReader(facts.incidents, period);
  for (let i = 0; i < rows.length; i += 1) {
    const { weekday, hour } = clock(rows[i]!);
    if (weekday === null || hour === null) continue;
    counts[(weekday - settings.weekStart + 7) % 7]![hour]! += 1;
  }
  return { weekStart: settings.weekStart, counts };
}
