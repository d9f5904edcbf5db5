"use client";

import { useState } from "react";
import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, formatValue, type Unit } from "#lib/format.ts";
import { drawable, logTicksFor, ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { LogSwitch } from "../frame/log-switch.tsx";
import type { Mark, PlanePicture, Tip, ValueAxis } from "../picture.ts";
import {
  bucketColumn,
  bucketName,
  bucketRow,
  overTime,
  type TimeBucket,
  type TimeProps,
  unrecordedAt,
} from "../time.ts";

export type BarSeries = { key: string; label: string; colour: string; href?: string };
export type BarBucket = TimeBucket & {
  values: Record<string, number | null>;
  /** What each segment opens. */
  hrefs?: Record<string, string>;
};

export type BucketBarsProps = CardProps &
  TimeProps & {
    buckets: BarBucket[];
    /** Drawn from the bottom up, so the first is the easiest to compare. */
    series: BarSeries[];
    measure?: Unit;
    /** Colours are named even where there is only one of them, because others exist. */
    alwaysNamed?: boolean;
    /**
     * For one series whose few largest values dwarf the rest: names those, and offers a logarithmic axis. Stacked
     * series have none, since the parts of a stack cannot be added on it.
     */
    heavyTailed?: boolean;
  };

/** A count or an amount per stretch of time, in one colour or stacked in several. */
export function BucketBars({
  buckets,
  series,
  measure = "count",
  alwaysNamed = false,
  heavyTailed = false,
  ...rest
}: BucketBarsProps) {
  const [log, setLog] = useState(false);
  const { bucket, zone, end, bands, ...card } = rest;
  const time = { bucket, zone, end, bands };
  const recorded = buckets.some((one) => series.some(({ key }) => typeof one.values[key] === "number"));
  return (
    <Frame
      {...card}
      controls={heavyTailed && <LogSwitch on={log} onToggle={() => setLog(!log)} />}
      {...barTable({ buckets, series, measure, time })}
      picture={barPicture({ buckets, series, measure, time, isNamed: heavyTailed, log })}
      summary={barSummary({ title: card.title, buckets, series, measure, time })}
      legend={series.length > 1 || alwaysNamed ? legend(buckets, series, measure) : undefined}
      empty={recorded ? null : "No data in this period"}
    />
  );
}

type Bars = { buckets: BarBucket[]; series: BarSeries[]; measure: Unit; time: TimeProps };

function barTable({ buckets, series, measure, time }: Bars): TableData {
  return {
    columns: [
      bucketColumn(time),
      ...series.map(({ key, label }) => ({ key, label, unit: measure })),
      ...(series.length > 1 ? [{ key: "all", label: "All", unit: measure }] : []),
    ],
    rows: buckets.map((one) =>
      bucketRow(one, time, {
        ...Object.fromEntries(
          series.map(({ key }) => [key, { value: one.values[key] ?? null, href: one.hrefs?.[key] }]),
        ),
        all: { value: sum(series.map(({ key }) => one.values[key])), href: one.href },
      }),
    ),
  };
}

/** The sum of what was recorded; nothing recorded is not zero. */
function sum(values: (number | null | undefined)[]): number | null {
  const recorded = values.filter((value) => typeof value === "number");
  return recorded.length === 0 ? null : recorded.reduce((total, value) => total + value, 0);
}

function legend(buckets: BarBucket[], series: BarSeries[], measure: Unit) {
  return series.map((one) => ({
    ...one,
    value: formatExact(sum(buckets.map(({ values }) => values[one.key])), measure),
  }));
}

function barSummary({ title, buckets, series, measure, time }: Bars & { title: string }): string {
  const totals = buckets.map((one) => sum(series.map(({ key }) => one.values[key])) ?? 0);
  const most = Math.max(...totals);
  const worst = buckets[totals.indexOf(most)];
  const all = formatExact(sum(totals), measure);
  if (!worst) return `${title}: no data.`;
  return `${title}: ${all} over ${formatCount(buckets.length)} ${time.bucket}s, the most ${formatExact(most, measure)} in ${bucketName(worst, time)}. The table has every value.`;
}

/** Room above the largest for its name. */
const headroom = { linear: 1.12, log: 1.8 };

type Drawn = Bars & { isNamed: boolean; log: boolean };

function barPicture({ buckets, series, measure, time, isNamed, log }: Drawn): PlanePicture {
  const totals = buckets.map(({ values }) => sum(series.map(({ key }) => values[key])));
  return overTime({
    time,
    buckets,
    y: barAxis(totals, { measure, isNamed, log }),
    data: buckets.map(({ values }) =>
      Object.fromEntries(series.map(({ key }) => [key, drawable(values[key], log)])),
    ),
    marks: [
      ...series.map(
        ({ key, colour }): Mark =>
          log
            ? { mark: "stems", key, colour }
            : { mark: "bars", key, colour, hrefs: buckets.map(({ hrefs, href }) => hrefs?.[key] ?? href) },
      ),
      ...(isNamed
        ? [{ mark: "largest", values: totals, write: (value) => formatValue(value, measure) } satisfies Mark]
        : []),
      ...unrecordedAt(totals.map((total) => total === null)),
    ],
    tip: (index) => barTip(buckets[index]!, { series, measure, time }),
  });
}

function barAxis(
  totals: readonly (number | null)[],
  { measure, isNamed, log }: Pick<Drawn, "measure" | "isNamed" | "log">,
): ValueAxis {
  const positive = totals.filter((total) => total !== null && total > 0) as number[];
  const most = Math.max(0, ...positive) * (isNamed ? headroom[log ? "log" : "linear"] : 1);
  return log && positive.length > 0
    ? valueAxis("log", logTicksFor(Math.min(...positive), most, measure), measure)
    : valueAxis("linear", ticksFromZero(most, measure), measure);
}

function barTip(one: BarBucket, { series, measure, time }: Omit<Bars, "buckets">): Tip {
  const parts = series.map(({ key, label, colour }) => ({
    label,
    colour,
    value: formatExact(one.values[key], measure),
  }));
  const all = sum(series.map(({ key }) => one.values[key])) ?? 0;
  const whole = { label: "All", value: formatExact(all, measure), strong: true };
  return { title: bucketName(one, time), rows: series.length > 1 ? [...parts, whole] : parts };
}
