"use client";

import { NativeSelect } from "@mantine/core";
import { encodings } from "#lib/csv/encoding-names.ts";
import { separatorNames, separators } from "#lib/csv/separators.ts";
import type { ReadingOptions } from "#lib/imports/mapping/schema.ts";
import type { FileInspection, Import } from "#lib/imports/schema.ts";
import classes from "../import.module.css";

type ReadingProps = { found: Import; pending: boolean; onChange: (reading: ReadingOptions) => void };

/** How the bytes were taken for text and cells; each can be set right, and the first rows show whether it is. */
export function Reading({ found, pending, onChange }: ReadingProps) {
  const inspection = found.inspection as FileInspection;
  const { reading } = found;
  const columns = inspection.columns.filter(({ path }) => path === null);
  const set = (change: ReadingOptions) => onChange({ ...reading, ...change });
  return (
    <details className={classes.question}>
      <summary>Read as {inWords(inspection)}</summary>
      <div className={classes.row}>
        {inspection.sheets.length > 1 && (
          <NativeSelect
            label="Sheet"
            size="xs"
            disabled={pending}
            data={inspection.sheets}
            value={inspection.sheet ?? ""}
            onChange={(event) => set({ sheet: event.currentTarget.value })}
          />
        )}
        {inspection.format === "csv" && (
          <>
            <NativeSelect
              label="Encoding"
              size="xs"
              disabled={pending}
              data={[...encodings]}
              value={inspection.encoding}
              onChange={(event) => set({ encoding: event.currentTarget.value as ReadingOptions["encoding"] })}
            />
            <NativeSelect
              label="Cells are separated by"
              size="xs"
              disabled={pending}
              data={separators.map((value) => ({ value, label: separatorNames[value] }))}
              value={inspection.separator}
              onChange={(event) =>
                set({ separator: event.currentTarget.value as ReadingOptions["separator"] })
              }
            />
          </>
        )}
        {(inspection.format === "csv" || inspection.format === "xlsx") && (
          <NativeSelect
            label="The first row"
            size="xs"
            disabled={pending}
            data={[
              { value: "yes", label: "names the columns" },
              { value: "no", label: "is data" },
            ]}
            value={inspection.header ? "yes" : "no"}
            onChange={(event) => set({ header: event.currentTarget.value === "yes" })}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scrolls" aria-label="First rows of the file" tabIndex={0}>
        <table className={classes.values}>
          <thead>
            <tr>
              {columns.map(({ column }) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inspection.head.slice(0, 3).map(({ line, cells }) => (
              <tr key={line}>
                {columns.map(({ column }, index) => (
                  <td key={column}>{short(cells[index] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function inWords({ format, sheet, encoding, separator, header }: FileInspection): string {
  if (format === "json") return "JSON";
  if (format === "ndjson") return "JSON, a record on each line";
  const first = header ? "the first row names the columns" : "no row names the columns";
  if (format === "xlsx") return `an Excel workbook${sheet === null ? "" : `, sheet ${sheet}`}, ${first}`;
  return `${encoding}, cells separated by ${separatorNames[separator as keyof typeof separatorNames]}, ${first}`;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
