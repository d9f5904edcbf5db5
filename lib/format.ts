/**
 * How figures and instants are written, everywhere. Pure; the same text on the server and in the browser, hence no
 * locale of the reader's. What was not recorded is said in words and never written as 0.
 */
import { tzOffset } from "@date-fns/tz";
import { UTCDateMini } from "@date-fns/utc/date/mini";
import { format } from "date-fns/format";
import type { Precision } from "./moments.ts";

export const noData = "no data";
export const notRecorded = "not recorded";

/** `share` is a fraction of 1; `money:EUR` an amount in that currency. */
export type Unit = "count" | "minutes" | "hours" | "days" | "share" | "ratio" | `money:${string}`;
export type Instant = string | number | Date;
export type Bucket = "day" | "week" | "month" | "quarter";
type Figure = number | null | undefined;

const space = "\u00a0";
const minus = "\u2212";
const dash = "\u2013";

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

function isMissing(value: Figure): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value);
}

function signed(value: number, text: string): string {
  return value < 0 ? `${minus}${text}` : text;
}

/** 1,234 */
export function formatCount(value: Figure, missing: string = noData): string {
  if (isMissing(value)) return missing;
  if (!Number.isFinite(value)) return signed(value, "∞");
  return signed(Math.round(value), grouped.format(Math.abs(Math.round(value))));
}

const scales = [
  { from: 1e9, suffix: "bn" },
  { from: 1e6, suffix: "M" },
  { from: 1e3, suffix: "k" },
] as const;

function threeDigits(value: number): string {
  const text = value >= 99.95 ? value.toFixed(0) : value.toFixed(1);
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}

/** 6.3 M; up to 9,999 in full, so that small counts stay exact. */
export function formatShort(value: Figure, missing: string = noData): string {
  if (isMissing(value)) return missing;
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size < 9_999.5) return formatCount(value, missing);
  // 999,950 reads 1 M, not 1000 k.
  const scale = scales.find((candidate) => size >= candidate.from * 0.9995) ?? scales[2];
  return signed(value, `${threeDigits(size / scale.from)}${space}${scale.suffix}`);
}

function twoParts(large: number, largeName: string, small: number, smallName: string): string {
  const first = `${grouped.format(large)}${space}${largeName}`;
  return small === 0 ? first : `${first}${space}${small}${space}${smallName}`;
}

