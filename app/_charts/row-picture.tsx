"use client";

import type { ReactNode } from "react";
import { type Hover, HoverBox } from "./hover.tsx";
import { PatternProvider, Patterns, useOpen, usePatternId } from "./patterns.tsx";
import { fitText } from "./scale.ts";
import { Sized } from "./sized.tsx";
import type { Tip } from "./tip-box.tsx";

export type PictureRow = { key: string; label: string; text: string; tip: Tip; href?: string };

/** `stacked` where the name stands above the drawing, for want of room beside it. */
export type RowPlace = { y: number; left: number; right: number; stacked: boolean };

const narrow = 520;
const axisHeight = 24;
/** The card's colour around letters keeps grid lines from crossing them. */
const rowText = { fontSize: 12, stroke: "var(--card)", strokeWidth: 3, paintOrder: "stroke" } as const;

/** Height of a card of rows; fixed before the width is known, so rows are as high as the narrow form needs. */
export function rowsHeight(count: number, withAxis: boolean): number {
  return count * 36 + (withAxis ? axisHeight : 0);
}

type RowPictureProps<Row extends PictureRow> = {
  rows: Row[];
  /** Marks on the horizontal axis; their places are given by the scale made of the plot's edges. */
  axis?: { at: (place: { left: number; right: number }) => { x: number; label: string; strong?: boolean }[] };
  draw: (row: Row, place: RowPlace) => ReactNode;
  /** Drawn over all rows, such as a cumulative line. */
  over?: (places: RowPlace[]) => ReactNode;
};

/** One line per row: its name, what is drawn of it, and its figure in words. */
export function RowPicture<Row extends PictureRow>(props: RowPictureProps<Row>) {
  const pattern = usePatternId();
  return (
    <PatternProvider id={pattern}>
      <HoverBox>{(hover) => <Sized>{(size) => <Rows {...props} {...size} hover={hover} />}</Sized>}</HoverBox>
    </PatternProvider>
  );
}

type RowsProps<Row extends PictureRow> = RowPictureProps<Row> & {
  width: number;
  height: number;
  hover: Hover;
};

function Rows<Row extends PictureRow>({ rows, axis, draw, over, width, height, hover }: RowsProps<Row>) {
  const stacked = width < narrow;
  const textRoom = Math.max(...rows.map(({ text }) => text.length)) * 6.6 + 10;
  const labelRoom = stacked
    ? 0
    : Math.min(width * 0.38, Math.max(...rows.map(({ label }) => label.length)) * 6.2 + 12);
  const bottom = height - (axis ? axisHeight : 0);
  const each = bottom / rows.length;
  const [left, right] = [stacked ? (axis ? 4 : 0) : labelRoom + 4, stacked ? width - 4 : width - textRoom];
  const places = rows.map((_, index) => ({
    y: index * each + each * (stacked ? 0.72 : 0.5),
    left,
    right,
    stacked,
  }));
  return (
    <svg width={width} height={height} role="presentation">
      <Patterns />
      {axis && <RowAxis marks={axis.at({ left, right })} bottom={bottom} />}
      {rows.map((row, index) => {
        const place = places[index] as RowPlace;
        return (
          <Row key={row.key} row={row} hover={hover} box={{ top: index * each, height: each, width }}>
            <text
              x={0}
              y={stacked ? index * each + each * 0.28 : place.y}
              dominantBaseline="central"
              {...rowText}
              fill="var(--ink)"
            >
              {fitText(row.label, stacked ? width - textRoom : labelRoom - 4)}
            </text>
            <text
              x={width}
              y={stacked ? index * each + each * 0.28 : place.y}
              dominantBaseline="central"
              textAnchor="end"
              {...rowText}
              fill="var(--ink-2)"
            >
              {row.text}
            </text>
            {draw(row, place)}
          </Row>
        );
      })}
      {over?.(places)}
    </svg>
  );
}

type RowProps = {
  row: PictureRow;
  hover: Hover;
  box: { top: number; height: number; width: number };
  children: ReactNode;
};

function Row({ row, hover, box, children }: RowProps) {
  const open = useOpen();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <g
      {...hover({ ...row.tip, opens: row.href !== undefined })}
      onClick={() => open(row.href)}
      style={{ cursor: row.href === undefined ? "default" : "pointer" }}
    >
      <rect x={0} y={box.top} width={box.width} height={box.height} fill="transparent" />
      {children}
    </g>
  );
}

function RowAxis({
  marks,
  bottom,
}: {
  marks: { x: number; label: string; strong?: boolean }[];
  bottom: number;
}) {
  return marks.map(({ x, label, strong }) => (
    <g key={label}>
      <path d={`M${x} 0V${bottom}`} stroke={strong ? "var(--line-strong)" : "var(--line)"} />
      <text x={x} y={bottom + 16} textAnchor="middle" fontSize={12} fill="var(--ink-3)">
        {label}
      </text>
    </g>
  ));
}
