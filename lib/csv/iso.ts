/**
 * ISO 8601 read by character codes: files hold millions of these, and the general reader is too slow for them.
 * Anything unusual gives null and is left to the general reader.
 */

/** `offset` is minutes east of UTC, null when the text names none; `local` is milliseconds as if UTC. */
export type LocalTime = { local: number; offset: number | null; hasTime: boolean };

const zero = 48;

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, chrono-compatible algorithms). */
export function daysFromCivil(year: number, month: number, dayOfMonth: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isCivil(year: number, month: number, dayOfMonth: number): boolean {
  if (month < 1 || month > 12 || dayOfMonth < 1) return false;
  if (month === 2 && dayOfMonth === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return dayOfMonth <= (monthDays[month - 1] as number);
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

export function parseIso(text: string): LocalTime | null {
  const length = text.length;
  if (length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const dayOfMonth = twoDigits(text, 8);
  if (century < 0 || yearOfCentury < 0 || !isCivil(century * 100 + yearOfCentury, month, dayOfMonth))
    return null;
  const midnight = daysFromCivil(century * 100 + yearOfCentury, month, dayOfMonth) * 86_400_000;
  if (length === 10) return { local: midnight, offset: null, hasTime: false };

  const mark = text.charCodeAt(10);
  if ((mark !== 84 && mark !== 32 && mark !== 116) || length < 16 || text.charCodeAt(13) !== 58) return null;
  const hour = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  if (hour < 0 || hour > 23 || minutes < 0 || minutes > 59) return null;
  return parseSeconds(text, midnight + hour * 3_600_000 + minutes * 60_000);
}

function parseSeconds(text: string, base: number): LocalTime | null {
  let at = 16;
  let local = base;
  if (text.charCodeAt(at) === 58) {
    const seconds = twoDigits(text, 17);
    if (seconds < 0 || seconds > 59) return null;
    local += seconds * 1_000;
    at = 19;
    const mark = text.charCodeAt(at);
    if (mark === 46 || mark === 44) {
      const start = ++at;
      let millis = 0;
      for (; at < text.length; at++) {
        const digit = text.charCodeAt(at) - zero;
        if (digit < 0 || digit > 9) break;
        if (at - start < 3) millis = millis * 10 + digit;
      }
      if (at === start) return null;
      local += millis * (at - start === 1 ? 100 : at - start === 2 ? 10 : 1);
    }
  }
  return parseOffset(text, at, local);
}

function parseOffset(text: string, from: number, local: number): LocalTime | null {
  const length = text.length;
  if (from === length) return { local, offset: null, hasTime: true };
  const mark = text.charCodeAt(from);
  if ((mark === 90 || mark === 122) && from + 1 === length) return { local, offset: 0, hasTime: true };
  if (mark !== 43 && mark !== 45) return null;
  const hours = twoDigits(text, from + 1);
  const colon = text.charCodeAt(from + 3) === 58 ? 1 : 0;
  const short = length === from + 3;
  const minutes = short ? 0 : twoDigits(text, from + 3 + colon);
  if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return null;
  if (!short && length !== from + 5 + colon) return null;
  const offset = hours * 60 + minutes;
  return { local, offset: mark === 45 ? -offset : offset, hasTime: true };
}
