import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { format } from "date-fns/format";
import { dayOf } from "./calendar.ts";
import { readDateAlone } from "./csv/date-alone.ts";
import { readInstant } from "./csv/instants.ts";
import { placeInZone } from "./csv/zones.ts";
import { type Precision, writtenMoment } from "./moments.ts";

/**
 * Times as people type them while something is on fire: "14:05", "yesterday 23:10", "2h ago", or an instant pasted
 * from a log; and what is known of the past: a day, a month, a quarter, a year. Nothing is guessed: what can be read in two ways
 * is refused, and the words say how to write it.
 */
export type TypedTime = { at: Date; precision: Precision } | { refusal: string };

/** A recorded moment as somebody would type it. */
export function typedTimeOf(at: Date, zone: string, precision: Precision = "minute"): string {
  if (precision !== "minute") return writtenMoment(at, precision);
  return format(new TZDate(at.getTime(), zone), "yyyy-MM-dd HH:mm");
}

export const typedTimeExamples = "14:05, yesterday 23:10, 2h ago, 2026-03-05 14:05";

const clock = /^(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?$/;
const dayWord = /^(today|yesterday)(?:,| at)? (.+)$/;
const ago = /^(?:-|(?=.* ago$))(.+?)(?: ago)?$/;
const span =
  /(\d+(?:[.,]\d+)?) ?(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])/g;
const spanMs: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** `dates`: a day, a month, a quarter or a year may stand in place of a moment, for what nobody timed. */
export function readTypedTime(typed: string, of: { zone: string; now: Date; dates?: boolean }): TypedTime {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  if (text === "") return { refusal: `Type a time, such as ${typedTimeExamples}.` };
  if (text === "now") return toTheMinute(of.now.getTime());
  return (
    clockTime(text, of) ??
    dayTime(text, of) ??
    timeAgo(text, of) ??
    (of.dates ? dateAlone(typed.trim(), of) : null) ??
    fullTime(typed.trim(), of)
  );
}

const toTheMinute = (at: number): TypedTime => ({ at: new Date(at), precision: "minute" });

type Context = { zone: string; now: Date };

/** A time of day alone means today; one that has not come yet could be meant for yesterday, so it is refused. */
function clockTime(text: string, of: Context): TypedTime | null {
  const match = clock.exec(text);
  if (match === null) return null;
  const read = onDay(0, match, of);
  if ("refusal" in read || read.at.getTime() <= of.now.getTime() + 60_000) return read;
  return {
    refusal: `${text} has not come yet today in ${of.zone}. Write “yesterday ${text}” or the date.`,
  };
}

function dayTime(text: string, of: Context): TypedTime | null {
  if (text === "today" || text === "yesterday")
    return { refusal: `Say the time of day too, such as “${text} 14:05”.` };
  const match = dayWord.exec(text);
  if (match === null) return null;
  const time = clock.exec(match[2]!);
  if (time === null) return { refusal: `“${match[2]}” is not a time of day; write it as 14:05.` };
  return onDay(match[1] === "yesterday" ? -1 : 0, time, of);
}

function onDay(days: number, time: RegExpExecArray, { zone, now }: Context): TypedTime {
  const [, hours, minutes, seconds = "0", half] = time;
  const hour = hourOf(Number(hours), half);
  if (hour === null || Number(minutes) > 59 || Number(seconds) > 59)
    return { refusal: `There is no time of day ${time[0]}.` };
  const day = dayOf(addDays(new TZDate(now.getTime(), zone), days), zone);
  const local =
    Date.parse(`${day}T00:00:00Z`) + (hour * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
  return placed(local, zone);
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "p" ? 12 : 0);
}

function placed(local: number, zone: string): TypedTime {
  const { at, clock: shown } = placeInZone(local, zone);
  return shown === "plain" ? toTheMinute(at) : { refusal: clockRefusal(shown, zone) };
}

function clockRefusal(shown: "skipped" | "repeated", zone: string): string {
  return shown === "skipped"
    ? `Clocks in ${zone} were put forward over this time: it did not exist that day. Write it with its offset, such as 2026-03-29T01:30:00Z.`
    : `Clocks in ${zone} showed this time twice that day. Write it with its offset, such as 2026-10-25T00:30:00Z.`;
}

/** "2h ago", "1 h 30 min ago", "-90m". Months and years are no exact stretch of time, so they are not read. */
function timeAgo(text: string, { now }: Context): TypedTime | null {
  const said = ago.exec(text)?.[1];
  if (said === undefined) return null;
  let total = 0;
  const rest = said.replace(span, (_, amount: string, unit: string) => {
    total += Number(amount.replace(",", ".")) * spanMs[unit[0]!]!;
    return "";
  });
  if (rest.replace(/ and | |,/g, "") !== "" || rest === said)
    return { refusal: `“${text}” cannot be read; write it as 2h ago, 45 min ago or 1h 30m ago.` };
  if (total > 400 * 86_400_000) return { refusal: "That is more than a year ago; write the date." };
  const at = now.getTime() - Math.round(total);
  // "2h ago" speaks of minutes: seconds would claim more than was said.
  return toTheMinute(/\ds|\d s|sec/.test(said) ? at : Math.floor(at / 60_000) * 60_000);
}

/** What nobody timed. A year before 1970 is rather a clock, as 1405, and is refused as that. */
function dateAlone(typed: string, { now }: Context): TypedTime | null {
  const read = readDateAlone(typed, null);
  const year = read === null ? 0 : new Date(read.at).getUTCFullYear();
  const isDay = read?.precision === "day";
  if (
    read === null ||
    year < 1800 ||
    year >= 2200 ||
    (!isDay && (year < 1970 || year > now.getUTCFullYear() + 1))
  )
    return null;
  return { at: new Date(read.at), precision: read.precision };
}

function fullTime(typed: string, { zone }: Context): TypedTime {
  const read = readInstant(typed, { order: null, zone, dateOnly: "refuse" });
  switch (read.kind) {
    case "instant":
      if (read.note === "skipped-hour") return { refusal: clockRefusal("skipped", zone) };
      if (read.note === "repeated-hour") return { refusal: clockRefusal("repeated", zone) };
      if (read.note === "date-only") return { refusal: "Say the time of day too." };
      return toTheMinute(read.at);
    case "ambiguous-order":
      return { refusal: `${read.reason} Write the year first: 2026-03-05 14:05.` };
    case "zone-word":
      return { refusal: `${read.word} means different zones in different places. Write an offset: +01:00.` };
    case "date-only":
      return { refusal: "Say the time of day too, such as 2026-03-05 14:05." };
    default:
      return { refusal: `This cannot be read as a time. Write it as ${typedTimeExamples}.` };
  }
}
