"use client";

import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { formatted, type NumberBounds, readTypedNumber } from "#lib/typed-number.ts";

export type TypedNumberInputProps = Omit<TextInputProps, "value" | "onChange"> & {
  value: string;
  onChange: (typed: string) => void;
  bounds: NumberBounds;
  unit?: string;
};

const afterClickMs = 250;

/** A number by typing: what is typed stays as it is, and what was understood, or why not, stands below. */
export function TypedNumberInput(props: TypedNumberInputProps) {
  const { value, onChange, bounds, unit, error, description, ...rest } = props;
  const [left, setLeft] = useState(false);
  const read = value.trim() === "" ? null : readTypedNumber(value, bounds);
  const refused = error ?? (left && read !== null && "refusal" in read ? read.refusal : null);
  return (
    <TextInput
      {...rest}
      inputMode={bounds.whole ? "numeric" : "decimal"}
      autoComplete="off"
      value={value}
      onChange={(event) => {
        setLeft(false);
        onChange(event.currentTarget.value);
      }}
      // Not at once: a line that appears under a click moves what was meant away from it.
      onBlur={() => setTimeout(() => setLeft(true), afterClickMs)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={refused ? null : (understood(value, read, unit) ?? description)}
      descriptionProps={{ "aria-live": "polite" }}
      error={refused}
    />
  );
}

/** Said only where the text does not say it by itself. */
function understood(
  typed: string,
  read: ReturnType<typeof readTypedNumber> | null,
  unit: string | undefined,
): string | null {
  if (read === null || "refusal" in read || /^\d{1,3}$/.test(typed.trim())) return null;
  return unit === undefined ? formatted(read.value) : `${formatted(read.value)} ${unit}`;
}
