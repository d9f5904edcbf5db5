"use client";

import { Bar } from "recharts";
import { formatExact, type Unit } from "#lib/format.ts";
import { ticksFromZero } from "../axis.ts";
import type { BarBucket, BarSeries } from "../bucket-bars.tsx";
import { useFill, useOpen } from "../patterns.tsx";
import { bucketName, type TimeProps } from "../time.ts";
import { NotRecorded, noMotion } from "./shared.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type BucketBarsPictureProps = {
  time: TimeProps;
  buckets: BarBucket[];
  series: BarSeries[];
  unit: Unit;
};

const total = ({ values }: BarBucket) =>
  Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0);

export function BucketBarsPicture({ time, buckets, series, unit }: BucketBarsPictureProps) {
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
      rows={buckets.map((bucket) => bucket.values)}
      ticks={ticksFromZero(Math.max(0, ...buckets.map(total)), unit)}
      unit={unit}
      tip={tip}
    >
      <Stack buckets={buckets} series={series} />
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
