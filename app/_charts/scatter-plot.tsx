"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, formatPlural, severityLabel, type Unit } from "#lib/format.ts";
import { aiNames, aiShapes } from "./ai-marks.ts";
import { type CardProps, ChartCard, type KeyEntry } from "./chart-card.tsx";
import { ScatterPicture } from "./lazy.tsx";
import type { ScatterData, ScatterPoint } from "./log-bins.ts";
import { severityFill, severityKeys, severityName } from "./time.ts";

export type ScatterPlotProps = CardProps & {
  /** Made by scatterData from ./log-bins.ts, best on the server. */
  data: ScatterData;
  x: { label: string; measure: Unit };
  y: { label: string; measure: Unit };
};

/** One point per incident on two logarithmic axes: colour is severity, shape is AI, the largest are named. */
export function ScatterPlot({ data, x, y, ...card }: ScatterPlotProps) {
  const left =
    data.undrawn === 0
      ? null
      : `${formatPlural(data.undrawn, "incident")} with a zero or without both values cannot be placed.`;
  return (
    <ChartCard
      {...card}
      height={card.height ?? 360}
      n={card.n ?? data.drawn}
      note={
        card.note || left ? (
          <>
            {card.note} {left}
          </>
        ) : undefined
      }
      table={scatterTable(data, x, y)}
      summary={scatterSummary(card.title, { data, x, y })}
      legend={scatterLegend(data)}
      empty={data.drawn > 0 ? null : "No incident has both values in this period"}
    >
      <ScatterPicture data={data} x={x} y={y} />
    </ChartCard>
  );
}

const severityKey = ({ severity }: ScatterPoint) => (severity === null ? "unknown" : String(severity));

function scatterLegend({ points, bins }: ScatterData): KeyEntry[] {
  const severities = severityKeys
    .filter((key) => points.some((point) => severityKey(point) === key))
    .map((key) => ({ key, label: severityName(key), colour: severityFill(key) }));
  const shapes = (["yes", "no", "unknown"] as const)
    .filter((ai) => points.some((point) => point.ai === ai))
    .map((ai) => ({ key: `ai-${ai}`, label: aiNames[ai], colour: "var(--ink-3)", shape: aiShapes[ai] }));
  const binned =
    bins === null ? [] : [{ key: "bins", label: "Stronger colour: more incidents", colour: "var(--plus)" }];
  return [...binned, ...severities, ...shapes];
}

type Axis = ScatterPlotProps["x"];

function scatterTable({ points, bins }: ScatterData, x: Axis, y: Axis): TableData {
  if (bins !== null) {
    return {
      columns: [
        { key: "x0", label: `${x.label} from`, unit: x.measure },
        { key: "x1", label: "below", unit: x.measure },
        { key: "y0", label: `${y.label} from`, unit: y.measure },
        { key: "y1", label: "below", unit: y.measure },
        { key: "count", label: "Incidents", unit: "count" },
      ],
      rows: bins.map(({ href, count, ...bounds }) => ({
        key: `${bounds.x0}-${bounds.y0}`,
        cells: { ...bounds, count: { value: count, href } },
      })),
    };
  }
  return {
    columns: [
      { key: "label", label: "Incident" },
      { key: "severity", label: "Severity" },
      { key: "ai", label: "AI" },
      { key: "x", label: x.label, unit: x.measure },
      { key: "y", label: y.label, unit: y.measure },
    ],
    rows: points.map((point) => ({
      key: point.key,
      cells: {
        label: { value: point.label, href: point.href },
        severity: severityLabel(point.severity),
        ai: aiNames[point.ai],
        x: point.x,
        y: point.y,
      },
    })),
  };
}

function scatterSummary(title: string, { data, x, y }: Pick<ScatterPlotProps, "data" | "x" | "y">): string {
  const largest = data.points.toSorted((a, b) => (b.y ?? 0) - (a.y ?? 0))[0];
  if (!largest) return `${title}: no data.`;
  return `${title}: ${formatCount(data.drawn)} incidents by ${x.label.toLowerCase()} and ${y.label.toLowerCase()}; the largest, ${largest.label}, at ${formatExact(largest.x, x.measure)} and ${formatExact(largest.y, y.measure)}. The table has every value.`;
}
