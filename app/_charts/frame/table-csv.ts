import { type Cell, cellValue, type TableData } from "#app/_ui/data-table.tsx";
import { csvLine } from "#lib/csv/write.ts";

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
    csvLine(columns.map(({ label, unit }) => heading(label, unit))),
    ...rows.map(({ cells }) => csvLine(columns.map(({ key }) => cellValue(cells[key] as Cell | undefined)))),
  ];
  return `\ufeff${lines.join("")}`;
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
