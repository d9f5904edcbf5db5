"use client";

import { useState } from "react";
import { formatMinutes } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { SurvivalPicture } from "./lazy.tsx";
import { LogSwitch } from "./log-switch.tsx";

type SurvivalStep = {
  minutes: number;
  /** Share not yet mitigated after that time, with its interval. */
  survival: number;
  low: number | null;
  high: number | null;
  atRisk?: number;
};

export type SurvivalSeries = {
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
    <ChartCard
      {...card}
      height={card.height ?? 300}
      controls={<LogSwitch on={log} onToggle={() => setLog(!log)} />}
      table={{
        columns: [
          ...(several ? [{ key: "series", label: "Group" }] : []),
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
      }}
      summary={`${card.title}: ${series.map(({ label, medianMinutes }) => `${label}, half mitigated after ${formatMinutes(medianMinutes, "an unknown time")}`).join("; ")}. The table has every step.`}
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
    >
      <SurvivalPicture series={series} log={log} />
    </ChartCard>
  );
}
