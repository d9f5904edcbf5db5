import { z } from "zod";
import { dayOf } from "#lib/calendar.ts";
import { formatDay } from "#lib/format.ts";
import { listInterventions } from "#lib/interventions/read.ts";
import { overlapInTime } from "#lib/interventions/rules.ts";
import { Intervention } from "#lib/interventions/schema.ts";
import { Instant } from "#lib/parse.ts";
import type { Period } from "#lib/period.ts";
import { FEWEST_FAILURES } from "./change-failure-ratio.ts";
import { daysIn, recordedIn } from "./coverage.ts";
import { picksAmong } from "./figure-words.ts";
import type { Filter } from "./filter.ts";
import { type CountsIn, countsByScope } from "./intervention-counts.ts";
import { compare, FEWEST_WINDOW_DAYS, fewestValues } from "./intervention-ratios.ts";
import { measured, Side } from "./intervention-sides.ts";
import {
  daysOver,
  MOST_WINDOW_DAYS,
  reachTheSame,
  scopeMask,
  shareSystems,
  type Windows,
  wholeWindow,
  windowsOf,
} from "./intervention-windows.ts";
import { effectWords, wordsOn } from "./intervention-words.ts";
import { question, type View } from "./question.ts";
import { Answered, InWords } from "./shapes.ts";
import { firstStart } from "./tally.ts";
import { TimeToTell, timeToTellOf } from "./time-to-tell.ts";
import { Verdict, verdictsOf } from "./verdict.ts";
import { type Compared, type Judged, judge } from "./verdict-rule.ts";

/**
 * Did it work? Did anything else change?
 *
 * For each intervention two windows of equal length, up to its first day and from it on: as long as the intervention
 * itself, at most 90 days, and no longer than the days that are over. In them the incidents that the filter means and
 * that reached a system in its scope. Whether their number changed is ranked among what their own history does by
 * itself (`verdict.ts`), skewed measures are compared by ranks; a difference says that something changed then, not that
 * the intervention did it.
 */

