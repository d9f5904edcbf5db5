import { z } from "zod";
import { type Fields, momentsOf } from "#db/fields/field.ts";
import { type Precision, storedMoment } from "#lib/moments.ts";

/** Moments of records and what each is known to: the two are written together. */

const date = /^(\d{4})(?:-Q([1-4])|(-\d\d)(-\d\d)?)?$/;

/** The first day of a date that is written alone, and what it is known to; null for anything else. */
function dateAlone(text: string): { day: string; precision: Precision } | null {
  const parts = date.exec(text);
  if (parts === null) return null;
  const [, year, quarter, month, day] = parts;
  if (quarter !== undefined)
    return { day: `${year}-${String(Number(quarter) * 3 - 2).padStart(2, "0")}-01`, precision: "quarter" };
  return {
    day: `${year}${month ?? "-01"}${day ?? "-01"}`,
    precision: day !== undefined ? "day" : month !== undefined ? "month" : "year",
  };
}

/**
 * A body whose moments may also be written as dates: `2026-03-05`, `2026-03`, `2026-Q1` and `2026` are known to the
 * day, the month, the quarter and the year. A coarse moment that is written as an instant means the date that stands in it.
 */
export function withDates<S extends z.ZodType>(fields: Fields, body: S): z.ZodType<z.output<S>, z.input<S>> {
  const moments = momentsOf(fields);
  return z.preprocess((given) => {
    if (typeof given !== "object" || given === null) return given;
    const said = { ...given } as Record<string, unknown>;
    for (const [moment, precision] of moments) {
      const text = said[moment];
      if (typeof text !== "string") continue;
      const alone = dateAlone(text);
      if (alone !== null) {
        said[moment] = `${alone.day}T00:00:00Z`;
        said[precision] ??= alone.precision;
      } else if (
        said[precision] !== undefined &&
        said[precision] !== "minute" &&
        dateAlone(text.slice(0, 10)) !== null
      )
        said[moment] = `${text.slice(0, 10)}T00:00:00Z`;
    }
    return said;
  }, body) as unknown as z.ZodType<z.output<S>, z.input<S>>;
}

/** Each moment that is said, with its precision, as they are kept: said alone, a moment is known to the minute. */
export function withPrecisions<T extends object>(fields: Fields, patch: T, before?: object): T {
  const said = { ...patch } as Record<string, unknown>;
  const held = (before ?? {}) as Record<string, unknown>;
  for (const [moment, precision] of momentsOf(fields)) {
    if (said[moment] === undefined && said[precision] === undefined) continue;
    const at = (said[moment] === undefined ? held[moment] : said[moment]) as Date | null | undefined;
    const known = at == null ? "minute" : ((said[precision] as Precision | undefined) ?? "minute");
    said[precision] = known;
    if (at != null) said[moment] = storedMoment(at, known);
  }
  return said as T;
}
