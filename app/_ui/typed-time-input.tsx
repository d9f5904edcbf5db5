"use client";

import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { formatInstant, formatMinutes, formatOffset } from "#lib/format.ts";
import { readTypedTime } from "#lib/typed-time.ts";

export type TypedTimeInputProps = Omit<TextInputProps, "value" | "onChange"> & {
  value: string;
  onChange: (typed: string) => void;
  zone: string;
};

const afterClickMs = 250;

/** A time by typing; what was understood stands below, in the stated zone, before anything is sent. */
export function TypedTimeInput({ value, onChange, zone, error, description, ...props }: TypedTimeInputProps) {
  const [understood, setUnderstood] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    if (value.trim() === "") {
      setUnderstood(null);
      setRefusal(null);
      return;
    }
    const now = new Date();
    const read = readTypedTime(value, { zone, now });
    setUnderstood("at" in read ? inWords(read.at, zone, now) : null);
    setRefusal("at" in read ? null : read.refusal);
  }, [value, zone]);
  const refused = error ?? (left ? refusal : null);
  return (
    <TextInput
      {...props}
      value={value}
      onChange={(event) => {
        setLeft(false);
        onChange(event.currentTarget.value);
      }}
      // Not at once: a line that appears under a click moves what was meant away from it.
      onBlur={() => setTimeout(() => setLeft(true), afterClickMs)}
      autoComplete="off"
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={refused ? null : (understood ?? description ?? "\u00a0")}
      descriptionProps={{ "aria-live": "polite" }}
      error={refused}
    />
  );
}

function inWords(at: Date, zone: string, now: Date): string {
  const text = `${formatInstant(at, zone, at.getUTCSeconds() === 0 ? "minute" : "second")} ${formatOffset(zone, at)}`;
  const minutes = (now.getTime() - at.getTime()) / 60_000;
  if (minutes > weekMinutes) return text;
  if (Math.abs(minutes) < 1) return `${text}, now`;
  return minutes > 0 ? `${text}, ${formatMinutes(minutes)} ago` : `${text}, in ${formatMinutes(-minutes)}`;
}

const weekMinutes = 7 * 24 * 60;
