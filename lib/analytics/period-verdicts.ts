import { dayNumber, dayOf, dayStart } from "#lib/calendar.ts";
import type { Period } from "#lib/period.ts";
import { picksAmong } from "./figure-words.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { severeReader } from "./tally.ts";
import { Verdict, verdictsOf } from "./verdict.ts";
import { type Judged, judge } from "./verdict-rule.ts";
import type { Decline } from "./verdict-words.ts";

/** Whether a period differs from the days just before it by more than their history does by itself. */

export const PeriodVerdicts = {
  verdict: Verdict.nullable().describe(
    "Whether the incidents of the period differ from those of the one before by more than their history does by itself. Over its whole days that are recorded and over. Null where no period is compared with.",
  ),
  sev12Verdict: Verdict.nullable().describe("The same of Sev-1 and Sev-2 incidents."),
};

export type PeriodVerdicts = { verdict: Verdict | null; sev12Verdict: Verdict | null };

/** Of the part of a view's period that is compared; a reason of its own declines both. */
export function periodVerdicts(view: View<Filter>, declined: Decline | null = null): PeriodVerdicts {
  const { comparison, facts } = view;
  if (comparison === null) return { verdict: null, sev12Verdict: null };
  const { sides } = comparison;
  const among = picksAmong(view.filter) ? "picked-among" : null;
  const why = declined ?? among ?? (sides === null ? "not-recorded" : neighbourProblem(view));
  const period = sides?.current.period ?? view.period;
  const { history } = view;
  const of = (counted?: (row: number) => boolean): Judged =>
    judge({
      history,
      from: dayOf(period.from, period.zone),
      window: wholeDays(period, view.now),
      counts: () => history!.counts(counted),
      mayShrink: false,
      declined: why,
    });
  const [verdict] = verdictsOf([of()]);
  const [sev12Verdict] = verdictsOf([of(severeReader(facts.incidents))]);
  return { verdict: verdict!, sev12Verdict: sev12Verdict! };
}

/** History is ranked by whole days, and by stretches side by side. */
function neighbourProblem({ comparison, filter, now }: View<Filter>): Decline | null {
  const { current, previous } = comparison!.sides!;
  const { from, zone } = current.period;
  if (dayStart(dayOf(from, zone), zone).getTime() !== from.getTime()) return "parts-of-days";
  if (wholeDays(current.period, now) === 0) return "not-over";
  if (previous.period.to.getTime() === from.getTime()) return null;
  return filter.compare === "year" ? "not-neighbours" : "little-history";
}

/** Whole days of a period that are over. */
function wholeDays({ from, to, zone }: Period, now: Date): number {
  const end = [dayOf(to, zone), dayOf(now, zone)].sort()[0]!;
  return Math.max(0, dayNumber(end) - dayNumber(dayOf(from, zone)));
}
