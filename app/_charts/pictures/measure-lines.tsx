"use client";

import { useState } from "react";
import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, type Unit } from "#lib/format.ts";
import { drawable, logTicksFor, ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { LogSwitch } from "../frame/log-switch.tsx";
import type { Datum, Mark, PlanePicture, Tip, ValueAxis } from "../picture.ts";
import { bucketColumn, bucketName, bucketRow, overTime, type TimeBucket, type TimeProps } from "../time.ts";

type LineSeries = { key: string; label: string; colour: string; dashed?: boolean };
type LineBucket = TimeBucket & {
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
    <Frame
      {...card}
      controls={logarithmic && <LogSwitch on={log} onToggle={() => setLog(!log)} />}
      {...lineTable({ buckets, series, measure, time })}
      picture={linePicture({ buckets, series, measure, time, shaded: shaded ?? false, log })}
      summary={lineSummary(card.title, { buckets, series, measure })}
      empty={known ? null : "No data in this period"}
    />
  );
}

type Lines = { buckets: LineBucket[]; series: LineSeries[]; measure: Unit };

type Drawn = Lines & { time: TimeProps; shaded: boolean; log: boolean };

function linePicture({ buckets, series, measure, time, shaded, log }: Drawn): PlanePicture {
  const dot = buckets.length > 60 ? undefined : 2.5;
  return overTime({
    time,
    buckets,
    y: lineAxis({ buckets, series, measure }, log),
    data: buckets.map(({ values }) => lineDatum(values, { series, log })),
    marks: [
      ...(shaded
        ? [
            {
              mark: "area",
              key: "span",
              colour: series[0]?.colour ?? "var(--accent)",
              opacity: 0.12,
            } as const,
          ]
        : []),
      ...series.map(
        ({ key, colour, dashed }): Mark => ({
          mark: "line",
          key,
          colour,
          dashed,
          dot,
          width: dashed ? 1.25 : 2,
        }),
      ),
      {
        mark: "ends",
        of: series.flatMap(({ key, label, colour }) => {
          const y = drawable(lastOf(buckets, key), log);
          return y === null ? [] : [{ y, text: label, colour }];
        }),
      },
    ],
    tip: (index) => lineTip(buckets[index]!, { series, measure, time }),
  });
}

function lineTip(
  one: LineBucket,
  { series, measure, time }: { series: LineSeries[]; measure: Unit; time: TimeProps },
): Tip {
  return {
    title: bucketName(one, time),
    rows: series.map(({ key, label, colour }) => ({
      label,
      colour,
      value: formatExact(one.values[key], measure),
    })),
    note: one.n === undefined ? undefined : `n = ${formatCount(one.n)}`,
  };
}

/** The value of each series, and the span from the first to the last of them. */
function lineDatum(
  values: LineBucket["values"],
  { series, log }: { series: LineSeries[]; log: boolean },
): Datum {
  const lines = series.map(({ key }) => drawable(values[key], log));
  const [low, high] = [lines[0], lines.at(-1)];
  return {
    ...Object.fromEntries(series.map(({ key }, index) => [key, lines[index] ?? null])),
    span: typeof low === "number" && typeof high === "number" ? [low, high] : null,
  };
}

function lineAxis({ buckets, series, measure }: Lines, log: boolean): ValueAxis {
  const values = buckets.flatMap((bucket) => series.map(({ key }) => bucket.values[key] ?? 0));
  const positive = values.filter((value) => value > 0);
  return log && positive.length > 0
    ? valueAxis("log", logTicksFor(Math.min(...positive), Math.max(...positive), measure), measure)
    : valueAxis("linear", ticksFromZero(Math.max(0, ...values), measure), measure);
}

function lastOf(buckets: LineBucket[], key: string): number | null | undefined {
  return buckets.findLast(({ values }) => typeof values[key] === "number")?.values[key];
}

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
    return `${label} last ${formatExact(lastOf(buckets, key), measure)}`;
  });
  return `${title}: ${last.join(", ")}. The table has every value.`;
}
