import { monthOf } from "./calendar-names.ts";
import { dateFirst, readClock } from "./clocks.ts";
import { isDayNumber } from "./day-numbers.ts";
import type { DateOrder } from "./instants.ts";
import { daysFromCivil, isCivil, type LocalTime, parseIso } from "./iso.ts";

/** The many ways to write a date, apart from plain ISO. */

export type DateReading =
  | { kind: "time"; time: LocalTime; zoneWord: string | null }
  | { kind: "epoch"; at: number }
  /** A spreadsheet's count of days, of which is to be said from when on. */
  | { kind: "day-number"; text: string; reason: string }
  | { kind: "ambiguous-order"; reason: string }
  | { kind: "unreadable"; reason: string };

type Parts = { year: number; month: number; day: number };
type DateMatch = { kind: "parts"; parts: Parts; rest: string } | Exclude<DateReading, { kind: "time" }>;

const longest = 80;
/** Browsers name the zone behind its offset: GMT+0200 (Central European Summer Time). */
const offsetNamed = /((?:GMT|UTC)[+-]\d{2}:?\d{2}) \([^()]*\)$/;

export function readLocalTime(cell: string, order: DateOrder | null): DateReading {
  if (cell.length > longest) return unreadable("This is not a date.");
  const text = tidy(cell).replace(offsetNamed, "$1");
  const iso = parseIso(text);
  if (iso) return { kind: "time", time: iso, zoneWord: null };
  if (isDayNumber(text)) return { kind: "day-number", text, reason: dayNumberReason };
  const date = dateIn(text, order) ?? turnedDate(text, order);
  if (!date) return unreadable(whyNoDate(text));
  if (date.kind !== "parts") return date;
  const { year, month, day } = date.parts;
  if (!isCivil(year, month, day)) return unreadable(`There is no day ${day} in month ${month} of ${year}.`);
  return withClock(daysFromCivil(year, month, day) * 86_400_000, date.rest);
}

const dayNumberReason =
  "This looks like a spreadsheet's day number: say from when it counts, or format the column as a date.";

function turnedDate(text: string, order: DateOrder | null): DateMatch | null {
  const turned = dateFirst(text);
  return turned === text ? null : dateIn(turned, order);
}

function dateIn(text: string, order: DateOrder | null): DateMatch | null {
  return bareDigits(text) ?? yearFirst(text) ?? numericDate(text, order) ?? namedDate(text) ?? weekDate(text);
}

function withClock(midnight: number, rest: string): DateReading {
  const clock = readClock(rest);
  if ("reason" in clock) return unreadable(clock.reason);
  const { millis, offset, word } = clock;
  const time = { local: midnight + (millis ?? 0), offset, hasTime: millis !== null };
  return { kind: "time", time, zoneWord: word };
}

function unreadable(reason: string): { kind: "unreadable"; reason: string } {
  return { kind: "unreadable", reason };
}

/** What nearly all cells are: nothing in them has to be put in order. */
const plainText = /^(?! )(?:[!-~]| (?! |$))*$/;

