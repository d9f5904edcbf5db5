import { tzOffset } from "@date-fns/tz";

const minute = 60_000;
const day = 86_400_000;

/** An IANA name, or an offset as ±hh:mm. */
export function isZone(zone: string): boolean {
  if (fixedOffset(zone) !== null) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Minutes east of UTC of `Z`, `+05:45`, `+0545`, `+05`, `UTC`, `GMT+2`; null for anything else. */
export function fixedOffset(text: string): number | null {
  if (/^(z|utc|gmt|ut)$/i.test(text)) return 0;
  const match = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 18 * 60 || Number(match[3] ?? 0) > 59) return null;
  return match[1] === "-" ? -minutes : minutes;
}

type Days = Map<number, number | null>;
const knownDays = new Map<string, Days>();

/** Asking the platform costs microseconds, so a day whose two ends agree is asked about once. */
function offsetAt(zone: string, at: number): number {
  let days = knownDays.get(zone);
  if (!days) {
    days = new Map();
    knownDays.set(zone, days);
  }
  const index = Math.floor(at / day);
  let offset = days.get(index);
  if (offset === undefined) {
    const start = tzOffset(zone, new Date(index * day));
    offset = start === tzOffset(zone, new Date((index + 1) * day - 1)) ? start : null;
    days.set(index, offset);
  }
  return offset ?? tzOffset(zone, new Date(at));
}

export type Placed = { at: number; clock: "plain" | "skipped" | "repeated" };

/**
 * The instant at which clocks in `zone` showed `local` (milliseconds as if UTC). Where clocks were put forward
 * over it, the time moves on by the gap; where they showed it twice, the first is taken.
 */
export function placeInZone(local: number, zone: string): Placed {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return { at: local - fixed * minute, clock: "plain" };
  const before = offsetAt(zone, local - day) * minute;
  const after = offsetAt(zone, local + day) * minute;
  if (before === after) return { at: local - before, clock: "plain" };
  const first = local - before;
  const second = local - after;
  const firstHolds = offsetAt(zone, first) * minute === before;
  const secondHolds = offsetAt(zone, second) * minute === after;
  if (firstHolds && secondHolds)
    return { at: Math.min(first, second), clock: first === second ? "plain" : "repeated" };
  if (firstHolds) return { at: first, clock: "plain" };
  if (secondHolds) return { at: second, clock: "plain" };
  return { at: first, clock: "skipped" };
}

/** What zone words usually mean. Several mean different zones in different countries, so this is to be confirmed. */
export const zoneWordProposals: Readonly<Record<string, string>> = {
  PST: "-08:00",
  PDT: "-07:00",
  PT: "America/Los_Angeles",
  MST: "-07:00",
  MDT: "-06:00",
  MT: "America/Denver",
  CST: "-06:00",
  CDT: "-05:00",
  CT: "America/Chicago",
  EST: "-05:00",
  EDT: "-04:00",
  ET: "America/New_York",
  AKST: "-09:00",
  AKDT: "-08:00",
  HST: "-10:00",
  WET: "+00:00",
  WEST: "+01:00",
  BST: "+01:00",
  IST: "+05:30",
  CET: "+01:00",
  CEST: "+02:00",
  EET: "+02:00",
  EEST: "+03:00",
  MSK: "+03:00",
  SAST: "+02:00",
  SGT: "+08:00",
  HKT: "+08:00",
  JST: "+09:00",
  KST: "+09:00",
  AEST: "+10:00",
  AEDT: "+11:00",
  ACST: "+09:30",
  AWST: "+08:00",
  NZST: "+12:00",
  NZDT: "+13:00",
  BRT: "-03:00",
  NPT: "+05:45",
};
