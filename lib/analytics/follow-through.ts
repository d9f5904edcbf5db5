import { z } from "zod";
import { type ActionFact, actionFacts } from "#lib/actions/read.ts";
import { isOverdue, todayIn } from "#lib/actions/rules.ts";
import { formatCount, formatPlural, formatQuantity, formatShareInterval } from "#lib/format.ts";
import { bucketFinder } from "#lib/period.ts";
import { postmortemStandings } from "#lib/postmortems/read.ts";
import { quantiles } from "#lib/statistics/quantile.ts";
import { ageDays } from "./actions.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { clockStart, deadlines, type Postmortems, type Standing, standingOf } from "./follow-up.ts";
import { rowsByGroup } from "./groups.ts";
import { question, type View } from "./question.ts";
import { Figure, figure, InWords, Share, stretch } from "./shapes.ts";
import { byBucket, severeRows, shareOf } from "./tally.ts";

/**
 * Do we do what we said we would? Post-mortems of Sev-1 and Sev-2 incidents (or the severities the filter names)
 * published within the deadline, and the actions of all incidents the filter means. Days, weekends included, run from the
 * end of the incident to publication; an incident counts for every organisation that it reached.
 */

const Standings = z
  .object({
    "on-time": z.int().describe("Published within the deadline."),
    late: z.int().describe("Published after it."),
    due: z.int().describe("Not published, and within the deadline still, or the incident goes on."),
    overdue: z.int().describe("Not published, and the deadline is over."),
  })
  .meta({ title: "Standings of post-mortems" });

const punctual = {
  inTime: Share.describe(
    "Post-mortems published by the deadline, of those whose deadline is over or met; those still within it are the unknown. The deadline is so many working days after the day on which the incident was resolved (else mitigated), in the organisation's zone.",
  ),
  standings: Standings.describe("How many are on time, late, still due and overdue."),
};

const actionCounts = {
  open: z.int().describe("Actions that are neither done nor dropped."),
  overdue: z.int().describe("Open ones whose day is over."),
  done: z.int().describe("Actions that are done."),
  dropped: z.int().describe("Actions that were dropped."),
};
const ActionCounts = z.object(actionCounts);
type ActionCounts = z.infer<typeof ActionCounts>;

const AgeGroup = z
  .object({
    from: z.int().meta({ description: "From so long since they were opened on.", unit: "days" }),
    to: z
      .int()
      .nullable()
      .meta({ description: "Up to, not including, so long; null: however long.", unit: "days" }),
    open: actionCounts.open,
    overdue: actionCounts.overdue,
  })
  .meta({ title: "Age of open actions" });

/** Days that something took, over those of which it is known. */
function daysTaken(description: string, none: string) {
  const days = (share: string) =>
    Figure.meta({ description: `${share} took at most so long.`, unit: "days", declines: none });
  return z
    .object({
      recorded: z.int().describe("Over how many."),
      medianDays: days("Half of them"),
      p90Days: days("Nine in ten of them"),
    })
    .meta({ description, unit: "days", declines: none, source: "type 7 quantiles, Hyndman and Fan (1996)" });
}

const organisation = z
  .string()
  .nullable()
  .describe("Organisation that owns a system which the incident reached; null where none is recorded.");

const mostOwners = 50;

export type FollowThrough = z.infer<typeof getFollowThrough.definition.answer>;

