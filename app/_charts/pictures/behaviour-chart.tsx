"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, formatPlural, type Unit } from "#lib/format.ts";
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

type BehaviourBucket = TimeBucket & { value: number | null };
type Behaviour = {
  centre: number;
  low: number;
  high: number;
  signals: { start: string | number | Date; rule: string }[];
};

export type BehaviourChartProps = CardProps &
  TimeProps & {
    buckets: BehaviourBucket[];
    /** Null where there are too few complete buckets to draw limits from. */
    behaviour: Behaviour | null;
    measure?: Unit;
    /** Rules in words, by the rule's name. */
    rules?: Record<string, string>;
  };

/** XmR: the value of each bucket with its centre, its natural limits and the points that are more than noise. */
export function BehaviourChart({
  buckets,
  behaviour,
  measure = "count",
  rules,
  ...rest
}: BehaviourChartProps) {
  const { bucket, zone, end, bands, ...card } = rest;
  const time = { bucket, zone, end, bands };
  const signals = signalsByBucket(behaviour, rules);
  return (
    <Frame
      {...card}
      {...behaviourTable({ buckets, measure, time, signals })}
      picture={behaviourPicture({ buckets, behaviour, measure, time, signals })}
      summary={behaviourSummary({ title: card.title, behaviour, measure })}
      empty={buckets.some(({ value }) => value !== null) ? null : "No data in this period"}
    />
  );
}

/** Rules broken, in words, by the start of the bucket. */
export type Signals = Record<number, string[]>;

function signalsByBucket(behaviour: Behaviour | null, rules: Record<string, string> = {}): Signals {
  const found: Signals = {};
  for (const { start, rule } of behaviour?.signals ?? []) {
    const words = rules[rule] ?? rule.replaceAll("-", " ");
    found[millis(start)] = [...(found[millis(start)] ?? []), words];
  }
  return found;
}

type Given = { buckets: BehaviourBucket[]; measure: Unit; time: TimeProps; signals: Signals };

function behaviourPicture(of: Given & { behaviour: Behaviour | null }): PlanePicture {
  const { buckets, behaviour, measure, time, signals } = of;
  const highest = Math.max(0, behaviour?.high ?? 0, ...buckets.map(({ value }) => value ?? 0));
  return overTime({
    time,
    buckets,
    y: valueAxis("linear", ticksFromZero(highest, measure), measure),
    // A count that is not over yet would be drawn as a fall.
    data: buckets.map(({ value, complete }) => ({ joined: complete ? value : null })),
    marks: [
      ...(behaviour ? limits(behaviour, measure) : []),
      { mark: "line", key: "joined", colour: "var(--ink-2)", width: 1.5 },
      { mark: "points", at: buckets.flatMap((one, x) => pointOf(one, x, { signals, behaviour })) },
    ],
    tip: (index) => ({
      title: bucketName(buckets[index]!, time),
      rows: [{ label: "Value", value: formatExact(buckets[index]!.value, measure), strong: true }],
      note: signals[millis(buckets[index]!.start)]?.join("; "),
    }),
  });
}

function limits({ centre, low, high }: Behaviour, measure: Unit): Mark[] {
  const named = (word: string, value: number) => ({
    y: value,
    text: `${word} ${formatExact(value, measure)}`,
  });
  return [
    { mark: "range", y: [low, high], colour: "var(--sunken)" },
    ...[high, low].map(
      (y): Mark => ({ mark: "rule", y: [y, y], colour: "var(--line-strong)", dashed: true }),
    ),
    { mark: "rule", y: [centre, centre], colour: "var(--ink-3)" },
    { mark: "ends", of: [named("limit", high), named("centre", centre), named("limit", low)] },
  ];
}

/** Signals differ in shape and size as well as in colour; what is counted is bad news, so fewer is better. */
function pointOf(
  { start, value, complete }: BehaviourBucket,
  x: number,
  { signals, behaviour }: { signals: Signals; behaviour: Behaviour | null },
): Point[] {
  if (value === null) return [];
  const at = { x: x + 0.5, y: value };
  if (signals[millis(start)] !== undefined)
    return [
      { ...at, shape: "signal", colour: value < (behaviour?.centre ?? 0) ? "var(--good)" : "var(--bad)" },
    ];
  return [{ ...at, shape: complete ? "circle" : "hollow", colour: "var(--ink-2)" }];
}

function behaviourTable({ buckets, measure, time, signals }: Given): TableData {
  return {
    columns: [
      bucketColumn(time),
      { key: "value", label: "Value", unit: measure },
      { key: "signal", label: "Signal", missing: "none" },
    ],
    rows: buckets.map((one) =>
      bucketRow(one, time, {
        value: { value: one.value, href: one.href },
        signal: signals[millis(one.start)]?.join("; ") ?? null,
      }),
    ),
  };
}

function behaviourSummary({
  title,
  behaviour,
  measure,
}: {
  title: string;
  behaviour: Behaviour | null;
  measure: Unit;
}): string {
  if (!behaviour) return `${title}: too few complete buckets for natural limits. The table has every value.`;
  const { centre, low, high, signals } = behaviour;
  const points = new Set(signals.map(({ start }) => millis(start))).size;
  const found =
    points === 0
      ? "no signal: the ups and downs are noise"
      : formatPlural(points, "point signals", "points signal");
  return `${title}: centre ${formatExact(centre, measure)}, natural limits ${formatExact(low, measure)} to ${formatExact(high, measure)}, ${found}. The table has every value.`;
}
