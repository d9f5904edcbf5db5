import { monthOf, readLocalTime, tidy } from "./dates.ts";
import { type DateOrder, isNever } from "./instants.ts";
import { parseIso } from "./iso.ts";

export type DateAlone = { at: number; precision: "day" | "month" | "year" };

/**
 * A date without a time of day, a month or a year: "2026-03-05", "March 2026", "2026". It is the same wherever it is
 * read, and is given as its beginning in UTC, in milliseconds since 1970. Null where the text is no such thing.
 */
export function readDateAlone(text: string, order: DateOrder | null): DateAlone | null {
  return dayAlone(text, order) ?? readMonthOrYear(text);
}

/** An offset beside a date says where it was written, and does not make it another date. */
function dayAlone(text: string, order: DateOrder | null): DateAlone | null {
  const iso = parseIso(text);
  const read = iso === null ? readLocalTime(text, order) : null;
  const time = iso ?? (read?.kind === "time" ? read.time : null);
  if (time === null || time.hasTime || isNever(text)) return null;
  return { at: time.local, precision: "day" };
}

const forms = [
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})$/,
  /^(?<month>\d{1,2})[-/.](?<year>\d{4})$/,
  /^(?<month>\p{L}{3,12})\.?(?: de)?[ ,/-]{1,2}(?<year>\d{4})$/u,
  /^(?<year>\d{4})[ ,/-]{1,2}(?<month>\p{L}{3,12})\.?$/u,
  /^(?<year>\d{4})$/,
];

/** Other numbers of four digits are rather something else. */
const [firstYear, lastYear] = [1800, 2999];

export function readMonthOrYear(cell: string): DateAlone | null {
  if (cell.length > 40) return null;
  const text = tidy(cell);
  for (const form of forms) {
    const said = form.exec(text)?.groups;
    if (said === undefined) continue;
    const year = Number(said.year);
    const month = said.month === undefined ? 1 : numberOf(said.month);
    if (month === undefined || month < 1 || month > 12 || year < firstYear || year > lastYear) return null;
    return { at: Date.UTC(year, month - 1, 1), precision: said.month === undefined ? "year" : "month" };
  }
  return null;
}

function numberOf(month: string): number | undefined {
  return /^\d/.test(month) ? Number(month) : monthOf(month);
}
