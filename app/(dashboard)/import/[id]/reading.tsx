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
  const isText = inspection.format === "csv";
  const hasHeader = isText || inspection.format === "xlsx";
  const set = (change: ReadingOptions) => onChange({ ...reading, ...change });
  return (
    <details className={classes.question}>
      <summary>{inWords(inspection)}</summary>
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
        {isText && (
          <NativeSelect
            label="Encoding"
            size="xs"
            disabled={pending}
            data={[...encodings]}
            value={inspection.encoding}
            onChange={(event) => set({ encoding: event.currentTarget.value as ReadingOptions["encoding"] })}
          />
        )}
        {isText && (
          <NativeSelect
            label="Cells are separated by"
            size="xs"
            disabled={pending}
            data={separators.map((value) => ({ value, label: separatorNames[value] }))}
            value={inspection.separator}
            onChange={(event) => set({ separator: event.currentTarget.value as ReadingOptions["separator"] })}
          />
        )}
        {hasHeader && (
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
  if (format === "json") return "Read as JSON: each object is a row, each of its values a column";
  if (format === "ndjson") return "Read as JSON on lines: each line is a row, each of its values a column";
  const names = header ? "the first row names the columns" : "no row names the columns";
  if (format === "xlsx") return `Read from the sheet ${sheet} of a workbook, ${names}`;
  const between = separatorNames[separator as keyof typeof separatorNames];
  return `Read as ${encoding}, cells separated by ${between}, ${names}`;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
