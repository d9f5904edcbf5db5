import { isWeekday } from "./calendar-names.ts";
import { fixedOffset, isZone, zoneWordProposals } from "./zones.ts";

/** Times of day and the zones beside them, as they follow a date or stand before it. */

export type Clock = {
  /** Since midnight; null where there is none. */
  millis: number | null;
  /** Minutes east of UTC; null where none is named. */
  offset: number | null;
  /** A word for a zone that is no offset. */
  word: string | null;
};

type Unreadable = { reason: string };

const lead = "^[ T,-]*(?:(?:at|um|à|às|as|a las?|alle(?: ore)?|ore|om|kl\\.?) )?";
const half = "(?: ?(?<half>[ap])\\.? ?m\\.?(?![a-z]))?";
const unit = "(?: ?(?:uhr|hrs?|hs|h|min|m)\\.?(?![\\p{L}/]))?";
const rest = "(?<rest>.*)$";

const forms = [
  `${lead}(?<hour>\\d{1,2})(?<mark>[:.]| ?h ?)(?<minute>\\d{2})(?:[:.](?<second>\\d{2})(?:[.,:](?<fraction>\\d+))?)?${half}${unit}${rest}`,
  `${lead}(?<hour>\\d{1,2}) ?(?<half>[ap])\\.? ?m\\.?(?![a-z])${rest}`,
  `${lead}(?<hour>\\d{1,2}) ?(?:uhr|hrs|h)(?![\\p{L}\\d])${rest}`,
  // Digits alone, of which a sign before would make an offset.
  `^[ T,]+(?<hour>\\d{1,2})(?<minute>\\d{2})(?<second>\\d{2})?(?![\\d:.,/-])${half}${unit}${rest}`,
  `^[ T,]*(?<noon>[上下]午|午[前後]|오[전후])? ?(?<hour>\\d{1,2})(?:[時时点點시]|:(?=\\d)) ?(?:(?<minute>\\d{1,2})[分분]?)? ?(?:(?<second>\\d{1,2})[秒초])?${rest}`,
].map((form) => new RegExp(form, "iu"));

/** What nearly all are, which spares them the other forms. */
const usualClock =
  /^(?:T|,? )(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?: ?(?<half>[ap])m)?(?<rest>)$/i;

/** What follows a date: nothing, a time of day, a zone, or both in either order; a weekday beside them says nothing. */
export function readClock(text: string): Clock | Unreadable {
  if (/^[ ,T-]*$/i.test(text)) return { millis: null, offset: null, word: null };
  const usual = usualClock.exec(text)?.groups;
  const bare = usual === undefined ? withoutWeekday(text) : text;
  if (/^[ ,T-]*0[.,]\d+$/.test(bare))
    return { reason: "This looks like a spreadsheet's fraction of a day; format the column as a time." };
  const said = usual ?? clockIn(bare) ?? clockIn(zoneLast(bare));
  if (said === null) {
    const zone = zoneAfter(bare);
    return zone === null ? { reason: "The time of day cannot be read." } : { millis: null, ...zone };
  }
  const millis = clockMillis(said);
  if (millis === null) return { reason: "There is no such time of day." };
  const zone = zoneAfter(said.rest ?? "");
  if (zone === null) return { reason: "What follows the time is neither a zone nor an offset." };
  return { millis, ...zone };
}

type Said = Partial<
  Record<"hour" | "minute" | "second" | "fraction" | "half" | "noon" | "mark" | "rest", string>
>;

function clockIn(text: string | null): Said | null {
  if (text === null) return null;
  for (const form of forms) {
    const said = form.exec(text)?.groups;
    if (said !== undefined) return said;
  }
  return null;
}

/** “(Fri) 10:00” */
function withoutWeekday(text: string): string {
  const day = /^[ ,]*\(?([\p{L}]{1,12})\.?\)?(?=[ ,\d]|$)[ ,]*/u.exec(text);
  return day !== null && isWeekday(day[1] as string) ? ` ${text.slice(day[0].length)}` : text;
}

