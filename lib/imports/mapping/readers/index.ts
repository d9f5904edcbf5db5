import type { DurationUnit } from "#lib/csv/durations.ts";
import { saysNothing } from "#lib/csv/fillers.ts";
import type { InstantRules } from "#lib/csv/instants.ts";
import type { DecimalMark } from "#lib/csv/numbers.ts";
import { isMissing } from "#lib/csv/words.ts";
import { oneName, shows } from "#lib/names.ts";
import { listOf } from "../../file/cells.ts";
import type { Field, FieldValue } from "../../targets/target.ts";
import { factorsReader, jsonReader, labelsIn, nameOf, placesIn, reference } from "./lists.ts";
import {
  countReader,
  type DatesAlone,
  dayReader,
  durationReader,
  instantReader,
  momentReader,
  percentReader,
} from "./numbers.ts";
import { Unreadable } from "./outcome.ts";
import { slugFor } from "./slugs.ts";
import { checkLength, shortened } from "./text.ts";
import { choiceReader, flagReader, severityReader } from "./words.ts";

/** A value as the REST body holds it; undefined where nothing is recorded. */
export type Reader = (text: string) => unknown;

export type FieldRules = {
  /** Own exports are kept to the letter: only an empty cell is missing, and no text is trimmed. */
  verbatim: boolean;
  instants: InstantRules;
  /** Whether a date without a time is that date, and a month, a quarter or a year that, of moments that may be known to one. */
  datesAlone: DatesAlone;
  mark: DecimalMark | null;
  durationUnit: DurationUnit | null;
  /** What the file's values mean, as answered. */
  values: Readonly<Record<string, FieldValue>>;
  /** What parts the items of lists, none where it is empty; null where the usual marks do. */
  split: readonly string[] | null;
};

export function readerOf(field: Field, rules: FieldRules): Reader {
  const missing = rules.verbatim ? (text: string) => text === "" : isMissing;
  const read = plainReader(field, rules);
  if (field.kind === "line") return (text) => (missing(text) || !shows(text) ? undefined : read(text));
  if (looksForItself.has(field.kind)) return read;
  if (field.kind === "system" && !rules.verbatim)
    return (text) => (saysNothing(text) ? undefined : read(text));
  return (text) => (missing(text) ? undefined : read(text));
}

/** These know what is missing in their own terms, or have a fast way past the question. */
const looksForItself = new Set(["choice", "severity", "instant", "count", "percent", "duration"]);

function plainReader(field: Field, rules: FieldRules): Reader {
  switch (field.kind) {
    case "line":
      return (text) => shortened(rules.verbatim ? text : text.replace(/\s+/g, " ").trim(), field);
    case "text":
      return (text) => checkLength(text, field);
    case "name":
      return (text) => shortened(oneName(text), field);
    case "identifier":
      return (text) => checkLength(oneName(text), field);
    case "instant":
      if (field.precision === undefined) return instantReader(rules.instants);
      return momentReader(rules.instants, rules.verbatim ? { days: true, longer: true } : rules.datesAlone);
    case "day":
      return dayReader(rules.instants);
    case "duration":
      return durationReader({ unit: rules.durationUnit, mark: rules.mark });
    case "count":
      return countReader(rules.mark);
    case "percent":
      return percentReader(rules.mark);
    case "flag":
      return flagReader(rules.values);
    case "choice":
      return choiceReader(field, rules.values);
    case "severity":
      return severityReader(rules);
    case "system":
      return (text) =>
        slugFor(text) || new Unreadable("This name has no letter or digit to make a system of.");
    case "names":
      return (text) => listOf(text, rules).map(nameOf);
    case "places":
      return (text) => placesIn(listOf(text, rules));
    case "labels":
      return (text) => labelsIn(listOf(text, rules));
    case "factors":
      return factorsReader(field, rules);
    case "references":
      return (text) => listOf(text, rules).map(reference);
    case "incident":
      return oneName;
    case "json":
      return jsonReader;
  }
}
