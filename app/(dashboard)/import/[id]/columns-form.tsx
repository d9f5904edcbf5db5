"use client";

import { Button, MultiSelect, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import { notice, noticeRefusal } from "#app/_ui/notice.tsx";
import { formatShare } from "#lib/format.ts";
import type { FileInspection, Import, SavedMapping } from "#lib/imports/schema.ts";
import { choose, keepMapping } from "../actions.ts";
import classes from "../import.module.css";
import {
  boundsOf,
  type Choice,
  choiceOf,
  joinedFields,
  type KnownField,
  keepColumn,
  keyOf,
  mappingOf,
  problemsOf,
  usualWay,
  type Way,
} from "./mapping.ts";
import { Reading } from "./reading.tsx";
import { StepActions } from "./step-actions.tsx";
import { useKept } from "./use-kept.ts";

type ColumnsFormProps = { found: Import; fields: KnownField[]; saved: SavedMapping[] };

/** Which column is what: each with how much of it is filled and what stands in it. */
export function ColumnsForm({ found, fields, saved }: ColumnsFormProps) {
  const { id, target } = found;
  const inspection = found.inspection as FileInspection;
  const before = found.mapping ?? inspection.mapping;
  const router = useRouter();
  const [choice, setChoice] = useKept<Choice>(`faultline:import:${id}`, {
    of: JSON.stringify([found.reading, before]),
    initial: () => choiceOf(before),
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const problems = problemsOf(choice, fields);
  const mapping = () => mappingOf(choice, { before, fields });

  const go = (choices: Parameters<typeof choose>[1], next?: string) =>
    start(async () => {
      const { message } = await choose(id, choices);
      setRefusal(message);
      if (message === null && next !== undefined) router.push(next);
    });

  return (
    <Card
      title="What is each column?"
      subtitle="A column may become several things, and several columns may become one. What is not used is not stored."
    >
      <Reading found={found} pending={pending} onChange={(reading) => go({ reading, mapping: undefined })} />
      {saved.length > 0 && <Saved saved={saved} onUse={(one) => go(one)} />}
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
          {inspection.columns.map((column) => (
            <ColumnRow
              key={keyOf(column)}
              column={column}
              rows={inspection.rows}
              fields={fields}
              chosen={choice.becomes[keyOf(column)] ?? []}
              onChoose={(names) =>
                setChoice((now) => ({ ...now, becomes: { ...now.becomes, [keyOf(column)]: names } }))
              }
            />
          ))}
        </tbody>
      </table>
      <Ways choice={choice} fields={fields} onChange={setChoice} />
      <Constants choice={choice} fields={fields} onChange={setChoice} />
      <Keep target={target} mapping={mapping} answers={found.answers} />
      <StepActions
        label="On to the questions"
        pending={pending}
        refusal={refusal ?? (problems.length > 0 ? problems.join("\n") : null)}
        disabled={problems.length > 0}
        onClick={() => go({ mapping: mapping() }, `/import/${id}?step=questions`)}
      >
        The file is read once more with these columns. Nothing is stored yet.
      </StepActions>
    </Card>
  );
}

type ColumnRowProps = {
  column: FileInspection["columns"][number];
  rows: number;
  fields: KnownField[];
  chosen: string[];
  onChoose: (names: string[]) => void;
};

function ColumnRow({ column, rows, fields, chosen, onChoose }: ColumnRowProps) {
  const { name, filled, samples, path } = column;
  const data = [
    ...fields.map((field) => ({
      value: field.name,
      label: field.required ? `${field.label} (needed)` : field.label,
    })),
    ...(path === null ? [{ value: keepColumn, label: "Keep it as it is" }] : []),
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
          placeholder={chosen.length === 0 ? "Not used" : undefined}
          data={data}
          value={chosen}
          onChange={onChoose}
          size="xs"
          searchable
          clearable
        />
      </td>
    </tr>
  );
}

type PartProps = {
  choice: Choice;
  fields: KnownField[];
  onChange: (change: (now: Choice) => Choice) => void;
};

function Ways({ choice, fields, onChange }: PartProps) {
  const joined = joinedFields(choice, fields);
  if (joined.length === 0) return null;
  return (
    <div className={classes.question}>
      <h3>Fields that come from several columns</h3>
      {joined.map((field) => (
        <div key={field.name} className={classes.actions}>
          <span>{field.label}</span>
          <SegmentedControl
            aria-label={`How the columns of ${field.label} go together`}
            size="xs"
            data={[
              { value: "join", label: "joined" },
              { value: "first", label: "the first that is filled" },
            ]}
            value={choice.ways[field.name] ?? usualWay(field)}
            onChange={(way) =>
              onChange((now) => ({ ...now, ways: { ...now.ways, [field.name]: way as Way } }))
            }
          />
        </div>
      ))}
    </div>
  );
}

function Constants({ choice, fields, onChange }: PartProps) {
  const fed = new Set(Object.values(choice.becomes).flat());
  const given = Object.keys(choice.constants);
  const free = fields.filter(({ name }) => !fed.has(name) && !given.includes(name));
  const put = (name: string, value: string) =>
    onChange((now) => ({ ...now, constants: { ...now.constants, [name]: value } }));
  const drop = (name: string) =>
    onChange((now) => {
      const { [name]: _, ...constants } = now.constants;
      return { ...now, constants };
    });
  return (
    <div className={classes.question}>
      <h3>The same for every row</h3>
      <p className={classes.why}>Such as the source, which together with an id tells records apart.</p>
      <div className={classes.row}>
        {given.map((name) => (
          <Constant
            key={name}
            field={fields.find((field) => field.name === name)}
            name={name}
            value={choice.constants[name] ?? ""}
            onChange={(value) => put(name, value)}
            onDrop={() => drop(name)}
          />
        ))}
        <Select
          aria-label="Add a value for every row"
          placeholder="Add a field"
          size="xs"
          data={free.map(({ name, label }) => ({ value: name, label }))}
          value={null}
          onChange={(name) => name !== null && put(name, "")}
          searchable
        />
      </div>
    </div>
  );
}

type ConstantProps = {
  field: KnownField | undefined;
  name: string;
  value: string;
  onChange: (value: string) => void;
  onDrop: () => void;
};

function Constant({ field, name, value, onChange, onDrop }: ConstantProps) {
  const bounds = boundsOf(field);
  const input = {
    label: field?.label ?? name,
    size: "xs",
    value,
    rightSection: (
      <Button variant="subtle" size="compact-xs" onClick={onDrop} aria-label={`Remove ${name}`}>
        ×
      </Button>
    ),
  };
  return bounds === null ? (
    <TextInput {...input} onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TypedNumberInput {...input} bounds={bounds} onChange={onChange} />
  );
}

function Saved({
  saved,
  onUse,
}: {
  saved: SavedMapping[];
  onUse: (one: Pick<SavedMapping, "mapping" | "answers">) => void;
}) {
  return (
    <Select
      label="Use a saved mapping"
      placeholder="None"
      size="xs"
      maw={280}
      mb="sm"
      data={saved.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      onChange={(id) => {
        const one = saved.find((mapping) => mapping.id === id);
        if (one !== undefined) onUse({ mapping: one.mapping, answers: one.answers });
      }}
    />
  );
}

type KeepProps = Pick<Import, "target" | "answers"> & { mapping: () => SavedMapping["mapping"] };

function Keep({ target, answers, mapping }: KeepProps) {
  const [name, setName] = useState("");
  const [pending, start] = useTransition();
  const keep = () =>
    start(async () => {
      const { message } = await keepMapping({ name, target, mapping: mapping(), answers });
      if (message === null) notice(`Saved as ${name}.`);
      else noticeRefusal({ message, errors: {} });
    });
  return (
    <div className={classes.question}>
      <h3>For the next file like this one</h3>
      <div className={classes.row}>
        <TextInput
          label="Save the mapping as"
          size="xs"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" disabled={name.trim() === ""} loading={pending} onClick={keep}>
          Save
        </Button>
      </div>
    </div>
  );
}
