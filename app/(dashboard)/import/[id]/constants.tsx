"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import classes from "../import.module.css";
import { boundsOf, type Choice, type KnownField } from "./mapping.ts";

type ConstantsProps = {
  choice: Choice;
  fields: KnownField[];
  onChange: (change: (now: Choice) => Choice) => void;
};

/** Fields that no column holds, because they are the same for every row. */
export function Constants({ choice, fields, onChange }: ConstantsProps) {
  const given = Object.keys(choice.constants);
  const free = fields.filter(({ name }) => choice.fields[name] === undefined && !given.includes(name));
  const put = (name: string, value: string) =>
    onChange((now) => ({ ...now, constants: { ...now.constants, [name]: value } }));
  const drop = (name: string) =>
    onChange((now) => {
      const { [name]: _, ...constants } = now.constants;
      return { ...now, constants };
    });
  return (
    <section className={classes.question}>
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
    </section>
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
  const label = field?.label ?? name;
  const input = {
    label,
    size: "xs",
    value,
    rightSection: (
      <Button variant="subtle" size="compact-xs" onClick={onDrop} aria-label={`Remove ${label}`}>
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
