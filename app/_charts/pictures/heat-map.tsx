"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, type Unit } from "#lib/format.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { gridHeight } from "../marks/grid-layout.ts";
import type { GridAxis, GridPicture } from "../picture.ts";

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
  rows: GridAxis[];
  columns: GridAxis[];
  /** A pair that is absent is left blank, as the half of a symmetric matrix is. */
  cells: HeatCell[];
  measure?: Unit;
  /** Values from −1 to 1 in two colours, or from zero up in one. */
  diverging?: boolean;
  rowNoun: string;
  columnNoun: string;
  valueLabel: string;
};

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
  const lines = Math.max(1, ...cells.map((cell) => cell.lines?.length ?? 1));
  const known = cells.some(({ value }) => value !== null);
  return (
    <Frame
      {...card}
      height={known ? (card.height ?? gridHeight(rows.length, lines)) : card.height}
      {...heatTable(props)}
      picture={heatPicture(props)}
      summary={heatSummary(props)}
      empty={known ? null : "No data in this period"}
    />
  );
}

function heatPicture(props: HeatMapProps): GridPicture {
  const { rows, columns, cells, measure = "count", diverging = false, valueLabel } = props;
  const most = diverging ? 1 : Math.max(1e-9, ...cells.map(({ value }) => Math.abs(value ?? 0)));
  return {
    kind: "grid",
    rows,
    columns,
    cells: cells.flatMap((cell) => {
      const row = rows.findIndex(({ key }) => key === cell.row);
      const column = columns.findIndex(({ key }) => key === cell.column);
      if (row < 0 || column < 0) return [];
      return {
        row,
        column,
        strength: cell.value === null ? null : cell.value / most,
        lines: cellLines(cell, measure),
        faint: cell.value === 0 && cell.lines === undefined,
        tip: {
          title: `${rows[row]!.label}, ${columns[column]!.label}`,
          rows: [{ label: valueLabel, value: cell.text ?? formatExact(cell.value, measure), strong: true }],
          note: detailOf(cell) ?? undefined,
        },
        href: cell.href,
      };
    }),
  };
}

/** What is not known is hatched, and says so only in lines of its own. */
function cellLines({ value, lines }: HeatCell, measure: Unit): string[] {
  if (value === null) return lines ?? [];
  return lines ?? [formatExact(value, measure)];
}

/** Whatever the cell says besides its value. */
function detailOf({ lines = [], note }: HeatCell): string | null {
  return [...lines.slice(1), ...(note === undefined ? [] : [note])].join(", ") || null;
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
  const name = (axis: GridAxis[], key: string) => axis.find((one) => one.key === key)?.label ?? key;
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
        detail: detailOf(cell),
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
