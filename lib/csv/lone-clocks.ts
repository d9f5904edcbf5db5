import { readClock } from "./clocks.ts";
import { tidy } from "./dates.ts";

/** Times of day, and zones, that stand in columns of their own. */

/** “10:00”, “5:00:00 PM”, “10 AM”, “10h30”, “10.30 Uhr”, “10時30分”; digits alone are none by themselves. */
export function isClock(cell: string): boolean {
  const text = tidy(cell);
  if (text.length > 24 || !/\d/.test(text) || /^[\d.,]+$/.test(text)) return false;
  // “1h 20m” and “5 h” say how long.
  if (/\d ?(h|m|min)\.?$/i.test(text) && !/[ap]\.? ?m\.?$/i.test(text)) return false;
  return isTimeOfDay(text);
}

/** “1030”, “0900” and “930” too: clocks where the column says that it holds any. */
export function isClockOrDigits(cell: string): boolean {
  const text = tidy(cell);
  return isClock(text) || (/^\d{3,4}$|^\d{1,2}[.,:]\d{2}$|^\d{1,2} ?h$/.test(text) && isTimeOfDay(text));
}

function isTimeOfDay(text: string): boolean {
  const clock = readClock(` ${text}`);
  return !("reason" in clock) && clock.millis !== null;
}

/** “UTC”, “CET”, “+01:00”, “GMT+1”, “Europe/Berlin”: what may follow a time as its zone. */
export function isZone(cell: string): boolean {
  const clock = readClock(` 10:00 ${tidy(cell)}`);
  return !("reason" in clock) && (clock.offset !== null || clock.word !== null);
}
