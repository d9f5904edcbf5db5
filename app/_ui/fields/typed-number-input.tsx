"use client";

import { Anchor, TextInput, type TextInputProps } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { formatted, type NumberBounds, readTypedNumber, type TypedNumber } from "#lib/typed-number.ts";

export type TypedNumberInputProps = Omit<TextInputProps, "value" | "onChange" | "type" | "inputMode"> & {
  value: string;
  onChange: (typed: string) => void;
  bounds: NumberBounds;
};

const afterClickMs = 250;
const afterTypingMs = 800;

/** A number by typing: what is typed stays as it is, and what was understood, or why not, stands below. */
export function TypedNumberInput(props: TypedNumberInputProps) {
  const { value, onChange, bounds, error, description, ...rest } = props;
  const input = useRef<HTMLInputElement>(null);
  const [paused, setPaused] = useState(false);
  const [left, setLeft] = useState(false);
  const read = value.trim() === "" ? null : readTypedNumber(value, bounds);
  const own = read !== null && "refusal" in read ? read : null;
  useEffect(() => {
    const timer = value === "" ? undefined : setTimeout(() => setPaused(true), afterTypingMs);
    return () => clearTimeout(timer);
  }, [value]);
  const refused = error ?? (left || paused ? own?.refusal : null);
  return (
    <TextInput
      {...rest}
      ref={input}
      data-typed-number
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => {
        setPaused(false);
        setLeft(false);
        onChange(event.currentTarget.value);
      }}
      // Not at once: a line that appears under a click moves what was meant away from it.
      onBlur={() => setTimeout(() => setLeft(true), afterClickMs)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={refused ? null : (understood(value, read, bounds.unit) ?? description)}
      descriptionProps={{ "aria-live": "polite" }}
      errorProps={{ "aria-live": "polite" }}
      error={
        refused ? (
          <>
            {refused}
            <Readings
              readings={own?.readings}
              onChoose={(reading) => {
                onChange(String(reading));
                input.current?.focus();
              }}
            />
          </>
        ) : null
      }
    />
  );
}

/** Each way in which the text can be read, to choose from. */
function Readings({
  readings = [],
  onChoose,
}: {
  readings?: readonly number[];
  onChoose: (reading: number) => void;
}): ReactNode {
  return readings.map((reading) => (
    <Anchor
      key={reading}
      component="button"
      type="button"
      size="xs"
      ml="xs"
      aria-label={`It is ${formatted(reading)}`}
      onClick={() => onChoose(reading)}
    >
      {formatted(reading)}
    </Anchor>
  ));
}

/** Said only where the text does not say it by itself. */
function understood(typed: string, read: TypedNumber | null, unit: string | undefined): string | null {
  if (read === null || "refusal" in read || /^\d{1,3}$/.test(typed.trim())) return null;
  if (unit === "%") return `${formatted(read.value)}%`;
  return unit === undefined ? formatted(read.value) : `${formatted(read.value)} ${unit}`;
}
