import { TZDate } from "@date-fns/tz";
import { addWeeks } from "date-fns/addWeeks";
import { z } from "zod";
import { type ActionFact, actionFacts, actionsById } from "#lib/actions/read.ts";
import { Action, actionPriorities } from "#lib/actions/schema.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { incidentTitles } from "#lib/incidents/read.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder, dayOf, type Period, type WeekStart } from "#lib/period.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { behaviourChart, FEWEST_POINTS } from "#lib/statistics/behaviour-chart.ts";
import { weekAfter, weekOf } from "#lib/week.ts";
import { selectChanges } from "./base-rate.ts";
import { outcomeCodes } from "./facts/changes.ts";
import { type Filter, filterFields } from "./filter.ts";
import { tiersOf } from "./guardrail-states.ts";
import { Headline, headlineOf, Noise, noiseOf } from "./overview.ts";
import type { View } from "./question.ts";
import { ReviewedIncident, reviewedIncidents } from "./review-incidents.ts";
import { viewsOf, weekAsked } from "./review-weeks.ts";
import { reviewWords } from "./review-words.ts";
import { Currency, InWords, PeriodShape } from "./shapes.ts";
import { byBucket, severeRows } from "./tally.ts";
import { limitsOf } from "./trends.ts";

/**
 * What do we discuss this week?
 *
 * One week of the organisation's calendar beside the four before it. Incidents belong to the week their impact began
 * in. Actions are told as they stood when the week ended, or now while it runs: overdue where their day was over by
 * then, due where it falls in the seven days that follow.
 */

const measures = ["incidents", "sev12"] as const;

const Chart = z
  .object({
    measure: z.enum(measures).describe("What is counted: all incidents, or those of severity 1 and 2."),
    weeks: z
      .array(
        z.object({
          start: Instant.describe("When the week begins."),
          complete: z.boolean().describe("False for a week that is not over: the limits leave it out."),
          value: z.int().describe("How many of them began in it."),
        }),
      )
      .describe("The last 26 weeks, the reviewed one included, as far back as records go."),
    behaviour: limitsOf("the weekly counts"),
    here: z
      .array(
        z.object({
          rule: z.string().describe("The rule that says so."),
          side: z.enum(["above", "below"]).describe("On which side of the centre it lies."),
        }),
      )
      .describe("The signals that the reviewed week is part of."),
  })
  .meta({ title: "Weekly counts" });
export type ReviewChart = z.infer<typeof Chart>;

const DueAction = z
  .object({
    ...Action.shape,
    incidentTitle: z.string().describe("Title of the incident that it follows from."),
  })
  .meta({ title: "Due action" });
export type DueAction = z.infer<typeof DueAction>;

