"use client";

import { useState } from "react";
import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { MeasureLinesPicture } from "./lazy.tsx";
import { LogSwitch } from "./log-switch.tsx";
import { bucketColumn, bucketRow, type TimeBucket, type TimeProps } from "./time.ts";

export type LineSeries = { key: string; label: string; colour: string; dashed?: boolean };
export type LineBucket = TimeBucket & {
  values: Record<string, number | null>;
  /** What the bucket's figure rests on. */
  n?: number;
};

export type MeasureLinesProps = CardProps &
  TimeProps & {
    buckets: LineBucket[];
    series: LineSeries[];
    measure: Unit;
    /** Shades the span from the first to the last series, such as median to p90. */
    shaded?: boolean;
    /** Offers a logarithmic axis, and starts with it if "on". */
    logarithmic?: "on" | "off";
  };

/** Measures per stretch of time as lines; a bucket without data is a gap. */
export function MeasureLines({ buckets, series, measure, shaded, logarithmic, ...rest }: MeasureLinesProps) {
  const { bucket, zone, end, bands, ...card } = rest;
  const [log, setLog] = useState(logarithmic === "on");
  const time = { bucket, zone, end, bands };
  const known = buckets.some(({ values }) => series.some(({ key }) => typeof values[key] === "number"));
  return (
    <ChartCard
      {...card}
      controls={logarithmic && <LogSwitch on={log} onToggle={() => setLog(!log)} />}
      table={lineTable({ buckets, series, measure, time })}
      summary={lineSummary(card.title, { buckets, series, measure })}
      empty={known ? null : "No data in this period"}
    >
      <MeasureLinesPicture
        time={time}
        buckets={buckets}
        series={series}
        unit={measure}
        shaded={shaded ?? false}
        log={log}
      />
    </ChartCard>
  );
}

type Lines = { buckets: LineBucket[]; series: LineSeries[]; measure: Unit };

function lineTable({ buckets, series, measure, time }: Lines & { time: TimeProps }): TableData {
  const counted = buckets.some(({ n }) => n !== undefined);
  return {
    columns: [
      bucketColumn(time),
      ...series.map(({ key, label }) => ({ key, label, unit: measure })),
      ...(counted ? [{ key: "n", label: "n", unit: "count" as const }] : []),
    ],
    rows: buckets.map((one) =>
      bucketRow(one, time, {
        ...Object.fromEntries(series.map(({ key }) => [key, one.values[key] ?? null])),
        n: one.n ?? null,
      }),
    ),
  };
}

function lineSummary(title: string, { buckets, series, measure }: Lines): string {
  const last = series.map(({ key, label }) => {
    const value = buckets.findLast(({ values }) => typeof values[key] === "number")?.values[key];
    return `${label} last ${formatExact(value, measure)}`;
  });
  return `${title}: ${last.join(", ")}. The table has every value.`;
}
