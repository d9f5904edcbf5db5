"use client";

import { Button, MultiSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { formatCount, formatPlural, formatShare } from "#lib/format.ts";
import type { FileInspection } from "#lib/imports/schema.ts";
import classes from "../import.module.css";
import { becomesOf, keepAll, unusedIn, withBecomes } from "./choosing.ts";
import { type Choice, type KnownField, keepColumn, keyOf } from "./mapping.ts";

type TableProps = {
  choice: Choice;
  fields: KnownField[];
  inspection: FileInspection;
  onChange: (change: (now: Choice) => Choice) => void;
};

type View = "all" | "used" | "unused";

/** With so many columns, one of them is looked for; and more than these are drawn when they are asked for. */
const many = 12;
const mostDrawn = 60;

/** Which column is what: each with how much of it is filled and what stands in it. */
export function ColumnTable({ choice, fields, inspection, onChange }: TableProps) {
  const [view, setView] = useState<View>("all");
  const [words, setWords] = useState("");
  const [whole, setWhole] = useState(false);
  const { columns, rows } = inspection;
  const unused = unusedIn(choice, columns);
  const unusedKeys = new Set(unused.map(keyOf));
  const hints = new Map(inspection.unused.map((one) => [keyOf(one), one.hint]));
  const keeps = fields.some(({ name }) => name === "customFields");
  const found = columns.filter(
    (column) =>
      column.name.toLowerCase().includes(words.trim().toLowerCase()) &&
      (view === "all" || (view === "unused") === unusedKeys.has(keyOf(column))),
  );
  const drawn = whole ? found : found.slice(0, mostDrawn);
  return (
    <>
      {columns.length > many && (
        <div className={classes.find}>
          <TextInput
            aria-label="Find a column"
            placeholder="Find a column"
            size="xs"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label="Which columns are shown"
            size="xs"
            data={[
              { value: "all", label: `all ${formatCount(columns.length)}` },
              { value: "used", label: "used" },
              { value: "unused", label: `not stored (${formatCount(unused.length)})` },
            ]}
            value={view}
            onChange={(value) => setView(value as View)}
          />
        </div>
      )}
      <table className={classes.columns}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Filled</th>
            <th scope="col">For example</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          {drawn.map((column) => (
            <ColumnRow
              key={keyOf(column)}
              column={column}
              rows={rows}
              fields={fields}
              keeps={keeps}
              hint={unusedKeys.has(keyOf(column)) ? (hints.get(keyOf(column)) ?? null) : null}
              chosen={becomesOf(choice, column)}
              onChoose={(becomes) =>
                onChange((now) => withBecomes(now, { column, becomes }, { columns, fields }))
              }
            />
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p className={classes.why}>No column is called so.</p>}
      {drawn.length < found.length && (
        <Button variant="subtle" size="compact-sm" mb="md" onClick={() => setWhole(true)}>
          Show the other {formatCount(found.length - drawn.length)}
        </Button>
      )}
      <Unused
        unused={unused}
        of={columns.filter(({ path }) => path === null).length}
        onKeep={keeps ? () => onChange((now) => keepAll(now, { columns, fields })) : undefined}
      />
    </>
  );
}

type UnusedProps = { unused: FileInspection["columns"]; of: number; onKeep?: () => void };

/** No column is left out in silence. */
function Unused({ unused, of, onKeep }: UnusedProps) {
  const filled = unused.filter((column) => column.filled > 0).length;
  if (unused.length === 0)
    return (
      <p className={classes.left}>
        {of === 1 ? "The column is" : `All ${formatCount(of)} columns are`} used.
      </p>
    );
  const empty = unused.length - filled;
  return (
    <div className={classes.left}>
      <span role="status">
        {formatCount(unused.length)} of {formatPlural(of, "column")} {unused.length === 1 ? "is" : "are"} not
        stored
        {empty > 0 && filled > 0 && `; ${formatCount(empty)} of them ${empty === 1 ? "is" : "are"} empty`}
        {filled === 0 && (unused.length === 1 ? ": it is empty" : ": they are empty")}.
      </span>
      {onKeep && filled > 0 && (
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {filled === 1 ? "Keep it" : "Keep all of them"}
        </Button>
      )}
    </div>
  );
}

type ColumnRowProps = {
  column: FileInspection["columns"][number];
  rows: number;
  fields: KnownField[];
  /** Whether records of this kind have a place for columns under their own names. */
  keeps: boolean;
  hint: string | null;
  chosen: string[];
  onChoose: (names: string[]) => void;
};

function ColumnRow({ column, rows, fields, keeps, hint, chosen, onChoose }: ColumnRowProps) {
  const { name, filled, samples, path } = column;
  const data = [
    ...fields.map((field) => ({
      value: field.name,
      label: field.required ? `${field.label} (needed)` : field.label,
    })),
    ...(keeps && path === null ? [{ value: keepColumn, label: "Keep it as it is" }] : []),
  ];
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={classes.filled}>{rows === 0 ? "–" : formatShare(Math.min(1, filled / rows))}</td>
      <td className={classes.samples}>
        {samples.map((sample) => (
          <span key={sample} title={sample}>
            {sample}
          </span>
        ))}
      </td>
      <td className={classes.becomes}>
        <MultiSelect
          aria-label={`What ${name} becomes`}
          placeholder={chosen.length === 0 ? "Not stored" : undefined}
          data={data}
          value={chosen}
          onChange={onChoose}
          size="xs"
          searchable
          clearable
        />
        {hint !== null && <p className={classes.hint}>{hint}</p>}
      </td>
    </tr>
  );
}
