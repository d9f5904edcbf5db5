"use client";

import type { ReactNode } from "react";
import { formatTick, formatValue, type Unit } from "#lib/format.ts";
import { chooseTicks } from "../axis.ts";
import { type Hover, HoverBox } from "../hover.tsx";
import { PatternProvider, Patterns, useCutFill, useOpen, usePatternId } from "../patterns.tsx";
import { laneHeight, type Plot, plotIn } from "../plot.ts";
import { linearScale, logScale, type Scale } from "../scale.ts";
import { Sized } from "../sized.tsx";
import { lastEnd, millis, type PlacedBand, placeBands, type TimeBucket, type TimeProps } from "../time.ts";
import type { Tip } from "../tip-box.tsx";
import { AcrossAxis, ValueAxis } from "./axes.tsx";
import classes from "./time-frame.module.css";

/** What a mark needs to find its place. */
export type Frame = { plot: Plot; y: Scale; x: (index: number) => number; bucketWidth: number };

export type TimeFrameProps = {
  time: TimeProps;
  buckets: TimeBucket[];
  ticks: number[];
  unit: Unit;
  log?: boolean;
  tip: (index: number) => Tip;
  /** Space for labels at the right end of lines. */
  rightRoom?: number;
  /** Behind the marks and across all buckets. */
  under?: (frame: Frame) => ReactNode;
  /** What belongs to one bucket; it shares the bucket's tip and, unless it has its own, the bucket's link. */
  marks?: (index: number, frame: Frame) => ReactNode;
  /** Before the marks and across all buckets. */
  over?: (frame: Frame) => ReactNode;
};

/** The axes, bands and marks that all pictures over time share; what is drawn in it is the caller's affair. */
export function TimeFrame(props: TimeFrameProps) {
  const pattern = usePatternId();
  return (
    <PatternProvider id={pattern}>
      <HoverBox>
        {(hover) => <Sized>{(size) => <Drawing {...props} {...size} hover={hover} />}</Sized>}
      </HoverBox>
    </PatternProvider>
  );
}

type DrawingProps = TimeFrameProps & { width: number; height: number; hover: Hover };

function Drawing(props: DrawingProps) {
  const { time, buckets, ticks, unit, log = false, rightRoom = 8, width, height } = props;
  const labelled = ticks.map((at) => ({ at, label: formatValue(at, unit) }));
  const room = { width, height, labels: labelled.map(({ label }) => label), right: rightRoom };
  const bands = placeBands({
    bands: time.bands ?? [],
    starts: buckets.map((bucket) => millis(bucket.start)),
    end: lastEnd(buckets, time.end),
    width: plotIn(room).width,
  });
  const lanes = Math.max(0, ...bands.map(({ lane }) => lane + 1));
  const plot = plotIn({ ...room, top: 8 + lanes * laneHeight });
  const bucketWidth = plot.width / buckets.length;
  const vertical = { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1 };
  const y = upward(plot, vertical, log);
  const frame = { plot, y, x: (index: number) => plot.x + (index + 0.5) * bucketWidth, bucketWidth };
  return (
    <svg width={width} height={height} role="presentation">
      <Patterns />
      <Bands bands={bands} plot={plot} />
      <ValueAxis plot={plot} ticks={labelled} scale={y} />
      {props.under?.(frame)}
      {buckets.map((bucket, index) => (
        <Column key={millis(bucket.start)} frame={frame} index={index} {...props} href={bucket.href} />
      ))}
      <g pointerEvents="none">
        <Incomplete buckets={buckets} frame={frame} />
        {props.over?.(frame)}
      </g>
      <TimeAxis {...{ time, buckets, frame }} />
    </svg>
  );
}

/** Values grow upwards, pixels downwards. */
function upward(plot: Plot, { from, to }: { from: number; to: number }, log: boolean): Scale {
  const scale = (log ? logScale : linearScale)({ from, to, start: 0, end: plot.height });
  return (value) => plot.y + plot.height - scale(value);
}

type ColumnProps = DrawingProps & { frame: Frame; index: number; href: string | undefined };

function Column({ frame, index, hover, tip, marks, href }: ColumnProps) {
  const open = useOpen();
  const { plot, bucketWidth } = frame;
  const left = plot.x + index * bucketWidth;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <g
      {...hover({ ...tip(index), opens: href !== undefined }, { from: left, to: left + bucketWidth })}
      onClick={() => open(href)}
      className={classes.column}
      data-opens={href !== undefined || undefined}
    >
      <rect className={classes.ground} x={left} y={plot.y} width={bucketWidth} height={plot.height} />
      {marks?.(index, frame)}
    </g>
  );
}

function TimeAxis({ time, buckets, frame }: { time: TimeProps; buckets: TimeBucket[]; frame: Frame }) {
  const ticks = chooseTicks({ count: buckets.length, width: frame.plot.width }).map((at) => ({
    at,
    label: formatTick(buckets[at]?.start ?? 0, time.bucket, time.zone),
  }));
  return <AcrossAxis plot={frame.plot} ticks={ticks} scale={frame.x} />;
}

/** Stripes of the card's own colour over buckets that the period cuts off. */
function Incomplete({ buckets, frame }: { buckets: TimeBucket[]; frame: Frame }) {
  const { plot, bucketWidth } = frame;
  const fill = useCutFill();
  return buckets.map(({ complete, start }, index) =>
    complete ? null : (
      <rect
        key={millis(start)}
        x={plot.x + index * bucketWidth}
        y={plot.y}
        width={bucketWidth}
        height={plot.height}
        fill={fill}
      />
    ),
  );
}

/** Interventions: a shaded stretch of time, its name above the plot. */
function Bands({ bands, plot }: { bands: PlacedBand[]; plot: Plot }) {
  return bands.map(({ name, x, width, textX, lane }) => {
    const top = plot.y - (lane + 1) * laneHeight;
    return (
      <g key={`${name}-${x}`}>
        <rect
          x={plot.x + x}
          y={plot.y}
          width={width}
          height={plot.height}
          fill="var(--band)"
          fillOpacity={0.09}
        />
        <path
          d={`M${plot.x + x} ${top + 3}V${plot.y + plot.height}`}
          stroke="var(--band)"
          strokeOpacity={0.55}
          strokeDasharray="2 2"
        />
        <text x={plot.x + textX} y={top + 12} fontSize={12} fill="var(--accent)">
          {name}
        </text>
      </g>
    );
  });
}
