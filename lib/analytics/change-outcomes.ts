import { dayStart, shiftDays } from "#lib/calendar.ts";
import { toleranceMs } from "#lib/moments.ts";
import type { Period } from "#lib/period.ts";
import { coverageOf } from "./coverage.ts";
import { eachCulprit } from "./culprits.ts";
import type { Selection } from "./facts/rows.ts";
import { picksAmong } from "./figure-words.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { precisionSpans } from "./tally.ts";

/** Its follow-up is not over yet; not all of it is recorded; it is, and no incident began that it caused; or one did. */
export const [PENDING, UNRECORDED, PASSED, FAILED] = [0, 1, 2, 3] as const;

/** What says which incidents a change may have failed by, and over which time it is judged. */
export type Followed = Pick<View<Filter>, "facts" | "filter" | "settings" | "now" | "within">;

const dayMs = 86_400_000;

/**
 * Every change is judged over the same time after its deployment, the days of follow-up that the settings hold. It
 * failed where an incident that the filter means, and that names it as its culprit, began within them, be that in the
 * period or after it; a change that is only suspected did not fail. It is judged once these days are over and incidents
 * are recorded throughout them: before, it has neither failed nor not, and is in no rate. What began up to a day before
 * the deployment counts, since clocks differ and people round; a moment known to the day or less may be any within it.
 *
 * By row of the change facts; `period` is that in which the changes were deployed, and where systems are marked, only
 * incidents that reached one of them count.
 */
export function changeOutcomes(
  view: Followed,
  period: Period,
  systems: Uint8Array | null = null,
): Uint8Array {
  const { changes, incidents } = view.facts;
  const outcomes = judgeable(view, period);
  const followMs = view.settings.changeFollowUpDays * dayMs;
  const [began, beganKnown] = [incidents.startedAt.values, incidents.startedPrecision.values];
  const [deployed, deployedKnown] = [changes.deployedAt.values, changes.deployedPrecision.values];
  let [start, span] = [0, 0];
  const fail = (change: number) => {
    const at = deployed[change]!;
    const isWithin =
      start < at + precisionSpans[deployedKnown[change]!]! + followMs && start + span >= at - toleranceMs;
    if (isWithin && outcomes[change] === PASSED) outcomes[change] = FAILED;
  };
  const rows = incidentsAfter(view, period);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (incidents.changes.count[row] === 0) continue;
    if (systems !== null && !incidents.systems.has(row, systems)) continue;
    [start, span] = [began[row]!, precisionSpans[beganKnown[row]!]!];
    eachCulprit(view.facts, row, fail);
  }
  return outcomes;
}

/** Of the changes of the period: passed where the follow-up is over and recorded, as long as no incident says otherwise. */
function judgeable({ facts, filter, settings, now }: Followed, { from, to }: Period): Uint8Array {
  const { count, deployedAt, deployedPrecision } = facts.changes;
  const { zone, changeFollowUpDays } = settings;
  const outcomes = new Uint8Array(count);
  // One answer for all readers: days of coverage are those of the organisation.
  const coverage = coverageOf({ facts, which: filter, zone, now });
  const [first, last] =
    coverage === null
      ? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      : [dayStart(coverage.from, zone).getTime(), dayStart(shiftDays(coverage.to, 1), zone).getTime()];
  const [today, begin, until] = [now.getTime(), from.getTime(), to.getTime()];
  const [at, known] = [deployedAt.values, deployedPrecision.values];
  for (let row = 0; row < count; row += 1) {
    if (!(at[row]! >= begin && at[row]! < until)) continue;
    const end = at[row]! + precisionSpans[known[row]!]! + changeFollowUpDays * dayMs;
    outcomes[row] = end > today ? PENDING : at[row]! < first || end > last ? UNRECORDED : PASSED;
  }
  return outcomes;
}

/** Incidents that a change of the period may have failed by. Words that rank incidents mean those of the period alone. */
function incidentsAfter({ facts, filter, settings, within }: Followed, period: Period): Selection {
  const isRanked = picksAmong(filter);
  const spanOf = ({ coarse }: { coarse: boolean }) => (coarse ? longestSpanMs : 0);
  const from = new Date(period.from.getTime() - spanOf(facts.incidents) - toleranceMs);
  const to = new Date(period.to.getTime() + spanOf(facts.changes) + settings.changeFollowUpDays * dayMs);
  return within(isRanked ? period : { ...period, from, to }).rows;
}

const longestSpanMs = Math.max(...precisionSpans);
