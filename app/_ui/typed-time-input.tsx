"use client";

import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { formatInstant, formatMinutes, formatMoment, formatOffset } from "#lib/format.ts";
import { readTypedTime, type TypedTime } from "#lib/typed-time.ts";

export type TypedTimeInputProps = Omit<TextInputProps, "value" | "onChange"> & {
  value: string;
  onChange: (typed: string) => void;
  zone: string;
  /** A day, a month, a quarter or a year may stand in place of a moment. */
  dates?: boolean;
};

const afterClickMs = 250;

/** A time by typing; what was understood stands below, in the stated zone, before anything is sent. */
export function TypedTimeInput(of: TypedTimeInputProps) {
  const { value, onChange, zone, dates = false, error, description, ...props } = of;
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
    const read = readTypedTime(value, { zone, now, dates });
    setUnderstood("at" in read ? inWords(read, zone, now) : null);
    setRefusal("at" in read ? null : read.refusal);
  }, [value, zone, dates]);
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

const unsaid = {
  day: "without a time of day",
  month: "without a day",
  quarter: "without a month",
  year: "without a month",
};

function inWords({ at, precision }: Extract<TypedTime, { at: Date }>, zone: string, now: Date): string {
  if (precision !== "minute") return `${formatMoment(at, { zone, precision })}, ${unsaid[precision]}`;
  const text = `${formatInstant(at, zone, at.getUTCSeconds() === 0 ? "minute" : "second")} ${formatOffset(zone, at)}`;
  const minutes = (now.getTime() - at.getTime()) / 60_000;
  if (minutes > weekMinutes) return text;
  if (Math.abs(minutes) < 1) return `${text}, now`;
  return minutes > 0 ? `${text}, ${formatMinutes(minutes)} ago` : `${text}, in ${formatMinutes(-minutes)}`;
}

const weekMinutes = 7 * 24 * 60;
