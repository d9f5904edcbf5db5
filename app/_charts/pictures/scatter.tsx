"use client";

import {
  CartesianGrid,
  Scatter,
  ScatterChart,
  Tooltip,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from "recharts";
import { formatCount, formatExact, formatValue, severityLabel, type Unit } from "#lib/format.ts";
import { aiNames, aiShapes } from "../ai-marks.ts";
import { labelRoom, logTicksFor } from "../axis.ts";
import { type Hover, HoverBox } from "../hover.tsx";
import type { ScatterBin, ScatterData, ScatterPoint } from "../log-bins.ts";
import { useOpen } from "../patterns.tsx";
import { fitText } from "../scale.ts";
import type { ScatterPlotProps } from "../scatter-plot.tsx";
import { Sized } from "../sized.tsx";
import { TipBox } from "../tip-box.tsx";
import { axisText, noMotion } from "./shared.tsx";

export type ScatterPictureProps = Pick<ScatterPlotProps, "data" | "x" | "y">;

export function ScatterPicture(props: ScatterPictureProps) {
  return (
    <HoverBox>{(hover) => <Sized>{(size) => <Plane {...props} {...size} hover={hover} />}</Sized>}</HoverBox>
  );
}

type PlaneProps = ScatterPictureProps & { width: number; height: number; hover: Hover };

function ticksOf({ points, bins }: ScatterData, axis: "x" | "y", unit: Unit): number[] {
  const values = [
    ...points.map((point) => point[axis] ?? 0),
    ...(bins ?? []).flatMap((bin) => (axis === "x" ? [bin.x0, bin.x1] : [bin.y0, bin.y1])),
  ];
  return logTicksFor(Math.min(...values), Math.max(...values), unit);
}

function Plane({ data, x, y, width, height, hover }: PlaneProps) {
  const open = useOpen();
  const [xTicks, yTicks] = [ticksOf(data, "x", x.measure), ticksOf(data, "y", y.measure)];
  const left = labelRoom(yTicks.map((tick) => formatValue(tick, y.measure)));
  // The largest come last, so that they lie on top.
  const points = data.points.toSorted((a, b) =>
    (a.severity === null ? 9 : a.severity) < (b.severity ?? 9) ? 1 : -1,
  );
  return (
    <ScatterChart
      width={width}
      height={height}
      margin={{ top: 8, right: 16, bottom: 16, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="x"
        scale="log"
        domain={[xTicks[0] ?? 1, xTicks.at(-1) ?? 10]}
        ticks={xTicks}
        interval={width < 480 ? 1 : 0}
        tickFormatter={(value: number) => formatValue(value, x.measure)}
        tick={axisText}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        height={24}
        label={{ value: x.label, position: "insideBottomRight", offset: -14, ...axisText }}
      />
      <YAxis
        type="number"
        dataKey="y"
        scale="log"
        domain={[yTicks[0] ?? 1, yTicks.at(-1) ?? 10]}
        ticks={yTicks}
        interval={0}
        width={left}
        tickFormatter={(value: number) => formatValue(value, y.measure)}
        tick={axisText}
        tickLine={false}
        axisLine={false}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={false}
        content={({ active, payload }) => {
          const point = payload?.[0]?.payload as ScatterPoint | undefined;
          return active && point ? <PointTip point={point} x={x} y={y} /> : null;
        }}
      />
      {data.bins && <Bins bins={data.bins} hover={hover} x={x} y={y} />}
      <Scatter
        data={points}
        cursor="pointer"
        onClick={(item) => open((item.payload as ScatterPoint | undefined)?.href)}
        shape={(shape: { cx?: number; cy?: number; payload?: ScatterPoint }) => <Mark {...shape} />}
        {...noMotion}
      />
      <Largest points={data.points} />
    </ScatterChart>
  );
}

function PointTip({ point, x, y }: { point: ScatterPoint } & Pick<ScatterPictureProps, "x" | "y">) {
  return (
    <TipBox
      title={point.label}
      rows={[
        { label: y.label, value: formatExact(point.y, y.measure), strong: true },
        { label: x.label, value: formatExact(point.x, x.measure), strong: true },
        { label: "Severity", value: severityLabel(point.severity) },
        { label: "AI", value: aiNames[point.ai] },
      ]}
      opens={point.href !== undefined}
    />
  );
}

function Mark({ cx, cy, payload }: { cx?: number; cy?: number; payload?: ScatterPoint }) {
  if (cx === undefined || cy === undefined || !payload) return null;
  const colour = payload.severity === null ? "var(--unknown)" : `var(--sev-${payload.severity})`;
  const shape = aiShapes[payload.ai];
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

type BinsProps = { bins: ScatterBin[]; hover: Hover } & Pick<ScatterPictureProps, "x" | "y">;

function Bins({ bins, hover, x, y }: BinsProps) {
  const open = useOpen();
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()];
  if (!xScale || !yScale) return null;
  const most = Math.log(Math.max(2, ...bins.map(({ count }) => count)));
  return (
    <ZIndexLayer zIndex={100}>
      {bins.map((bin) => {
        const [x0, x1, y0, y1] = [
          xScale(bin.x0) ?? 0,
          xScale(bin.x1) ?? 0,
          yScale(bin.y0) ?? 0,
          yScale(bin.y1) ?? 0,
        ];
        const rows = [
          { label: "Incidents", value: formatCount(bin.count), strong: true },
          { label: x.label, value: `${formatValue(bin.x0, x.measure)} – ${formatValue(bin.x1, x.measure)}` },
          { label: y.label, value: `${formatValue(bin.y0, y.measure)} – ${formatValue(bin.y1, y.measure)}` },
        ];
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
          <rect
            key={`${bin.x0}-${bin.y0}`}
            x={x0 + 0.5}
            y={y1 + 0.5}
            width={Math.max(1, x1 - x0 - 1)}
            height={Math.max(1, y0 - y1 - 1)}
            fill="var(--plus)"
            fillOpacity={0.12 + 0.78 * (Math.log(bin.count + 1) / (most + 0.7))}
            cursor={bin.href === undefined ? "default" : "pointer"}
            onClick={() => open(bin.href)}
            {...hover({ title: "Incidents within", rows, opens: bin.href !== undefined })}
          />
        );
      })}
    </ZIndexLayer>
  );
}

type Box = { x: number; y: number; width: number };

/** Names of the five largest, beside their marks, where they hide no other mark and do not run into each other. */
function Largest({ points }: { points: ScatterPoint[] }) {
  const plot = usePlotArea();
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()];
  if (!plot || !xScale || !yScale) return null;
  const marks = points.map((point) => ({
    point,
    x: xScale(point.x ?? 1) ?? 0,
    y: yScale(point.y ?? 1) ?? 0,
  }));
  const taken: Box[] = [];
  const labels = marks
    .toSorted((a, b) => (b.point.y ?? 0) - (a.point.y ?? 0))
    .slice(0, 5)
    .flatMap(({ point, x, y }) => {
      const text = fitText(point.label, Math.min(260, plot.width * 0.45));
      const width = text.length * 6.4;
      const isFree = (box: Box) =>
        box.x >= plot.x &&
        box.x + width <= plot.x + plot.width &&
        box.y - 6 >= plot.y &&
        !taken.some((other) => touches(other, box)) &&
        !marks.some((mark) => hides(box, mark));
      const place = [0, -11, 11]
        .flatMap((rise) => [x + 9, x - 9 - width].map((left) => ({ x: left, y: y + rise, width })))
        .find(isFree);
      if (place === undefined) return [];
      taken.push(place);
      return [{ key: point.key, text, ...place }];
    });
  return (
    <ZIndexLayer zIndex={700}>
      {labels.map(({ key, text, x, y }) => (
        <text
          key={key}
          x={x}
          y={y}
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
      ))}
    </ZIndexLayer>
  );
}

function hides(box: Box, mark: { x: number; y: number }): boolean {
  return Math.abs(mark.y - box.y) < 9 && mark.x > box.x - 5 && mark.x < box.x + box.width + 5;
}

function touches(a: Box, b: Box): boolean {
  return Math.abs(a.y - b.y) < 14 && a.x < b.x + b.width && b.x < a.x + a.width;
}
