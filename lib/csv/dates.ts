import type { DateOrder } from "./instants.ts";
import { daysFromCivil, isCivil, type LocalTime, parseIso } from "./iso.ts";
import { fixedOffset } from "./zones.ts";

/** The many ways to write a date, apart from plain ISO. */

export type DateReading =
  | { kind: "time"; time: LocalTime; zoneWord: string | null }
  | { kind: "epoch"; at: number }
  | { kind: "ambiguous-order"; reason: string }
  | { kind: "unreadable"; reason: string };

type Parts = { year: number; month: number; day: number };
type DateMatch = { kind: "parts"; parts: Parts; rest: string } | Exclude<DateReading, { kind: "time" }>;

const longest = 80;

export function readLocalTime(cell: string, order: DateOrder | null): DateReading {
  if (cell.length > longest) return unreadable("This is not a date.");
  const text = tidy(cell);
  const iso = parseIso(text);
  if (iso) return { kind: "time", time: iso, zoneWord: null };
  const date = bareDigits(text) ?? yearFirst(text) ?? numericDate(text, order) ?? namedDate(text);
  if (!date) return unreadable(whyNoDate(text));
  if (date.kind !== "parts") return date;
  const { year, month, day } = date.parts;
  if (!isCivil(year, month, day)) return unreadable(`There is no day ${day} in month ${month} of ${year}.`);
  return withClock(daysFromCivil(year, month, day) * 86_400_000, date.rest);
}

function unreadable(reason: string): { kind: "unreadable"; reason: string } {
  return { kind: "unreadable", reason };
}

/** Typographic hyphens and blanks come from documents and from newer versions of ICU (“10:17 PM”). */
export function tidy(cell: string): string {
  return cell
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ")
    .replace(/[\u200e\u200f]/g, "")
    .trim();
}

function whyNoDate(text: string): string {
  if (/^\d{1,2}:\d{2}/.test(text)) return "There is a time but no date.";
  if (/^\d{4}(-\d{1,2})?$/.test(text)) return "There is no day in this date.";
  if (/^(\d{4}[-/ ]?Q[1-4]|Q[1-4][-/ ]?\d{4})$/i.test(text))
    return "A quarter is neither a month nor a year: write its first month, such as 2026-01, or the year.";
  if (/^\d{5}(\.\d+)?$/.test(text))
    return "This looks like a spreadsheet's day number; format the column as a date.";
  return "This is not a date in a form that can be read.";
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
  const match = /^(\d{4})([-/.])(\d{1,2}|[\p{L}.]{3,10})\2(\d{1,2})(?!\d)(.*)$/u.exec(text);
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

/** The orders that fit a date of three numbers; null for other forms and for dates that are the same in each. */
export function ordersOf(cell: string): DateOrder[] | null {
  const match = numericForm.exec(tidy(cell));
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

function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

const weekday = /^\p{L}{2,12}\.?,? (?=.*\d)/u;

function namedDate(text: string): DateMatch | null {
  const first = /^\p{L}+/u.exec(text)?.[0];
  const bare = first && !monthOf(first) ? text.replace(weekday, "") : text;
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?[ \-/.]*(?:of |de )?(\p{L}{3,12})\.?(?: de)?[ \-/.,]*(\d{4}|\d{2})(?!\d|:)(.*)$/iu.exec(
      bare,
    );
  if (dayFirst) {
    const [, day, name, year, rest] = dayFirst as unknown as string[];
    return named({ day, name, year, rest } as NamedParts);
  }
  const monthFirst =
    /^(\p{L}{3,12})\.?[ \-/]*(\d{1,2})(?:st|nd|rd|th)?[ \-/,]+(\d{4}|\d{2})(?!\d|:)(.*)$/iu.exec(bare);
  if (!monthFirst) return null;
  const [, name, day, year, rest] = monthFirst as unknown as string[];
  return named({ day, name, year, rest } as NamedParts);
}

type NamedParts = { day: string; name: string; year: string; rest: string };

function named({ day, name, year, rest }: NamedParts): DateMatch | null {
  const month = monthOf(name);
  if (!month) return null;
  return { kind: "parts", parts: { year: fullYear(Number(year)), month, day: Number(day) }, rest };
}

const months = monthNames();

export function monthOf(word: string): number | undefined {
  const name = word.toLowerCase().replaceAll(".", "");
  return months.get(name) ?? (name === "sept" ? 9 : undefined);
}

/** Exports follow the user's language; names are the platform's own. */
function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  for (const locale of ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"]) {
    for (const style of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(locale, { month: style, timeZone: "UTC" });
      const dated = new Intl.DateTimeFormat(locale, { month: style, day: "numeric", timeZone: "UTC" });
      for (let month = 0; month < 12; month++) {
        const at = Date.UTC(2024, month, 1);
        const inDate = dated.formatToParts(at).find((part) => part.type === "month")?.value ?? "";
        for (const name of [format.format(at), inDate]) {
          const key = name.toLowerCase().replaceAll(".", "");
          if (!names.has(key)) names.set(key, month + 1);
        }
      }
    }
  }
  return names;
}

const clockForm =
  /^[ T,-]*(?:at |um |à )?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,:](\d+))?)?(?: ?([ap])\.? ?m\.?)?(?: ?Uhr)?(.*)$/i;
