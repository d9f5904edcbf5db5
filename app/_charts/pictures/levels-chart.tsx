"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, formatPlural, formatQuantity, type Instant, type Unit } from "#lib/format.ts";
import { ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import type { Mark, PlanePicture, Point } from "../picture.ts";
import {
  bucketColumn,
  bucketName,
  bucketRow,
  millis,
  overTime,
  type TimeBucket,
  type TimeProps,
} from "../time.ts";

type LevelsBucket = TimeBucket & { value: number | null };
type Levels = {
  levels: { start: Instant; end: Instant; mean: number }[];
  changed: "none" | "dated" | "undated" | "wanders";
  limits: { start: Instant; low: number; high: number }[];
  signals: { start: Instant; side: "above" | "below" }[];
};

export type LevelsChartProps = CardProps &
  TimeProps & {
    buckets: LevelsBucket[];
    /** Null where there are too few complete buckets to see any. */
    levels: Levels | null;
    measure?: Unit;
  };

/** The value of each bucket with the levels between which values change, their limits, and the points that stand out. */
export function LevelsChart({ buckets, levels, measure = "count", ...rest }: LevelsChartProps) {
  const { bucket, zone, end, bands, ...card } = rest;
  const time = { bucket, zone, end, bands };
  const placed = standings(buckets, levels);
  return (
    <Frame
      {...card}
      {...levelsTable(placed, { measure, time })}
      picture={levelsPicture(placed, { measure, time, levels })}
      summary={levelsSummary(card.title, levels)}
      empty={buckets.some(({ value }) => value !== null) ? null : "No data in this period"}
    />
  );
}

/** A bucket with the level that it is on, its limits, and the side on which it stands out. */
type Placed = LevelsBucket & {
  mean: number | null;
  usual: { low: number; high: number } | null;
  side: "above" | "below" | null;
};

function standings(buckets: LevelsBucket[], levels: Levels | null): Placed[] {
  const byStart = <T extends { start: Instant }>(all: readonly T[] = []) =>
    new Map(all.map((one) => [millis(one.start), one]));
  const [limits, signals] = [byStart(levels?.limits), byStart(levels?.signals)];
  const spans = (levels?.levels ?? []).map(({ start, end, mean }) => ({
    from: millis(start),
    to: millis(end),
    mean,
  }));
  return buckets.map((one) => {
    const at = millis(one.start);
    return {
      ...one,
      mean: spans.find(({ from, to }) => from <= at && at < to)?.mean ?? null,
      usual: limits.get(at) ?? null,
      side: signals.get(at)?.side ?? null,
    };
  });
}

const standsOut = { above: "stands out above its level", below: "stands out below its level" };

type Given = { measure: Unit; time: TimeProps; levels: Levels | null };

function levelsPicture(placed: Placed[], { measure, time, levels }: Given): PlanePicture {
  const highest = Math.max(0, ...placed.flatMap(({ value, usual }) => [value ?? 0, usual?.high ?? 0]));
  const isCrowded = placed.length > 60;
  return overTime({
    time,
    buckets: placed,
    y: valueAxis("linear", ticksFromZero(highest, measure), measure),
    // A count that is not over yet would be drawn as a fall.
    data: placed.map(({ value, complete }) => ({ joined: complete ? value : null })),
    marks: [
      ...usualRanges(placed),
      { mark: "line", key: "joined", colour: "var(--ink-3)", width: 1.25 },
      { mark: "points", at: placed.flatMap((one, x) => pointOf(one, { x, isCrowded })) },
      ...levelSteps(placed, { measure, isDated: levels?.changed === "dated" }),
    ],
    tip: (index) => tipOf(placed[index]!, { measure, time }),
  });
}

function tipOf(one: Placed, { measure, time }: Omit<Given, "levels">) {
  const { mean, usual, side } = one;
  return {
    title: bucketName(one, time),
    rows: [
      { label: "Value", value: formatExact(one.value, measure), strong: true },
      ...(mean === null ? [] : [{ label: "Level", value: formatQuantity(mean) }]),
      ...(usual === null ? [] : [{ label: "Usual", value: usualWords(usual, measure) }]),
    ],
    note: side === null ? undefined : standsOut[side],
  };
}

const usualWords = ({ low, high }: { low: number; high: number }, measure: Unit) =>
  `${formatExact(low, measure)} to ${formatExact(high, measure)}`;

type Run = { from: number; to: number };

/** Stretches of buckets that are alike; none of those of which there is nothing to say. */
function runsOf(placed: Placed[], of: (one: Placed) => string | null): Run[] {
  const runs: Run[] = [];
  for (const [x, one] of placed.entries()) {
    const own = of(one);
    const last = runs.at(-1);
    if (own === null) continue;
    if (last?.to === x && of(placed[last.from]!) === own) last.to = x + 1;
    else runs.push({ from: x, to: x + 1 });
  }
  return runs;
}

function usualRanges(placed: Placed[]): Mark[] {
  return runsOf(placed, ({ usual }) => usual && `${usual.low} ${usual.high}`).map(({ from, to }) => {
    const { low, high } = placed[from]!.usual!;
    return { mark: "range", x: [from, to], y: [low, high], colour: "var(--ink)" };
  });
}

/** Steps, joined where a change has a date. */
function levelSteps(placed: Placed[], { measure, isDated }: { measure: Unit; isDated: boolean }): Mark[] {
  const steps = runsOf(placed, ({ mean }) => (mean === null ? null : `${mean}`));
  const drawn = { mark: "rule", colour: "var(--accent)", width: 2 } as const;
  const meanAt = ({ from }: Run) => placed[from]!.mean!;
  const last = steps.at(-1);
  return [
    ...steps.map((step): Mark => ({ ...drawn, x: [step.from, step.to], y: [meanAt(step), meanAt(step)] })),
    ...(isDated ? steps.slice(1) : []).map(
      (step, i): Mark => ({ ...drawn, x: [step.from, step.from], y: [meanAt(steps[i]!), meanAt(step)] }),
    ),
    ...(last === undefined
      ? []
      : [{ mark: "ends", of: endNames(placed[last.to - 1]!, measure) } satisfies Mark]),
  ];
}

function endNames({ mean, usual }: Placed, measure: Unit) {
  const level = { y: mean!, text: `level ${formatExact(mean, measure)}`, colour: "var(--accent)" };
  if (usual === null) return [level];
  const limit = (y: number) => ({ y, text: `limit ${formatExact(y, measure)}` });
  return [limit(usual.high), level, limit(usual.low)];
}

/**
 * What stands out differs in shape and size as well as in colour; what is counted is bad news, so fewer is better. Of
 * many, those alone that say more than the line.
 */
function pointOf(
  { value, complete, side }: Placed,
  { x, isCrowded }: { x: number; isCrowded: boolean },
): Point[] {
  if (value === null) return [];
  const at = { x: x + 0.5, y: value };
  if (side !== null)
    return [{ ...at, shape: "signal", colour: side === "below" ? "var(--good)" : "var(--bad)" }];
  if (isCrowded && complete) return [];
  return [{ ...at, shape: complete ? "circle" : "hollow", colour: "var(--ink-2)" }];
}

function levelsTable(placed: Placed[], { measure, time }: Omit<Given, "levels">): TableData {
  return {
    columns: [
      bucketColumn(time),
      { key: "value", label: "Value", unit: measure },
      { key: "level", label: "Level", unit: "ratio", missing: "not judged" },
      { key: "usual", label: "Usual", missing: "not judged" },
      { key: "signal", label: "Stands out", missing: "no" },
    ],
    rows: placed.map((one) =>
      bucketRow(one, time, {
        value: { value: one.value, href: one.href },
        level: one.mean,
        usual: one.usual && usualWords(one.usual, measure),
        signal: one.side,
      }),
    ),
  };
}

function levelsSummary(title: string, levels: Levels | null): string {
  if (levels === null) return `${title}: too few complete buckets to see levels. The table has every value.`;
  const means = levels.levels.map(({ mean }) => formatQuantity(mean)).join(", then ");
  const points = levels.signals.length;
  const found =
    points === 0 ? "no point stands out" : formatPlural(points, "point stands out", "points stand out");
  return `${title}: ${levels.levels.length === 1 ? "one level" : "levels"} of ${means}; ${found}. The table has every value.`;
}
