import { z } from "zod";
import { type ActionFact, actionFacts, actionsById } from "#lib/actions/read.ts";
import { Action, actionPriorities } from "#lib/actions/schema.ts";
import { dayOf, shiftDays, type WeekStart } from "#lib/calendar.ts";
import { incidentTitles } from "#lib/incidents/read.ts";
import { Instant } from "#lib/parse.ts";
import type { Period } from "#lib/period.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { datedFields } from "#lib/settings/dated.ts";
import { getSettings } from "#lib/settings/read.ts";
import { weekAfter, weekOf } from "#lib/week.ts";
import { CoverageShape, ExposureShape } from "./coverage.ts";
import { type Filter, filterFields } from "./filter.ts";
import { Headline, headlineOf } from "./headline.ts";
import { LeftOutShape, leftOutOf } from "./left-out.ts";
import { Noise, noiseOf } from "./noise.ts";
import { PeriodVerdicts, periodVerdicts } from "./period-verdicts.ts";
import type { View } from "./question.ts";
import { Audits, auditsIn } from "./review-audits.ts";
import { Chart, chartOf, measures } from "./review-charts.ts";
import { mostTold, ReviewedIncident, reviewedIncidents } from "./review-incidents.ts";
import { viewsOf, weekAsked } from "./review-weeks.ts";
import { reviewWords } from "./review-words.ts";
import { SettingsChanged, settingsChanged } from "./settings-changed.ts";
import { Currency, InWords, PeriodShape } from "./shapes.ts";
import { top } from "./top.ts";
import { currencyOf } from "./worth.ts";

/**
 * What do we discuss this week?
 *
 * One week of the organisation's calendar beside the four before it. Incidents belong to the week their impact began
 * in. Actions are told as they stood when the week ended, or now while it runs: overdue where their day was over by
 * then, due where it falls in the seven days that follow.
 */

const DueAction = z
  .object({
    ...Action.shape,
    incidentTitle: z.string().describe("Title of the incident that it follows from."),
  })
  .meta({ title: "Due action" });
export type DueAction = z.infer<typeof DueAction>;

const { from, to: _, period: __, bucket: ___, compare: ____, ...which } = filterFields;

const Review = z
  .object({
    period: PeriodShape.describe("The week that is reviewed."),
    incidents: z.int().describe("Incidents that began in the week and match the filter."),
    computedAt: Instant.describe("When the answer was computed: it holds every write acknowledged before."),
    week: z.string().describe("Its name, such as 2026-W10, as ISO 8601 numbers weeks."),
    previousWeek: z.string().describe("Name of the week before."),
    nextWeek: z.string().nullable().describe("Name of the week after; null for the week that is running."),
    complete: z.boolean().describe("False while the week runs."),
    text: InWords,
    current: Headline.describe("The figures of the week."),
    before: Headline.nullable().describe(
      "The figures of the weeks before, four at most, together; null where nothing was recorded that early.",
    ),
    beforePeriod: PeriodShape.describe("When those weeks were."),
    comparedWeeks: z
      .int()
      .describe("How many weeks before were compared: 4, or fewer where records do not reach back so far."),
    exposure: ExposureShape.nullable().describe(
      "The days of the week and of the weeks before that are recorded; null where no week before is.",
    ),
    coverage: CoverageShape.nullable().describe(
      "The days of which incidents are recorded, by the sources that the filter means; null where nothing is.",
    ),
    leftOut: LeftOutShape,
    ...PeriodVerdicts,
    noise: Noise.describe(
      "Whether a difference to the weeks before is within chance (true), beyond it (false), or not judged (null); of the number of incidents, the difference to the week just before.",
    ),
    currency: Currency,
    settingsChanged: SettingsChanged,
    ...top("severe", {
      shape: ReviewedIncident,
      most: mostTold,
      description: `Sev-1 and Sev-2 incidents of the week, the gravest first; at most ${mostTold}.`,
    }),
    ...top("highBlast", {
      shape: ReviewedIncident,
      most: mostTold,
      description: `Incidents of the week with a high blast radius that are neither Sev-1 nor Sev-2, which are in \`severe\`; at most ${mostTold}.`,
    }),
    highBlastCount: z
      .int()
      .describe(
        "How many incidents of the week have a high blast radius and are neither Sev-1 nor Sev-2: all that `highBlast` means, listed or not.",
      ),
    charts: z
      .array(Chart)
      .describe("The counts of incidents, and of Sev-1 and Sev-2 incidents, week by week."),
    actions: z
      .object({
        overdue: z
          .array(DueAction)
          .describe("Their day was over by then; high priority first, then due the longest."),
        due: z.array(DueAction).describe("Their day falls in the seven days that follow, in the same order."),
      })
      .describe("Open actions as they stood when the week ended, or now while it runs."),
    audits: Audits.describe("Audits of changes."),
  })
  .meta({ title: "Review" });