export const getFollowThrough = question({
  name: "follow-through",
  summary: "Do we do what we said we would?",
  parameters: {},
  answer: {
    text: InWords,
    workingDays: z
      .int()
      .meta({ description: "How long a post-mortem may take, from the settings.", unit: "working days" }),
    severities: z
      .array(z.int().nullable())
      .describe("The severities whose post-mortems are counted: 1 and 2, or those that the filter names."),
    postmortems: z
      .object({
        ...punctual,
        incidents: z.int().describe("Incidents of these severities, whatever their post-mortem."),
        published: z.int().describe("Those whose post-mortem is published."),
        daysToPublish: daysTaken(
          "Days, weekends included, from the end of the incident to the publication of its post-mortem: median and 90th percentile of those published.",
          "null where none is published",
        ),
        byOrg: z
          .array(
            z.object({
              org: organisation,
              incidents: z.int().describe("Incidents of these severities that reached it."),
              ...punctual,
            }),
          )
          .describe(
            "The same by organisation, most overdue first. An incident counts for every organisation that owns a system it reached, so they do not add up.",
          ),
      })
      .describe(
        "Post-mortems of Sev-1 and Sev-2 incidents, or of the severities the filter names, against the deadline.",
      ),
    buckets: z
      .array(
        z.object({
          ...stretch,
          incidents: z.int().describe("Incidents of these severities that began in it."),
          inTime: punctual.inTime,
        }),
      )
      .describe("Punctuality by when the incident began. A bucket in which none was due has no share."),
    actions: z
      .object({
        ...actionCounts,
        total: z.int().describe("All of them."),
        doneInTime: Share.describe(
          "Of those that are done and had a day: done by that day. Done ones without a day are the unknown.",
        ),
        daysToClose: daysTaken(
          "Days, weekends included, from opening an action to its being done: median and 90th percentile of those done.",
          "null where none is done",
        ),
        medianOpenAgeDays: Figure.meta({
          description: "Half of the open ones were opened at most so long ago.",
          unit: "days",
          declines: "null where none is open",
        }),
        ages: z.array(AgeGroup).describe("Open actions by how long ago they were opened."),
        byOwner: z
          .array(
            z.object({
              owner: z.string().nullable().describe("Who is to do them; null where nobody is named."),
              ...actionCounts,
            }),
          )
          .describe(`By owner, most overdue first, at most ${mostOwners}.`),
        byOrg: z
          .array(z.object({ org: organisation, ...actionCounts }))
          .describe(
            "By organisation that the incident reached, most overdue first. One incident may reach several, so they do not add up.",
          ),
      })
      .describe("Actions of all incidents that the filter means."),
  },
  async compute(view, ask) {
    const postmortems = postmortemPart(view, await ask(postmortemStandings, undefined));
    const actions = actionPart(view, await ask(actionFacts, undefined));
    const { buckets, ...figures } = postmortems;
    const workingDays = view.settings.postmortemWorkingDays;
    return {
      text: wordsOn({ ...figures, workingDays, actions }),
      workingDays,
      severities: view.filter.severity ?? [1, 2],
      postmortems: figures,
      buckets,
      actions,
    };
  },
});

function postmortemPart(view: View<Filter>, postmortems: Postmortems) {
  const { facts, settings, buckets } = view;
  const { incidents } = facts;
  const rows = view.filter.severity ? view.rows : severeRows(incidents, view.rows);
  const deadline = deadlines(settings);
  const now = view.now.getTime();
  const standings = new Uint8Array(incidents.count);
  const days: number[] = [];
  let published = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const start = clockStart(incidents, row);
    const publishedAt = postmortems.get(incidents.number.values[row]!)?.publishedAt ?? null;
    standings[row] = standingCodes[standingOf({ start, publishedAt, deadline, now })];
    if (publishedAt === null) continue;
    published += 1;
    if (start !== null && publishedAt >= start) days.push((publishedAt - start) / 86_400_000);
  }
  const byOrg = rowsByGroup({ facts, rows, by: "org" }).map(({ group, rows: its }) => ({
    org: facts.systems.orgs.words[group] ?? null,
    incidents: its.length,
    ...punctuality(its, standings),
  }));
  const perBucket = byBucket(incidents, rows, {
    count: buckets.complete.length,
    find: bucketFinder(buckets),
  });
  return {
    ...punctuality(rows, standings),
    incidents: rows.length,
    published,
    daysToPublish: daysFigures(days),
    byOrg: byOrg.sort((a, b) => b.standings.overdue - a.standings.overdue || b.incidents - a.incidents),
    buckets: perBucket.map((its, i) => ({
      start: new Date(buckets.edges[i]!),
      end: new Date(buckets.edges[i + 1]!),
      complete: buckets.complete[i]!,
      incidents: its.length,
      inTime: punctuality(its, standings).inTime,
    })),
  };
}

const standingCodes = { "on-time": 0, late: 1, due: 2, overdue: 3 } as const satisfies Record<
  Standing,
  number
>;

/** `standings` holds the code of each row. */
function punctuality(rows: Selection, standings: Uint8Array) {
  const counts = new Int32Array(4);
  for (let i = 0; i < rows.length; i += 1) counts[standings[rows[i]!]!]! += 1;
  const [onTime, late, due, overdue] = Array.from(counts) as [number, number, number, number];
  return {
    inTime: shareOf({ yes: onTime, known: onTime + late + overdue, unknown: due }),
    standings: { "on-time": onTime, late, due, overdue },
  };
}

function daysFigures(days: readonly number[]) {
  const [median, p90] = quantiles(Float64Array.from(days), [0.5, 0.9]).map(figure);
  return { recorded: days.length, medianDays: median!, p90Days: p90! };
}

const ageEdges = [0, 7, 30, 90, 180] as const;

