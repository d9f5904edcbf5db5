/** What every picture over time is given, and the words it makes of it. */
import type { Column, Row } from "#app/_ui/data-table.tsx";
import { type Bucket, formatBucket, formatTick, type Instant, severityLabel } from "#lib/format.ts";
import { bucketPosition } from "./axis.ts";
import type { Stretch } from "./marks/bands.ts";
import type { Datum, Mark, PlanePicture, Tip, ValueAxis } from "./picture.ts";

export type TimeProps = {
  bucket: Bucket;
  zone: string;
  /** End of the last bucket; without it the last is taken to be as long as the one before. */
  end?: Instant;
  bands?: Band[];
};

/** An intervention: drawn as a labelled band; open ones reach to the edge. */
export type Band = { name: string; from: Instant; to: Instant | null };

export type TimeBucket = {
  start: Instant;
  /** False for a first or last bucket that the period cuts off. */
  complete: boolean;
  /** False where nobody recorded anything: its values are none, whatever they say. */
  recorded?: boolean;
  /** Opens what the whole bucket stands for. */
  href?: string;
};

export const millis = (instant: Instant) => new Date(instant).getTime();

/** Ends are needed only to place bands; a day is as good a guess as any for a lone bucket. */
export function lastEnd(buckets: readonly TimeBucket[], end: Instant | undefined): number {
  if (end !== undefined) return millis(end);
  const last = buckets.at(-1);
  const before = buckets.at(-2);
  if (!last) return 0;
  return millis(last.start) + (before ? millis(last.start) - millis(before.start) : 86_400_000);
}

export function bucketName(of: TimeBucket, { bucket, zone }: TimeProps): string {
  const { start, complete } = of;
  const name = formatBucket(start, bucket, zone);
  if (isOutside(of)) return `${name} (not recorded)`;
  return complete ? name : `${name} (incomplete)`;
}

const isOutside = ({ recorded }: TimeBucket) => recorded === false;

export const bucketColumn = ({ bucket }: TimeProps): Column => ({
  key: "bucket",
  label: { day: "Day", week: "Week", month: "Month", quarter: "Quarter" }[bucket],
});

export function bucketRow(bucket: TimeBucket, time: TimeProps, cells: Row["cells"]): Row {
  const value = bucketName(bucket, time);
  const key = String(millis(bucket.start));
  if (!isOutside(bucket)) return { key, cells: { bucket: { value, href: bucket.href }, ...cells } };
  return {
    key,
    cells: { ...Object.fromEntries(Object.keys(cells).map((name) => [name, null])), bucket: { value } },
  };
}

export const severityKeys = ["1", "2", "3", "4", "5", "unknown"] as const;
export type SeverityKey = (typeof severityKeys)[number];
export type BySeverity = Partial<Record<SeverityKey, number>>;

export function severityName(key: SeverityKey): string {
  return severityLabel(key === "unknown" ? null : Number(key));
}

export function severityFill(key: SeverityKey): string {
  return key === "unknown" ? "var(--unknown)" : `var(--sev-${key})`;
}

/** Interventions as parts of the axis of these buckets, in the order in which they began; none that lies outside. */
export function bandStretches(bands: Band[], starts: number[], end: number): Stretch[] {
  const first = starts[0];
  if (first === undefined) return [];
  return bands
    .filter((band) => millis(band.from) < end && (band.to === null || millis(band.to) > first))
    .toSorted((a, b) => millis(a.from) - millis(b.from))
    .map(({ name, from, to }) => ({
      name,
      x: [
        bucketPosition(millis(from), starts, end),
        to === null ? starts.length : bucketPosition(millis(to), starts, end),
      ],
    }));
}

type OverTime = {
  time: TimeProps;
  buckets: readonly TimeBucket[];
  y: ValueAxis;
  data: readonly Datum[];
  marks: readonly Mark[];
  tip: (index: number) => Tip;
};

/**
 * What all pictures over time share: buckets as the axis, interventions named on it, what the period cuts off, and what
 * nobody recorded, which is no value and least of all zero.
 */
export function overTime({ time, buckets, y, data, marks, tip }: OverTime): PlanePicture {
  const starts = buckets.map((bucket) => millis(bucket.start));
  const named = bandStretches(time.bands ?? [], starts, lastEnd(buckets, time.end));
  const cut = buckets.flatMap((bucket, x): Mark[] =>
    bucket.complete || isOutside(bucket) ? [] : [{ mark: "stretch", is: "cut", x: [x, x + 1] }],
  );
  // Stripes lie over what has a surface, and under lines, which they would break.
  const known = marks.flatMap((mark) => knownOf(mark, buckets));
  const above = known.findIndex(({ mark }) => mark === "line" || mark === "points");
  const surfaces = above < 0 ? known : known.slice(0, above);
  return {
    kind: "plane",
    x: { scale: "band", labels: buckets.map(({ start }) => formatTick(start, time.bucket, time.zone)) },
    y,
    data: data.map((datum, x) => ({ ...(isOutside(buckets[x]!) ? nothingOf(datum) : datum), x })),
    marks: [
      ...named.map((stretch): Mark => ({ mark: "stretch", is: "named", ...stretch })),
      ...outsideOf(buckets),
      ...surfaces,
      ...cut,
      ...known.slice(surfaces.length),
    ],
    stops: buckets.map((bucket, index) =>
      isOutside(bucket)
        ? { tip: { title: bucketName(bucket, time), rows: [], note: "Nothing is recorded of it" } }
        : { tip: tip(index), href: bucket.href },
    ),
  };
}

function nothingOf(datum: Datum): Datum {
  return Object.fromEntries(Object.keys(datum).map((key) => [key, null]));
}

/** A mark that brings its own places, without those in buckets of which nothing is recorded. */
function knownOf(mark: Mark, buckets: readonly TimeBucket[]): Mark[] {
  const isKnown = (x: number) => !isOutside(buckets[Math.floor(x)]!);
  if (mark.mark === "points") return [{ ...mark, at: mark.at.filter(({ x }) => isKnown(x)) }];
  if (mark.mark === "stretch" && mark.is === "unrecorded") return isKnown(mark.x[0]) ? [mark] : [];
  return [mark];
}

/** The stretches of which nothing is recorded, each as one. */
function outsideOf(buckets: readonly TimeBucket[]): Mark[] {
  const stretches: [number, number][] = [];
  for (const [x, bucket] of buckets.entries()) {
    if (!isOutside(bucket)) continue;
    const last = stretches.at(-1);
    if (last?.[1] === x) last[1] = x + 1;
    else stretches.push([x, x + 1]);
  }
  return stretches.map((x) => ({ mark: "stretch", is: "outside", x }));
}

/** Hatched floor where nothing was recorded: an absent bar alone would read as zero. */
export function unrecordedAt(missing: readonly boolean[]): Mark[] {
  return missing.flatMap((absent, x): Mark[] =>
    absent ? [{ mark: "stretch", is: "unrecorded", x: [x, x + 1] }] : [],
  );
}