export type Review = z.infer<typeof Review>;

export const getReview = query({
  name: "review",
  summary: "What do we discuss this week?",
  requires: "read",
  input: z.strictObject({
    ...which,
    week: z.string().optional().describe("Such as 2026-W10; without it the last week that is over"),
    from: from.describe("A day or instant of the week to look at, in place of week"),
  }),
  answer: Review,
  async run(context, { week: named, from, ...filter }) {
    const facts = await context.facts();
    const settings = await context.ask(getSettings, undefined);
    const zone = filter.zone ?? settings.zone;
    const calendar = { zone, weekStart: settings.weekStart as WeekStart };
    const { now } = context;
    const { week, period } = weekAsked({ named, from, now, calendar });
    const views = await viewsOf(context, facts, { filter, period });
    const current = headlineOf(views.week);
    const verdicts = periodVerdicts(views.week, period.to <= now ? null : "not-over");
    const review = {
      period,
      incidents: views.week.rows.length,
      computedAt: now,
      week,
      previousWeek: weekAfter(week, -1, calendar),
      nextWeek: weekAfter(week, 1, calendar),
      complete: period.to <= now,
      current,
      before: views.compared === 0 ? null : headlineOf(views.week, views.week.previous!),
      beforePeriod: views.week.previous!.period,
      comparedWeeks: views.compared,
      exposure: views.week.comparison?.exposure ?? null,
      coverage: views.week.coverage,
      leftOut: leftOutOf(views.week.facts),
      ...verdicts,
      noise: noiseOf(views.week, verdicts.verdict),
      currency: currencyOf({ worth: current, ...views.week }),
      settingsChanged: settingsChanged(views.week, ...datedFields),
      ...(await reviewedIncidents(context, views.week)),
      charts: measures.map((measure) => chartOf(views.history, { measure, start: period.from })),
      actions: await actionsAround(context, views.upTo, period),
      audits: await auditsIn(context, views.week),
    };
    const running = weekOf(now, calendar);
    return {
      ...review,
      nextWeek: week === running ? null : review.nextWeek,
      text: reviewWords(review),
    };
  },
});

async function actionsAround(context: QueryContext, upTo: View<Filter>, period: Period) {
  const at = new Date(Math.min(period.to.getTime(), context.now.getTime()));
  const day = dayOf(at, period.zone);
  const weekLater = shiftDays(day, 7);
  const { number } = upTo.facts.incidents;
  const meant = new Set(Array.from(upTo.rows, (row) => number.values[row]!));
  const open = (await context.ask(actionFacts, undefined))
    .filter(({ dueOn }) => dueOn !== null && dueOn < weekLater)
    .filter(({ state, closedAt }) => state === "open" || (closedAt ?? 0) >= at.getTime())
    .filter(({ incidentNumber }) => meant.has(incidentNumber))
    .sort(byWeight);
  const told = await context.ask(actionsById, { ids: open.map(({ id }) => id) });
  const numbers = [...new Set(told.map((action) => action.incidentNumber))];
  const titles = await context.ask(incidentTitles, { numbers });
  const titled = told.map((action) => ({
    ...action,
    incidentTitle: titles.get(action.incidentNumber) ?? "",
  }));
  return {
    overdue: titled.filter(({ dueOn }) => dueOn! < day),
    due: titled.filter(({ dueOn }) => dueOn! >= day),
  };
}

/** High priority first, then what is due the longest. */
function byWeight(a: ActionFact, b: ActionFact): number {
  const weight = actionPriorities.indexOf(a.priority) - actionPriorities.indexOf(b.priority);
  if (weight !== 0) return weight;
  return a.dueOn! < b.dueOn! || (a.dueOn === b.dueOn && a.id < b.id) ? -1 : 1;
}
