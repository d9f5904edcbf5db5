import { postmortemStates } from "#db/values.ts";
import { dayStart } from "#lib/calendar.ts";
import { dayFinder } from "#lib/period.ts";
import type { DatedValues } from "#lib/settings/dated.ts";
import { type Holding, heldOf, placeAt } from "#lib/settings/held.ts";
import { beganReader } from "./by-beginning.ts";
import { type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";

/**
 * Where the post-mortem of an incident stands. The clock starts at its resolution (else its mitigation, else its
 * start where it is over without either) and the deadline is the end of the last of so many working days after that
 * day, in the organisation's zone, by the working days and the term that held when the incident began. An incident
 * that is not over has no deadline yet.
 */
export const standings = ["on-time", "late", "due", "overdue"] as const;
export type Standing = (typeof standings)[number];

/** Words of the filter: the state of the post-mortem (`none`: there is none), or where it stands. */
export const postmortemWords = ["none", ...postmortemStates, ...standings] as const;
export type PostmortemWord = (typeof postmortemWords)[number];

export type Postmortems = ReadonlyMap<
  number,
  { state: (typeof postmortemStates)[number]; publishedAt: number | null }
>;

const [resolved, closed] = [statusCodes.code("resolved"), statusCodes.code("closed")];

/** When the clock of the post-mortem started, in milliseconds; null while the incident goes on. */
export function clockStart(facts: IncidentFacts, row: number): number | null {
  const [resolvedAt, mitigatedAt] = [facts.resolvedAt.values[row]!, facts.mitigatedAt.values[row]!];
  if (!Number.isNaN(resolvedAt)) return resolvedAt;
  if (!Number.isNaN(mitigatedAt)) return mitigatedAt;
  // Of one whose end is unknown it is not known either whether it is over.
  const status = facts.status.values[row]!;
  return status === resolved || status === closed ? facts.startedAt.values[row]! : null;
}

type Term = Pick<DatedValues, "postmortemWorkingDays" | "workingHours">;
/** The moment from which a post-mortem is late, by when its clock started and when its incident began. */
export type Deadline = (start: number, began: number) => number;

/** Days are kept, since many incidents end on one. */
export function deadlines(settings: Holding): Deadline {
  const dayAt = dayFinder(settings.zone);
  const { begins, values } = heldOf(settings, "postmortemWorkingDays", "workingHours");
  const terms = values.map((term) => ({ term, known: new Map<number, number>() }));
  return (start, began) => {
    const { term, known } = terms[placeAt(begins, began)]!;
    const day = dayAt(start);
    let deadline = known.get(day);
    if (deadline === undefined) {
      deadline = deadlineAfter(day, term, settings.zone);
      known.set(day, deadline);
    }
    return deadline;
  };
}

/** The day is counted from 1 January 1970. */
function deadlineAfter(day: number, { postmortemWorkingDays, workingHours }: Term, zone: string): number {
  const worked = workingHours.days.length === 0 ? [0, 1, 2, 3, 4, 5, 6] : workingHours.days;
  const date = new Date(day * 86_400_000);
  for (let left = postmortemWorkingDays; left > 0; ) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (worked.includes(date.getUTCDay())) left -= 1;
  }
  date.setUTCDate(date.getUTCDate() + 1);
  return dayStart(date.toISOString().slice(0, 10), zone).getTime();
}

export function standingOf(of: {
  start: number | null;
  began: number;
  publishedAt: number | null;
  deadline: Deadline;
  now: number;
}): Standing {
  const { start, began, publishedAt, deadline, now } = of;
  if (start === null) return publishedAt === null ? "due" : "on-time";
  const by = deadline(start, began);
  if (publishedAt !== null) return publishedAt < by ? "on-time" : "late";
  return now < by ? "due" : "overdue";
}

/** Numbers of the incidents whose post-mortem one of these words describes. */
export function numbersWithPostmortem(of: {
  facts: Facts;
  postmortems: Postmortems;
  words: readonly PostmortemWord[];
  settings: Holding;
  now: Date;
}): Set<number> {
  const { postmortems, words, settings } = of;
  const facts = of.facts.incidents;
  const began = beganReader(of.facts, settings.zone);
  const deadline = deadlines(settings);
  const now = of.now.getTime();
  const found = new Set<number>();
  for (let row = 0; row < facts.count; row += 1) {
    const number = facts.number.values[row]!;
    const postmortem = postmortems.get(number);
    const publishedAt = postmortem?.publishedAt ?? null;
    const standing = standingOf({
      start: clockStart(facts, row),
      began: began(row),
      publishedAt,
      deadline,
      now,
    });
    if (words.includes(standing) || words.includes(postmortem?.state ?? "none")) found.add(number);
  }
  return found;
}
