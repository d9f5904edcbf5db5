"use client";

import { memo, useMemo } from "react";
import type { GridCell, GridPicture } from "../picture.ts";
import { axisText, haloText } from "./axis.tsx";
import { type GridLayout, layoutGrid, lineHeight } from "./grid-layout.ts";
import { PatternProvider, Patterns, useFill } from "./hatch.tsx";
import type { Box, Size } from "./layout.ts";
import { type Drawing, Readable } from "./readable.tsx";

/** A table in colours. */
export function GridDrawing({ picture, width, height, ...reading }: Drawing<GridPicture>) {
  const layout = useMemo(() => layoutGrid(picture, { width, height }), [picture, width, height]);
  return (
    <Readable stops={picture.cells} layout={layout} size={{ width, height }} {...reading}>
      <Grid picture={picture} layout={layout} width={width} height={height} />
    </Readable>
  );
}

type GridProps = { picture: GridPicture; layout: GridLayout } & Size;

const Grid = memo(function Grid({ picture: { cells }, layout, width, height }: GridProps) {
  const { heads, names, boxes, written } = layout;
  return (
    <PatternProvider>
      <svg width={width} height={height} role="presentation">
        <Patterns />
        {heads.labels.map(({ key, text, index }) => {
          const x = heads.at(index);
          const place = heads.upright
            ? {
                transform: `translate(${x} ${heads.height - 6}) rotate(-90)`,
                dominantBaseline: "central" as const,
              }
            : { x, y: 14, textAnchor: "middle" as const };
          return (
            <text key={key} {...place} {...axisText}>
              {text}
            </text>
          );
        })}
        {names.map(({ key, text, y }) => (
          <text key={key} x={0} y={y} dominantBaseline="central" {...axisText} fill="var(--ink-2)">
            {text}
          </text>
        ))}
        {cells.map((cell, index) => (
          <CellBox key={index} cell={cell} box={boxes[index]!} written={written} />
        ))}
      </svg>
    </PatternProvider>
  );
});

/** At most half of the colour, so that the text on it keeps its contrast; none for a zero alone. */
function mixed(strength: number): string {
  const name = strength < 0 ? "minus" : "plus";
  const part = Math.ceil(Math.min(1, Math.abs(strength)) * 50);
  return `color-mix(in oklab, var(--${name}) ${part}%, var(--card))`;
}

function CellBox({ cell, box, written }: { cell: GridCell; box: Box; written: readonly number[] }) {
  const fill = useFill();
  const lines = cell.lines.filter((_, index) => written.includes(index));
  const middle = box.y + box.height / 2 - ((lines.length - 1) * lineHeight) / 2;
  return (
    <g>
      <rect
        x={box.x + 0.5}
        y={box.y + 0.5}
        width={Math.max(0, box.width - 1)}
        height={Math.max(0, box.height - 1)}
        rx={2}
        fill={cell.strength === null ? fill("var(--unknown)") : mixed(cell.strength)}
      />
      {lines.map((line, index) => (
        <text
          key={index}
          x={box.x + box.width / 2}
          y={middle + index * lineHeight}
          textAnchor="middle"
          dominantBaseline="central"
          {...(cell.strength === null ? { ...haloText, strokeWidth: 5 } : axisText)}
          fontWeight={index === 0 && cell.lines.length > 1 ? 500 : 400}
          fill={cell.faint ? "var(--ink-3)" : "var(--ink)"}
        >
          {line}
        </text>
      ))}
    </g>
  );
}
