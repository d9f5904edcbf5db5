import { ordersOf } from "#lib/csv/dates.ts";
import type { DecimalMark } from "#lib/csv/numbers.ts";
import type { Field } from "../../targets/target.ts";
import { type FieldRules, readerOf } from "./index.ts";
import { Unreadable } from "./outcome.ts";

/** Whether a field's reader refuses a cell, with every question about its form answered in the cell's favour. */
export type Refusing = (text: string, mark?: DecimalMark) => boolean;

const answered: FieldRules = {
  verbatim: false,
  instants: { order: null, zone: "UTC", dateOnly: "midnight", dayNumbers: "excel" },
  datesAlone: { days: true, longer: true },
  mark: null,
  durationUnit: "minutes",
  values: {},
  split: null,
};

export function refusing(field: Field): Refusing {
  const readers = {
    point: readerOf(field, { ...answered, mark: "point" }),
    comma: readerOf(field, { ...answered, mark: "comma" }),
  };
  if (field.kind !== "instant" && field.kind !== "day")
    return (text, mark = "point") => readers[mark](text) instanceof Unreadable;
  return (text) => {
    const order = ordersOf(text)?.[0] ?? null;
    const read = readerOf(field, { ...answered, instants: { ...answered.instants, order } });
    return read(text) instanceof Unreadable;
  };
}
