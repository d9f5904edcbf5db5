import { type Cell, cellValue, type TableData } from "#app/_ui/data-table.tsx";

/** A cell that a spreadsheet would take for a formula is opened with an apostrophe; numbers stay numbers. */
function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const unitNames: Record<string, string> = {
  minutes: "minutes",
  hours: "hours",
  days: "days",
  share: "fraction",
};

function heading(label: string, unit: string | undefined): string {
  if (unit === undefined) return label;
  const name = unit.startsWith("money:") ? unit.slice("money:".length) : unitNames[unit];
  return name === undefined ? label : `${label} (${name})`;
}

/** The table of a picture as CSV (RFC 4180): unrounded, and empty where nothing was recorded. */
export function tableToCsv({ columns, rows }: TableData): string {
  const lines = [
    columns.map((column) => field(heading(column.label, column.unit))),
    ...rows.map((row) =>
      columns.map((column) => field(cellValue(row.cells[column.key] as Cell | undefined))),
    ),
  ];
  return `\ufeff${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}

/** "Lost orders per week" → lost-orders-per-week */
export function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "chart"
  );
}
