"use client";

import { formatExact, formatValue, type Unit } from "#lib/format.ts";
import { ticksFromZero } from "../axis.ts";
import type { Behaviour, BehaviourBucket, Signals } from "../behaviour-chart.tsx";
import { linePath } from "../path.ts";
import { spread } from "../plot.ts";
import { bucketName, millis, type TimeProps } from "../time.ts";
import type { Tip } from "../tip-box.tsx";
import { EndLabels, endRoom } from "./axes.tsx";
import { type Frame, TimeFrame } from "./time-frame.tsx";

export type BehaviourPictureProps = {
  time: TimeProps;
  buckets: BehaviourBucket[];
  behaviour: Behaviour | null;
  unit: Unit;
  signals: Signals;
};

export function BehaviourPicture({ time, buckets, behaviour, unit, signals }: BehaviourPictureProps) {
  const highest = Math.max(0, behaviour?.high ?? 0, ...buckets.map(({ value }) => value ?? 0));
  const limits = behaviour ? limitLabels(behaviour, unit) : [];
  const tip = (index: number): Tip => {
    const bucket = buckets[index] as BehaviourBucket;
    return {
      title: bucketName(bucket, time),
      rows: [{ label: "Value", value: formatExact(bucket.value, unit), strong: true }],
      note: signals[millis(bucket.start)]?.join("; "),
    };
  };
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      ticks={ticksFromZero(highest, unit)}
      unit={unit}
      tip={tip}
      rightRoom={endRoom(limits.map(({ text }) => text))}
      under={(frame) => behaviour && <Limits behaviour={behaviour} frame={frame} />}
      over={(frame) => (
        <>
          <path
            d={path(buckets, frame)}
            fill="none"
            stroke="var(--ink-2)"
            strokeWidth={1.5}
            strokeLinejoin="round"
          />
          {buckets.map((bucket, index) => (
            <Dot key={millis(bucket.start)} bucket={bucket} signals={signals} frame={frame} index={index} />
          ))}
          <EndLabels
            plot={frame.plot}
            labels={spread(limits.map(({ at, text }) => ({ y: frame.y(at), text })))}
          />
        </>
      )}
    />
  );
}

function limitLabels({ centre, low, high }: Behaviour, unit: Unit) {
  return [
    { at: high, text: `limit ${formatValue(high, unit)}` },
    { at: centre, text: `centre ${formatValue(centre, unit)}` },
    { at: low, text: `limit ${formatValue(low, unit)}` },
  ];
}

function path(buckets: BehaviourBucket[], { x, y }: Frame): string {
  return linePath(buckets.map(({ value }, index) => (value === null ? null : { x: x(index), y: y(value) })));
}

function Limits({
  behaviour: { centre, low, high },
  frame: { plot, y },
}: {
  behaviour: Behaviour;
  frame: Frame;
}) {
  const across = (value: number) => `M${plot.x} ${y(value)}h${plot.width}`;
  return (
    <g fill="none">
      <rect
        x={plot.x}
        y={y(high)}
        width={plot.width}
        height={y(low) - y(high)}
        fill="var(--ink)"
        fillOpacity={0.045}
      />
      <path d={across(high) + across(low)} stroke="var(--line-strong)" strokeDasharray="4 3" />
      <path d={across(centre)} stroke="var(--ink-3)" />
    </g>
  );
}

type DotProps = { bucket: BehaviourBucket; signals: Signals; frame: Frame; index: number };

/** Signals differ in shape and size as well as in colour; cut-off buckets are hollow. */
function Dot({ bucket, signals, frame, index }: DotProps) {
  if (bucket.value === null) return null;
  const place = { cx: frame.x(index), cy: frame.y(bucket.value) };
  if (signals[millis(bucket.start)] !== undefined) {
    return (
      <g>
        <circle {...place} r={7} fill="none" stroke="var(--bad)" strokeWidth={1.5} />
        <circle {...place} r={3.5} fill="var(--bad)" />
      </g>
    );
  }
  const radius = frame.bucketWidth < 7 ? 1.5 : 3;
  const fill = bucket.complete ? "var(--ink-2)" : "var(--card)";
  return <circle {...place} r={radius} fill={fill} stroke="var(--ink-2)" strokeWidth={1.25} />;
}
