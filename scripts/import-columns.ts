import { formatShare } from "#lib/format.ts";
import type { FileInspection } from "#lib/imports/schema.ts";
import { fieldOf, type Target } from "#lib/imports/targets/target.ts";
import { mapFlag } from "./import-ask.ts";
import { asTyped } from "./import-words.ts";

/** Which column feeds which field, and why. */
export function columnLines(inspection: FileInspection, target: Target): string[] {
  const { mapping, why } = inspection;
  const fed = Object.entries(mapping.fields).map(([field, source]) => {
    const from =
      source.from === "constant"
        ? `“${source.value}” in every row`
        : source.from === "column"
          ? `${source.column}${source.path ? `.${source.path}` : ""}`
          : source.columns.join(source.from === "first" ? " or " : " + ");
    return `  ${field.padEnd(18)} ← ${from}${why[field] ? `  (${why[field]})` : ""}`;
  });
  const kept =
    mapping.customFields.length > 0 ? [`  kept as they are: ${mapping.customFields.join(", ")}`] : [];
  return [...fed, ...kept, ...unusedLines(inspection, target)];
}

/** The flag for each field that is missing, with its column where only one could be it. */
export function mapFlags({ missing }: FileInspection): string {
  const flags = missing.map(({ field, candidates: [first, other] }) => {
    const only = first !== undefined && first.path === null && other === undefined;
    return only
      ? asTyped(mapFlag(field, { from: "column", column: first.column }))
      : asTyped(["--map", `${field}=COLUMN`]);
  });
  return flags.length === 0 ? "--map FIELD=COLUMN" : flags.join(" ");
}

/** No column is left out in silence: what is not stored, how much it says, and what may be missing by it. */

const mostLines = 200;

function unusedLines({ unused, rows }: FileInspection, target: Target): string[] {
  if (unused.length === 0) return ["  every column is used"];
  const filled = unused.filter((column) => column.filled > 0);
  const empty = unused.filter((column) => column.filled === 0).map(({ column }) => column);
  const keeps = fieldOf(target, "customFields") !== undefined;
  const where = keeps
    ? "unless --keep COLUMN or --keep-all keeps it with the record"
    : `${target.label.toLowerCase()} keep no columns under their own names`;
  return [
    ...(filled.length > 0 ? [`  not stored, and goes nowhere (${where}):`] : []),
    ...filled.slice(0, mostLines).map((column) => lineOf(column, rows)),
    ...(filled.length > mostLines ? [`    and ${filled.length - mostLines} others`] : []),
    ...(empty.length > 0
      ? [`  empty: ${empty.slice(0, mostLines).join(", ")}${empty.length > mostLines ? " and others" : ""}`]
      : []),
  ];
}

function lineOf(
  { column, path, filled, samples, hint }: FileInspection["unused"][number],
  rows: number,
): string {
  const name = path === null ? column : `${column}.${path}`;
  const share = rows === 0 || path !== null ? "" : `, ${formatShare(Math.min(1, filled / rows))} filled`;
  const sample =
    samples[0] === undefined ? "" : ` (“${samples[0].replace(/\s+/g, " ").slice(0, 40)}”${share})`;
  return `    ${name}${sample}${hint === null ? "" : `. ${hint}`}`;
}
