import { z } from "zod";
import { formatCount, formatQuantity } from "#lib/format.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder, clockOf } from "#lib/period.ts";
import { behaviourChart, FEWEST_POINTS, SIGNAL_RULES } from "#lib/statistics/behaviour-chart.ts";
import { aiCodes, causeCodes, triggerCodes } from "./facts/incidents.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import {
  BucketSize,
  BySeverity,
  Declined,
  DurationFigures,
  InWords,
  MeasuredCount,
  Share,
  stretch,
} from "./shapes.ts";
import { aiShareOf, byBucket, durationFigures, severityCounts, sumOf } from "./tally.ts";

/** Is there really a trend? Counts, measures and durations per bucket, and what of the ups and downs is noise. */

export const Bucket = z
  .object({
    ...stretch,
    incidents: z.int().describe("Incidents whose impact began in the bucket."),
    bySeverity: BySeverity.describe("The same incidents by severity."),
    lostOrders: MeasuredCount.meta({
      description:
        "The sum of lost orders over those that recorded them. Where none did there is no sum, which is not zero.",
      unit: "orders",
    }),
    errors: MeasuredCount.meta({
      description:
        "The sum of errors over those that recorded them. Where none did there is no sum, which is not zero.",
      unit: "errors",
    }),
    ai: Share.describe(
      "Of them, those in which AI made or shaped the change (contributing or primary), among those where that is known.",
    ),
    timeToDetect: DurationFigures.describe("From the start of impact to detection."),
    timeToMitigate: DurationFigures.describe("From the start of impact to mitigation."),
    timeToResolve: DurationFigures.describe("From the start of impact to resolution."),
  })
  .meta({ title: "Bucket" });
export type Bucket = z.infer<typeof Bucket>;

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

export const dimensions = ["severity", "ai", "trigger", "cause", "tier", "org", "system", "region"] as const;
export type Dimension = (typeof dimensions)[number];

const Series = z
  .object({
    value: z.string().describe("The word of the filter that selects it; `unknown` for what is not recorded."),
    label: z.string().describe("What it is called."),
    total: z.int().describe("Incidents with this value in the whole period."),
    counts: z.array(z.int()).describe("Incidents with this value in each of `buckets`."),
  })
  .meta({ title: "Series" });

export type Trends = z.infer<typeof getTrends.definition.answer>;

export const getTrends = question({
  name: "trends",
  summary: "Is there really a trend?",
  parameters: {
    by: z.enum(dimensions, `is not a dimension; use ${dimensions.join(", ")}`).optional(),
  },
  answer: {
    bucket: BucketSize,
    buckets: z.array(Bucket).describe("Counts, measures and durations of each stretch of time."),
    behaviour: limitsOf("the number of incidents"),
    text: InWords,
    series: z
      .array(Series)
      .describe(
        "Incidents per bucket for each value of the dimension that is asked for (`by`), at most 12, the largest first. An incident with several values (that reached several systems, say) counts in each, so they do not add up to the number of incidents. Empty where none is asked for.",
      ),
    rhythm: z
      .object({
        weekStart: z.int().describe("The day the week begins with: 0 is Sunday."),
        counts: z
          .array(z.array(z.int()))
          .describe("Incidents of each weekday, from that day on, and in it of each hour from 0 to 23."),
      })
      .describe(
        "When the impact of incidents began, by weekday and hour in the zone. Every hour of the week holds as many hours as the period has weeks, so they compare fairly over whole weeks.",
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
      series: view.filter.by === undefined ? [] : seriesBy(view, view.filter.by),
      rhythm: rhythmOf(view),
    };
  },
});

/** The measures of each bucket of the view. */
export function bucketsIn(view: View<Filter>): Bucket[] {
  const { facts, buckets, rows } = view;
  const { edges, complete } = buckets;
  const count = edges.length - 1;
  const { incidents } = facts;
  return byBucket(incidents, rows, { count, find: bucketFinder(buckets) }).map((inside, i) => ({
    start: new Date(edges[i]!),
    end: new Date(edges[i + 1]!),
    complete: complete[i]!,
    incidents: inside.length,
    bySeverity: severityCounts(incidents, inside),
    lostOrders: sumOf(incidents.lostOrders.values, inside),
    errors: sumOf(incidents.errors.values, inside),
    ai: aiShareOf(incidents, inside),
    timeToDetect: durationFigures(incidents, "detectedAt", inside),
    timeToMitigate: durationFigures(incidents, "mitigatedAt", inside),
    timeToResolve: durationFigures(incidents, "resolvedAt", inside),
  }));
}

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

