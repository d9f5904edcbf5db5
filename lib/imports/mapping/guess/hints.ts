import { readBoolean } from "#lib/csv/words.ts";
import { type ColumnFacts, shareOf } from "../../file/columns.ts";
import { fieldOf, type Target } from "../../targets/target.ts";
import type { Mapping } from "../schema.ts";
import { isDuration, isList, isSeverity, isTick, knownShare, mayBeId } from "./contents.ts";

/** What a column that is not stored may be, of what is missing; null where nothing is missed by it. */

type Of = { target: Target; mapping: Mapping; filled: number };

type Rule = {
  /** Only where none of these fields is given. */
  missing: readonly string[];
  holds: (column: ColumnFacts, target: Target) => boolean;
  hint: string;
};

const ends = ["mitigatedAt", "resolvedAt", "timeToMitigate", "timeToResolve"];
const systems = ["systems", "originSystems"];

const holdsDates = ({ instants }: ColumnFacts) => instants >= 0.8;
const mostly =
  (is: (value: string) => boolean) =>
  ({ values }: ColumnFacts) =>
    shareOf(values, is) >= 0.8;
const namesUnit = ({ name, numbers }: ColumnFacts) =>
  numbers >= 0.8 && /dura|dauer|durée|minut|hours?\b|stunden|heures|horas|downtime|ttr|時間/i.test(name);
const isScale = ({ values, filled }: ColumnFacts) =>
  values.size > 1 &&
  values.size < filled &&
  values.size <= 5 &&
  [...values.keys()].every((value) => /^[0-5]$/.test(value)) &&
  !isTicks(values);
const isTicks = (values: ReadonlyMap<string, number>) =>
  values.size <= 2 &&
  [...values.keys()].every(isTick) &&
  [...values.keys()].some((value) => {
    const reading = readBoolean(value);
    return reading.kind === "value" && reading.value;
  });

const rules: readonly Rule[] = [
  { missing: ends, holds: holdsDates, hint: "Holds dates; no end is mapped." },
  {
    missing: ends,
    holds: ({ clocks }) => clocks >= 0.8,
    hint: "Holds times of day or durations; no end is mapped.",
  },
  {
    missing: ends,
    holds: (column) => mostly(isDuration)(column) || namesUnit(column),
    hint: "Holds durations; no end is mapped.",
  },
  {
    missing: ["severity"],
    holds: (column, target) =>
      mostly((value) => isSeverity(value, fieldOf(target, "severity")?.words))(column) || isScale(column),
    hint: "Looks like severities; none is mapped.",
  },
  { missing: systems, holds: ({ values }) => isTicks(values), hint: "Holds ticks; no systems are mapped." },
  {
    missing: systems,
    holds: ({ values }) => shareOf(values, isList) >= 0.5,
    hint: "Holds lists; no systems are mapped.",
  },
  { missing: ["externalId"], holds: mayBeId, hint: "Holds something else in each row; no id is mapped." },
  { missing: ["dueOn", "closedAt"], holds: holdsDates, hint: "Holds dates; no due date is mapped." },
  {
    missing: ["dependsOn"],
    holds: ({ values }) => shareOf(values, isList) >= 0.5,
    hint: "Holds lists; nothing says what a system depends on.",
  },
];

export function hintFor(column: ColumnFacts, { target, mapping, filled }: Of): string | null {
  if (filled === 0 || column.values.size === 0) return null;
  const known = new Set(target.fields.map(({ name }) => name));
  const isMissing = (names: readonly string[]) =>
    names.some((name) => known.has(name)) && names.every((name) => mapping.fields[name] === undefined);
  const words = target.fields.find(
    (field) =>
      field.kind === "choice" &&
      isMissing([field.name]) &&
      knownShare(field, column) >= 0.8 &&
      column.numbers < 0.5,
  );
  const rule = rules.find(({ missing, holds }) => isMissing(missing) && holds(column, target));
  if (words !== undefined && rule?.missing[0] !== "severity")
    return `Holds words for ${words.label.toLowerCase()}; none is mapped.`;
  return rule?.hint ?? null;
}
