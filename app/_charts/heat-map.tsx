"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { type Hover, HoverBox } from "./hover.tsx";
import { PatternProvider, Patterns, useFill, useOpen, usePatternId } from "./patterns.tsx";
import { fitText } from "./scale.ts";
import { Sized } from "./sized.tsx";

type HeatAxis = { key: string; label: string; short?: string };
type HeatCell = {
  row: string;
  column: string;
  /** Null is hatched: not known, or declined. */
  value: number | null;
  /** What the cell says in place of its value, the weightiest line first. */
  lines?: string[];
  /** What the value is called, where its number says little. */
  text?: string;
  /** Why there is no value, or whatever else is worth knowing. */
  note?: string;
  href?: string;
};

export type HeatMapProps = CardProps & {
  rows: HeatAxis[];
  columns: HeatAxis[];
  /** A pair that is absent is left blank, as the half of a symmetric matrix is. */
  cells: HeatCell[];
  measure?: Unit;
  /** Values from −1 to 1 in two colours, or from zero up in one. */
  diverging?: boolean;
  rowNoun: string;
  columnNoun: string;
  valueLabel: string;
};

const labelHeight = 22;
const letterWidth = 6.6;
const narrowLetter = 5.9;
const lineHeight = 14;

/** A table in colours: each cell opens what it stands for. */
export function HeatMap(props: HeatMapProps) {
  const {
    rows,
    columns,
    cells,
    measure = "count",
    diverging,
    rowNoun,
    columnNoun,
    valueLabel,
    ...card
  } = props;
  const pattern = usePatternId();
  const lines = Math.max(1, ...cells.map((cell) => cell.lines?.length ?? 1));
  const height = card.height ?? labelHeight + rows.length * (lines > 1 ? 14 + lines * lineHeight : 28);
  const known = cells.some(({ value }) => value !== null);
  return (
    <ChartCard
      {...card}
      height={known ? height : card.height}
      table={heatTable(props)}
      summary={heatSummary(props)}
      empty={known ? null : "No data in this period"}
    >
      <PatternProvider id={pattern}>
        <HoverBox>
          {(hover) => (
            <Sized>
              {(size) => (
                <Grid
                  {...{ rows, columns, cells, measure, valueLabel, hover }}
                  {...size}
                  diverging={diverging ?? false}
                />
              )}
            </Sized>
          )}
        </HoverBox>
      </PatternProvider>
    </ChartCard>
  );
}

type Heads = { height: number; upright: boolean; labels: { key: string; text: string; index: number }[] };

/** Names across where they fit, every other one where they are short and many, else on their side. */
function columnHeads(columns: HeatAxis[], cellWidth: number): Heads {
  const fits = (text: string, width: number) => text.length * narrowLetter <= width - 4;
  const isWhole = columns.every(({ label }) => fits(label, cellWidth));
  const named = columns.map(({ key, label, short }, index) => ({
    key,
    text: isWhole ? label : (short ?? label),
    index,
  }));
  const longest = Math.max(...named.map(({ text }) => text.length));
  const every = Math.ceil((longest * narrowLetter + 4) / cellWidth);
  if (longest <= 3) {
    return { height: labelHeight, upright: false, labels: named.filter(({ index }) => index % every === 0) };
  }
  if (every === 1) return { height: labelHeight, upright: false, labels: named };
  const height = Math.min(112, longest * letterWidth + 12);
  // On their side they are as wide as a line is high.
  const apart = Math.ceil(lineHeight / cellWidth);
  return {
    height,
    upright: true,
    labels: named
      .filter(({ index }) => index % apart === 0)
      .map((one) => ({ ...one, text: fitText(one.text, height - 8) })),
  };
}

type GridProps = Pick<HeatMapProps, "rows" | "columns" | "cells" | "valueLabel"> & {
  measure: Unit;
  diverging: boolean;
  hover: Hover;
  width: number;
  height: number;
};

function Grid({ rows, columns, cells, measure, valueLabel, diverging, hover, width, height }: GridProps) {
  const longest = Math.max(...rows.map(({ label }) => label.length)) * letterWidth + 10;
  // Few columns need little room, which names can have.
  const isWritten = cells.some((cell) => (cellLines(cell, measure)[0] ?? "") !== "");
  const spare = width - columns.length * (isWritten ? 44 : 24);
  const left = Math.min(longest, Math.max(width * 0.3, Math.min(width * 0.45, spare)));
  const isShort = left < longest;
  const cellWidth = (width - left) / columns.length;
  const heads = columnHeads(columns, cellWidth);
  const each = { width: cellWidth, height: (height - heads.height) / rows.length };
  const most = Math.max(1e-9, ...cells.map(({ value }) => Math.abs(value ?? 0)));
  // Numbers in some cells alone would read as if the others held nothing, and so would a line of some.
  const writable = Math.max(1, Math.floor(each.height / lineHeight));
  const lines = Array.from({ length: writable }, (_, index) => index).filter((index) =>
    cells.every((cell) => fits(cellLines(cell, measure)[index] ?? "", each.width)),
  );
  const written = lines[0] === 0 ? lines : [];
  return (
    <svg width={width} height={height} role="presentation">
      <Patterns />
      {heads.labels.map(({ key, text, index }) => {
        const x = left + (index + 0.5) * each.width;
        return heads.upright ? (
          <text
            key={key}
            transform={`translate(${x} ${heads.height - 6}) rotate(-90)`}
            dominantBaseline="central"
            fontSize={12}
            fill="var(--ink-3)"
          >
            {text}
          </text>
        ) : (
          <text key={key} x={x} y={14} textAnchor="middle" fontSize={12} fill="var(--ink-3)">
            {text}
          </text>
        );
      })}
      {rows.map((row, index) => (
        <text
          key={row.key}
          x={0}
          y={heads.height + (index + 0.5) * each.height}
          dominantBaseline="central"
          fontSize={12}
          fill="var(--ink-2)"
        >
          {fitText(isShort ? (row.short ?? row.label) : row.label, left - 6)}
        </text>
      ))}
      {cells.map((cell) => {
        const row = rows.findIndex(({ key }) => key === cell.row);
        const column = columns.findIndex(({ key }) => key === cell.column);
        if (row < 0 || column < 0) return null;
        const box = {
          x: left + column * each.width,
          y: heads.height + row * each.height,
          ...each,
          labels: [rows[row]?.label ?? "", columns[column]?.label ?? ""],
        };
        return (
          <CellBox
            key={`${cell.row}-${cell.column}`}
            {...{ cell, box, measure, valueLabel, hover, written }}
            strength={(cell.value ?? 0) / (diverging ? 1 : most)}
          />
        );
      })}
    </svg>
  );
}