/** Typographic hyphens and blanks come from documents and from newer versions of ICU (“10:17 PM”). */
export function tidy(cell: string): string {
  if (plainText.test(cell)) return cell;
  return (
    cell
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      // Digits and marks of full width.
      .replace(/[\uff0d-\uff1a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ")
      .replace(/[\u200e\u200f]/g, "")
      .trim()
  );
}

const whys: [RegExp, string][] = [
  [/^\d{1,2}:\d{2}/, "There is a time but no date."],
  [
    /^(\d{4}[-/ ]?[WH]\d{1,2}|[WH]\d{1,2}[-/ ]?\d{4}|[KC]W ?\d{1,2}\b.*)$/i,
    "A week or half a year is neither a day, a month nor a quarter: write its first day.",
  ],
  [/^\d{4}(-\d{1,2})?$|^\d{4}[-/ ]?Q[1-4]$|^Q[1-4][-/ ]?\d{4}$/i, "There is no day in this date."],
];

function whyNoDate(text: string): string {
  return whys.find(([form]) => form.test(text))?.[1] ?? "This is not a date in a form that can be read.";
}

/** Digits alone: a compact date, or a count since 1970 whose unit shows in its length. */
function bareDigits(text: string): DateMatch | null {
  const compact =
    /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?([.,]\d+)?( ?(?:Z|[+-]\d{2}:?\d{2}))?)?$/i.exec(
      text,
    );
  if (compact && (text.length === 8 || text.length >= 12) && plausible(compact)) {
    const [, year, month, day, hour, minute, second, fraction, zone] = compact;
    const clock = hour ? `${hour}:${minute}:${second ?? "00"}${fraction ?? ""}${zone ?? ""}` : "";
    return {
      kind: "parts",
      parts: { year: Number(year), month: Number(month), day: Number(day) },
      rest: clock,
    };
  }
  const spaced = /^(\d{4})(\d{2})(\d{2})((?:T| +)(?:\D|\d{1,2}[:.h]).*)$/i.exec(text);
  if (spaced && isCivil(Number(spaced[1]), Number(spaced[2]), Number(spaced[3]))) {
    const [, year, month, day, rest] = spaced as unknown as string[];
    return {
      kind: "parts",
      parts: { year: Number(year), month: Number(month), day: Number(day) },
      rest: rest!,
    };
  }
  if (!/^-?\d{9,19}(\.\d+)?$/.test(text)) return null;
  const whole = text.replace(/^-/, "").split(".")[0] as string;
  if (whole.length === 9 || whole.length === 10)
    return { kind: "epoch", at: Math.round(Number(text) * 1_000) };
  const perMilli = { 13: 1, 16: 1_000, 19: 1_000_000 }[whole.length];
  return perMilli ? { kind: "epoch", at: Math.floor(Number(text) / perMilli) } : null;
}

function plausible(compact: RegExpExecArray): boolean {
  const [, year, month, day, hour, minute] = compact.map(Number) as number[];
  const isClock = compact[4] === undefined || ((hour as number) <= 24 && (minute as number) <= 59);
  return (
    (year as number) >= 1800 &&
    (year as number) < 2200 &&
    isClock &&
    isCivil(year as number, month as number, day as number)
  );
}

function yearFirst(text: string): DateMatch | null {
  const match =
    /^(\d{4})([-/.]|,? )(\d{1,2}|[\p{L}.]{3,12})\2(\d{1,2})(?!\d)(.*)$/u.exec(text) ??
    /^(\d{4})([年년]) ?(\d{1,2})[月월] ?(\d{1,2})[日일](.*)$/u.exec(text);
  if (!match) return null;
  const [, year, , middle, day, rest] = match as unknown as string[];
  const month = /^\d/.test(middle as string) ? Number(middle) : monthOf(middle as string);
  if (!month) return null;
  return { kind: "parts", parts: { year: Number(year), month, day: Number(day) }, rest: rest as string };
}

const numericForm = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/;

function numericDate(text: string, order: DateOrder | null): DateMatch | null {
  const match = numericForm.exec(text);
  if (!match) return null;
  const numbers = numbersOf(match);
  const { a, b, c } = numbers;
  const found = orderOf(numbers, order);
  if (typeof found !== "string") return found;
  const [year, month, day] = found === "ymd" ? [a, b, c] : found === "dmy" ? [c, b, a] : [c, a, b];
  return { kind: "parts", parts: { year: fullYear(year), month, day }, rest: match[5] as string };
}

type Numbers = { a: number; b: number; c: number; wideYear: boolean };

/** The orders a date of three numbers allows by itself. */
function possibleOrders({ a, b, c, wideYear }: Numbers): DateOrder[] {
  const orders: DateOrder[] = [];
  if (b <= 12 && a <= 31) orders.push("dmy");
  if (a <= 12 && b <= 31) orders.push("mdy");
  if (!wideYear && b <= 12 && c <= 31) orders.push("ymd");
  return orders;
}

const numericInside = /[ ,]\d{1,2}[-/.]\d{1,2}[-/.]\d/;

/** The orders that fit a date of three numbers; null for other forms and for dates that are the same in each. */
export function ordersOf(cell: string): DateOrder[] | null {
  const text = tidy(cell);
  const match =
    numericForm.exec(text) ?? (numericInside.test(text) ? numericForm.exec(dateFirst(text)) : null);
  if (!match) return null;
  const numbers = numbersOf(match);
  return numbers.wideYear && numbers.a === numbers.b ? null : possibleOrders(numbers);
}

function numbersOf(match: RegExpExecArray): Numbers {
  const [a, b, c] = [Number(match[1]), Number(match[3]), Number(match[4])];
  return { a, b, c, wideYear: match[4]?.length === 4 };
}

function orderOf(numbers: Numbers, order: DateOrder | null): DateOrder | DateMatch {
  const possible = possibleOrders(numbers);
  if (possible.length === 0) return unreadable("No order of day, month and year makes this a date.");
  // A four-digit year at the end leaves "year first" no meaning for these dates.
  if (order !== null && !(order === "ymd" && numbers.wideYear)) {
    if (possible.includes(order)) return order;
    return unreadable(`This is no date in the order ${spelled[order]}.`);
  }
  const first = possible[0] as DateOrder;
  if (possible.length === 1 || (numbers.wideYear && numbers.a === numbers.b)) return first;
  return {
    kind: "ambiguous-order",
    reason: `This can be read as ${possible.map((o) => spelled[o]).join(" or ")}.`,
  };
}

export const spelled: Record<DateOrder, string> = {
  dmy: "day/month/year",
  mdy: "month/day/year",
  ymd: "year/month/day",
};

export function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

const dayFirst =
  /^(\d{1,2})(?:st|nd|rd|th|er|\.?[ºª°]|\.)?[ \-/.]*(?:of |de )?(\p{L}{3,12})\.?(?: del?)?[ \-/.,]*(\d{4}|\d{2})(?!\d|:)(?: г\.?)?(.*)$/iu;
const monthFirst = /^(\p{L}{3,12})\.?[ \-/]*(\d{1,2})(?:st|nd|rd|th)?[ \-/,]+(\d{4}|\d{2})(?!\d|:)(.*)$/iu;

function namedDate(text: string): DateMatch | null {
  const begun = dayFirst.exec(text);
  if (begun) {
    const [, day, name, year, rest] = begun as unknown as string[];
    return named({ day, name, year, rest } as NamedParts);
  }
  const match = monthFirst.exec(text);
  if (!match) return null;
  const [, name, day, year, rest] = match as unknown as string[];
  return named({ day, name, year, rest } as NamedParts);
}

type NamedParts = { day: string; name: string; year: string; rest: string };

function named({ day, name, year, rest }: NamedParts): DateMatch | null {
  const month = monthOf(name);
  if (!month) return null;
  return { kind: "parts", parts: { year: fullYear(Number(year)), month, day: Number(day) }, rest };
}

/** A day of a week by ISO 8601: 2024-W31-3. */
function weekDate(text: string): DateMatch | null {
  const match = /^(\d{4})-?W(\d{2})-?([1-7])(?!\d)(.*)$/.exec(text);
  if (!match) return null;
  const [year, week, day] = match.slice(1, 4).map(Number) as [number, number, number];
  const fourth = daysFromCivil(year, 1, 4);
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  const at = new Date((monday + (week - 1) * 7 + day - 1) * 86_400_000);
  const next = daysFromCivil(year + 1, 1, 4);
  if (week < 1 || monday + (week - 1) * 7 >= next - ((((next + 3) % 7) + 7) % 7)) return null;
  const parts = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  return { kind: "parts", parts, rest: match[4] as string };
}
