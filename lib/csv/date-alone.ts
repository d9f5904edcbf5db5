import { monthOf } from "./calendar-names.ts";
import { fullYear, readLocalTime, tidy } from "./dates.ts";
import { readDayNumber } from "./day-numbers.ts";
import { type DateOrder, type InstantRules, isNever } from "./instants.ts";
import { type LocalTime, parseIso } from "./iso.ts";

export type DateAlone = { at: number; precision: "day" | "month" | "quarter" | "year" };

/**
 * A date without a time of day, a month, a quarter or a year: "2026-03-05", "March 2026", "Q1 2026", "2026". It is the
 * same wherever it is read, and is given as its beginning in UTC, in milliseconds since 1970. Null where the text is no such thing.
 */
export function readDateAlone(
  text: string,
  order: DateOrder | null,
  dayNumbers: InstantRules["dayNumbers"] = null,
): DateAlone | null {
  return dayAlone(text, order, dayNumbers) ?? readLongerDate(text);
}

/** An offset beside a date says where it was written, and does not make it another date. */
function dayAlone(
  text: string,
  order: DateOrder | null,
  dayNumbers: InstantRules["dayNumbers"],
): DateAlone | null {
  const time = parseIso(text) ?? timeOf(text, order, dayNumbers);
  if (time === null || time.hasTime || isNever(text)) return null;
  return { at: time.local, precision: "day" };
}

function timeOf(
  text: string,
  order: DateOrder | null,
  dayNumbers: InstantRules["dayNumbers"],
): LocalTime | null {
  const read = readLocalTime(text, order);
  if (read.kind === "time") return read.time;
  if (read.kind !== "day-number" || !dayNumbers || dayNumbers === "refuse") return null;
  return readDayNumber(read.text, dayNumbers);
}

/** A year of two digits stands only where a mark says that it is no day. */
const forms = [
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})$/,
  /^(?<month>\d{1,2})[-/.](?<year>\d{4})$/,
  /^(?<year>\d{4})[年년] ?(?<month>\d{1,2})[月월]$/,
  /^(?<month>\p{L}{3,12})\.?(?: del?)?[ ,/-]{1,2}(?<year>\d{4})$/u,
  /^(?<month>\p{L}{3,12})\.?(?:[/-]| ?['’])(?<year>\d{2})$/u,
  /^(?<year>\d{4})[ ,/-]{1,2}(?<month>\p{L}{3,12})\.?$/u,
  /^(?<year>\d{4})[年년]?$/,
];

const quarterWord = "quarter|quartal|trimestre|trim\\.?|kwartaal|kvartal|kwartał|qtr\\.?|[qt]";
const quarterForms = [
  /^(?<year>\d{4}) ?[-/., ]? ?[qt] ?(?<quarter>[1-4])$/i,
  /^(?<year>\d{4}) ?年? ?第? ?(?<quarter>[1-4]) ?四半期$/,
  new RegExp(
    `^(?:${quarterWord}) ?(?<quarter>[1-4])[-/., '’]{0,2}(?:(?:of|del?) )?(?<year>\\d{4}|\\d{2})$`,
    "iu",
  ),
  new RegExp(
    `^(?<quarter>[1-4])(?:\\.?[ºª°]|\\.|st|nd|rd|th|er|[eè]me|e|o)? ?(?:${quarterWord})[-/., '’]{0,2}(?:(?:of|del?) )?(?<year>\\d{4}|\\d{2})$`,
    "iu",
  ),
];

/** Other numbers of four digits are rather something else. */
const [firstYear, lastYear] = [1800, 2999];

/** A month, a quarter or a year. */
export function readLongerDate(cell: string): DateAlone | null {
  if (cell.length > 40) return null;
  const text = tidy(cell);
  return readMonthOrYear(text) ?? readQuarter(text);
}

function readMonthOrYear(text: string): DateAlone | null {
  for (const form of forms) {
    const said = form.exec(text)?.groups;
    if (said === undefined) continue;
    const month = said.month === undefined ? 1 : numberOf(said.month);
    if (month === undefined || month < 1 || month > 12) continue;
    return beginning(said.year, month, said.month === undefined ? "year" : "month");
  }
  return null;
}

function readQuarter(text: string): DateAlone | null {
  for (const form of quarterForms) {
    const said = form.exec(text)?.groups;
    if (said !== undefined) return beginning(said.year, Number(said.quarter) * 3 - 2, "quarter");
  }
  return null;
}

function beginning(
  written: string | undefined,
  month: number,
  precision: DateAlone["precision"],
): DateAlone | null {
  const year = fullYear(Number(written));
  return year < firstYear || year > lastYear ? null : { at: Date.UTC(year, month - 1, 1), precision };
}

function numberOf(month: string): number | undefined {
  return /^\d/.test(month) ? Number(month) : monthOf(month);
}
