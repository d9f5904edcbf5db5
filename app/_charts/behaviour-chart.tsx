"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, formatPlural, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { BehaviourPicture } from "./lazy.tsx";
import { bucketColumn, bucketRow, millis, type TimeBucket, type TimeProps } from "./time.ts";

export type BehaviourBucket = TimeBucket & { value: number | null };
export type Behaviour = {
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
    <ChartCard
      {...card}
      table={behaviourTable({ buckets, measure, time, signals })}
      summary={behaviourSummary({ title: card.title, behaviour, measure })}
      empty={buckets.some(({ value }) => value !== null) ? null : "No data in this period"}
    >
      <BehaviourPicture
        time={time}
        buckets={buckets}
        behaviour={behaviour}
        unit={measure}
        signals={signals}
      />
    </ChartCard>
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
