"use client";

import { Bar, Line, usePlotArea, useYAxisScale, ZIndexLayer } from "recharts";
import { formatExact, formatValue, type Unit } from "#lib/format.ts";
import { logTicksFor, ticksFromZero } from "../axis.ts";
import type { BarBucket, BarSeries } from "../bucket-bars.tsx";
import { largestNamed } from "../largest.ts";
import { useFill, useOpen } from "../patterns.tsx";
import { bucketName, type TimeProps } from "../time.ts";
import { NotRecorded, noMotion } from "./shared.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type BucketBarsPictureProps = {
  time: TimeProps;
  buckets: BarBucket[];
  series: BarSeries[];
  unit: Unit;
  /** Names the largest. */
  named: boolean;
  log: boolean;
};

const total = ({ values }: BarBucket) =>
  Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Room above the largest for its name. */
const headroom = { linear: 1.12, log: 1.8 };

function ticksOf(
  buckets: BarBucket[],
  { unit, named, log }: Pick<BucketBarsPictureProps, "unit" | "named" | "log">,
) {
  const totals = buckets.map(total);
  const room = named ? headroom[log ? "log" : "linear"] : 1;
  const most = Math.max(0, ...totals) * room;
  if (!log) return ticksFromZero(most, unit);
  const positive = totals.filter((value) => value > 0);
  return positive.length === 0 ? ticksFromZero(0, unit) : logTicksFor(Math.min(...positive), most, unit);
}

/** A logarithm has no place for zero; the tip and the table still show it. */
function drawable({ values }: BarBucket, log: boolean): BarBucket["values"] {
  if (!log) return values;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === 0 ? null : value]));
}

export function BucketBarsPicture(props: BucketBarsPictureProps) {
  const { time, buckets, series, unit, named, log } = props;
  const tip = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return { title: "", rows: [] };
    const parts = series.map(({ key, label, colour }) => ({
      label,
      colour,
      value: formatExact(bucket.values[key], unit),
    }));
    const sum = { label: "All", value: formatExact(total(bucket), unit), strong: true };
    return {
      title: bucketName(bucket, time),
      rows: series.length > 1 ? [...parts, sum] : parts,
      opens: bucket.href !== undefined,
    };
  };
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      rows={buckets.map((bucket) => drawable(bucket, log))}
      ticks={ticksOf(buckets, props)}
      unit={unit}
      scale={log ? "log" : "linear"}
      tip={tip}
    >
      {log ? <Stems buckets={buckets} series={series} /> : <Stack buckets={buckets} series={series} />}
      {named && <Largest buckets={buckets} unit={unit} />}
      <NotRecorded
        missing={buckets.map(({ values }) => series.every(({ key }) => typeof values[key] !== "number"))}
      />
    </TimeFrame>
  );
}

function Stack({ buckets, series }: Pick<BucketBarsPictureProps, "buckets" | "series">) {
  const fill = useFill();
  const open = useOpen();
  return series.map(({ key, label, colour }) => (
    <Bar
      key={key}
      dataKey={key}
      name={label}
      stackId="all"
      fill={fill(colour)}
      stroke="var(--card)"
      strokeWidth={buckets.length > 60 ? 0 : 1}
      maxBarSize={48}
      cursor="pointer"
      onClick={(_, index, event) => {
        event.stopPropagation();
        open(buckets[index]?.hrefs?.[key] ?? buckets[index]?.href);
      }}
      {...noMotion}
    />
  ));
}

/** A point on a thin stem: on a logarithmic axis the length of a bar would say an amount that it has not. */
function Stems({ buckets, series }: Pick<BucketBarsPictureProps, "buckets" | "series">) {
  const open = useOpen();
  return series.map(({ key, label, colour }) => [
    <Bar
      key={`${key}-stem`}
      dataKey={key}
      fill={colour}
      fillOpacity={0.35}
      maxBarSize={2}
      tooltipType="none"
      {...noMotion}
    />,
    <Line
      key={key}
      dataKey={key}
      name={label}
      stroke="none"
      dot={{ r: buckets.length > 60 ? 2.5 : 4, fill: colour, stroke: "var(--card)", strokeWidth: 1 }}
      activeDot={{
        r: 5,
        fill: colour,
        stroke: "var(--card)",
        cursor: "pointer",
        onClick: (dot) => open(buckets[(dot as unknown as { index: number }).index]?.href),
      }}
      {...noMotion}
    />,
  ]);
}

/** Names of the largest, above them. */
function Largest({ buckets, unit }: Pick<BucketBarsPictureProps, "buckets" | "unit">) {
  const plot = usePlotArea();
  const scale = useYAxisScale();
  if (!plot || !scale) return null;
  const values = buckets.map(total);
  const named = largestNamed({ values, write: (value) => formatValue(value, unit), plot });
  return (
    <ZIndexLayer zIndex={700}>
      {named.map(({ index, text, x }) => (
        <text
          key={index}
          x={x}
          y={Number(scale(values[index]!)) - 7}
          textAnchor="middle"
          fontSize={12}
          fill="var(--ink-2)"
          stroke="var(--card)"
          strokeWidth={3}
          paintOrder="stroke"
          pointerEvents="none"
        >
          {text}
        </text>
      ))}
    </ZIndexLayer>
  );
}
