"use client";

import { Line, ReferenceArea, ReferenceLine, usePlotArea, useYAxisScale, ZIndexLayer } from "recharts";
import { inkOf } from "#app/_ui/colours.ts";
import { formatExact, type Unit } from "#lib/format.ts";
import { ticksFromZero } from "../axis.ts";
import type { Behaviour, BehaviourBucket, Signals } from "../behaviour-chart.tsx";
import { bucketName, millis, type TimeProps } from "../time.ts";
import { noMotion } from "./shared.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type BehaviourPictureProps = {
  time: TimeProps;
  buckets: BehaviourBucket[];
  behaviour: Behaviour | null;
  unit: Unit;
  signals: Signals;
};

export function BehaviourPicture({ time, buckets, behaviour, unit, signals }: BehaviourPictureProps) {
  const highest = Math.max(0, behaviour?.high ?? 0, ...buckets.map(({ value }) => value ?? 0));
  const tip = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return { title: "", rows: [] };
    return {
      title: bucketName(bucket, time),
      rows: [{ label: "Value", value: formatExact(bucket.value, unit), strong: true }],
      note: signals[millis(bucket.start)]?.join("; "),
      opens: bucket.href !== undefined,
    };
  };
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      rows={buckets.map(({ value, complete }) => ({ value, joined: complete ? value : null }))}
      ticks={ticksFromZero(highest, unit)}
      unit={unit}
      tip={tip}
      rightRoom={behaviour ? 84 : 8}
      cursor="line"
    >
      {behaviour && <Limits behaviour={behaviour} unit={unit} />}
      {/* A count that is not over yet would be drawn as a fall. */}
      <Line
        dataKey="joined"
        stroke="var(--ink-2)"
        strokeWidth={1.5}
        connectNulls={false}
        dot={false}
        activeDot={false}
        {...noMotion}
      />
      <Line
        dataKey="value"
        stroke="none"
        activeDot={false}
        dot={({ cx, cy, index }) => (
          <Point
            key={index}
            {...{ cx, cy, signals }}
            bucket={buckets[index as number]}
            centre={behaviour?.centre ?? 0}
          />
        )}
        {...noMotion}
      />
    </TimeFrame>
  );
}

function Limits({ behaviour: { centre, low, high }, unit }: { behaviour: Behaviour; unit: Unit }) {
  return (
    <>
      <ReferenceArea y1={low} y2={high} fill="var(--sunken)" fillOpacity={1} zIndex={-90} />
      <ReferenceLine y={high} stroke="var(--line-strong)" strokeDasharray="4 3" zIndex={-80} />
      <ReferenceLine y={low} stroke="var(--line-strong)" strokeDasharray="4 3" zIndex={-80} />
      <ReferenceLine y={centre} stroke="var(--ink-3)" zIndex={-80} />
      <EndLabels
        labels={[
          { at: high, text: `limit ${formatExact(high, unit)}` },
          { at: centre, text: `centre ${formatExact(centre, unit)}` },
          { at: low, text: `limit ${formatExact(low, unit)}` },
        ]}
      />
    </>
  );
}

/** Names at the right end of what they name, pushed apart where they would touch. */
export function EndLabels({ labels }: { labels: { at: number; text: string; colour?: string }[] }) {
  const plot = usePlotArea();
  const scale = useYAxisScale();
  if (!plot || !scale) return null;
  const placed = labels
    .map(({ at, text, colour }) => ({ y: scale(at) ?? plot.y, text, colour }))
    .toSorted((a, b) => a.y - b.y);
  placed.forEach((label, index) => {
    const above = placed[index - 1];
    if (above && label.y - above.y < 14) label.y = above.y + 14;
  });
  return (
    <ZIndexLayer zIndex={510}>
      {placed.map(({ y, text, colour }) => (
        <text
          key={text}
          x={plot.x + plot.width + 6}
          y={y}
          dominantBaseline="central"
          fontSize={12}
          fontWeight={colour === undefined ? 400 : 500}
          fill={colour === undefined ? "var(--ink-3)" : inkOf(colour)}
        >
          {text}
        </text>
      ))}
    </ZIndexLayer>
  );
}

type PointProps = {
  cx?: number;
  cy?: number;
  bucket: BehaviourBucket | undefined;
  signals: Signals;
  centre: number;
};

/** Signals differ in shape and size as well as in colour; what is counted is bad news, so fewer is better. */
function Point({ cx, cy, bucket, signals, centre }: PointProps) {
  if (cx === undefined || cy === undefined || !bucket || bucket.value === null) return null;
  if (signals[millis(bucket.start)] !== undefined) {
    const colour = bucket.value < centre ? "var(--good)" : "var(--bad)";
    return (
      <g>
        <circle cx={cx} cy={cy} r={7} fill="none" stroke={colour} strokeWidth={1.5} />
        <circle cx={cx} cy={cy} r={3.5} fill={colour} />
      </g>
    );
  }
  return (
    <circle
      cx={cx}
      cy={cy}
      r={3}
      fill={bucket.complete ? "var(--ink-2)" : "var(--card)"}
      stroke="var(--ink-2)"
      strokeWidth={1.25}
    />
  );
}
