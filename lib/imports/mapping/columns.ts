import { isFiller } from "#lib/csv/fillers.ts";
import { storableWithin } from "#lib/names.ts";
import { type CellSource, columnsOf, splitOf, unclearTicks } from "../file/cells.ts";
import { fieldSource, overMidnight } from "../file/field-source.ts";
import { remembered } from "../file/remembered.ts";
import { type Field, fieldOf, type Target } from "../targets/target.ts";
import { meaningOfUnreadable } from "./answers.ts";
import { ownProfile } from "./own-profile.ts";
import { type FieldRules, type Reader, readerOf } from "./readers/index.ts";
import { PassedOver, Unreadable } from "./readers/outcome.ts";
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
  /** Cells beside the source that say neither yes nor no where they should, and what is made of each. */
  unclear: ((cells: readonly string[]) => { column: string; text: string; said: unknown }[]) | null;
  /** Where a row went on past midnight, it is read as of the next day. */
  nextDay: { is: (cells: readonly string[]) => boolean; read: Reader } | null;
};

export function mappedFields(settlement: Settlement): MappedField[] {
  return Object.entries(settlement.mapping.fields).flatMap(([name, source]) => {
    const field = fieldOf(settlement.target, name);
    return field ? [mappedField(field, source, settlement)] : [];
  });
}

function mappedField(field: Field, source: FieldSource, settlement: Settlement): MappedField {
  const { columns, mapping, answers } = settlement;
  const path = source.from === "column" && source.path ? `.${source.path}` : "";
  const rules: FieldRules = {
    verbatim: mapping.profile === ownProfile,
    instants: {
      order: answers.orders?.[field.name] ?? answers.order ?? null,
      zone: answers.zone ?? null,
      zoneWords: upperCase(answers.zoneWords ?? {}),
      // Moments that cannot be known to a date begin with it.
      dateOnly: answers.dateOnly === "day" ? "midnight" : (answers.dateOnly ?? null),
      dayNumbers: answers.dayNumbers ?? null,
    },
    // Where days stay days, months stay months unless it is said otherwise.
    datesAlone: {
      days: answers.dateOnly === "day",
      longer: (answers.monthYear ?? (answers.dateOnly === "day" ? "keep" : "refuse")) === "keep",
    },
    mark: answers.marks?.[field.name] ?? answers.mark ?? null,
    durationUnit: answers.durationUnit?.[field.name] ?? null,
    values: answers.values?.[field.name] ?? {},
    split: splitOf(source, { field, answers }),
  };
  const means = meaningOfUnreadable(answers.unreadable ?? {});
  const cellReader = (rules: FieldRules): Reader => {
    const reader = readerOf(field, rules);
    return (text) => orNothing(storableWithin(reader(text)), { text, field, means });
  };
  const readCell = cellReader(rules);
  const read = repeating.has(field.kind) ? remembered(readCell) : readCell;
  const isOver = answers.overMidnight === "next-day" ? overMidnight(field.name, settlement) : null;
  const nextDay = isOver && {
    is: isOver,
    read: cellReader({ ...rules, instants: { ...rules.instants, nextDay: true } }),
  };
  const isAid = field.name === "id" || field.gives !== undefined || field.into !== undefined;
  const column = columnsOf(source).join(" + ") + path;
  const keepsWords = field.kind === "severity" && mapping.profile !== ownProfile;
  const ticks = unclearTicks(source, columns);
  return {
    field,
    column,
    source: fieldSource(field.name, settlement),
    read,
    isAid,
    keepsWords,
    nextDay,
    unclear:
      ticks &&
      ((cells) =>
        ticks(cells).map((one) => ({ ...one, said: orNothing(neitherNor, { ...one, field, means }) }))),
  };
}

const neitherNor = new Unreadable("This is neither yes nor no.");

type Meaning = ReturnType<typeof meaningOfUnreadable>;

/** Of what cannot be read and need not be there, it was answered what it means. */
function orNothing(value: unknown, { text, field, means }: { text: string; field: Field; means: Meaning }) {
  if (!(value instanceof Unreadable) || field.required || means(text) !== "nothing") return value;
  return isFiller(text) ? undefined : new PassedOver();
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
