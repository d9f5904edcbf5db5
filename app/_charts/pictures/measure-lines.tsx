"use client";

import { Area, Line } from "recharts";
import { formatCount, formatExact, type Unit } from "#lib/format.ts";
import { logTicksFor, ticksFromZero } from "../axis.ts";
import type { LineBucket, LineSeries } from "../measure-lines.tsx";
import { bucketName, type TimeProps } from "../time.ts";
import type { Tip } from "../tip-box.tsx";
import { EndLabels } from "./behaviour.tsx";
import { noMotion } from "./shared.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type MeasureLinesPictureProps = {
  time: TimeProps;
  buckets: LineBucket[];
  series: LineSeries[];
  unit: Unit;
  shaded: boolean;
  log: boolean;
};

export function MeasureLinesPicture({ time, buckets, series, unit, shaded, log }: MeasureLinesPictureProps) {
  const tip = (index: number): Tip => {
    const bucket = buckets[index];
    if (!bucket) return { title: "", rows: [] };
    return {
      title: bucketName(bucket, time),
      rows: series.map(({ key, label, colour }) => ({
        label,
        colour,
        value: formatExact(bucket.values[key], unit),
      })),
      note: bucket.n === undefined ? undefined : `n = ${formatCount(bucket.n)}`,
      opens: bucket.href !== undefined,
    };
  };
  const ends = endLabels(buckets, series);
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      rows={buckets.map((bucket) => rowOf(bucket, { series, shaded, log }))}
      ticks={ticksOf(buckets, { series, unit, log })}
      unit={unit}
      scale={log ? "log" : "linear"}
      tip={tip}
      rightRoom={Math.max(0, ...ends.map(({ text }) => text.length)) * 6.6 + 12}
      cursor="line"
    >
      {shaded && (
        <Area
          dataKey="span"
          stroke="none"
          fill={series[0]?.colour ?? "var(--accent)"}
          fillOpacity={0.12}
          connectNulls={false}
          activeDot={false}
          {...noMotion}
        />
      )}
      {series.map(({ key, colour, dashed }) => (
        <Line
          key={key}
          dataKey={key}
          stroke={colour}
          strokeWidth={dashed ? 1.25 : 2}
          strokeDasharray={dashed ? "5 3" : undefined}
          dot={
            buckets.length > 60 ? false : { r: 2.5, fill: colour, stroke: "none", strokeDasharray: "none" }
          }
          activeDot={{ r: 4, fill: colour, stroke: "var(--card)" }}
          connectNulls={false}
          {...noMotion}
        />
      ))}
      <EndLabels labels={ends} />
    </TimeFrame>
  );
}

type Drawn = { series: LineSeries[]; shaded: boolean; log: boolean };

function rowOf({ values }: LineBucket, { series, shaded, log }: Drawn) {
  // A logarithm has no place for zero; the tip and the table still show it.
  const drawable = (value: number | null | undefined) =>
    typeof value === "number" && (!log || value > 0) ? value : null;
  const row = Object.fromEntries(series.map(({ key }) => [key, drawable(values[key])]));
  const [first, last] = [series[0], series.at(-1)];
  if (!shaded || !first || !last) return row;
  const [low, high] = [row[first.key], row[last.key]];
  return { ...row, span: typeof low === "number" && typeof high === "number" ? [low, high] : null };
}

function ticksOf(
  buckets: LineBucket[],
  { series, unit, log }: { series: LineSeries[]; unit: Unit; log: boolean },
) {
  const values = buckets.flatMap((bucket) => series.map(({ key }) => bucket.values[key] ?? 0));
  if (!log) return ticksFromZero(Math.max(0, ...values), unit);
  const positive = values.filter((value) => value > 0);
  return logTicksFor(Math.min(...positive), Math.max(...positive), unit);
}

function endLabels(buckets: LineBucket[], series: LineSeries[]) {
  return series.flatMap(({ key, label, colour }) => {
    const at = buckets.findLast(({ values }) => typeof values[key] === "number")?.values[key];
    return typeof at === "number" ? [{ at, text: label, colour }] : [];
  });
}
