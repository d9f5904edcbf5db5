import { dayOf } from "#lib/calendar.ts";
import type { Action } from "./schema.ts";

/** An open action is overdue once its day is over; `today` is a calendar day in the organisation's zone. */
export function isOverdue(action: Pick<Action, "state" | "dueOn">, today: string): boolean {
  return action.state === "open" && action.dueOn !== null && action.dueOn < today;
}

/** When an action was closed follows from its state, unless somebody says when it was. */
export function closedAtOf(of: {
  before: Pick<Action, "state" | "closedAt"> | null;
  state: Action["state"];
  said: Date | null | undefined;
  now: Date;
}): Date | null {
  if (of.state === "open") return null;
  if (of.said) return of.said;
  const kept = of.before !== null && of.before.state !== "open" ? of.before.closedAt : null;
  return kept ?? of.now;
}

/** The calendar day of now in the organisation's zone. */
export function todayIn(zone: string, now: Date): string {
  return dayOf(now, zone);
}

const states = { open: 0, done: 1, dropped: 2 } as const;

/** Open ones first and among them the one that is due soonest; without a day last. */
export function byUrgency(a: Action, b: Action): number {
  if (a.state !== b.state) return states[a.state] - states[b.state];
  const [dayA, dayB] = [a.dueOn ?? "9999", b.dueOn ?? "9999"];
  if (dayA !== dayB) return dayA < dayB ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
