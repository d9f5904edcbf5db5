import { TZDate } from "@date-fns/tz";
import { addWeeks } from "date-fns/addWeeks";
import { z } from "zod";
import { type ActionFact, actionFacts, actionsById } from "#lib/actions/read.ts";
import { isOverdue, todayIn } from "#lib/actions/rules.ts";
import { Action, actionPriorities } from "#lib/actions/schema.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { invalid } from "#lib/errors.ts";
import { GuardrailRule, guardrailRules } from "#lib/guardrails/schema.ts";
import { NOT_KNOWN, type StateCode, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { incidentsByNumber, incidentTitles } from "#lib/incidents/read.ts";
import { Incident } from "#lib/incidents/schema.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder, dayOf, type Period, type WeekStart } from "#lib/period.ts";
import { postmortemStandings } from "#lib/postmortems/read.ts";
import { Postmortem } from "#lib/postmortems/schema.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { behaviourChart, FEWEST_POINTS } from "#lib/statistics/behaviour-chart.ts";
import { weekAfter, weekOf, weekPeriod } from "#lib/week.ts";
import { selectChanges } from "./base-rate.ts";
import { outcomeCodes } from "./facts/changes.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { type Filter, filterFields } from "./filter.ts";
import { clockStart, deadlines, standingOf, standings } from "./follow-up.ts";
import { guardrailStatesOf, tiersOf } from "./guardrail-states.ts";
import { highBlastReader } from "./high-blast.ts";
import { Headline, headlineOf, Noise, noiseOf } from "./overview.ts";
import { type View, viewOf } from "./question.ts";
import { reviewWords } from "./review-words.ts";
import { PeriodShape } from "./shapes.ts";
import { byBucket, firstStart, severeRows } from "./tally.ts";
import { Behaviour } from "./trends.ts";

/**
 * What do we discuss this week?
 *
 * One week of the organisation's calendar beside the four before it. Incidents belong to the week their impact began
 * in. Actions are told as they stood when the week ended, or now while it runs: overdue where their day was over by
 * then, due where it falls in the seven days that follow.
 */

/** Weeks that the natural limits rest on, the reviewed one included. */
const historyWeeks = 26;
const comparedWeeks = 4;

const Culprit = z.object({
  number: z.int(),
  title: z.string(),
  /** Guardrails that apply to the change and are not met, and those of which that is not recorded. */
  unmet: z.array(GuardrailRule),
  unknown: z.array(GuardrailRule),
});

const ActionCount = z.object({
  open: z.int(),
  done: z.int(),
  dropped: z.int(),
  /** Of the open ones. */
  overdue: z.int(),
});

const ReviewedIncident = z.object({
  ...Incident.pick({
    number: true,
    title: true,
    severity: true,
    status: true,
    startedAt: true,
    lostOrders: true,
    errors: true,
    customersAffected: true,
    trigger: true,
    rootCause: true,
    rootCauseDetail: true,
    aiInvolvement: true,
    aiTool: true,
    aiEvidence: true,
    regions: true,
    systems: true,
    highBlastReasons: true,
  }).shape,
  mitigateMinutes: z.number().nullable(),
  culprits: z.array(Culprit),
  postmortem: z.object({
    /** Null: nobody has begun one. */
    state: Postmortem.shape.state.nullable(),
    standing: z.enum(standings),
    /** When it is due; null while the incident goes on. */
    dueBy: Instant.nullable(),
  }),
  actions: ActionCount,
});
export type ReviewedIncident = z.infer<typeof ReviewedIncident>;

const measures = ["incidents", "sev12"] as const;

const Chart = z.object({
  measure: z.enum(measures),
  weeks: z.array(z.object({ start: Instant, complete: z.boolean(), value: z.int() })),
  behaviour: Behaviour,
  /** The signals that the reviewed week is part of. */
  here: z.array(z.object({ rule: z.string(), side: z.enum(["above", "below"]) })),
});
export type ReviewChart = z.infer<typeof Chart>;

const DueAction = z.object({ ...Action.shape, incidentTitle: z.string() });
export type DueAction = z.infer<typeof DueAction>;

const Audits = z.object({
  /** Changes to Tier-1 systems deployed in the week, and how many of them are audited by now. */
  tier1Changes: z.int(),
  tier1Audited: z.int(),
  /** Audits made in the week, whenever the change was deployed. */
  made: z.int(),
  inOrder: z.int(),
  deviations: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      system: z.string().nullable(),
      auditedBy: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

const { from, to: _, period: __, bucket: ___, compare: ____, ...which } = filterFields;

const Review = z.object({
  period: PeriodShape,
  /** Incidents that began in the week. */
  incidents: z.int(),
  computedAt: Instant,
  /** Such as 2026-W10. */
  week: z.string(),
  /** The week before, by name. */
  previousWeek: z.string(),
  /** Null for the week that is running. */
  nextWeek: z.string().nullable(),
  /** False while the week runs. */
  complete: z.boolean(),
  text: z.string(),
  /** Figures of the week. */
  current: Headline,
  /** The weeks before, four at most, together; null where nothing was recorded that early. */
  before: Headline.nullable(),
  /** When those weeks were. */
  beforePeriod: PeriodShape,
  /** How many weeks before were compared: 4, or fewer where records do not reach back so far. */
  comparedWeeks: z.int(),
  /** Whether the difference is within chance, as in the overview. */
  noise: Noise,
  /** Currency of the worth of lost orders, from the settings. */
  currency: z.string(),
  /** Sev-1 and Sev-2, the gravest first. */
  severe: z.array(ReviewedIncident),
  /** Of a high blast radius, whatever the severity, but not told above. */
  highBlast: z.array(ReviewedIncident),
  /** Incidents of the week with a high blast radius. */
  highBlastCount: z.int(),
  /**
   * Natural limits of the weekly counts of incidents and of Sev-1/2 incidents, over 26 weeks, the reviewed
   * one included.
   */
  charts: z.array(Chart),
  /**
   * Actions as they stood when the week ended, or now while it runs: overdue, and due in the seven days that
   * follow.
   */
  actions: z.object({ overdue: z.array(DueAction), due: z.array(DueAction) }),
  /** Audits of changes to Tier-1 systems. */
  audits: Audits,
});
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

interface Calendar {
  zone: string;
  weekStart: WeekStart;
}

function weekAsked(of: {
  named: string | undefined;
  from: string | undefined;
  now: Date;
  calendar: Calendar;
}): { week: string; period: Period } {
  const { named, from, now, calendar } = of;
  if (named !== undefined && from !== undefined)
    throw invalid([{ path: "from", message: "cannot be combined with week" }]);
  const week =
    named ??
    (from === undefined ? weekAfter(weekOf(now, calendar), -1, calendar) : weekOfDay(from, calendar));
  const period = weekPeriod(week, calendar);
  const path = named === undefined ? "from" : "week";
  if (period === null) throw invalid([{ path, message: "is not a week; write it as 2026-W10" }]);
  if (period.from > now) throw invalid([{ path, message: `${week} has not begun yet` }]);
  return { week, period };
}

function weekOfDay(from: string, calendar: Calendar): string {
  const [year, month, day] = from.slice(0, 10).split("-").map(Number);
  const instant = from.length > 10 ? new Date(from) : new TZDate(year!, month! - 1, day!, calendar.zone);
  return weekOf(new Date(instant.getTime()), calendar);
}

interface Views {
  /** The reviewed week; the weeks it is compared with are its previous period. */
  week: View<Filter>;
  /** Week by week up to the end of the reviewed one. */
  history: View<Filter>;
  /** Everything up to the end of the week: whose actions are asked for. */
  upTo: View<Filter>;
  /** How many of the weeks before had records at all. */
  compared: number;
}

async function viewsOf(
  context: QueryContext,
  facts: Facts,
  of: { filter: Omit<Filter, "from" | "to" | "period" | "bucket" | "compare">; period: Period },
): Promise<Views> {
  const { filter, period } = of;
  const weeksBefore = (count: number) =>
    new Date(addWeeks(new TZDate(period.from.getTime(), period.zone), -count).getTime());
  const between = (from: Date, to: Date) =>
    viewOf(context, facts, {
      ...filter,
      zone: period.zone,
      from: from.toISOString(),
      to: to.toISOString(),
      bucket: "week",
      compare: "none",
    });
  // Weeks before anything was recorded tell nothing, and are not weeks without incidents.
  const first = firstStart(facts.incidents) ?? Number.POSITIVE_INFINITY;
  const recordedWeeks = Array.from({ length: historyWeeks - 1 }, (_, i) => i + 1).filter(
    (count) => weeksBefore(count).getTime() > first - dayMs,
  ).length;
  const compared = Math.min(comparedWeeks, recordedWeeks);
  const week = await between(period.from, period.to);
  const before = await between(weeksBefore(Math.max(1, compared)), period.from);
  return {
    week: { ...week, previous: { period: before.period, rows: before.rows } },
    history: await between(weeksBefore(recordedWeeks), period.to),
    upTo: await between(new Date(Math.min(first, period.from.getTime())), period.to),
    compared,
  };
}

const dayMs = 86_400_000;

// ---- incidents ----

/** More than can be discussed are counted and not told. */
const mostTold = 100;

async function reviewedIncidents(context: QueryContext, { facts, rows, settings }: View<Filter>) {
  const { severity, number, startedAt } = facts.incidents;
  const isHigh = highBlastReader(facts, settings.highBlast);
  const order = (a: number, b: number) =>
    (severity.values[a]! || 9) - (severity.values[b]! || 9) || startedAt.values[a]! - startedAt.values[b]!;
  const severe = severeRows(facts.incidents, rows).sort(order);
  const told = new Set(severe);
  const high = rows.filter((row) => !told.has(row) && isHigh(row)).sort(order);
  const numbers = [...severe.subarray(0, mostTold), ...high.subarray(0, mostTold)].map(
    (row) => number.values[row]!,
  );
  const [incidents, postmortems, actions] = await Promise.all([
    context.ask(incidentsByNumber, { numbers }),
    context.ask(postmortemStandings, undefined),
    context.ask(actionFacts, undefined),
  ]);
  const counts = actionCounts(actions, todayIn(settings.zone, context.now));
  const deadline = deadlines(settings);
  const now = context.now.getTime();
  const postmortemOf = (incident: number) => {
    const start = clockStart(facts.incidents, facts.incidents.rowOf(incident)!);
    const { state = null, publishedAt = null } = postmortems.get(incident) ?? {};
    return {
      state,
      standing: standingOf({ start, publishedAt, deadline, now }),
      dueBy: start === null ? null : new Date(deadline(start)),
    };
  };
  const packed = guardrailStatesOf(facts);
  const reviewed = incidents.map((incident) => ({
    ...incident,
    mitigateMinutes: incident.durations.mitigateMinutes,
    culprits: incident.changes
      .filter(({ link }) => link === "culprit")
      .map((change) => ({
        number: change.number,
        title: change.title,
        ...missed(facts, packed, change.number),
      })),
    postmortem: postmortemOf(incident.number),
    actions: counts.get(incident.number) ?? { open: 0, done: 0, dropped: 0, overdue: 0 },
  }));
  const among = (wanted: Selection) =>
    reviewed
      .filter((incident) => wanted.includes(facts.incidents.rowOf(incident.number)!))
      .map((incident) => ReviewedIncident.parse(incident));
  return { severe: among(severe), highBlast: among(high), highBlastCount: high.length };
}

function missed(facts: Facts, packed: Uint16Array, change: number) {
  const row = facts.changes.rowOf(change);
  const inState = (state: StateCode) =>
    guardrailRules.filter((_rule, place) => row !== undefined && stateAt(packed[row]!, place) === state);
  return { unmet: inState(UNMET), unknown: inState(NOT_KNOWN) };
}

function actionCounts(actions: readonly ActionFact[], today: string) {
  const counts = new Map<number, z.infer<typeof ActionCount>>();
  for (const action of actions) {
    const count = counts.get(action.incidentNumber) ?? { open: 0, done: 0, dropped: 0, overdue: 0 };
    count[action.state] += 1;
    if (isOverdue(action, today)) count.overdue += 1;
    counts.set(action.incidentNumber, count);
  }
  return counts;
}

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
