import { readDateAlone } from "#lib/csv/date-alone.ts";
import { type DurationRules, readDuration } from "#lib/csv/durations.ts";
import { type InstantRules, readInstant } from "#lib/csv/instants.ts";
import { type DecimalMark, readNumber } from "#lib/csv/numbers.ts";
import type { Reader } from "./index.ts";
import { DateAlone, Remarked, Unreadable } from "./outcome.ts";

export function instantReader(rules: InstantRules): Reader {
  return (text) => {
    const reading = readInstant(text, rules);
    // What cannot have been then is told of with the rest of its row.
    if (reading.kind === "instant" || reading.kind === "strange-year") return new Date(reading.at);
    return reading.kind === "missing" ? undefined : new Unreadable(reading.reason);
  };
}

export type DatesAlone = { days: boolean; longer: boolean };

/** A moment that may be known to a date alone: what has no clock is that date, where it was answered so. */
export function momentReader(rules: InstantRules, { days, longer }: DatesAlone): Reader {
  const read = instantReader(rules);
  return (text) => {
    const reading = readInstant(text, rules);
    if (reading.kind === "instant" && reading.note === null) return new Date(reading.at);
    if (reading.kind === "missing") return undefined;
    const date = readDateAlone(text.trim(), rules.order, rules.dayNumbers);
    if (date !== null && (date.precision === "day" ? days : longer)) return new DateAlone(date);
    return read(text);
  };
}

/** A calendar day needs no zone: it is the day that is written. */
export function dayReader(rules: InstantRules): Reader {
  const local: InstantRules = { ...rules, zone: "UTC", dateOnly: "midnight" };
  return (text) => {
    const reading = readInstant(text.replace(/([T ]\d{1,2}:.*)$/, ""), local);
    if (reading.kind === "instant") return new Date(reading.at).toISOString().slice(0, 10);
    return reading.kind === "missing" ? undefined : new Unreadable(reading.reason);
  };
}

export function countReader(mark: DecimalMark | null): Reader {
  return (text) => {
    const reading = readNumber(text, mark);
    if (reading.kind === "missing") return undefined;
    if (reading.kind !== "value") return new Unreadable(reading.reason);
    if (!Number.isSafeInteger(reading.value)) return new Unreadable("This is not a whole number.");
    return reading.value < 0 ? new Unreadable("A count cannot be negative.") : reading.value;
  };
}

export function percentReader(mark: DecimalMark | null): Reader {
  return (text) => {
    const reading = readNumber(text, mark);
    if (reading.kind === "missing") return undefined;
    if (reading.kind !== "value") return new Unreadable(reading.reason);
    return reading.value < 0 || reading.value > 100
      ? new Unreadable("This is not between 0 and 100.")
      : reading.value;
  };
}

export function durationReader(rules: DurationRules): Reader {
  return (text) => {
    const reading = readDuration(text, rules);
    if (reading.kind === "missing") return undefined;
    if (reading.kind !== "duration") return new Unreadable(reading.reason);
    if (!reading.about) return reading.millis;
    return new Remarked(
      reading.millis,
      "This is stated as an approximation, and kept as the value it states.",
    );
  };
}