const hourForm = /^[ T,-]*(?:at )?(\d{1,2})() ?()()([ap])\.? ?m\.?(.*)$/i;

/** The time of day and the zone that follow a date. */
function withClock(midnight: number, rest: string): DateReading {
  if (/^[ ,T-]*$/i.test(rest))
    return { kind: "time", time: { local: midnight, offset: null, hasTime: false }, zoneWord: null };
  const match = clockForm.exec(rest) ?? hourForm.exec(rest);
  if (!match) {
    const zone = zoneAfter(rest);
    if (!zone) return unreadable("The time of day cannot be read.");
    return {
      kind: "time",
      time: { local: midnight, offset: zone.offset, hasTime: false },
      zoneWord: zone.word,
    };
  }
  const millis = clockMillis(match);
  if (millis === null) return unreadable("There is no such time of day.");
  const zone = zoneAfter(match[6] as string);
  if (!zone) return unreadable("What follows the time is neither a zone nor an offset.");
  return {
    kind: "time",
    time: { local: midnight + millis, offset: zone.offset, hasTime: true },
    zoneWord: zone.word,
  };
}

function clockMillis(match: RegExpExecArray): number | null {
  let hour = Number(match[1]);
  const minute = Number(match[2] || 0);
  const second = Number(match[3] || 0);
  const half = match[5]?.toLowerCase();
  if (minute > 59 || second > 60) return null;
  if (half) {
    // Some programs write 13:05 PM; the half of the day then says nothing new.
    if (hour === 0 || (hour > 12 && (half === "a" || hour > 23))) return null;
    if (hour <= 12) hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  if (hour > 24 || (hour === 24 && (minute > 0 || second > 0))) return null;
  const fraction = match[4] ? Math.floor(Number(`0.${match[4]}`) * 1_000) : 0;
  return hour * 3_600_000 + minute * 60_000 + second * 1_000 + fraction;
}

function zoneAfter(rest: string): { offset: number | null; word: string | null } | null {
  const text = rest
    .replace(/[()[\],]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return { offset: null, word: null };
  const offset = fixedOffset(text.replace(/ /g, ""));
  if (offset !== null) return { offset, word: null };
  // JavaScript writes `+0100 (CET)`: the offset says more than the word.
  const both = /^((?:utc|gmt)?[+-]\d{1,2}:?\d{0,2}) \D+$/i.exec(text);
  const stated = both ? fixedOffset(both[1] as string) : null;
  if (stated !== null) return { offset: stated, word: null };
  if (/^[A-Z]{2,5}$/i.test(text)) return { offset: null, word: text.toUpperCase() };
  return /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)+$/i.test(text) ? { offset: null, word: text } : null;
}
