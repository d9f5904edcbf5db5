"use client";

import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { formatMinutes, formatShare, formatShareInterval } from "#lib/format.ts";
import { chooseTicks, logTicksFor, ticksFromZero } from "../axis.ts";
import { Sized } from "../sized.tsx";
import type { SurvivalSeries } from "../survival-curve.tsx";
import { TipBox } from "../tip-box.tsx";
import { axisText, noMotion } from "./shared.tsx";

export type SurvivalPictureProps = { series: SurvivalSeries[]; log: boolean };
type Row = { minutes: number } & Record<string, number | [number, number] | null>;

export function SurvivalPicture(props: SurvivalPictureProps) {
  return <Sized>{(size) => <Curves {...props} {...size} />}</Sized>;
}

/** All series on one row of times: a step holds until the next one of its series. */
function rowsOf(series: SurvivalSeries[], first: number): Row[] {
  const times = [...new Set([first, ...series.flatMap(({ steps }) => steps.map(({ minutes }) => minutes))])]
    .filter((minutes) => minutes >= first)
    .toSorted((a, b) => a - b);
  return times.map((minutes) => {
    const row: Row = { minutes };
    for (const { key, steps } of series) {
      const step = steps.findLast((one) => one.minutes <= minutes);
      const over = (steps.at(-1)?.minutes ?? 0) < minutes;
      row[key] = over ? null : (step?.survival ?? 1);
      row[`${key}-band`] =
        over || !step || step.low === null || step.high === null ? null : [step.low, step.high];
    }
    return row;
  });
}

function Curves({ series, log, width, height }: SurvivalPictureProps & { width: number; height: number }) {
  const longest = Math.max(...series.flatMap(({ steps }) => steps.map(({ minutes }) => minutes)), 1);
  const every = log ? logTicksFor(1, longest, "minutes") : ticksFromZero(longest, "minutes");
  const ticks = chooseTicks({ count: every.length, width: width - 64, labelWidth: 60 }).flatMap(
    (index) => every[index] ?? [],
  );
  const [first, last] = [every[0] ?? 0, every.at(-1) ?? 1];
  return (
    <ComposedChart
      width={width}
      height={height}
      data={rowsOf(series, first)}
      margin={{ top: 8, right: 24, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="minutes"
        scale={log ? "log" : "linear"}
        domain={[first, last]}
        ticks={ticks}
        interval={0}
        tickFormatter={(value: number) => formatMinutes(value)}
        tick={axisText}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        height={24}
      />
      <YAxis
        domain={[0, 1]}
        ticks={[0, 0.25, 0.5, 0.75, 1]}
        tickFormatter={(value: number) => formatShare(value)}
        tick={axisText}
        tickLine={false}
        axisLine={false}
        width={46}
      />
      <ReferenceLine y={0.5} stroke="var(--line-strong)" strokeDasharray="4 3" />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--line-strong)" }}
        content={({ active, payload }) => {
          const row = payload?.[0]?.payload as Row | undefined;
          return active && row ? <TipBox {...tipOf(row, series)} /> : null;
        }}
      />
      {series.map(({ key, colour }) => (
        <Area
          key={`${key}-band`}
          type="stepAfter"
          dataKey={`${key}-band`}
          stroke="none"
          fill={colour}
          fillOpacity={0.14}
          activeDot={false}
          {...noMotion}
        />
      ))}
      {series.map(({ key, colour }) => (
        <Line
          key={key}
          type="stepAfter"
          dataKey={key}
          stroke={colour}
          strokeWidth={2}
          dot={false}
          activeDot={{ r: 4, fill: colour, stroke: "var(--card)" }}
          {...noMotion}
        />
      ))}
    </ComposedChart>
  );
}

function tipOf(row: Row, series: SurvivalSeries[]) {
  return {
    title: `Not mitigated after ${formatMinutes(row.minutes)}`,
    rows: series.map(({ key, label, colour }) => {
      const [at, band] = [row[key], row[`${key}-band`]];
      const interval = Array.isArray(band) ? { low: band[0], high: band[1] } : { low: null, high: null };
      return {
        label,
        colour,
        value: formatShareInterval(typeof at === "number" ? at : null, interval),
        strong: true,
      };
    }),
  };
}
