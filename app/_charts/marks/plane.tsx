"use client";

import { memo, use, useMemo } from "react";
import { Area, Bar, ComposedChart, Line, XAxis, YAxis } from "recharts";
import type { Datum, Mark, PlanePicture } from "../picture.ts";
import { axisText, BottomAxis, LeftAxis } from "./axis.tsx";
import { PatternProvider, Patterns, useFill } from "./hatch.tsx";
import type { Size } from "./layout.ts";
import { OpenContext } from "./open.ts";
import { layoutPlane, type PlaneLayout } from "./plane-layout.ts";
import { Cells, Points } from "./points.tsx";
import { type Drawing, Readable } from "./readable.tsx";
import { Bands, Range, Rule, Stretch } from "./stretch.tsx";
import { Ends, Largest, Names, Notes } from "./words.tsx";

/** Marks on a plane: recharts draws bars, lines and areas on our scales; axes, words and what lies around are ours. */
export function PlaneDrawing({ picture, width, height, ...reading }: Drawing<PlanePicture>) {
  const layout = useMemo(() => layoutPlane(picture, { width, height }), [picture, width, height]);
  return (
    <Readable stops={picture.stops} layout={layout} size={{ width, height }} {...reading}>
      <Plane picture={picture} layout={layout} width={width} height={height} />
    </Readable>
  );
}

/** Above this many, there is no room between bars, nor for every dot. */
const crowded = 60;

/** Drawn where they stand among the others, and at once. */
const inOrder = { zIndex: 0, isAnimationActive: false } as const;

type PlaneProps = { picture: PlanePicture; layout: PlaneLayout } & Size;

const Plane = memo(function Plane({ picture, layout, width, height }: PlaneProps) {
  const { x, y, data, marks } = picture;
  const { plot } = layout;
  // On a phone a week has two pixels, of which a gap of one on either side would leave nothing.
  const gap = Math.min(1, plot.width / data.length / 8);
  const margin = {
    top: plot.y,
    left: plot.x,
    right: width - plot.x - plot.width,
    bottom: height - plot.y - plot.height,
  };
  return (
    <PatternProvider>
      <ComposedChart
        width={width}
        height={height}
        data={[...data]}
        margin={margin}
        barCategoryGap={data.length > crowded ? gap : "16%"}
        accessibilityLayer={false}
      >
        <Patterns />
        <Axes picture={picture} layout={layout} />
        <Bands bands={layout.bands} plot={plot} />
        {x.scale === "band" ? (
          <XAxis hide dataKey="x" scale="band" />
        ) : (
          <XAxis hide dataKey="x" type="number" scale={x.scale} domain={endsOf(x)} allowDataOverflow />
        )}
        <YAxis hide type="number" scale={y.scale} domain={endsOf(y)} allowDataOverflow />
        {marks.map((mark, index) => (
          <DrawnMark key={index} mark={mark} data={data} layout={layout} />
        ))}
        <path
          d={`M${plot.x} ${plot.y + plot.height}h${plot.width}`}
          stroke="var(--line-strong)"
          pointerEvents="none"
        />
      </ComposedChart>
    </PatternProvider>
  );
});

const endsOf = ({ ticks }: { ticks: readonly number[] }) => [ticks[0] ?? 1, ticks.at(-1) ?? 10];

function Axes({ picture: { x }, layout }: { picture: PlanePicture; layout: PlaneLayout }) {
  const { plot, xTicks, yTicks } = layout;
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  return (
    <>
      <LeftAxis ticks={yTicks} lines={{ from: plot.x, to: right }} />
      <BottomAxis
        ticks={xTicks}
        y={bottom}
        lines={x.scale === "band" ? undefined : { from: plot.y, to: bottom }}
      />
      {x.scale !== "band" && x.title !== undefined && (
        <text x={right} y={bottom + 34} textAnchor="end" {...axisText}>
          {x.title}
        </text>
      )}
    </>
  );
}

