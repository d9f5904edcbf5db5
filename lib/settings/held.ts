import { dayStart } from "#lib/calendar.ts";
import { momentIn, type Precision } from "#lib/moments.ts";
import type { DatedField, DatedValues } from "./dated.ts";
import type { Settings } from "./schema.ts";

/** What held when: everything a figure may know of a setting that holds from a day on. */
export type Holding = Pick<Settings, "zone" | "history">;

/** Values, and when each began to hold, in milliseconds; the first holds since ever. */
export interface Held<T> {
  begins: Float64Array;
  values: readonly T[];
}

/** What several settings held together, over all time. */
export function heldOf<F extends DatedField>(
  { zone, history }: Holding,
  ...fields: readonly F[]
): Held<Pick<DatedValues, F>> {
  const days = [...new Set(fields.flatMap((field) => history[field].map(({ from }) => from ?? "")))].sort();
  const values = days.map(
    (day) =>
      Object.fromEntries(
        fields.map((field) => [field, history[field].findLast(({ from }) => (from ?? "") <= day)!.value]),
      ) as Pick<DatedValues, F>,
  );
  const begins = days.map((day) => (day === "" ? Number.NEGATIVE_INFINITY : dayStart(day, zone).getTime()));
  return { begins: Float64Array.from(begins), values };
}

/** The place of what held at an instant. There are few, and the last is asked for most. */
export function placeAt(begins: Float64Array, ms: number): number {
  let place = begins.length - 1;
  while (place > 0 && ms < begins[place]!) place -= 1;
  return place;
}

/** What held when an incident began: a date without a time is that day, in the zone that settings hold in. */
export function heldWhenBegan<F extends DatedField>(
  settings: Holding,
  field: F,
): (of: { startedAt: Date; startedPrecision: Precision }) => DatedValues[F] {
  const at = heldAt(settings, field);
  return ({ startedAt, startedPrecision }) =>
    at(momentIn(startedAt, startedPrecision, settings.zone).getTime());
}

/** What held at an instant, in milliseconds. */
export function heldAt<F extends DatedField>(settings: Holding, field: F): (ms: number) => DatedValues[F] {
  const { begins, values } = heldOf(settings, field);
  return (ms) => values[placeAt(begins, ms)]![field];
}
