"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { type Hover, HoverBox } from "./hover.tsx";
import { PatternProvider, Patterns, useFill, useOpen, usePatternId } from "./patterns.tsx";
import { fitText } from "./scale.ts";
import { Sized } from "./sized.tsx";

export type HeatAxis = { key: string; label: string; short?: string };
export type HeatCell = {
  row: string;
  column: string;
  /** Null is hatched: not known, or declined. */
  value: number | null;
  /** What the cell says in place of its value, the weightiest line first. */
  lines?: string[];
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
  const height = card.height ?? labelHeight + rows.length * (lines > 1 ? 14 + lines * 14 : 28);
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

type GridProps = Pick<HeatMapProps, "rows" | "columns" | "cells" | "valueLabel"> & {
  measure: Unit;
  diverging: boolean;
  hover: Hover;
  width: number;
  height: number;
};

function Grid({ rows, columns, cells, measure, valueLabel, diverging, hover, width, height }: GridProps) {
  const longest = Math.max(...rows.map(({ label }) => label.length)) * 6.6 + 10;
  const left = Math.min(longest, width * 0.3);
  const each = { width: (width - left) / columns.length, height: (height - labelHeight) / rows.length };
  const most = Math.max(1e-9, ...cells.map(({ value }) => Math.abs(value ?? 0)));
  const every = Math.max(1, Math.ceil(24 / each.width));
  return (
    <svg width={width} height={height} role="presentation">
      <Patterns />
      {columns.map((column, index) =>
        index % every === 0 ? (
          <text
            key={column.key}
            x={left + (index + 0.5) * each.width}
            y={14}
            textAnchor="middle"
            fontSize={12}
            fill="var(--ink-3)"
          >
            {fitText(
              each.width < column.label.length * 6.6 ? (column.short ?? column.label) : column.label,
              each.width * every,
            )}
          </text>
        ) : null,
      )}
      {rows.map((row, index) => (
        <text
          key={row.key}
          x={0}
          y={labelHeight + (index + 0.5) * each.height}
          dominantBaseline="central"
          fontSize={12}
          fill="var(--ink-2)"
        >
          {fitText(row.label, left - 6)}
        </text>
      ))}
      {cells.map((cell) => {
        const row = rows.findIndex(({ key }) => key === cell.row);
        const column = columns.findIndex(({ key }) => key === cell.column);
        if (row < 0 || column < 0) return null;
        const box = {
          x: left + column * each.width,
          y: labelHeight + row * each.height,
          ...each,
          labels: [rows[row]?.label ?? "", columns[column]?.label ?? ""],
        };
        return (
          <CellBox
            key={`${cell.row}-${cell.column}`}
            {...{ cell, box, measure, valueLabel, hover }}
            strength={(cell.value ?? 0) / (diverging ? 1 : most)}
          />
        );
      })}
    </svg>
  );
}

type CellProps = {
  cell: HeatCell;
  box: { x: number; y: number; width: number; height: number; labels: string[] };
  measure: Unit;
  valueLabel: string;
  hover: Hover;
  /** −1 to 1. */
  strength: number;
};

/** At most half of the colour, so that the text on it keeps its contrast. */
function mixed(strength: number): string {
  const name = strength < 0 ? "minus" : "plus";
  const part = Math.round(Math.min(1, Math.abs(strength)) * 50);
  return `color-mix(in oklab, var(--${name}) ${part}%, var(--card))`;
}

function CellBox({ cell, box, measure, valueLabel, hover, strength }: CellProps) {
  const open = useOpen();
  const fill = useFill();
  const text = cell.value === null ? [] : (cell.lines ?? [formatExact(cell.value, measure)]);
  const fitting = text.filter((line) => line.length * 6.4 < box.width - 2);
  const tip = {
    title: box.labels.join(", "),
    rows: [{ label: valueLabel, value: formatExact(cell.value, measure), strong: true }],
    note:
      [...(cell.lines?.slice(1) ?? []), ...(cell.note === undefined ? [] : [cell.note])].join(", ") ||
      undefined,
    opens: cell.href !== undefined,
  };
  const middle = box.y + box.height / 2 - ((fitting.length - 1) * 14) / 2;
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
        fill={
          cell.value === null ? fill("var(--unknown)") : cell.value === 0 ? "var(--sunken)" : mixed(strength)
        }
      />
      {fitting.map((line, index) => (
        <text
          key={index}
          x={box.x + box.width / 2}
          y={middle + index * 14}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={12}
          fontWeight={index === 0 && text.length > 1 ? 500 : 400}
          fill="var(--ink)"
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
        value: cell.value,
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
