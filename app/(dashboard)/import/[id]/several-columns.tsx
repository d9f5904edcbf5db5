"use client";

import { Button, NativeSelect, SegmentedControl, Select } from "@mantine/core";
import { OrderedList } from "#app/_ui/ordered-list.tsx";
import { formatPlural } from "#lib/format.ts";
import type { FileInspection } from "#lib/imports/schema.ts";
import classes from "../import.module.css";
import { moved, unusedTicks, waysOf, withColumn, withoutColumn, withWay } from "./choosing.ts";
import { type Example, examplesOf } from "./example.ts";
import {
  type Choice,
  type Column,
  type Fed,
  fedBySeveral,
  type KnownField,
  keyOf,
  type Way,
} from "./mapping.ts";

type SeveralProps = {
  choice: Choice;
  fields: KnownField[];
  inspection: FileInspection;
  onChange: (change: (now: Choice) => Choice) => void;
};

/** Fields that come from several columns: in which order, how they go together, and what comes of it. */
export function SeveralColumns({ choice, fields, inspection, onChange }: SeveralProps) {
  const several = fedBySeveral(choice, fields);
  if (several.length === 0) return null;
  return (
    <section className={classes.question}>
      <h3>Fields that come from several columns</h3>
      {several.map((field) => (
        <Several
          key={field.name}
          field={field}
          choice={choice}
          fields={fields}
          inspection={inspection}
          onChange={onChange}
        />
      ))}
    </section>
  );
}

const wayNames: Record<Way, string> = {
  join: "joined",
  first: "the first that is filled",
  each: "each adds to the list",
  ticked: "one column for each value",
};

const wayWords: Record<Way, string> = {
  join: "One text in this order; cells with nothing recorded are left out.",
  first: "The first in this order that has something recorded.",
  each: "Every column that is filled adds its cell to the list.",
  ticked: "Where a cell is ticked (1, x, true, yes, ✓), the name of its column is added to the list.",
};

const separatorNames: Record<string, string> = {
  " ": "a blank",
  "": "nothing",
  ", ": "a comma",
  ": ": "a colon",
  " – ": "a dash",
  T: "the letter T",
  "\n": "a new line",
};

function Several({ field, choice, fields, inspection, onChange }: SeveralProps & { field: KnownField }) {
  const { name, label } = field;
  const fed = choice.fields[name]!;
  const way = fed.way as Way;
  const known = { columns: inspection.columns, fields };
  const isOrdered = way === "join" || way === "first";
  const examples = examplesOf(fed, inspection);
  const chosen = new Set(fed.columns.map(keyOf));
  const others = inspection.columns.filter((column) => column.path === null && !chosen.has(keyOf(column)));
  const ticks = way === "ticked" ? unusedTicks(choice, inspection.columns) : [];
  const add = (columns: readonly Column[]) =>
    onChange((now) => columns.reduce((all, column) => withColumn(all, { field: name, column }, known), now));
  return (
    <div className={classes.several}>
      <h4>{label}</h4>
      <SegmentedControl
        className={classes.ways}
        aria-label={`How the columns of ${label} go together`}
        size="xs"
        data={waysOf(field).map((value) => ({ value, label: wayNames[value] }))}
        value={way}
        onChange={(value) => onChange((now) => withWay(now, name, { way: value as Way }))}
      />
      <p className={classes.why}>{wayWords[way]}</p>
      <div className={classes.order}>
        <OrderedList
          label={`Columns of ${label}`}
          items={fed.columns.map((column) => ({ key: keyOf(column), label: nameOf(column) }))}
          onMove={(places) => onChange((now) => moved(now, name, places))}
          onRemove={(at) => onChange((now) => withoutColumn(now, { field: name, column: fed.columns[at]! }))}
          outcome={isOrdered && examples[0] ? `Reads ${examples[0].text}` : undefined}
        />
        <div className={classes.row}>
          <Select
            aria-label={`Add a column to ${label}`}
            placeholder="Add a column"
            size="xs"
            data={others.map((column) => ({ value: keyOf(column), label: column.name }))}
            value={null}
            onChange={(key) => add(others.filter((one) => keyOf(one) === key))}
            searchable
          />
          {ticks.length > 0 && (
            <Button size="xs" variant="default" onClick={() => add(ticks)}>
              Add {formatPlural(ticks.length, "more column")} of yes and no
            </Button>
          )}
          {way === "join" && (
            <NativeSelect
              aria-label={`What stands between the columns of ${label}`}
              size="xs"
              data={[...new Set([...Object.keys(separatorNames), fed.separator])].map((value) => ({
                value,
                label: `between them ${separatorNames[value] ?? `“${value}”`}`,
              }))}
              value={fed.separator}
              onChange={(event) => {
                const separator = event.currentTarget.value;
                onChange((now) => withWay(now, name, { separator }));
              }}
            />
          )}
        </div>
      </div>
      <Examples examples={examples} />
    </div>
  );
}

function nameOf({ column, path }: Fed["columns"][number]): string {
  return path === null ? column : `${column}.${path}`;
}

function Examples({ examples }: { examples: readonly Example[] }) {
  if (examples.length === 0) return <p className={classes.why}>The first rows hold nothing there.</p>;
  return (
    <dl className={classes.examples}>
      {examples.map(({ line, text }) => (
        <div key={line}>
          <dt>Line {line} reads</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
