"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { TypedTimeInput } from "#app/_ui/typed-time-input.tsx";
import { optionsOf } from "#app/_ui/words.ts";
import type { Field } from "#lib/fields/entries.ts";
import { notRecorded } from "#lib/format.ts";
import { boundsOf } from "./typed.ts";
import { TypedNumberInput } from "./typed-number-input.tsx";

export interface FieldInputProps {
  field: Field;
  /** Under which it is posted where no script runs. */
  name?: string;
  value: string;
  onChange: (typed: string) => void;
  error?: ReactNode;
  zone: string;
  /** Said under the input in place of nothing. */
  description?: ReactNode;
  /** Choices of a list in place of all its values. */
  options?: { value: string; label: string }[];
}

const blankOption = { value: "", label: "Not recorded" };
const belowInput = ["label", "input", "description", "error"] as (
  | "label"
  | "input"
  | "description"
  | "error"
)[];

/** The input of a field, by its kind; its name and bounds are those of its entry. */
export function FieldInput({ field, zone, options, ...props }: FieldInputProps) {
  const { name, value, onChange, error, description } = props;
  const said = { label: field.label, required: field.required, name, value, error, description };
  const changed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  const bounds = boundsOf(field);
  if (bounds !== null)
    return (
      <TypedNumberInput
        {...said}
        bounds={bounds}
        rightSection={field.kind === "percent" ? "%" : undefined}
        placeholder={notRecorded}
        onChange={onChange}
      />
    );
  switch (field.kind) {
    case "instant":
      return (
        <TypedTimeInput {...said} zone={zone} dates={field.precision !== undefined} onChange={onChange} />
      );
    case "choice":
    case "level":
    case "flag":
      return (
        <NativeSelect
          {...said}
          inputWrapperOrder={belowInput}
          data={options ?? optionsFor(field)}
          onChange={changed}
        />
      );
    case "text":
      return <Textarea {...said} autosize minRows={2} maxRows={10} onChange={changed} />;
    default:
      return <TextInput {...said} type={field.kind === "day" ? "date" : "text"} onChange={changed} />;
  }
}

function optionsFor(field: Field): { value: string; label: string }[] {
  if (field.kind === "flag")
    return [blankOption, { value: "yes", label: "Yes" }, { value: "no", label: "No" }];
  if (field.kind === "level") {
    const levels = field.values.map((level) => ({ value: String(level), label: `${field.label} ${level}` }));
    return [blankOption, ...levels];
  }
  if (field.kind !== "choice") return [];
  const options = optionsOf(field.values, field.words);
  return field.blank === undefined ? [blankOption, ...options] : options;
}