function wordsOn(of: { behaviour: Behaviour; size: keyof typeof bucketNames; incidents: number }): string {
  const { behaviour, size, incidents } = of;
  if (incidents === 0) return "No incident began in this period.";
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

/** Counts this low signal by chance alone in every fourth or fifth chart. */
const fewPerBucket = 5;

export function isSparse(centre: number, size: keyof typeof bucketNames): boolean {
  return centre < fewPerBucket && size !== "month";
}

function round(value: number): string {
  return value >= 10 ? formatCount(value) : formatQuantity(value);
}

const mostSeries = 12;

function seriesBy(view: View<Filter>, by: Dimension): z.infer<typeof Series>[] {
  const { rows, buckets } = view;
  const { label, codesOf } = coder(view, by);
  const find = bucketFinder(buckets);
  const start = view.facts.incidents.startedAt.values;
  const counts = new Map<number, { total: number; counts: number[] }>();
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const bucket = find(start[row]!);
    for (const code of codesOf(row)) {
      let entry = counts.get(code);
      if (entry === undefined) {
        entry = { total: 0, counts: new Array<number>(buckets.edges.length - 1).fill(0) };
        counts.set(code, entry);
      }
      entry.total += 1;
      entry.counts[bucket]! += 1;
    }
  }
  return [...counts]
    .map(([code, entry]) => ({ ...label(code), ...entry }))
    .sort((a, b) => b.total - a.total || (a.value < b.value ? -1 : 1))
    .slice(0, mostSeries);
}

interface Coder {
  codesOf: (row: number) => Iterable<number>;
  label: (code: number) => { value: string; label: string };
}

/** How a row's values in a dimension are found and named; 0 stands for what is not recorded. */
function coder({ facts }: View<Filter>, by: Dimension): Coder {
  const { incidents, systems } = facts;
  const named = (words: (code: number) => string | null | undefined) => (code: number) => {
    const word = words(code) ?? "unknown";
    return { value: word, label: word === "unknown" ? "Unknown" : word };
  };
  const single = (values: Uint8Array | Int32Array) => (row: number) => [values[row]!];
  const ofSystems = (value: (system: number) => number) => (row: number) => {
    const reached = incidents.systems.of(row);
    return reached.length === 0 ? [0] : new Set(Array.from(reached, value));
  };
  switch (by) {
    case "severity":
      return {
        codesOf: single(incidents.severity.values),
        label: (code) =>
          code === 0 ? { value: "unknown", label: "Unknown" } : { value: `${code}`, label: `Sev-${code}` },
      };
    case "ai":
      return { codesOf: single(incidents.aiInvolvement.values), label: named((code) => aiCodes.word(code)) };
    case "trigger":
      return { codesOf: single(incidents.trigger.values), label: named((code) => triggerCodes.word(code)) };
    case "cause":
      return { codesOf: single(incidents.rootCause.values), label: named((code) => causeCodes.word(code)) };
    case "region":
      return {
        codesOf: (row) => (incidents.regions.count[row] === 0 ? [0] : incidents.regions.of(row)),
        label: named((code) => incidents.regionNames.words[code]),
      };
    case "system":
      return {
        codesOf: ofSystems((system) => system),
        label: (code) => {
          const system = systems.byNumber[code];
          return { value: system?.slug ?? "unknown", label: system?.name ?? "Unknown" };
        },
      };
    case "tier":
      return {
        codesOf: ofSystems((system) => systems.byNumber[system]?.tier ?? 0),
        label: (code) =>
          code === 0 ? { value: "unknown", label: "Unknown" } : { value: `${code}`, label: `Tier ${code}` },
      };
    case "org":
      return {
        codesOf: ofSystems((system) => systems.byNumber[system]?.org ?? 0),
        label: named((code) => systems.orgs.words[code]),
      };
  }
}

function rhythmOf({ facts, rows, period, settings }: View<Filter>): {
  weekStart: number;
  counts: number[][];
} {
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const clock = clockOf(period);
  const start = facts.incidents.startedAt.values;
  for (let i = 0; i < rows.length; i += 1) {
    const { weekday, hour } = clock(start[rows[i]!]!);
    counts[(weekday - settings.weekStart + 7) % 7]![hour]! += 1;
  }
  return { weekStart: settings.weekStart, counts };
}
