"use client";

import { useState } from "react";
import type { TableData } from "#app/_ui/data-table.tsx";
import { formatMinutes, formatShareInterval } from "#lib/format.ts";
import { logTicksFor, ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { LogSwitch } from "../frame/log-switch.tsx";
import type { Datum, Mark, PlanePicture, Tip } from "../picture.ts";

type SurvivalStep = {
  minutes: number;
  /** Share not yet mitigated after that time, with its interval. */
  survival: number;
  low: number | null;
  high: number | null;
  atRisk?: number;
};

type SurvivalSeries = {
  key: string;
  label: string;
  colour: string;
  steps: SurvivalStep[];
  medianMinutes: number | null;
};

export type SurvivalCurveProps = CardProps & { series: SurvivalSeries[] };

/** How long it takes until incidents are mitigated; open ones count as long as they have been watched. */
export function SurvivalCurve({ series, ...card }: SurvivalCurveProps) {
  const [log, setLog] = useState(true);
  const known = series.some(({ steps }) => steps.length > 0);
  const several = series.length > 1;
  return (
    <Frame
      {...card}
      height={card.height ?? 300}
      controls={<LogSwitch on={log} onToggle={() => setLog(!log)} />}
      {...survivalTable(series)}
      picture={survivalPicture(series, log)}
      summary={`${card.title}: ${series.map(({ label, medianMinutes }) => `${label}, half mitigated after ${formatMinutes(medianMinutes, "longer than was watched")}`).join("; ")}. The table has every step.`}
      legend={
        several
          ? series.map(({ key, label, colour, medianMinutes }) => ({
              key,
              label,
              colour,
              value: `median ${formatMinutes(medianMinutes, "not reached")}`,
            }))
          : undefined
      }
      empty={known ? null : "No incident has a time to mitigate in this period"}
    />
  );
}

function survivalTable(series: SurvivalSeries[]): TableData {
  return {
    columns: [
      ...(series.length > 1 ? [{ key: "series", label: "Group" }] : []),
      { key: "minutes", label: "After", unit: "minutes" },
      { key: "survival", label: "Not yet mitigated", unit: "share" },
      { key: "low", label: "95% from", unit: "share" },
      { key: "high", label: "to", unit: "share" },
      { key: "atRisk", label: "Still watched", unit: "count" },
    ],
    rows: series.flatMap(({ key, label, steps }) =>
      steps.map((step) => ({
        key: `${key}-${step.minutes}`,
        cells: { ...step, series: label, atRisk: step.atRisk ?? null },
      })),
    ),
  };
}

function survivalPicture(series: SurvivalSeries[], log: boolean): PlanePicture {
  const longest = Math.max(...series.flatMap(({ steps }) => steps.map(({ minutes }) => minutes)), 1);
  const ticks = log ? logTicksFor(1, longest, "minutes") : ticksFromZero(longest, "minutes");
  const data = survivalData(series, ticks[0] ?? 0);
  return {
    kind: "plane",
    x: valueAxis(log ? "log" : "linear", ticks, "minutes"),
    y: valueAxis("linear", [0, 0.25, 0.5, 0.75, 1], "share"),
    data,
    marks: [
      { mark: "rule", y: [0.5, 0.5], colour: "var(--line-strong)", dashed: true },
      ...series.map(
        ({ key, colour }): Mark => ({ mark: "area", key: `${key}-band`, colour, opacity: 0.14, step: true }),
      ),
      ...series.map(({ key, colour }): Mark => ({ mark: "line", key, colour, step: true })),
    ],
    stops: data.map((datum) => ({ tip: survivalTip(datum, series) })),
  };
}

/** All series on one row of times: a step holds until the next one of its series. */
function survivalData(series: SurvivalSeries[], first: number): Datum[] {
  const times = [...new Set([first, ...series.flatMap(({ steps }) => steps.map(({ minutes }) => minutes))])]
    .filter((minutes) => minutes >= first)
    .toSorted((a, b) => a - b);
  return times.map((minutes) => ({
    x: minutes,
    ...Object.fromEntries(
      series.flatMap(({ key, steps }) => {
        const step = steps.findLast((one) => one.minutes <= minutes);
        const isOver = (steps.at(-1)?.minutes ?? 0) < minutes;
        const band =
          isOver || !step || step.low === null || step.high === null ? null : [step.low, step.high];
        return [
          [key, isOver ? null : (step?.survival ?? 1)],
          [`${key}-band`, band],
        ];
      }),
    ),
  }));
}

function survivalTip(datum: Datum, series: SurvivalSeries[]): Tip {
  return {
    title: `Not mitigated after ${formatMinutes(datum.x as number)}`,
    rows: series.map(({ key, label, colour }) => {
      const [at, band] = [datum[key], datum[`${key}-band`]];
      const interval =
        typeof band === "object" && band !== null ? { low: band[0], high: band[1] } : noInterval;
      return {
        label,
        colour,
        value: formatShareInterval(typeof at === "number" ? at : null, interval),
        strong: true,
      };
    }),
  };
}

const noInterval = { low: null, high: null };