type MarkProps<Name extends Mark["mark"] = Mark["mark"]> = {
  mark: Extract<Mark, { mark: Name }>;
  data: readonly Datum[];
  layout: PlaneLayout;
};

function DrawnMark({ mark, data, layout }: MarkProps) {
  switch (mark.mark) {
    case "bars":
      return <Bars mark={mark} data={data} layout={layout} />;
    case "stems":
      return <Stems mark={mark} data={data} layout={layout} />;
    case "line":
      return <DrawnLine mark={mark} data={data} layout={layout} />;
    case "area":
      return (
        <Area
          dataKey={mark.key}
          type={mark.step ? "stepAfter" : "linear"}
          stroke={mark.edge ? mark.colour : "none"}
          strokeWidth={2}
          fill={mark.colour}
          fillOpacity={mark.opacity}
          connectNulls={false}
          dot={false}
          activeDot={false}
          {...inOrder}
        />
      );
    case "points":
      return <Points at={mark.at} layout={layout} />;
    case "cells":
      return <Cells at={mark.at} colour={mark.colour} layout={layout} />;
    case "range":
      return <Range mark={mark} layout={layout} />;
    case "rule":
      return <Rule mark={mark} layout={layout} />;
    case "stretch":
      return mark.is === "named" ? null : <Stretch mark={mark} layout={layout} />;
    case "ends":
      return <Ends of={mark.of} layout={layout} />;
    case "largest":
      return <Largest mark={mark} layout={layout} />;
    case "names":
      return <Names mark={mark} layout={layout} />;
    case "notes":
      return <Notes lines={mark.lines} layout={layout} />;
  }
}

function Bars({ mark: { key, colour, hrefs }, data }: MarkProps<"bars">) {
  const fill = useFill();
  const open = use(OpenContext);
  return (
    <Bar
      dataKey={key}
      name={key}
      stackId="all"
      fill={fill(colour)}
      stroke="var(--card)"
      strokeWidth={data.length > crowded ? 0 : 1}
      maxBarSize={48}
      cursor={hrefs?.some((href) => href !== undefined) ? "pointer" : undefined}
      onClick={(_, index, event) => {
        const href = hrefs?.[index];
        if (href === undefined) return;
        event.stopPropagation();
        open(href);
      }}
      activeBar={false}
      {...inOrder}
    />
  );
}

function Stems({ mark: { key, colour }, data, layout }: MarkProps<"stems">) {
  return (
    <>
      <Bar dataKey={key} fill={colour} fillOpacity={0.35} maxBarSize={2} activeBar={false} {...inOrder} />
      <Dots
        of={{ key, data, layout }}
        r={data.length > crowded ? 2.5 : 4}
        colour={colour}
        stroke="var(--card)"
      />
    </>
  );
}

function DrawnLine({ mark, data, layout }: MarkProps<"line">) {
  const { key, colour, width = 2, dashed, dot, step } = mark;
  return (
    <>
      <Line
        dataKey={key}
        type={step ? "stepAfter" : "linear"}
        stroke={colour}
        strokeWidth={width}
        strokeDasharray={dashed ? "5 3" : undefined}
        dot={false}
        activeDot={false}
        connectNulls={false}
        {...inOrder}
      />
      {dot !== undefined && <Dots of={{ key, data, layout }} r={dot} colour={colour} />}
    </>
  );
}

type DotsProps = {
  of: { key: string; data: readonly Datum[]; layout: PlaneLayout };
  r: number;
  colour: string;
  stroke?: string;
};

function Dots({ of: { key, data, layout }, r, colour, stroke }: DotsProps) {
  return data.map((datum, index) => {
    const value = datum[key];
    if (typeof value !== "number") return null;
    return (
      <circle
        key={index}
        cx={layout.x(datum.x as number) + (layout.each ?? 0) / 2}
        cy={layout.y(value)}
        r={r}
        fill={colour}
        stroke={stroke}
      />
    );
  });
}
