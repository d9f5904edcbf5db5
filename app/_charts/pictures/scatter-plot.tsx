"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import {
  formatCount,
  formatExact,
  formatPlural,
  formatValue,
  severityLabel,
  type Unit,
} from "#lib/format.ts";
import { logTicksFor, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import type { KeyEntry } from "../frame/legend.tsx";
import type { ScatterBin, ScatterData, ScatterPoint } from "../log-bins.ts";
import type { PlanePicture, Tip, ValueAxis } from "../picture.ts";
import { type SeverityKey, severityFill, severityKeys, severityName } from "../time.ts";

export type ScatterPlotProps = CardProps & {
  /** Made by scatterData from ./log-bins.ts, best on the server. */
  data: ScatterData;
  x: { label: string; measure: Unit };
  y: { label: string; measure: Unit };
};

const aiShapes = { yes: "diamond", no: "circle", unknown: "ring" } as const;
const aiNames = { yes: "AI involved", no: "No AI", unknown: "AI unknown" } as const;

/** One point per incident on two logarithmic axes: colour is severity, shape is AI, the largest are named. */
export function ScatterPlot({ data, x, y, ...card }: ScatterPlotProps) {
  const left =
    data.undrawn === 0
      ? null
      : `${formatPlural(data.undrawn, "incident")} with a zero or without both values cannot be placed.`;
  return (
    <Frame
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
      {...scatterTable(data, x, y)}
      picture={scatterPicture(data, x, y)}
      summary={scatterSummary(card.title, { data, x, y })}
      legend={scatterLegend(data)}
      empty={data.drawn > 0 ? null : "No incident has both values in this period"}
    />
  );
}

const severityKey = ({ severity }: ScatterPoint) =>
  (severity === null ? "unknown" : String(severity)) as SeverityKey;

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

/** Bins where there are many, single points on top of them, and the largest by name. */
function scatterPicture({ points: given, bins }: ScatterData, x: Axis, y: Axis): PlanePicture {
  // The gravest come last, so that they lie on top.
  const points = given.toSorted((a, b) => (b.severity ?? 9) - (a.severity ?? 9));
  const places = points.map((point) => ({ x: point.x ?? 1, y: point.y ?? 1 }));
  const most = Math.log(Math.max(2, ...(bins ?? []).map(({ count }) => count)));
  const largest = given.toSorted((a, b) => (b.y ?? 0) - (a.y ?? 0)).slice(0, mostNamed);
  return {
    kind: "plane",
    x: scatterAxis({ points, bins }, "x", x),
    y: { ...scatterAxis({ points, bins }, "y", y), title: undefined },
    data: [],
    marks: [
      {
        mark: "cells",
        colour: "var(--plus)",
        at: (bins ?? []).map(({ x0, x1, y0, y1, count }) => ({
          x: [x0, x1],
          y: [y0, y1],
          strength: Math.log(count + 1) / (most + 0.7),
        })),
      },
      {
        mark: "points",
        at: points.map((point, index) => ({
          ...places[index]!,
          shape: aiShapes[point.ai],
          colour: severityFill(severityKey(point)),
        })),
      },
      {
        mark: "names",
        of: largest.map((point) => ({ x: point.x ?? 1, y: point.y ?? 1, text: point.label })),
        among: places,
      },
    ],
    stops: [
      ...(bins ?? []).map((bin) => ({ tip: binTip(bin, x, y), href: bin.href })),
      ...points.map((point) => ({ tip: pointTip(point, x, y), href: point.href })),
    ],
  };
}

const mostNamed = 5;

function scatterAxis(
  { points, bins }: Pick<ScatterData, "points" | "bins">,
  axis: "x" | "y",
  { measure, label }: Axis,
): ValueAxis {
  const values = [
    ...points.map((point) => point[axis] ?? 0),
    ...(bins ?? []).flatMap((bin) => (axis === "x" ? [bin.x0, bin.x1] : [bin.y0, bin.y1])),
  ];
  return valueAxis("log", logTicksFor(Math.min(...values), Math.max(...values), measure), measure, label);
}

function pointTip(point: ScatterPoint, x: Axis, y: Axis): Tip {
  return {
    title: point.label,
    rows: [
      { label: y.label, value: formatExact(point.y, y.measure), strong: true },
      { label: x.label, value: formatExact(point.x, x.measure), strong: true },
      { label: "Severity", value: severityLabel(point.severity) },
      { label: "AI", value: aiNames[point.ai] },
    ],
  };
}

function binTip({ x0, x1, y0, y1, count }: ScatterBin, x: Axis, y: Axis): Tip {
  const span = (from: number, to: number, unit: Unit) =>
    `${formatValue(from, unit)} – ${formatValue(to, unit)}`;
  return {
    title: "Incidents within",
    rows: [
      { label: "Incidents", value: formatCount(count), strong: true },
      { label: x.label, value: span(x0, x1, x.measure) },
      { label: y.label, value: span(y0, y1, y.measure) },
    ],
  };
}

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
