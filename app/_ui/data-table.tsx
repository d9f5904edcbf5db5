import Link from "next/link";
import { formatExact, type Unit } from "#lib/format.ts";
import classes from "./data-table.module.css";

export type CellValue = string | number | null;
export type Cell = CellValue | { value: CellValue; href?: string };
export type Column = {
  key: string;
  label: string;
  /** Without a unit the cell is text. */
  unit?: Unit;
  /** Text that may take several lines, so that the table keeps to its place. */
  wraps?: boolean;
  /** What null is called in this column. */
  missing?: string;
};
export type Row = { key: string; cells: Record<string, Cell> };
export type TableData = { columns: Column[]; rows: Row[] };

export type DataTableProps = TableData & {
  /** What the table holds, for those who do not see it. */
  caption: string;
  maxHeight?: number;
};

export function cellValue(cell: Cell | undefined): CellValue {
  if (cell === undefined || cell === null || typeof cell !== "object") return cell ?? null;
  return cell.value;
}

export function cellText(cell: Cell | undefined, column: Column): string {
  const value = cellValue(cell);
  const missing = column.missing ?? "no data";
  if (value === null) return missing;
  return typeof value === "number" ? formatExact(value, column.unit ?? "ratio", missing) : value;
}

export function DataTable({ columns, rows, caption, maxHeight }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scrolls" style={{ maxHeight }} aria-label={caption} tabIndex={0}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-numeric={column.unit !== undefined || undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {columns.map((column, index) => (
                <TableCell
                  key={column.key}
                  cell={row.cells[column.key]}
                  column={column}
                  first={index === 0}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableCell({ cell, column, first }: { cell: Cell | undefined; column: Column; first: boolean }) {
  const text = cellText(cell, column);
  const href = typeof cell === "object" && cell !== null ? cell.href : undefined;
  const content =
    href === undefined ? (
      text
    ) : (
      <Link href={href} prefetch={false}>
        {text}
      </Link>
    );
  const wraps = column.wraps || undefined;
  if (first)
    return (
      <th scope="row" data-wraps={wraps}>
        {content}
      </th>
    );
  return (
    <td
      data-wraps={wraps}
      data-numeric={column.unit !== undefined || undefined}
      data-missing={cellValue(cell) === null || undefined}
    >
      {content}
    </td>
  );
}
