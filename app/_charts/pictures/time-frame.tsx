"use client";

import type { ReactNode } from "react";
import { CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from "recharts";
import { formatTick, formatValue, type Unit } from "#lib/format.ts";
import { chooseTicks, labelRoom } from "../axis.ts";
import { PatternProvider, Patterns, useOpen, usePatternId } from "../patterns.tsx";
import { Sized } from "../sized.tsx";
import { lastEnd, millis, placeBands, type TimeBucket, type TimeProps } from "../time.ts";
import { type Tip, TipBox } from "../tip-box.tsx";
import { ActiveColumn, axisText, Bands, Incomplete, laneHeight } from "./shared.tsx";

export type TimeFrameProps = {
  time: TimeProps;
  buckets: TimeBucket[];
  /** One row per bucket; `i` is added. */
  rows: Record<string, unknown>[];
  ticks: number[];
  unit: Unit;
  scale?: "linear" | "log";
  tip: (index: number) => Tip;
  /** Space for labels at the right end of lines. */
  rightRoom?: number;
  cursor?: "column" | "line";
  children: ReactNode;
};

/** The axes, bands and marks that all pictures over time share; what is drawn in it is the child's affair. */
export function TimeFrame(props: TimeFrameProps) {
  const pattern = usePatternId();
  return (
    <PatternProvider id={pattern}>
      <Sized>{(size) => <Frame {...props} {...size} />}</Sized>
    </PatternProvider>
  );
}

function Frame(props: TimeFrameProps & { width: number; height: number }) {
  const { time, buckets, rows, ticks, unit, scale = "linear", rightRoom = 8, width, height } = props;
  const open = useOpen();
  const left = labelRoom(ticks.map((tick) => formatValue(tick, unit)));
  const plotWidth = width - left - rightRoom;
  const bands = placeBands({
    bands: time.bands ?? [],
    starts: buckets.map((bucket) => millis(bucket.start)),
    end: lastEnd(buckets, time.end),
    width: plotWidth,
  });
  const lanes = Math.max(0, ...bands.map(({ lane }) => (lane ?? -1) + 1));
  const tickAt = chooseTicks({ count: buckets.length, width: plotWidth });
  return (
    <ComposedChart
      width={width}
      height={height}
      data={rows.map((row, i) => ({ ...row, i }))}
      margin={{ top: 8 + lanes * laneHeight, right: rightRoom, bottom: 0, left: 0 }}
      barCategoryGap={buckets.length > 60 ? 1 : "16%"}
      accessibilityLayer={false}
      onClick={(state) => open(buckets[Number(state.activeTooltipIndex)]?.href)}
    >
      <Patterns />
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="i"
        scale="band"
        ticks={tickAt}
        interval={0}
        tickFormatter={(index: number) => {
          const start = buckets[index]?.start;
          return start === undefined ? "" : formatTick(start, time.bucket, time.zone);
        }}
        tick={axisText}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        height={24}
      />
      <YAxis
        width={left}
        ticks={ticks}
        domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
        scale={scale}
        allowDataOverflow
        interval={0}
        tickFormatter={(value: number) => formatValue(value, unit)}
        tick={axisText}
        tickLine={false}
        axisLine={false}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={props.cursor === "line" ? { stroke: "var(--line-strong)", strokeWidth: 1 } : false}
        offset={props.cursor === "line" ? 12 : Math.min(28, plotWidth / buckets.length / 2) + 8}
        content={({ active, label }) => (active ? <TipBox {...props.tip(Number(label))} /> : null)}
      />
      {props.cursor !== "line" && <ActiveColumn count={buckets.length} />}
      {props.children}
      <Incomplete complete={buckets.map((bucket) => bucket.complete)} />
      <Bands bands={bands} />
    </ComposedChart>
  );
}
