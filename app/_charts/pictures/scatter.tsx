"use client";

import { formatCount, formatExact, formatValue, severityLabel, type Unit } from "#lib/format.ts";
import { chooseTicks, logTicksFor } from "../axis.ts";
import { type Hover, HoverBox } from "../hover.tsx";
import type { ScatterBin, ScatterData, ScatterPoint } from "../log-bins.ts";
import { useOpen } from "../patterns.tsx";
import { type Plot, plotIn } from "../plot.ts";
import { fitText, logScale, type Scale } from "../scale.ts";
import { aiNames, aiShapes, type ScatterPlotProps } from "../scatter-plot.tsx";
import { Sized } from "../sized.tsx";
import type { Tip } from "../tip-box.tsx";
import { AcrossAxis, ValueAxis } from "./axes.tsx";

export type ScatterPictureProps = Pick<ScatterPlotProps, "data" | "x" | "y">;
type Plane = { plot: Plot; x: Scale; y: Scale; hover: Hover; axes: Pick<ScatterPictureProps, "x" | "y"> };

export function ScatterPicture(props: ScatterPictureProps) {
  return (
    <HoverBox>
      {(hover) => <Sized>{(size) => <Drawing {...props} {...size} hover={hover} />}</Sized>}
    </HoverBox>
  );
}

function ticksOf({ points, bins }: ScatterData, axis: "x" | "y", unit: Unit) {
  const values = [
    ...points.map((point) => point[axis] ?? 0),
    ...(bins ?? []).flatMap((bin) => (axis === "x" ? [bin.x0, bin.x1] : [bin.y0, bin.y1])),
  ];
  return logTicksFor(Math.min(...values), Math.max(...values), unit).map((at) => ({
    at,
    label: formatValue(at, unit),
  }));
}

type DrawingProps = ScatterPictureProps & { width: number; height: number; hover: Hover };

function Drawing({ data, x: across, y: up, width, height, hover }: DrawingProps) {
  const [xTicks, yTicks] = [ticksOf(data, "x", across.measure), ticksOf(data, "y", up.measure)];
  const plot = plotIn({ width, height, labels: yTicks.map(({ label }) => label), right: 20, bottom: 42 });
  const x = logScale({ ...ends(xTicks), start: plot.x, end: plot.x + plot.width });
  const rise = logScale({ ...ends(yTicks), start: 0, end: plot.height });
  const y = (value: number) => plot.y + plot.height - rise(value);
  const plane = { plot, x, y, hover, axes: { x: across, y: up } };
  const shown = chooseTicks({ count: xTicks.length, width: plot.width, labelWidth: 60 });
  return (
    <svg width={width} height={height} role="presentation">
      <ValueAxis plot={plot} ticks={yTicks} scale={y} />
      <AcrossAxis
        plot={plot}
        ticks={shown.flatMap((index) => xTicks[index] ?? [])}
        scale={x}
        lines
        name={across.label}
      />
      {data.bins?.map((bin) => (
        <Bin key={`${bin.x0}-${bin.y0}`} bin={bin} plane={plane} most={mostIn(data.bins ?? [])} />
      ))}
      {graverLast(data.points).map((point) => (
        <Mark key={point.key} point={point} plane={plane} />
      ))}
      <Largest points={data.points} plane={plane} />
    </svg>
  );
}

const ends = (ticks: { at: number }[]) => ({ from: ticks[0]?.at ?? 1, to: ticks.at(-1)?.at ?? 10 });
const mostIn = (bins: ScatterBin[]) => Math.max(1, ...bins.map(({ count }) => count));

/** Where points lie on one another, the gravest is seen. */
function graverLast(points: ScatterPoint[]): ScatterPoint[] {
  return points.toSorted((a, b) => (b.severity ?? 9) - (a.severity ?? 9));
}

function Mark({ point, plane }: { point: ScatterPoint; plane: Plane }) {
  const open = useOpen();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <g
      {...plane.hover(tipOf(point, plane.axes))}
      onClick={() => open(point.href)}
      cursor={point.href === undefined ? "default" : "pointer"}
    >
      <Shape point={point} cx={plane.x(point.x ?? 1)} cy={plane.y(point.y ?? 1)} />
    </g>
  );
}