/** 47 min, 3 h 20 min, 2 d 4 h */
export function formatMinutes(minutes: Figure, missing: string = noData): string {
  if (isMissing(minutes)) return missing;
  if (!Number.isFinite(minutes)) return signed(minutes, "∞");
  if (minutes < 0) return `${minus}${formatMinutes(-minutes)}`;
  if (minutes > 0 && minutes < 1) return `<${space}1${space}min`;
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole}${space}min`;
  if (whole < 24 * 60) return twoParts(Math.floor(whole / 60), "h", whole % 60, "min");
  const hours = Math.round(minutes / 60);
  return twoParts(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** 0.4, 12.3, 1,234: a plain quantity with as many decimals as its size deserves. */
export function formatQuantity(value: Figure, missing: string = noData): string {
  return isMissing(value) ? missing : trimZeros(withDecimals(value));
}

/** 0.40, 2.0: beside its interval a figure keeps its zeros, as 1 and 1.0 do not claim the same. */
function withDecimals(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return signed(value, "∞");
  if (size === 0) return "0";
  if (size < 0.01) return signed(value, `<${space}0.01`);
  if (size < 0.995) return signed(value, size.toFixed(2));
  return size < 99.95 ? signed(value, size.toFixed(1)) : formatShort(value);
}

function trimZeros(text: string): string {
  return /\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

function percentDigits(share: number): number {
  return share > 0 && share < 0.0995 ? 1 : 0;
}

/** 31%, 4.2%, 100%; never rounded to 0% or to 100% when it is neither. */
export function formatShare(share: Figure, missing: string = noData): string {
  if (isMissing(share)) return missing;
  if (!Number.isFinite(share)) return signed(share, "∞");
  const size = Math.abs(share);
  if (size > 0 && size < 0.0005) return signed(share, `<${space}0.1%`);
  if (size >= 0.995 && size < 1) return signed(share, `>${space}99%`);
  return signed(share, `${trimZeros((size * 100).toFixed(percentDigits(size)))}%`);
}

export type Interval = { low: Figure; high: Figure };

/** 31% (24–39), 35.6% (35.2–36.0) */
export function formatShareInterval(
  share: Figure,
  { low, high }: Interval,
  missing: string = noData,
): string {
  if (isMissing(share)) return missing;
  if (isMissing(low) || isMissing(high)) return formatShare(share, missing);
  // Within two points, whole per cents would write one number three times.
  const digits = high > low && high - low < 0.02 ? 1 : percentDigits(share);
  const bound = (value: number) =>
    value === 0 || value === 1 ? `${value * 100}` : (value * 100).toFixed(digits);
  const isRounded = share >= 0.0005 && share < 0.995;
  return `${isRounded ? `${bound(share)}%` : formatShare(share)} (${bound(low)}${dash}${bound(high)})`;
}

/** A bound as the REST contract writes it: infinite ones are the word. */
export type Bound = number | "Infinity" | null | undefined;

export function numericBound(bound: Bound): Figure {
  return bound === "Infinity" ? Number.POSITIVE_INFINITY : bound;
}

/** 1.1 (0.70–1.7) */
export function formatEstimate(
  { estimate, low, high }: { estimate: Bound; low: Bound; high: Bound },
  missing: string = noData,
): string {
  const value = numericBound(estimate);
  if (isMissing(value)) return missing;
  const [from, to] = [numericBound(low), numericBound(high)];
  if (isMissing(from) || isMissing(to)) return formatQuantity(value);
  return `${withDecimals(value)} (${withDecimals(from)}${dash}${withDecimals(to)})`;
}

/** p = 0.032, p < 0.001; the letter may be q. */
export function formatP(value: Figure, letter: "p" | "q" = "p"): string {
  if (isMissing(value)) return `${letter} ${noData}`;
  if (value < 0.001) return `${letter} < 0.001`;
  return `${letter} = ${value < 0.1 ? value.toFixed(3) : value.toFixed(2)}`;
}

/** $6.3 M, €1,234, CHF 12 k */
export function formatMoney(amount: Figure, currency: string, missing: string = noData): string {
  if (isMissing(amount)) return missing;
  const symbol = currencySymbol(currency);
  const joined = symbol.length > 1 ? `${symbol}${space}` : symbol;
  return signed(Math.round(amount), `${joined}${formatShort(Math.abs(amount))}`);
}

const symbols: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹", NPR: "NPR" };

function currencySymbol(currency: string): string {
  return symbols[currency.toUpperCase()] ?? currency.toUpperCase();
}

/** One way in for a chart or a tile, which know the unit of a value and nothing else. */
export function formatValue(value: Figure, unit: Unit, missing: string = noData): string {
  if (unit === "count") return formatShort(value, missing);
  if (unit === "minutes") return formatMinutes(value, missing);
  if (unit === "share") return formatShare(value, missing);
  if (unit === "ratio") return formatQuantity(value, missing);
  if (unit === "hours" || unit === "days")
    return formatWithUnit(value, unit === "hours" ? "h" : "d", missing);
  return formatMoney(value, unit.slice("money:".length), missing);
}

function formatWithUnit(value: Figure, name: string, missing: string): string {
  return isMissing(value) ? missing : `${formatQuantity(value)}${space}${name}`;
}

/** The same value without rounding to a scale: for tables, where 6,312,408 is wanted. */
export function formatExact(value: Figure, unit: Unit, missing: string = noData): string {
  if (isMissing(value)) return missing;
  if (unit === "count") return Number.isInteger(value) ? formatCount(value) : formatQuantity(value);
  if (!unit.startsWith("money:")) return formatValue(value, unit);
  const symbol = currencySymbol(unit.slice("money:".length));
  const amount = formatCount(Math.abs(value));
  return signed(Math.round(value), symbol.length > 1 ? `${symbol}${space}${amount}` : `${symbol}${amount}`);
}

/** +12%, −8%, ×3.4 above a trebling; null when there is nothing to compare with. */
export function formatChange(now: Figure, before: Figure): string | null {
  if (isMissing(now) || isMissing(before)) return null;
  if (now === before) return "no change";
  if (before === 0) return null;
  const ratio = now / before;
  if (ratio >= 3) return `×${formatQuantity(ratio)}`;
  const percent = Math.abs(ratio - 1);
  return `${ratio > 1 ? "+" : minus}${percent < 0.01 ? `<${space}1%` : `${Math.round(percent * 100)}%`}`;
}

/** Shares are compared in percentage points: +3 pt. */
export function formatPoints(now: Figure, before: Figure): string | null {
  if (isMissing(now) || isMissing(before)) return null;
  const points = (now - before) * 100;
  if (points === 0) return "no change";
  const size = Math.abs(points);
  const text = size < 0.1 ? `<${space}0.1` : trimZeros(size.toFixed(size < 10 ? 1 : 0));
  return `${points > 0 ? "+" : minus}${text}${space}pt`;
}

export type InstantStyle = "minute" | "second" | "date" | "time" | "month" | "weekday";

const patterns: Record<InstantStyle, string> = {
  minute: "d MMM yyyy, HH:mm",
  second: "d MMM yyyy, HH:mm:ss",
  date: "d MMM yyyy",
  time: "HH:mm",
  month: "MMMM yyyy",
  weekday: "EEE d MMM, HH:mm",
};

/** A date whose getters tell the zone's clock: a TZDate asks the calendar for each of them, this one once. */
function inZone(instant: Instant, zone: string): Date {
  const date = new Date(instant);
  return new UTCDateMini(date.getTime() + tzOffset(zone, date) * 60_000);
}

function isUnreadable(instant: Instant | null | undefined): instant is null | undefined {
  return instant === null || instant === undefined || Number.isNaN(new Date(instant).getTime());
}

/** 5 Mar 2026, 14:05 in the zone given. */
export function formatInstant(
  instant: Instant | null | undefined,
  zone: string,
  style: InstantStyle = "minute",
): string {
  if (isUnreadable(instant)) return notRecorded;
  return format(inZone(instant, zone), patterns[style]);
}

const datePatterns = { day: "d MMMM yyyy", month: "MMMM yyyy", quarter: "QQQ yyyy", year: "yyyy" } as const;

/**
 * A moment that may be known to a date alone: 5 March 2026, March 2026, Q1 2026 or 2026, the same for every reader and without a
 * clock; one that is known to the minute as `formatInstant` has it.
 */
export function formatMoment(
  at: Instant | null | undefined,
  of: { zone: string; precision?: Precision; style?: InstantStyle },
): string {
  const { zone, precision = "minute", style } = of;
  if (precision === "minute" || isUnreadable(at)) return formatInstant(at, zone, style);
  return format(inZone(at, "UTC"), datePatterns[precision]);
}

/** A calendar day, which has no zone: "5 Mar 2026". */
export function formatDay(day: string): string {
  return formatInstant(`${day}T12:00:00Z`, "UTC", "date");
}

/** UTC, UTC+05:45: what the zone is at that instant, since summer time moves it. */
export function formatOffset(zone: string, instant: Instant): string {
  const minutes = tzOffset(zone, new Date(instant));
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const clock = `${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? minus : "+"}${clock}`;
}

/** Asia/Kathmandu, UTC+05:45 */
export function formatZone(zone: string, instant: Instant): string {
  const offset = formatOffset(zone, instant);
  return zone === "UTC" || zone === "Etc/UTC" ? "UTC" : `${zone.replaceAll("_", " ")}, ${offset}`;
}

/** 5 Mar 2026; week of 2 Mar 2026; March 2026; Q1 2026 */
export function formatBucket(start: Instant, bucket: Bucket, zone: string): string {
  if (bucket === "quarter") return format(inZone(start, zone), "QQQ yyyy");
  if (bucket === "month") return formatInstant(start, zone, "month");
  const date = formatInstant(start, zone, "date");
  return bucket === "week" ? `week of ${date}` : date;
}

/** 5 Mar; Mar ’26 for months, which is no day, and Q1 ’26: short enough for an axis. */
export function formatTick(start: Instant, bucket: Bucket, zone: string): string {
  const pattern = { day: "d MMM", week: "d MMM", month: "MMM ’yy", quarter: "QQQ ’yy" }[bucket];
  return format(inZone(start, zone), pattern);
}

/** About when a bucket was, in a sentence: 9 March 2026, the week of 9 March 2026, March 2026, Q1 2026. */
export function formatAbout(start: Instant, bucket: Bucket, zone: string): string {
  if (bucket === "month" || bucket === "quarter") return formatBucket(start, bucket, zone);
  const day = format(inZone(start, zone), datePatterns.day);
  return bucket === "week" ? `the week of ${day}` : day;
}

/** 2 Mar – 8 Mar 2026, from an exclusive end. */
export function formatPeriod(from: Instant, to: Instant, zone: string): string {
  const last = new Date(new Date(to).getTime() - 1);
  const [start, end] = [inZone(from, zone), inZone(last, zone)];
  if (format(start, "yMMdd") === format(end, "yMMdd")) return format(start, "d MMM yyyy");
  const sameYear = start.getFullYear() === end.getFullYear();
  return `${format(start, sameYear ? "d MMM" : "d MMM yyyy")} ${dash} ${format(end, "d MMM yyyy")}`;
}

/** A sentence of words that stand within others elsewhere. */
export function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 3 incidents, 1 incident */
export function formatPlural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** 212 of 240 recorded: what a figure rests on. */
export function formatRecorded(recorded: number, of: number): string {
  return `${formatCount(recorded)} of ${formatCount(of)} recorded`;
}

export function severityLabel(severity: number | null | undefined): string {
  return severity === null || severity === undefined ? "Sev unknown" : `Sev-${severity}`;
}