/** “PST 10:00” as “10:00 PST”; null where no zone stands first. */
function zoneLast(text: string): string | null {
  const first = /^[ ,(]*([^ ,)]+)[ ,)]+(?=.*\d)(.+)$/.exec(text);
  return first !== null && isZoneWord(first[1] as string) ? ` ${first[2]} ${first[1]}` : null;
}

/** Ahead of a date other words stand too, so that only known ones are zones. */
function isZoneWord(word: string): boolean {
  if (fixedOffset(word) !== null) return true;
  return Object.hasOwn(zoneWordProposals, word.toUpperCase()) || (word.includes("/") && isZone(word));
}

const clockAhead =
  /^(\d{1,2}(?:[:.]| ?h ?)\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.? ?m\.?)?(?: ?(?:uhr|hrs|h))?|\d{1,2} ?(?:[ap]\.? ?m\.?|uhr|h)|\d{3,4})(?: ?[,-])?(?: (?:on|am|den|le|el|em|il))? (.+)$/iu;
const loggedTime = /^(\p{L}{3,12}) {1,2}(\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)((?: \S+)?) (\d{4})$/u;
const article = /^(?:on|the|am|den|le|el|em|il|den) (?=\d|\p{L})/iu;

/** A date that stands behind its weekday, its time of day or its zone, with these behind it; else as it is. */
export function dateFirst(text: string): string {
  // A date by itself, or a count since 1970.
  if (/^(?:\d{1,2}[ -]\p{L}{3}|-?\d{8})/u.test(text)) return text;
  let date = text;
  const behind: string[] = [];
  for (let step = 0; step < 4; step++) {
    const word = /^([^ ,]+),? (?=.*\d)/.exec(date);
    const clock = clockAhead.exec(date);
    if (word !== null && /^\p{L}[\p{L}-]*\.?$/u.test(word[1] as string) && isWeekday(word[1] as string))
      date = date.slice(word[0].length);
    else if (clock !== null) {
      behind.unshift(clock[1] as string);
      date = clock[2] as string;
    } else if (word !== null && isZoneWord(word[1] as string)) {
      behind.push(word[1] as string);
      date = date.slice(word[0].length);
    } else break;
  }
  date = date.replace(article, "");
  const logged = loggedTime.exec(date);
  if (logged !== null) {
    const [, month, day, clock, zone, year] = logged;
    date = `${day} ${month} ${year} ${clock}${zone}`;
  }
  return [date, ...behind].join(" ");
}

/** A time of day by itself, as a column of clocks holds it: it takes the place of that of a whole moment. */
export function withOtherClock(moment: string, clock: string): string | null {
  const own = /^(.*?\d)(?:T|[ ,]+)(\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?(?: ?[ap]\.? ?m\.?)?)(.*)$/iu.exec(
    moment,
  );
  if (own === null) return null;
  const alone = readClock(` ${clock}`);
  if ("reason" in alone || alone.millis === null) return null;
  const isPlaced = alone.offset !== null || alone.word !== null;
  return `${own[1]} ${clock.trim()}${isPlaced ? "" : own[3]}`;
}

function clockMillis({ hour: hours, minute, second, fraction, half, noon }: Said): number | null {
  let hour = Number(hours);
  const [minutes, seconds] = [Number(minute ?? 0), Number(second ?? 0)];
  const part = half?.toLowerCase() ?? (noon === undefined ? undefined : /[下後후]/.test(noon) ? "p" : "a");
  if (minutes > 59 || seconds > 60) return null;
  if (part) {
    // Some programs write 13:05 PM; the half of the day then says nothing new.
    if ((hour === 0 && noon === undefined) || (hour > 12 && (part === "a" || hour > 23))) return null;
    if (hour <= 12) hour = (hour % 12) + (part === "p" ? 12 : 0);
  }
  if (hour > 24 || (hour === 24 && (minutes > 0 || seconds > 0))) return null;
  const millis = fraction ? Math.floor(Number(`0.${fraction}`) * 1_000) : 0;
  return hour * 3_600_000 + minutes * 60_000 + seconds * 1_000 + millis;
}

function zoneAfter(after: string): { offset: number | null; word: string | null } | null {
  if (after === "") return { offset: null, word: null };
  const text = withoutWeekday(after)
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