const Audits = z
  .object({
    tier1Changes: z.int().describe("Changes to Tier-1 systems deployed in the week."),
    tier1Audited: z.int().describe("Those of them that are audited by now."),
    made: z.int().describe("Audits made in the week, whenever the change was deployed."),
    inOrder: z.int().describe("Those of them that found the change in order."),
    deviations: z
      .array(
        z.object({
          number: z.int().describe("Number of the change: 12 is CHG-12."),
          title: z.string().describe("Title of the change."),
          system: z.string().nullable().describe("Name of the changed system; null where none is recorded."),
          auditedBy: z.string().nullable().describe("Who made the audit; null where nobody is named."),
          note: z.string().nullable().describe("What the audit says; null where it says nothing."),
        }),
      )
      .describe("Those of them that found a deviation."),
  })
  .meta({ title: "Audits of a week" });

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
    noise: Noise.describe(
      "Whether the difference to a usual one of the weeks before is within chance (true), beyond it (false), or not judged (null).",
    ),
    currency: Currency,
    severe: z
      .array(ReviewedIncident)
      .describe("Sev-1 and Sev-2 incidents of the week, the gravest first; at most 100."),
    highBlast: z
      .array(ReviewedIncident)
      .describe("Others of the week with a high blast radius, whatever their severity; at most 100."),
    highBlastCount: z.int().describe("How many such others there are."),
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
    const review = {
      period,
      incidents: views.week.rows.length,
      computedAt: now,
      week,
      previousWeek: weekAfter(week, -1, calendar),
      nextWeek: weekAfter(week, 1, calendar),
      complete: period.to <= now,
      current: headlineOf(views.week, views.week.rows),
      before: views.compared === 0 ? null : headlineOf(views.week, views.week.previous!.rows),
      beforePeriod: views.week.previous!.period,
      comparedWeeks: views.compared,
      noise:
        views.compared === 0 ? { incidents: null, timeToMitigate: null, aiShare: null } : noiseOf(views.week),
      currency: settings.currency,
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

// ---- the behaviour chart ----

function chartOf(
  { facts, rows, buckets }: View<Filter>,
  { measure, start }: { measure: ReviewChart["measure"]; start: Date },
): ReviewChart {
  const counted = measure === "incidents" ? rows : severeRows(facts.incidents, rows);
  const count = buckets.complete.length;
  const inside = byBucket(facts.incidents, counted, { count, find: bucketFinder(buckets) });
  const weeks = inside.map((own, i) => ({
    start: new Date(buckets.edges[i]!),
    complete: buckets.complete[i]!,
    value: own.length,
  }));
  const complete = weeks.filter((week) => week.complete);
  const chart = behaviourChart(complete.map(({ value }) => value));
  if (chart === null) {
    const declined = `Limits need ${FEWEST_POINTS} complete weeks or more.`;
    return { measure, weeks, behaviour: { declined, n: complete.length }, here: [] };
  }
  const { centre, low, high, n } = chart;
  const signals = chart.signals.flatMap(({ rule, side, indices }) =>
    indices.map((i) => ({ start: complete[i]!.start, rule, side })),
  );
  const here = signals
    .filter((signal) => signal.start.getTime() === start.getTime())
    .map(({ rule, side }) => ({ rule, side }));
  return { measure, weeks, behaviour: { centre, low, high, n, signals }, here };
}

// ---- what is to be done ----

async function actionsAround(context: QueryContext, upTo: View<Filter>, period: Period) {
  const at = new Date(Math.min(period.to.getTime(), context.now.getTime()));
  const day = dayOf(at, period.zone);
  const weekLater = dayOf(
    new Date(addWeeks(new TZDate(at.getTime(), period.zone), 1).getTime()),
    period.zone,
  );
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

// ---- audits ----

async function auditsIn(context: QueryContext, { facts, filter, period }: View<Filter>) {
  const { changes } = facts;
  const tiers = tiersOf(facts);
  const deployed = selectChanges({ facts, which: filter, period });
  const tier1 = deployed.filter((row) => tiers[changes.system.values[row]!] === 1);
  const ever = { from: new Date(-8.64e15), to: new Date(8.64e15), zone: period.zone };
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  const made = selectChanges({ facts, which: filter, period: ever }).filter((row) => {
    const at = changes.auditedAt.values[row]!;
    return at >= from && at < to;
  });
  const withOutcome = (code: number) => made.filter((row) => changes.auditOutcome.values[row] === code);
  const deviating = withOutcome(outcomeCodes.code("deviation"));
  const deviations = await context.ask(changesByNumber, {
    numbers: Array.from(deviating, (row) => changes.number.values[row]!),
  });
  return {
    tier1Changes: tier1.length,
    tier1Audited: tier1.filter((row) => !Number.isNaN(changes.auditedAt.values[row]!)).length,
    made: made.length,
    inOrder: withOutcome(outcomeCodes.code("in-order")).length,
    deviations: deviations.map(({ number, title, systemName, auditedBy, auditNote }) => ({
      number,
      title,
      system: systemName,
      auditedBy,
      note: auditNote,
    })),
  };
}