function tipOf(point: ScatterPoint, { x, y }: Plane["axes"]): Tip {
  return {
    title: point.label,
    rows: [
      { label: y.label, value: formatExact(point.y, y.measure), strong: true },
      { label: x.label, value: formatExact(point.x, x.measure), strong: true },
      { label: "Severity", value: severityLabel(point.severity) },
      { label: "AI", value: aiNames[point.ai] },
    ],
    opens: point.href !== undefined,
  };
}

function Shape({ point, cx, cy }: { point: ScatterPoint; cx: number; cy: number }) {
  const colour = point.severity === null ? "var(--unknown)" : `var(--sev-${point.severity})`;
  const shape = aiShapes[point.ai];
  if (shape === "diamond") {
    return (
      <path
        d={`M${cx} ${cy - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`}
        fill={colour}
        stroke="var(--card)"
        strokeWidth={0.75}
      />
    );
  }
  if (shape === "ring") {
    return (
      <circle
        cx={cx}
        cy={cy}
        r={3.25}
        fill="var(--card)"
        fillOpacity={0.4}
        stroke={colour}
        strokeWidth={1.5}
      />
    );
  }
  return <circle cx={cx} cy={cy} r={3.75} fill={colour} stroke="var(--card)" strokeWidth={0.75} />;
}

function Bin({ bin, plane, most }: { bin: ScatterBin; plane: Plane; most: number }) {
  const open = useOpen();
  const { x, y } = plane.axes;
  const [left, right, bottom, top] = [plane.x(bin.x0), plane.x(bin.x1), plane.y(bin.y0), plane.y(bin.y1)];
  const between = (from: number, to: number, unit: Unit) =>
    `${formatValue(from, unit)} – ${formatValue(to, unit)}`;
  const tip = {
    title: "Incidents within",
    rows: [
      { label: "Incidents", value: formatCount(bin.count), strong: true },
      { label: x.label, value: between(bin.x0, bin.x1, x.measure) },
      { label: y.label, value: between(bin.y0, bin.y1, y.measure) },
    ],
    opens: bin.href !== undefined,
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <rect
      x={left + 0.5}
      y={top + 0.5}
      width={Math.max(1, right - left - 1)}
      height={Math.max(1, bottom - top - 1)}
      fill="var(--plus)"
      fillOpacity={0.12 + 0.78 * (Math.log(bin.count + 1) / Math.log(most + 1))}
      cursor={bin.href === undefined ? "default" : "pointer"}
      onClick={() => open(bin.href)}
      {...plane.hover(tip)}
    />
  );
}

type Box = { x: number; y: number; width: number };

function touches(a: Box, b: Box): boolean {
  return Math.abs(a.y - b.y) < 14 && a.x < b.x + b.width && b.x < a.x + a.width;
}

/** Names of the five largest, where they do not run into each other. */
function Largest({ points, plane: { plot, x, y } }: { points: ScatterPoint[]; plane: Plane }) {
  const taken: (Box & { key: string; text: string })[] = [];
  for (const point of points.toSorted((a, b) => (b.y ?? 0) - (a.y ?? 0)).slice(0, 5)) {
    const [px, py] = [x(point.x ?? 1), y(point.y ?? 1)];
    const text = fitText(point.label, Math.min(200, plot.width * 0.45));
    const width = text.length * 6.4;
    const onLeft = px + 10 + width > plot.x + plot.width;
    const box = { key: point.key, text, x: onLeft ? px - 10 - width : px + 10, y: py, width };
    if (!taken.some((other) => touches(other, box))) taken.push(box);
  }
  return taken.map(({ key, text, x: left, y: middle }) => (
    <text
      key={key}
      x={left}
      y={middle}
      dominantBaseline="central"
      fontSize={12}
      fill="var(--ink)"
      stroke="var(--card)"
      strokeWidth={3}
      paintOrder="stroke"
      pointerEvents="none"
    >
      {text}
    </text>
  ));
}