/** Keeps text readable on the hatching. */
const halo = {
  stroke: "var(--card)",
  strokeWidth: 5,
  strokeLinejoin: "round",
  paintOrder: "stroke",
} as const;

type CellProps = {
  cell: HeatCell;
  box: { x: number; y: number; width: number; height: number; labels: string[] };
  measure: Unit;
  valueLabel: string;
  hover: Hover;
  /** The lines that fit into every cell. */
  written: number[];
  /** −1 to 1. */
  strength: number;
};

function fits(text: string, width: number): boolean {
  return text.length * 6.4 < width - 2;
}

/** What is not known is hatched, and says so only in lines of its own. */
function cellLines({ value, lines }: HeatCell, measure: Unit): string[] {
  if (value === null) return lines ?? [];
  return lines ?? [formatExact(value, measure)];
}

/** At most half of the colour, so that the text on it keeps its contrast; none for a zero alone. */
function mixed(strength: number): string {
  const name = strength < 0 ? "minus" : "plus";
  const part = Math.ceil(Math.min(1, Math.abs(strength)) * 50);
  return `color-mix(in oklab, var(--${name}) ${part}%, var(--card))`;
}

function CellBox({ cell, box, measure, valueLabel, hover, written, strength }: CellProps) {
  const open = useOpen();
  const fill = useFill();
  const text = cellLines(cell, measure);
  const fitting = text.filter((_, index) => written.includes(index));
  const tip = {
    title: box.labels.join(", "),
    rows: [{ label: valueLabel, value: cell.text ?? formatExact(cell.value, measure), strong: true }],
    note:
      [...(cell.lines?.slice(1) ?? []), ...(cell.note === undefined ? [] : [cell.note])].join(", ") ||
      undefined,
    opens: cell.href !== undefined,
  };
  const middle = box.y + box.height / 2 - ((fitting.length - 1) * lineHeight) / 2;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <g
      {...hover(tip)}
      onClick={() => open(cell.href)}
      style={{ cursor: cell.href === undefined ? "default" : "pointer" }}
    >
      <rect
        x={box.x + 0.5}
        y={box.y + 0.5}
        width={Math.max(0, box.width - 1)}
        height={Math.max(0, box.height - 1)}
        rx={2}
        fill={cell.value === null ? fill("var(--unknown)") : mixed(strength)}
      />
      {fitting.map((line, index) => (
        <text
          key={index}
          x={box.x + box.width / 2}
          y={middle + index * lineHeight}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={12}
          fontWeight={index === 0 && text.length > 1 ? 500 : 400}
          fill={cell.value === 0 && cell.lines === undefined ? "var(--ink-3)" : "var(--ink)"}
          {...(cell.value === null ? halo : {})}
        >
          {line}
        </text>
      ))}
    </g>
  );
}

function heatTable({
  rows,
  columns,
  cells,
  measure = "count",
  rowNoun,
  columnNoun,
  valueLabel,
}: HeatMapProps): TableData {
  const name = (axis: HeatAxis[], key: string) => axis.find((one) => one.key === key)?.label ?? key;
  const detailed = cells.some(({ lines, note }) => lines !== undefined || note !== undefined);
  return {
    columns: [
      { key: "row", label: rowNoun },
      { key: "column", label: columnNoun },
      { key: "value", label: valueLabel, unit: measure },
      ...(detailed ? [{ key: "detail", label: "Detail", missing: "" }] : []),
    ],
    rows: cells.map((cell) => ({
      key: `${cell.row}-${cell.column}`,
      cells: {
        row: { value: name(rows, cell.row), href: cell.href },
        column: name(columns, cell.column),
        value: cell.text ?? cell.value,
        detail:
          [...(cell.lines?.slice(1) ?? []), ...(cell.note === undefined ? [] : [cell.note])].join(", ") ||
          null,
      },
    })),
  };
}

function heatSummary({ title, rows, columns, cells, measure = "count" }: HeatMapProps): string {
  const greatest = cells
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0))[0];
  if (!greatest) return `${title}: no data.`;
  const row = rows.find(({ key }) => key === greatest.row)?.label;
  const column = columns.find(({ key }) => key === greatest.column)?.label;
  return `${title}: ${cells.length} cells, the strongest ${formatExact(greatest.value, measure)} at ${row}, ${column}. The table has every value.`;
}