const shift = (what: string, unit: string) =>
  Answered.meta({
    description: `Hodges–Lehmann shift of ${what} of single incidents: after minus before.`,
    unit,
    uncertainty:
      "Moses' 95% interval, Mann–Whitney's p; where the interval holds 0, no difference is to be seen",
    declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} recorded values on either side`,
    source: "Hodges and Lehmann (1963); R's `wilcox.test(exact = FALSE)`",
  });

export const Effect = z
  .object({
    ...Intervention.pick({
      id: true,
      version: true,
      name: true,
      kind: true,
      startsOn: true,
      endsOn: true,
      scope: true,
      note: true,
    }).shape,
    window: z
      .object({ days: z.int().meta({ description: "Zero or less before it has begun.", unit: "days" }) })
      .describe(
        `Length of each window in whole days: that of the intervention, at most ${MOST_WINDOW_DAYS}, and no longer than it has run.`,
      ),
    before: Side.nullable().describe("The window up to its first day; null before it has run for a day."),
    after: Side.nullable().describe("The window from its first day on; null before it has run for a day."),
    rateRatio: Answered.meta({
      description:
        "Incidents a day from the first day of the intervention on, over those before it, in windows of equal length. Below one: fewer. An estimate without a claim: `verdict` says whether it is more than this history does by itself.",
      uncertainty:
        "exact conditional 95% interval and p, as if incidents came one by one at a level rate, which they seldom do",
      declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} incidents before it`,
      source: "Przyborowski and Wilenski (1940); R's `poisson.test`",
    }),
    sev12Ratio: Answered.meta({
      description: "The same of Sev-1 and Sev-2 incidents; their verdict is `sev12Verdict`.",
      uncertainty:
        "exact conditional 95% interval and p, as if incidents came one by one at a level rate, which they seldom do",
      declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} such incidents before it`,
      source: "Przyborowski and Wilenski (1940); R's `poisson.test`",
    }),
    aiFailureRatio: Answered.meta({
      description:
        "Failure rate of AI-assisted changes, after over before, each over the same days of follow-up.",
      uncertainty: "Katz's 95% interval, Fisher's p; where the interval holds 1, no difference is to be seen",
      declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${FEWEST_FAILURES} failures on either side`,
      source: "Katz et al. (1978)",
    }),
    verdict: Verdict.describe(
      "Whether incidents in its scope changed with it by more than this history does by itself.",
    ),
    sev12Verdict: Verdict.describe("The same of Sev-1 and Sev-2 incidents."),
    causedVerdict: Verdict.describe(
      "The same of incidents that a change caused: those that name a culprit, or have a change as their trigger.",
    ),
    timeToTell: TimeToTell.nullable().describe(
      "How long it takes until a change of incidents in its scope could be told; null before anything is recorded.",
    ),
    shifts: z
      .object({
        lostOrders: shift("the lost orders", "orders"),
        mitigateMinutes: Answered.meta({
          description:
            "Hodges–Lehmann shift of the time to mitigate of single incidents: after minus before; null while some are open, or too short for their dates. Whether times differ is told by p, open incidents included.",
          unit: "minutes",
          uncertainty: "Moses' 95% interval of the shift; log-rank p of the times",
          declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} incidents on either side that recorded it or are open`,
          source: "Hodges and Lehmann (1963); Mantel (1966), R's `survdiff`",
        }),
      })
      .describe("How far single incidents moved; skewed measures are compared by ranks."),
    overlaps: z
      .array(z.string())
      .describe(
        "Names of other interventions in its time or its windows that reach a common system: neither can be credited alone.",
      ),
    text: z.string().describe("What can be said of it, in words."),
  })
  .meta({ title: "Effect of an intervention" });
export type Effect = z.infer<typeof Effect>;

export type Interventions = z.infer<typeof getInterventions.definition.answer>;

export const getInterventions = question({
  name: "interventions",
  summary: "Did it work? Did anything else change?",
  parameters: {},
  answer: {
    text: InWords,
    items: z
      .array(Effect)
      .describe(
        "Each intervention and what changed with it, by first day; with a period in the filter, those in force in it. A difference says that something changed then: what rises or falls at an intervention may have other causes.",
      ),
    recordsFrom: Instant.nullable().describe(
      "When the first incident of all began: a window that reaches back before it may hold too few. Null without incidents.",
    ),
  },
  async compute(view, ask) {
    const { items: all } = await ask(listInterventions, {});
    const first = firstStart(view.facts.incidents);
    const recordsFrom = first === null ? null : new Date(first);
    const countsIn = countsByScope(view);
    const asked = all.filter((one) => isAskedFor(one, view)).map((one) => ({ one, all, view, countsIn }));
    const judged = asked.map(judgedOf);
    // Each measure is a family of its own: with all in one, none could claim anything.
    const of = (measure: keyof Verdicts) => verdictsOf(judged.map((each) => each[measure]));
    const [verdict, sev12Verdict, causedVerdict] = [of("verdict"), of("sev12Verdict"), of("causedVerdict")];
    const items = asked.map((each, i) =>
      effectOf(each, {
        verdict: verdict[i]!,
        sev12Verdict: sev12Verdict[i]!,
        causedVerdict: causedVerdict[i]!,
      }),
    );
    return { text: wordsOn(items), items, recordsFrom };
  },
});

/** Without a period in the filter all are told, also those that are still to come. */
function isAskedFor({ startsOn, endsOn }: Intervention, { filter, period }: View<Filter>): boolean {
  const bounded = filter.from ?? filter.to ?? (filter.period === "all" ? undefined : filter.period);
  if (bounded === undefined) return true;
  const first = dayOf(period.from, period.zone);
  const last = dayOf(new Date(period.to.getTime() - 1), period.zone);
  return startsOn <= last && (endsOn === null || endsOn >= first);
}

interface Asked {
  one: Intervention;
  all: readonly Intervention[];
  view: View<Filter>;
  countsIn: CountsIn;
}

type Verdicts = Pick<Effect, "verdict" | "sev12Verdict" | "causedVerdict">;

/** Its incidents, the gravest, and those that a change caused: before and from its first day on. */
function judgedOf(asked: Asked): Record<keyof Verdicts, Judged> {
  const { one, view, countsIn } = asked;
  const { history, now, period } = view;
  const elapsed = daysOver(one, dayOf(now, period.zone));
  const compared: Omit<Compared, "counts"> = {
    history,
    from: one.startsOn,
    window: wholeWindow(one),
    elapsed,
    others: firstDaysBeside(asked),
    declined: elapsed <= 0 ? "not-begun" : picksAmong(view.filter) ? "picked-among" : null,
  };
  const outOfScope = (measure: keyof Verdicts) =>
    one.scope.to === "all" ? {} : { outOfScope: () => countsIn(one.scope)[measure].outside };
  const of = (measure: keyof Verdicts) =>
    judge({ ...compared, counts: () => countsIn(one.scope)[measure].inside, ...outOfScope(measure) });
  return { verdict: of("verdict"), sev12Verdict: of("sev12Verdict"), causedVerdict: of("causedVerdict") };
}

/** First days of the others of the very same reach. */
function firstDaysBeside({ one, all, view: { facts } }: Asked): string[] {
  const mask = scopeMask(facts, one.scope);
  return all
    .filter((other) => other.id !== one.id && reachTheSame(mask, scopeMask(facts, other.scope)))
    .map(({ startsOn }) => startsOn);
}

function timeToTellHere(asked: Asked): TimeToTell | null {
  const { one, view, countsIn } = asked;
  const { history } = view;
  if (history === null) return null;
  return timeToTellOf({
    days: countsIn(one.scope).verdict.inside,
    at: Math.min(history.at(one.startsOn), history.length),
    others: firstDaysBeside(asked).map((day) => history.at(day)),
  });
}

function effectOf(asked: Asked, verdicts: Verdicts): Effect {
  const { one, view } = asked;
  const { id, version, name, kind, startsOn, endsOn, scope, note } = one;
  const windows = windowsOf(one, view);
  const overlaps = overlapsOf(asked, windows);
  const told = { id, version, name, kind, startsOn, endsOn, scope, note, window: { days: windows.days } };
  if (windows.days <= 0) {
    const declined = { declined: "It has not run for a day yet.", n: 0 };
    const shifts = { lostOrders: declined, mitigateMinutes: declined };
    const ratios = { rateRatio: declined, sev12Ratio: declined, aiFailureRatio: declined };
    const said = { ...verdicts, timeToTell: timeToTellHere(asked), shifts, overlaps };
    return { ...told, before: null, after: null, ...ratios, ...said, text: declined.declined };
  }
  const mask = scopeMask(view.facts, scope);
  const before = measured({ view, mask, period: windows.before, days: windows.days });
  const after = measured({ view, mask, period: windows.after, days: windows.days });
  const compared = compare({ days: windows.days, outside: outsideWords(windows, view) }, before, after);
  const sides = { before: before.side, after: after.side };
  const effect = { ...told, ...sides, ...verdicts, timeToTell: timeToTellHere(asked), ...compared, overlaps };
  return { ...effect, text: effectWords(effect) };
}

/** Why the windows cannot be compared: what is not recorded is not quiet. Null where all of both is recorded. */
function outsideWords({ before, after }: Windows, { coverage, now }: View<Filter>): string | null {
  const isWhole = (window: Period) => {
    const recorded = recordedIn(window, { coverage, now });
    return recorded !== null && daysIn(recorded) === daysIn(window);
  };
  if (coverage === null) return "Nothing is recorded yet.";
  if (isWhole(before) && isWhole(after)) return null;
  return `Not all days of its windows are recorded (incidents are recorded from ${formatDay(coverage.from)} to ${formatDay(coverage.to)}).`;
}

function overlapsOf({ one, all, view: { facts } }: Asked, { days, before, after }: Windows): string[] {
  const mask = scopeMask(facts, one.scope);
  const compared =
    days <= 0
      ? one
      : {
          startsOn: dayOf(before.from, before.zone),
          endsOn: dayOf(new Date(after.to.getTime() - 1), after.zone),
        };
  return all
    .filter((other) => other.id !== one.id)
    .filter((other) => overlapInTime(one, other) || overlapInTime(compared, other))
    .filter((other) => shareSystems(mask, scopeMask(facts, other.scope)))
    .map(({ name }) => name);
}
