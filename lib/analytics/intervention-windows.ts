import { dayNumber, dayOf, dayStart, shiftDays } from "#lib/calendar.ts";
import type { Intervention, InterventionScope } from "#lib/interventions/schema.ts";
import type { Period } from "#lib/period.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";

/** The days before and after an intervention, and whom it reaches. */

export const MOST_WINDOW_DAYS = 90;

type Days = Pick<Intervention, "startsOn" | "endsOn">;

/** Whole days of each window; zero or less before the intervention has begun. */
export function windowDays(days: Days, today: string): number {
  return Math.min(wholeWindow(days), daysOver(days, today));
}

/** Days of each window once it is over: its own, or all that are looked at where it has no end. */
export function wholeWindow({ startsOn, endsOn }: Days): number {
  if (endsOn === null) return MOST_WINDOW_DAYS;
  return Math.min(MOST_WINDOW_DAYS, dayNumber(endsOn) + 1 - dayNumber(startsOn));
}

/** Whole days since its first one. */
export function daysOver({ startsOn }: Pick<Days, "startsOn">, today: string): number {
  return dayNumber(today) - dayNumber(startsOn);
}

export interface Windows {
  days: number;
  before: Period;
  after: Period;
}

export function windowsOf(intervention: Intervention, { now, period: { zone } }: View<Filter>): Windows {
  const days = windowDays(intervention, dayOf(now, zone));
  const at = (days: number) => dayStart(shiftDays(intervention.startsOn, days), zone);
  return {
    days,
    before: { from: at(-days), to: at(0), zone },
    after: { from: at(0), to: at(days), zone },
  };
}

/** For each system number whether the scope holds it; null for everything, systems or not. */
export function scopeMask({ systems }: Facts, scope: InterventionScope): Uint8Array | null {
  if (scope.to === "all") return null;
  const mask = new Uint8Array(systems.byNumber.length + 1);
  for (const system of systems.byNumber) {
    if (system === undefined) continue;
    const isIn =
      scope.to === "tier"
        ? (scope.tiers as number[]).includes(system.tier)
        : scope.to === "org"
          ? scope.orgs.includes(systems.orgs.words[system.org] ?? "")
          : scope.systems.includes(system.slug);
    if (isIn) mask[system.number] = 1;
  }
  return mask;
}

/** Whether two reach the very same systems, however that is said. */
export function reachTheSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.every((isIn, system) => isIn === b[system]);
}

export function shareSystems(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return true;
  return a.some((isIn, system) => isIn === 1 && b[system] === 1);
}
