"use client";

import { useState } from "react";
import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { BucketBarsPicture } from "./lazy.tsx";
import { LogSwitch } from "./log-switch.tsx";
import {
  type BySeverity,
  bucketColumn,
  bucketName,
  bucketRow,
  type SeverityKey,
  severityFill,
  severityKeys,
  severityName,
  type TimeBucket,
  type TimeProps,
} from "./time.ts";

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
    <ChartCard
      {...card}
      controls={heavyTailed && <LogSwitch on={log} onToggle={() => setLog(!log)} />}
      table={barTable({ buckets, series, measure, time })}
      summary={barSummary({ title: card.title, buckets, series, measure, time })}
      legend={series.length > 1 || alwaysNamed ? legend(buckets, series, measure) : undefined}
      empty={recorded ? null : "No data in this period"}
    >
      <BucketBarsPicture
        time={time}
        buckets={buckets}
        series={series}
        unit={measure}
        named={heavyTailed}
        log={log}
      />
    </ChartCard>
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

type SeverityBucket = TimeBucket & {
  bySeverity: BySeverity;
  hrefs?: Partial<Record<SeverityKey, string>>;
};

export type SeverityBarsProps = CardProps &
  TimeProps & {
    buckets: SeverityBucket[];
    /** What each severity opens for the entire period. */
    hrefs?: Partial<Record<SeverityKey, string>>;
  };

/** Incidents per bucket, gravest at the bottom; severities that never occur take no room. */
export function SeverityBars({ buckets, hrefs, ...rest }: SeverityBarsProps) {
  const used = severityKeys.filter((key) => buckets.some(({ bySeverity }) => (bySeverity[key] ?? 0) > 0));
  const series = used.map((key) => ({
    key,
    label: severityName(key),
    colour: severityFill(key),
    href: hrefs?.[key],
  }));
  const bars = buckets.map(({ bySeverity, hrefs: own, ...one }) => ({
    ...one,
    values: Object.fromEntries(used.map((key) => [key, bySeverity[key] ?? 0])),
    hrefs: own,
  }));
  return <BucketBars {...rest} buckets={bars} series={series} alwaysNamed />;
}
