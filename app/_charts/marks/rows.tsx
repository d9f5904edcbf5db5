"use client";

import { Fragment, memo, use, useMemo } from "react";
import type { RowMark, RowsPicture } from "../picture.ts";
import { fitText, type Scale } from "../scale.ts";
import { BottomAxis, haloText } from "./axis.tsx";
import { PatternProvider, Patterns, useFill } from "./hatch.tsx";
import { Interval } from "./interval.tsx";
import type { Size } from "./layout.ts";
import { OpenContext } from "./open.ts";
import { type Drawing, Readable } from "./readable.tsx";
import { layoutRows, type RowPlace, type RowsLayout } from "./rows-layout.ts";

/** One line per row: its name, what is drawn of it, and its figure in words. */
export function RowsDrawing({ picture, width, height, ...reading }: Drawing<RowsPicture>) {
  const layout = useMemo(() => layoutRows(picture, { width, height }), [picture, width, height]);
  return (
    <Readable stops={picture.rows} layout={layout} size={{ width, height }} {...reading}>
      <Rows picture={picture} layout={layout} width={width} height={height} />
    </Readable>
  );
}

type RowsProps = { picture: RowsPicture; layout: RowsLayout } & Size;

const Rows = memo(function Rows({ picture, layout, width, height }: RowsProps) {
  const { rows, running, thickness = 14 } = picture;
  return (
    <PatternProvider>
      <svg width={width} height={height} role="presentation">
        <Patterns />
        <BottomAxis ticks={layout.ticks} y={layout.bottom} lines={{ from: 0, to: layout.bottom }} />
        {rows.map(({ key, label, text, marks }, index) => {
          const place = layout.places[index]!;
          return (
            <Fragment key={key}>
              <text x={0} y={place.wordsY} dominantBaseline="central" {...haloText} fill="var(--ink)">
                {fitText(label, layout.nameRoom)}
              </text>
              <text
                x={width}
                y={place.wordsY}
                dominantBaseline="central"
                textAnchor="end"
                {...haloText}
                fill="var(--ink-2)"
              >
                {text}
              </text>
              <RowMarks marks={marks} place={place} layout={layout} thickness={thickness} />
            </Fragment>
          );
        })}
        {running && <Running shares={running} layout={layout} />}
      </svg>
    </PatternProvider>
  );
});

type RowMarksProps = {
  marks: readonly RowMark[];
  place: RowPlace;
  layout: RowsLayout;
  thickness: number;
};

function RowMarks({ marks, place, layout: { x, left }, thickness }: RowMarksProps) {
  const fill = useFill();
  const bar = { y: place.y - thickness / 2, height: thickness };
  return marks.map((mark, index) => {
    if (mark.mark === "interval") return <Interval key={index} mark={mark} x={x} y={place.y} />;
    if (mark.mark === "bar") return <Bar key={index} mark={mark} x={x} {...bar} isPart={marks.length > 1} />;
    return <rect key={index} x={left} {...bar} width={24} fill={fill("var(--unknown)")} />;
  });
}

type BarProps = {
  mark: Extract<RowMark, { mark: "bar" }>;
  x: Scale;
  y: number;
  height: number;
  isPart: boolean;
};

/** A bar that stands for something is never too thin to be seen. */
const leastBar = 1.5;

function Bar({ mark: { from, to, colour, href }, x, isPart, ...place }: BarProps) {
  const fill = useFill();
  const open = use(OpenContext);
  // Parts stand apart by a hair.
  const width = x(to) - x(from) - (isPart ? 1 : 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <rect
      x={x(from)}
      {...place}
      width={Math.max(to > from ? leastBar : 0, width)}
      fill={fill(colour)}
      cursor={href === undefined ? undefined : "pointer"}
      onClick={(event) => {
        if (href === undefined) return;
        event.stopPropagation();
        open(href);
      }}
    />
  );
}

/** Stacked names would be crossed by it; the running share stands beside each in any case. */
function Running({ shares, layout }: { shares: readonly (number | null)[]; layout: RowsLayout }) {
  if (layout.stacked) return null;
  const { left, right, places } = layout;
  const points = shares.flatMap((share, index) =>
    share === null ? [] : [{ x: left + share * (right - left), y: places[index]!.y }],
  );
  return (
    <g pointerEvents="none">
      <path
        d={points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("")}
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth={1.25}
      />
      {points.map(({ x, y }) => (
        <circle key={y} cx={x} cy={y} r={2.75} fill="var(--card)" stroke="var(--ink-2)" strokeWidth={1.25} />
      ))}
    </g>
  );
}
