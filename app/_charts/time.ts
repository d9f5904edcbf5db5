/** What every picture over time is given, and the words it makes of it. */
import type { Column, Row } from "#app/_ui/data-table.tsx";
import { type Bucket, formatBucket, type Instant, severityLabel } from "#lib/format.ts";
import { bucketPosition } from "./axis.ts";

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
  /** Opens what the whole bucket stands for. */
  href?: string;
};

export const millis = (instant: Instant) => new Date(instant).getTime();

/** Ends are needed only to place bands; a day is as good a guess as any for a lone bucket. */
export function lastEnd(buckets: TimeBucket[], end: Instant | undefined): number {
  if (end !== undefined) return millis(end);
  const last = buckets.at(-1);
  const before = buckets.at(-2);
  if (!last) return 0;
  return millis(last.start) + (before ? millis(last.start) - millis(before.start) : 86_400_000);
}

export function bucketName({ start, complete }: TimeBucket, { bucket, zone }: TimeProps): string {
  const name = formatBucket(start, bucket, zone);
  return complete ? name : `${name} (incomplete)`;
}

export const bucketColumn = ({ bucket }: TimeProps): Column => ({
  key: "bucket",
  label: { day: "Day", week: "Week", month: "Month" }[bucket],
});

export function bucketRow(bucket: TimeBucket, time: TimeProps, cells: Row["cells"]): Row {
  const value = bucketName(bucket, time);
  return { key: String(millis(bucket.start)), cells: { bucket: { value, href: bucket.href }, ...cells } };
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

/** A band in pixels from the left edge of the plot, with the lane of its label above it; null where none is free. */
export type PlacedBand = { name: string; x: number; width: number; textX: number; lane: number | null };

const letterWidth = 5.9;
const mostLanes = 5;

type Placing = { bands: Band[]; starts: number[]; end: number; width: number };

export function placeBands({ bands, starts, end, width }: Placing): PlacedBand[] {
  const first = starts[0];
  if (first === undefined) return [];
  const each = width / starts.length;
  const seen = bands
    .filter((band) => millis(band.from) < end && (band.to === null || millis(band.to) > first))
    .toSorted((a, b) => millis(a.from) - millis(b.from))
    .map(({ name, from, to }) => {
      const x = bucketPosition(millis(from), starts, end) * each;
      const last = to === null ? width : bucketPosition(millis(to), starts, end) * each;
      const textWidth = name.length * letterWidth + 2;
      const textX = Math.max(0, Math.min(x + 4, width - textWidth));
      return { name, x, width: Math.max(1, last - x), textX, textWidth };
    });
  const lanes = labelLanes(
    seen.map(({ x, textX, textWidth }) => ({ x: textX, width: textWidth, line: x })),
    mostLanes,
  );
  return seen.map(({ textWidth: _, ...band }, index) => ({ ...band, lane: lanes[index] ?? null }));
}

type Span = {
  x: number;
  width: number;
  /** Where the line of its band rises up to the label, and so crosses the lanes below. */
  line?: number;
};

/**
 * Lanes for labels, so that none lies on another and no band's line runs through a name: the later one stays below.
 * Null for one that fits in none, which is better left out.
 */
export function labelLanes(spans: Span[], most: number): (number | null)[] {
  const lanes: (number | null | undefined)[] = spans.map(() => undefined);
  const covers = ({ x, width }: Span, line: number | undefined) =>
    line !== undefined && line > x && line < x + width;
  const overlap = (a: Span, b: Span) => a.x < b.x + b.width && b.x < a.x + a.width;
  const place = (index: number) => {
    const span = spans[index]!;
    const others = spans.flatMap((other, at) => {
      const lane = at === index ? null : (lanes[at] ?? null);
      return lane === null ? [] : [{ other, lane }];
    });
    const least = Math.max(0, ...others.map(({ other, lane }) => (covers(span, other.line) ? lane + 1 : 0)));
    const free = Array.from({ length: Math.max(0, most - least) }, (_, i) => least + i);
    const clear = (lane: number) => !others.some((one) => one.lane === lane && overlap(span, one.other));
    lanes[index] = free.find(clear) ?? null;
  };
  for (let left = spans.length; left > 0; left -= 1) {
    const open = Array.from(spans.keys())
      .reverse()
      .filter((index) => lanes[index] === undefined);
    const isBase = (index: number) =>
      !open.some((other) => other !== index && covers(spans[index]!, spans[other]!.line));
    place(open.find(isBase) ?? open[0]!);
  }
  return lanes.map((lane) => lane ?? null);
}
