import type { NumberFormat } from "./number-format.ts";

/** A number of a sheet as the text that a CSV would hold: a moment, a duration, a share, or plain digits. */

export type CellText = { text: string; remark?: string };

const dayMs = 86_400_000;
/** Day 0, so that day 61 is 1 March 1900: spreadsheets count a 29 February 1900 that never was. */
const from1900 = Date.UTC(1899, 11, 30);
const from1904 = Date.UTC(1904, 0, 1);
const lastDay = 2_958_465;
/** A clock that counts days is a duration: ten years since 1900 are nobody's date. */
const mostDurationDays = 3_653;

export function numberText(raw: string, format: NumberFormat, is1904: boolean): CellText {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return { text: raw.trim() };
  if (format.percent) return { text: `${plainDigits(value * 100)}%` };
  if (!(format.date || format.clock) || value < 0 || value > lastDay)
    return { text: format.digits > 0 ? plainDigits(value).padStart(format.digits, "0") : plainDigits(value) };
  if (format.elapsed) return { text: durationText(millisOf(raw, value)) };
  if (!format.date && value >= 1 && value < mostDurationDays)
    return { text: durationText(millisOf(raw, value)) };
  if (value < 1 && !(is1904 && format.date)) return clockAlone(raw, value, format);
  return { text: momentText(raw, value, { format, is1904 }) };
}

function clockAlone(raw: string, value: number, { date, clock }: NumberFormat): CellText {
  if (date && value === 0)
    return { text: "", remark: "A 0 in a column of dates is no date; it was taken as nothing recorded." };
  const millis = millisOf(raw, value);
  return { text: clock || millis > 0 ? clockText(millis % dayMs) : "" };
}

function momentText(
  raw: string,
  value: number,
  { format, is1904 }: { format: NumberFormat; is1904: boolean },
): string {
  // Before 1 March 1900 days are counted without the day that never was.
  const start = is1904 ? from1904 : value < 60 ? from1900 + dayMs : from1900;
  const millis = millisOf(raw, value);
  const iso = new Date(start + millis).toISOString();
  const day = iso.slice(0, 10);
  return millis % dayMs === 0 && !format.clock ? day : `${day} ${clockText(millis % dayMs)}`;
}

/**
 * Fractions of a day rarely come out even. What lies as near to a full second as the digits can tell is that second;
 * else it is a millisecond.
 */
function millisOf(raw: string, value: number): number {
  const millis = Math.round(value * dayMs);
  const second = Math.round(millis / 1000) * 1000;
  const decimals = /^\d+\.(\d+)$/.exec(raw.trim())?.[1]?.length ?? 15;
  const known = Math.max(2, Math.min(500, 0.5 * dayMs * 10 ** -decimals));
  return Math.abs(millis - second) <= known ? second : millis;
}

function clockText(millis: number): string {
  const text = new Date(millis).toISOString().slice(11, 23);
  return text.endsWith(".000") ? text.slice(0, 8) : text;
}

/** With seconds, so that hours and minutes cannot be taken for minutes and seconds. */
function durationText(millis: number): string {
  const hours = Math.floor(millis / 3_600_000);
  return `${hours}:${clockText(millis % 3_600_000).slice(3)}`;
}

/** As many digits as a spreadsheet holds to, and no exponent. */
function plainDigits(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  if (!text.includes("e")) return text;
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  if (point > 400 || point < -400) return text;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}

/** A moment that is written as ISO 8601 in a cell of its own kind. */
export function isoCellText(text: string): string {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?)?$/.exec(text.trim());
  if (found === null) return text.trim();
  const [, day, time, fraction = ""] = found;
  if (time === undefined) return day as string;
  const millis = fraction.padEnd(3, "0").slice(0, 3);
  return `${day} ${time.length === 5 ? `${time}:00` : time}${Number(millis) === 0 ? "" : `.${millis}`}`;
}
