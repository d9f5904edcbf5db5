import { storableWithin } from "#lib/names.ts";
import { type CellSource, cellSource, columnsOf } from "../file/cells.ts";
import { remembered } from "../file/remembered.ts";
import { type Field, fieldOf, type Target } from "../targets/target.ts";
import { ownProfile } from "./own-profile.ts";
import { type Reader, readerOf } from "./readers/index.ts";
import { Unreadable } from "./readers/outcome.ts";
import type { Answers, FieldSource, Mapping } from "./schema.ts";

/** What is settled of a file before its rows are planned. */
export type Settlement = {
  target: Target;
  columns: readonly string[];
  mapping: Mapping;
  answers: Answers;
};

/** Where a field's cells stand, and how they are read. */
export type MappedField = {
  field: Field;
  column: string;
  source: CellSource;
  read: Reader;
  isAid: boolean;
  /** The source's own words are kept beside what they were taken to mean; our own export has them in a column. */
  keepsWords: boolean;
};

export function mappedFields(settlement: Settlement): MappedField[] {
  return Object.entries(settlement.mapping.fields).flatMap(([name, source]) => {
    const field = fieldOf(settlement.target, name);
    return field ? [mappedField(field, source, settlement)] : [];
  });
}

function mappedField(
  field: Field,
  source: FieldSource,
  { columns, mapping, answers }: Settlement,
): MappedField {
  const path = source.from === "column" && source.path ? `.${source.path}` : "";
  const reader = readerOf(field, {
    verbatim: mapping.profile === ownProfile,
    instants: {
      order: answers.orders?.[field.name] ?? answers.order ?? null,
      zone: answers.zone ?? null,
      zoneWords: upperCase(answers.zoneWords ?? {}),
      // Moments that cannot be known to a date begin with it.
      dateOnly: answers.dateOnly === "day" ? "midnight" : (answers.dateOnly ?? null),
      dayNumbers: answers.dayNumbers ?? null,
    },
    datesAlone: { days: answers.dateOnly === "day", longer: answers.monthYear === "keep" },
    mark: answers.marks?.[field.name] ?? answers.mark ?? null,
    durationUnit: answers.durationUnit?.[field.name] ?? null,
    values: answers.values?.[field.name] ?? {},
    split: source.from === "column" ? (source.split ?? null) : null,
  });
  const readCell = (text: string) => orNothing(storableWithin(reader(text)), { text, field, answers });
  const read = repeating.has(field.kind) ? remembered(readCell) : readCell;
  const isAid = field.name === "id" || field.gives !== undefined || field.into !== undefined;
  const column = columnsOf(source).join(" + ") + path;
  const keepsWords = field.kind === "severity" && mapping.profile !== ownProfile;
  return { field, column, source: cellSource(source, columns), read, isAid, keepsWords };
}

/** Of what cannot be read and need not be there, it was answered what it means. */
function orNothing(value: unknown, of: { text: string; field: Field; answers: Answers }): unknown {
  if (!(value instanceof Unreadable) || of.field.required) return value;
  const { unreadable = {} } = of.answers;
  const said = unreadable[of.text.trim()] ?? unreadable["*"];
  return said === "nothing" ? undefined : value;
}

/** Kinds of which a file holds the same few cells over and over. */
const repeating = new Set<Field["kind"]>([
  "choice",
  "severity",
  "flag",
  "system",
  "names",
  "places",
  "labels",
  "factors",
]);

function upperCase(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([word, zone]) => [word.toUpperCase(), zone]));
}