function actionPart(view: View<Filter>, all: readonly ActionFact[]) {
  const { facts, now, settings } = view;
  const today = todayIn(settings.zone, now);
  const byIncident = Map.groupBy(all, ({ incidentNumber }) => incidentNumber);
  const actionsOf = (row: number) => byIncident.get(facts.incidents.number.values[row]!) ?? [];
  const rows = view.rows.filter((row) => byIncident.has(facts.incidents.number.values[row]!));
  const actions = Array.from(rows).flatMap(actionsOf);
  const open = actions.filter(({ state }) => state === "open");
  const ages = open.map((action) => ageDays(action, now));
  const closed = actions.filter(({ state, closedAt }) => state === "done" && closedAt !== null);
  const dated = closed.filter(({ dueOn }) => dueOn !== null);
  const inTime = dated.filter(({ dueOn, closedAt }) => todayIn(settings.zone, new Date(closedAt!)) <= dueOn!);
  const owners = [...Map.groupBy(actions, ({ owner }) => owner)];
  const orgs = rowsByGroup({ facts, rows, by: "org" });
  const listed = <T extends ActionCounts>(counts: T[]): T[] =>
    counts
      .filter(({ open: some, done, dropped }) => some + done + dropped > 0)
      .sort((a, b) => b.overdue - a.overdue || b.open - a.open || b.done - a.done);
  return {
    ...countsOf(actions, today),
    total: actions.length,
    doneInTime: shareOf({ yes: inTime.length, known: dated.length, unknown: closed.length - dated.length }),
    daysToClose: daysFigures(
      closed.flatMap(({ createdAt, closedAt }) =>
        closedAt! >= createdAt ? [(closedAt! - createdAt) / 86_400_000] : [],
      ),
    ),
    medianOpenAgeDays: figure(quantiles(Float64Array.from(ages), [0.5])[0]!),
    ages: ageEdges.map((from, i) => {
      const to = ageEdges[i + 1] ?? null;
      const its = open.filter((_, j) => ages[j]! >= from && (to === null || ages[j]! < to));
      return { from, to, open: its.length, overdue: its.filter((one) => isOverdue(one, today)).length };
    }),
    byOwner: listed(owners.map(([owner, its]) => ({ owner, ...countsOf(its, today) }))).slice(0, mostOwners),
    byOrg: listed(
      orgs.map(({ group, rows: its }) => ({
        org: facts.systems.orgs.words[group] ?? null,
        ...countsOf(Array.from(its).flatMap(actionsOf), today),
      })),
    ),
  };
}

function countsOf(actions: readonly ActionFact[], today: string): ActionCounts {
  const counts = { open: 0, overdue: 0, done: 0, dropped: 0 };
  for (const action of actions) {
    counts[action.state] += 1;
    if (isOverdue(action, today)) counts.overdue += 1;
  }
  return counts;
}

function wordsOn(of: {
  workingDays: number;
  incidents: number;
  inTime: z.infer<typeof Share>;
  standings: z.infer<typeof Standings>;
  daysToPublish: { medianDays: number | null };
  actions: ActionCounts;
}): string {
  const { inTime, standings, daysToPublish, actions, workingDays, incidents } = of;
  const days = formatPlural(workingDays, "working day");
  const first =
    incidents === 0
      ? "No incident asks for a post-mortem: none has one of the severities counted here."
      : inTime.known === 0
        ? `No post-mortem was due yet (the deadline is ${days}).`
        : inTime.known === 1
          ? `The one post-mortem that was due ${inTime.yes === 1 ? "appeared" : "did not appear"} within ${days}.`
          : `${inTime.yes === 0 ? "None" : formatCount(inTime.yes)} of ${formatPlural(inTime.known, "post-mortem")} that ${inTime.known === 1 ? "was" : "were"} due appeared within ${days}: ${formatShareInterval(inTime.share, inTime)}.`;
  const second =
    daysToPublish.medianDays === null
      ? ""
      : ` Half of those published took ${formatQuantity(daysToPublish.medianDays)} days or less.`;
  const third = standings.overdue === 0 ? "" : ` ${formatPlural(standings.overdue, "is", "are")} overdue.`;
  const all = actions.open + actions.done + actions.dropped;
  const last =
    all === 0
      ? " No action was decided."
      : ` ${formatCount(actions.open)} of ${formatPlural(all, "action")} ${actions.open === 1 ? "is" : "are"} open, ${actions.overdue === 0 ? "none" : formatCount(actions.overdue)} of them overdue.`;
  return first + second + third + last;
}
