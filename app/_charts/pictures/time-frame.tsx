"use client";

import type { ReactNode } from "react";
import {
  CartesianGrid,
  ComposedChart,
  ResponsiveContainer,
  Tooltip,
  useChartWidth,
  XAxis,
  YAxis,
} from "recharts";
import { formatTick, formatValue, type Unit } from "#lib/format.ts";
import { chooseTicks, labelRoom } from "../axis.ts";
import { lastEnd, millis, type TimeBucket, type TimeProps } from "../time.ts";
import {
  axisText,
  Bands,
  bandLanes,
  Incomplete,
  laneHeight,
  PatternProvider,
  Patterns,
  type Tip,
  TipBox,
  useOpen,
  usePatternId,
} from "./shared.tsx";

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
  const { time, buckets, rows, ticks, unit, scale = "linear", rightRoom = 8, children } = props;
  const pattern = usePatternId();
  const open = useOpen();
  const labels = ticks.map((tick) => formatValue(tick, unit));
  const top = 8 + bandLanes(time.bands) * laneHeight;
  const data = rows.map((row, i) => ({ ...row, i }));
  return (
    <PatternProvider id={pattern}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={data}
          margin={{ top, right: rightRoom, bottom: 0, left: 0 }}
          barCategoryGap={buckets.length > 60 ? 1 : "16%"}
          accessibilityLayer={false}
          onClick={(state) => open(buckets[Number(state.activeTooltipIndex)]?.href)}
        >
          <Patterns />
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <TimeAxis time={time} buckets={buckets} used={labelRoom(labels) + rightRoom} />
          <YAxis
            width={labelRoom(labels)}
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
            cursor={
              props.cursor === "line"
                ? { stroke: "var(--line-strong)", strokeWidth: 1 }
                : { fill: "var(--sunken)" }
            }
            content={({ active, label }) => (active ? <TipBox {...props.tip(Number(label))} /> : null)}
          />
          {children}
          <Incomplete complete={buckets.map((bucket) => bucket.complete)} />
          {time.bands && (
            <Bands
              bands={time.bands}
              starts={buckets.map((bucket) => millis(bucket.start))}
              end={lastEnd(buckets, time.end)}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </PatternProvider>
  );
}

function TimeAxis({ time, buckets, used }: { time: TimeProps; buckets: TimeBucket[]; used: number }) {
  const width = useChartWidth() ?? 0;
  const ticks = chooseTicks({ count: buckets.length, width: width - used });
  return (
    <XAxis
      dataKey="i"
      scale="band"
      ticks={ticks}
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
  );
}
