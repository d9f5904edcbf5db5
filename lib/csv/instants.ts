import { readLocalTime } from "./dates.ts";
import { type DayCount, readDayNumber } from "./day-numbers.ts";
import { type LocalTime, parseIso } from "./iso.ts";
import { isMissing } from "./words.ts";
import { fixedOffset, isZone, placeInZone } from "./zones.ts";

export const dateOrders = ["dmy", "mdy", "ymd"] as const;
/** The order in which day, month and year stand in dates such as 3/4/25. */
export type DateOrder = (typeof dateOrders)[number];

export type InstantRules = {
  order: DateOrder | null;
  /** The zone of times that carry none: an IANA name or an offset; null when nobody has said. */
  zone: string | null;
  /** What words such as CST mean: an IANA name or an offset for each. */
  zoneWords?: Readonly<Record<string, string>>;
  /** Whether a date without a time means midnight at its start; null when nobody has said. */
  dateOnly?: "midnight" | "refuse" | null;
  /** From when spreadsheets count bare numbers of days; null when nobody has said. */
  dayNumbers?: DayCount | "refuse" | null;
  /** The day after the one that is written, for a clock that went past midnight. */
  nextDay?: boolean;
};

export type InstantReading =
  | { kind: "instant"; at: number; note: "skipped-hour" | "repeated-hour" | "date-only" | null }
  | { kind: "missing" }
  | { kind: "ambiguous-order"; reason: string }
  | { kind: "no-zone"; reason: string }
  | { kind: "zone-word"; word: string; reason: string }
  | { kind: "date-only"; reason: string }
  | { kind: "day-number"; reason: string }
  | { kind: "strange-year"; at: number; reason: string }
  | { kind: "unreadable"; reason: string };

const missing: InstantReading = { kind: "missing" };

/** Years outside are typing errors or sentinels; 0001-01-01 and 9999-12-31 are what programs write for "never". */
const earliest = Date.UTC(1800, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * One cell as an instant, milliseconds since 1970 in UTC. Never guesses: what the rules leave open comes back
 * as its own kind. Midnight of 1 January 1970 in UTC stands for "never" in every tool known and is missing.
 */
export function readInstant(cell: string, rules: InstantRules): InstantReading {
  const iso = parseIso(cell);
  if (iso) return place(iso, null, rules);
  if (isMissing(cell)) return missing;
  const found = readLocalTime(cell, rules.order);
  if (found.kind === "time") return place(found.time, found.zoneWord, rules);
  if (found.kind === "epoch") return checkRange(found.at, null);
  if (found.kind === "day-number") return placeDayNumber(found, rules);
  return found;
}

/** Whether a cell says that something did not happen, in the words or with the dates that programs have for it. */
export function isNever(cell: string): boolean {
  return readInstant(cell, { order: "dmy", zone: "UTC", dateOnly: "midnight" }).kind === "missing";
}

function placeDayNumber(
  { text, reason }: { text: string; reason: string },
  rules: InstantRules,
): InstantReading {
  const { dayNumbers = null } = rules;
  if (dayNumbers === null || dayNumbers === "refuse") return { kind: "day-number", reason };
  const time = readDayNumber(text, dayNumbers);
  if (time !== null) return place(time, null, rules);
  return { kind: "unreadable", reason: "This day number has too few digits to tell the minute." };
}

function place(written: LocalTime, zoneWord: string | null, rules: InstantRules): InstantReading {
  const time = rules.nextDay ? { ...written, local: written.local + 86_400_000 } : written;
  if (time.local < -62_135_510_400_000) return missing;
  if (time.offset !== null)
    return checkRange(time.local - time.offset * 60_000, time.hasTime ? null : "date-only");
  if (time.local === 0 && zoneWord === null) return missing;
  if (!time.hasTime && rules.dateOnly !== "midnight") {
    return { kind: "date-only", reason: "The date has no time of day." };
  }
  const zone = zoneWord === null ? rules.zone : zoneOfWord(zoneWord, rules);
  if (zone === null) {
    if (zoneWord === null)
      return { kind: "no-zone", reason: "The time carries no zone, and none was chosen." };
    return { kind: "zone-word", word: zoneWord, reason: `It is not settled which zone ${zoneWord} means.` };
  }
  const placed = placeInZone(time.local, zone);
  if (placed.clock === "skipped") return checkRange(placed.at, "skipped-hour");
  if (placed.clock === "repeated") return checkRange(placed.at, "repeated-hour");
  return checkRange(placed.at, time.hasTime ? null : "date-only");
}

function zoneOfWord(word: string, rules: InstantRules): string | null {
  if (fixedOffset(word) !== null) return word;
  const chosen = rules.zoneWords?.[word.toUpperCase()];
  if (chosen) return chosen;
  return word.includes("/") && isKnownZone(word) ? word : null;
}

const checkedZones = new Map<string, boolean>();

function isKnownZone(zone: string): boolean {
  const known = checkedZones.get(zone);
  if (known !== undefined) return known;
  const valid = isZone(zone);
  if (checkedZones.size < 1_000) checkedZones.set(zone, valid);
  return valid;
}

type Note = Extract<InstantReading, { kind: "instant" }>["note"];

function checkRange(at: number, note: Note): InstantReading {
  if (at === 0) return missing;
  if (at >= earliest && at < latest) return { kind: "instant", at, note };
  const year = new Date(at).getUTCFullYear();
  if (year <= 1 || year >= 9999) return missing;
  return { kind: "strange-year", at, reason: `The year ${year} cannot be right.` };
}
