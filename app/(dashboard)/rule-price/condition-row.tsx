"use client";

import { ActionIcon, MultiSelect, NativeSelect } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import { judgedFields, type Op, opsOf } from "#lib/guardrail-rules/rules.ts";
import type { Condition } from "#lib/guardrail-rules/schema.ts";
import { readTypedNumber } from "#lib/typed-number.ts";
import classes from "./rule-price.module.css";

/** Names that a field is known to hold, by the field. */
export type OfferedNames = Readonly<Record<string, { value: string; label: string }[] | undefined>>;

const opNames: Record<Op, string> = {
  is: "is one of",
  "is-not": "is none of",
  "at-least": "at least",
  "at-most": "at most",
};

const fieldOptions = Object.entries(judgedFields).map(([value, { label }]) => ({ value, label }));

const counts = { whole: true, least: 0, most: 999_999_999 } as const;

/** The condition with its number as it was understood. */
export function understood(condition: Condition): Condition {
  if (judgedFields[condition.field]!.kind !== "count") return condition;
  const read = readTypedNumber(condition.values[0] ?? "", counts);
  return "refusal" in read ? condition : { ...condition, values: [String(read.value)] };
}

/** What a field asks for when it is chosen: as little as it can. */
export function conditionOn(field: string): Condition {
  const { kind } = judgedFields[field]!;
  const values = kind === "flag" ? ["yes"] : kind === "count" ? ["1"] : [];
  return { field, op: opsOf[kind][0]!, values };
}

/** One condition of a rule, in selects. */
export function ConditionRow(of: {
  /** "Asked of, 1": what the controls are called for those who do not see the row. */
  name: string;
  condition: Condition;
  offered: OfferedNames;
  onChange: (condition: Condition) => void;
  onRemove: (() => void) | null;
}) {
  const { name, condition, offered, onChange, onRemove } = of;
  const { kind, values: known } = judgedFields[condition.field]!;
  const change = (part: Partial<Condition>) => onChange({ ...condition, ...part });
  const names = offered[condition.field] ?? known.map((value) => ({ value, label: value }));
  const chosen = condition.values.filter((value) => !names.some((one) => one.value === value));
  return (
    <div className={classes.condition}>
      <NativeSelect
        aria-label={`${name}: field`}
        data={fieldOptions}
        value={condition.field}
        onChange={(event) => onChange(conditionOn(event.currentTarget.value))}
      />
      {kind === "flag" ? (
        <NativeSelect
          aria-label={`${name}: value`}
          data={[...known]}
          value={condition.values[0]}
          onChange={(event) => change({ values: [event.currentTarget.value] })}
        />
      ) : (
        <>
          <NativeSelect
            aria-label={`${name}: how`}
            data={opsOf[kind].map((value) => ({ value, label: opNames[value] }))}
            value={condition.op}
            onChange={(event) => change({ op: event.currentTarget.value as Op })}
          />
          {kind === "count" ? (
            <TypedNumberInput
              aria-label={`${name}: value`}
              bounds={counts}
              value={condition.values[0] ?? ""}
              onChange={(typed) => change({ values: [typed] })}
            />
          ) : (
            <MultiSelect
              aria-label={`${name}: value`}
              placeholder={condition.values.length === 0 ? "Choose" : undefined}
              data={[...names, ...chosen.map((value) => ({ value, label: value }))]}
              value={condition.values}
              onChange={(values) => change({ values })}
              searchable
              limit={100}
            />
          )}
        </>
      )}
      {onRemove !== null && (
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      )}
    </div>
  );
}
