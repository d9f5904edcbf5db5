"use client";

import { formatExact, type Unit } from "#lib/format.ts";
import { ticksFromZero } from "../axis.ts";
import type { BarBucket, BarSeries } from "../bucket-bars.tsx";
import { useFill, useOpen } from "../patterns.tsx";
import { bucketName, type TimeProps } from "../time.ts";
import type { Tip } from "../tip-box.tsx";
import { type Frame, TimeFrame } from "./time-frame.tsx";

export type BucketBarsPictureProps = {
  time: TimeProps;
  buckets: BarBucket[];
  series: BarSeries[];
  unit: Unit;
};

const total = ({ values }: BarBucket) =>
  Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0);

export function BucketBarsPicture({ time, buckets, series, unit }: BucketBarsPictureProps) {
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      ticks={ticksFromZero(Math.max(0, ...buckets.map(total)), unit)}
      unit={unit}
      tip={(index) => tipOf(buckets[index] as BarBucket, { time, series, unit })}
      marks={(index, frame) => (
        <Stack bucket={buckets[index] as BarBucket} index={index} series={series} frame={frame} />
      )}
    />
  );
}

function tipOf(bucket: BarBucket, { time, series, unit }: Omit<BucketBarsPictureProps, "buckets">): Tip {
  const parts = series.map(({ key, label, colour }) => ({
    label,
    colour,
    value: formatExact(bucket.values[key], unit),
  }));
  const sum = { label: "All", value: formatExact(total(bucket), unit), strong: true };
  return { title: bucketName(bucket, time), rows: series.length > 1 ? [...parts, sum] : parts };
}

type StackProps = { bucket: BarBucket; index: number; series: BarSeries[]; frame: Frame };

const widest = 48;

function Stack({ bucket, index, series, frame }: StackProps) {
  const fill = useFill();
  const open = useOpen();
  const { bucketWidth, x, y, plot } = frame;
  const width = Math.min(widest, Math.max(1, bucketWidth * (bucketWidth < 8 ? 0.85 : 0.68)));
  const left = x(index) - width / 2;
  const recorded = series.filter(({ key }) => typeof bucket.values[key] === "number");
  if (recorded.length === 0) {
    // An absent bar alone would read as zero.
    return (
      <rect x={left} y={plot.y + plot.height - 6} width={width} height={6} fill={fill("var(--unknown)")} />
    );
  }
  let below = 0;
  return recorded.map(({ key, colour }) => {
    const value = bucket.values[key] ?? 0;
    const [bottom, top] = [y(below), y(below + value)];
    below += value;
    const href = bucket.hrefs?.[key];
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
      <rect
        key={key}
        x={left}
        y={top}
        width={width}
        height={segmentHeight(bottom - top, below > value)}
        fill={fill(colour)}
        onClick={(event) => {
          if (href === undefined) return;
          event.stopPropagation();
          open(href);
        }}
      />
    );
  });
}

/** A pixel of the card shows between segments, as long as something is left of them. */
function segmentHeight(height: number, onAnother: boolean): number {
  return onAnother && height > 3 ? height - 1 : height;
}
