"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  Tooltip,
  usePlotArea,
  XAxis,
  YAxis,
  ZIndexLayer,
} from "recharts";
import { formatQuantity, formatShare } from "#lib/format.ts";
import type { LorenzCurveProps, LorenzPoint } from "../lorenz-curve.tsx";
import { useOpen } from "../patterns.tsx";
import { Sized } from "../sized.tsx";
import { TipBox } from "../tip-box.tsx";
import { axisText, noMotion } from "./shared.tsx";

export type LorenzPictureProps = Pick<LorenzCurveProps, "points" | "gini" | "worst" | "measure">;

const quarters = [0, 0.25, 0.5, 0.75, 1];

export function LorenzPicture(props: LorenzPictureProps) {
  return <Sized>{(size) => <Curve {...props} {...size} />}</Sized>;
}

function Curve({
  points,
  gini,
  worst,
  measure,
  width,
  height,
}: LorenzPictureProps & { width: number; height: number }) {
  const shared = {
    type: "number" as const,
    domain: [0, 1],
    ticks: quarters,
    tickFormatter: (value: number) => formatShare(value),
    tick: axisText,
    tickLine: false,
  };
  return (
    <ComposedChart
      width={width}
      height={height}
      data={points}
      margin={{ top: 8, right: 20, bottom: 16, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--line)" />
      <XAxis
        {...shared}
        dataKey="population"
        axisLine={{ stroke: "var(--line-strong)" }}
        height={24}
        label={{
          value: "incidents, smallest first",
          position: "insideBottomRight",
          offset: -14,
          ...axisText,
        }}
      />
      <YAxis {...shared} width={46} axisLine={false} />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--line-strong)" }}
        content={({ active, payload }) => {
          const point = payload?.[0]?.payload as LorenzPoint | undefined;
          return active && point ? (
            <TipBox
              title={`Smallest ${formatShare(point.population)} of incidents`}
              rows={[{ label: `Share of ${measure}`, value: formatShare(point.share), strong: true }]}
            />
          ) : null;
        }}
      />
      <ReferenceLine
        segment={[
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ]}
        stroke="var(--line-strong)"
        strokeDasharray="4 3"
      />
      <Area
        dataKey="share"
        stroke="var(--accent)"
        strokeWidth={2}
        fill="var(--accent)"
        fillOpacity={0.1}
        dot={false}
        activeDot={{ r: 4, fill: "var(--accent)", stroke: "var(--card)" }}
        {...noMotion}
      />
      <Notes gini={gini} worst={worst} measure={measure} />
    </ComposedChart>
  );
}

/** Said in the empty half above the diagonal, where the curve cannot be. */
function Notes({ gini, worst, measure }: Pick<LorenzPictureProps, "gini" | "worst" | "measure">) {
  const plot = usePlotArea();
  const open = useOpen();
  if (!plot) return null;
  const lines = [
    { text: `Gini ${formatQuantity(gini)}`, strong: true, href: undefined },
    ...worst.map(({ fraction, share, href }) => ({
      text: `worst ${formatShare(fraction)}: ${formatShare(share)} of ${measure}`,
      strong: false,
      href,
    })),
  ];
  return (
    <ZIndexLayer zIndex={700}>
      {lines.map(({ text, strong, href }, index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
        <text
          key={text}
          x={plot.x + 12}
          y={plot.y + 20 + index * 18}
          fontSize={12}
          fontWeight={strong ? 600 : 400}
          fill={href === undefined ? "var(--ink)" : "var(--accent)"}
          stroke="var(--card)"
          strokeWidth={3}
          paintOrder="stroke"
          cursor={href === undefined ? "default" : "pointer"}
          onClick={() => open(href)}
        >
          {text}
        </text>
      ))}
    </ZIndexLayer>
  );
}
