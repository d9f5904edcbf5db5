import { z } from "zod";
import { formatPlural } from "#lib/format.ts";
import { type Behaviour, behaviourOf, levelsIn } from "./behaviour.ts";
import { bucketNames } from "./bucket-names.ts";
import { Bucket, bucketsIn } from "./buckets.ts";
import { ChangeGaps, changeGapsOf } from "./change-gaps.ts";
import { clockReader } from "./clock.ts";
import { noneBegan } from "./coverage-words.ts";
import { type Dimension, dimensions, mostSeries, Series, seriesBy } from "./dimensions.ts";
import type { Filter } from "./filter.ts";
import { levelsWords, standOutWords } from "./levels-words.ts";
import { Quarter, quartersIn } from "./quarters.ts";
import { question, type View } from "./question.ts";
import { Quiet, quietOf } from "./quiet.ts";
import { nounOf, quietWords, whyGaps } from "./quiet-words.ts";
import { BucketSize, InWords } from "./shapes.ts";
import { top } from "./top.ts";

/** Is there really a trend, and since when? Counts, measures and durations per bucket, and what of the counts changed. */

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
    behaviour: levelsIn("the number of incidents"),
    quiet: Quiet,
    changeGaps: ChangeGaps,
    quarters: z
      .array(Quarter)
      .describe("The same incidents by quarter, in which slow trends show; no verdict is made of them."),
    text: InWords,
    ...top("series", {
      shape: Series,
      most: mostSeries,
      description: `Incidents per bucket for each value of the dimension that is asked for (\`by\`), at most ${mostSeries}, the largest first. An incident with several values (that reached several systems, say) counts in each, so they do not add up to the number of incidents. Empty where none is asked for. None has a verdict of its own: of so many one would often seem to change by chance; filter to one to ask of it.`,
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
    const counts = buckets.map(({ incidents }) => incidents);
    const behaviour = behaviourOf(view, { counts, rows: view.rows });
    const quiet = quietOf(view, { rows: view.rows, behaviour });
    return {
      bucket: view.buckets.size,
      buckets,
      behaviour,
      quiet,
      changeGaps: changeGapsOf(view),
      quarters: quartersIn(view),
      text: wordsOn(view, { buckets, behaviour, quiet }),
      ...seriesBy(view, view.filter.by),
      rhythm: rhythmOf(view),
    };
  },
});

function wordsOn(
  view: View<Filter & { by?: Dimension }>,
  { buckets, behaviour, quiet }: { buckets: readonly Bucket[]; behaviour: Behaviour; quiet: Quiet },
): string {
  if (view.rows.length === 0) return noneBegan;
  const named = { size: view.buckets.size, zone: view.period.zone };
  const sentences = [levelsWords(behaviour, named)];
  if ("declined" in quiet) {
    if (!("declined" in behaviour) && behaviour.judgedBy === "gaps") sentences.push(quiet.declined);
  } else {
    const { period, now } = view;
    sentences.push(whyGaps(quiet.perBucket, named));
    sentences.push(quietWords(quiet, { noun: nounOf(view), zone: period.zone, now }));
  }
  if (!("declined" in behaviour) && behaviour.judgedBy === "buckets") {
    const counts = new Map(buckets.map(({ start, incidents }) => [start.getTime(), incidents]));
    sentences.push(standOutWords(behaviour, counts, named));
  }
  sentences.push(leftOutWords(view));
  if (view.filter.by !== undefined) sentences.push(noneForEach);
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

const noneForEach = "Its parts have no verdict each: of several, one would often seem to change by chance.";

/** What is known to the month or the year alone has no place in a shorter bucket. */
function leftOutWords({ rows, inBuckets, buckets }: View<Filter>): string {
  const left = rows.length - inBuckets.length;
  if (left === 0) return "";
  return `${formatPlural(left, "incident")} ${left === 1 ? "is" : "are"} known to no single ${buckets.size}: no ${bucketNames[buckets.size]} in which ${left === 1 ? "it" : "they"} may lie are judged.`;
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
