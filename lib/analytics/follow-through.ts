import { z } from "zod";
import { actionFacts } from "#lib/actions/read.ts";
import { bucketFinder } from "#lib/period.ts";
import { postmortemStandings } from "#lib/postmortems/read.ts";
import { heldOf, placeAt } from "#lib/settings/held.ts";
import { AgeGroup, actionCounts, actionPart, mostOwners, OwnersRest } from "./action-counts.ts";
import { beganReader } from "./by-beginning.ts";
import { daysFigures, daysTaken } from "./days-taken.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { clockStart, deadlines, type Postmortems, type Standing, standingOf } from "./follow-up.ts";
import { wordsOn } from "./follow-words.ts";
import { rowsByGroup } from "./groups.ts";
import { question, type View } from "./question.ts";
import { SettingsChanged, settingsChanged } from "./settings-changed.ts";
import { Figure, InWords, recordedStretch, Share } from "./shapes.ts";
import { byBucket, severeRows, shareOf } from "./tally.ts";
import { top } from "./top.ts";
import { lastMoment } from "./worth.ts";

/**
 * Do we do what we said we would? Post-mortems of Sev-1 and Sev-2 incidents (or the severities the filter names)
 * published within the deadline, and the actions of all incidents the filter means. Days, weekends included, run from the
 * end of the incident to publication; an incident counts for every organisation that it reached.
 */

export const Standings = z
  .object({
    "on-time": z.int().describe("Published within the deadline."),
    late: z.int().describe("Published after it."),
    due: z.int().describe("Not published, and within the deadline still, or the incident goes on."),
    overdue: z.int().describe("Not published, and the deadline is over."),
  })
  .meta({ title: "Standings of post-mortems" });

const punctual = {
  inTime: Share.describe(
    "Post-mortems published by the deadline, of those whose deadline is over or met; those still within it are the unknown. The deadline is so many working days after the day on which the incident was resolved (else mitigated), in the organisation's zone, by the term and the working days that held when the incident began.",
  ),
  standings: Standings.describe("How many are on time, late, still due and overdue."),
};

const organisation = z
  .string()
  .nullable()
  .describe("Organisation that owns a system which the incident reached; null where none is recorded.");

export type FollowThrough = z.infer<typeof getFollowThrough.definition.answer>;

export const getFollowThrough = question({
  name: "follow-through",
  summary: "Do we do what we said we would?",
  parameters: {},
  answer: {
    text: InWords,
    workingDays: z.int().meta({
      description:
        "How long a post-mortem may take: what held when the period ended, or holds now while it runs.",
      unit: "working days",
    }),
    workingDaysHeld: z.array(z.int()).meta({
      description:
        "How long it might take over the period, in the order of time: one where that did not change. Each post-mortem is held against what held when its incident began.",
      unit: "working days",
    }),
    settingsChanged: SettingsChanged,
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
          ...recordedStretch,
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
        ...top("byOwner", {
          shape: z.object({
            owner: z.string().nullable().describe("Who is to do them; null where nobody is named."),
            ...actionCounts,
          }),
          most: mostOwners,
          description: `By owner, most overdue first, at most ${mostOwners}.`,
          rest: OwnersRest,
        }),
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
    const workingDaysHeld = termsIn(view);
    return {
      text: wordsOn({ ...figures, workingDaysHeld, actions }),
      workingDays: workingDaysHeld.at(-1)!,
      workingDaysHeld,
      settingsChanged: settingsChanged(
        { settings: view.settings, period: view.period },
        "postmortemWorkingDays",
        "workingHours",
      ),
      severities: view.filter.severity ?? [1, 2],
      postmortems: figures,
      buckets,
      actions,
    };
  },
});

function termsIn({ settings, period, now }: View<Filter>): number[] {
  const { begins, values } = heldOf(settings, "postmortemWorkingDays");
  const [first, last] = [
    placeAt(begins, period.from.getTime()),
    placeAt(begins, lastMoment({ period, now })),
  ];
  return values.slice(first, last + 1).map(({ postmortemWorkingDays }) => postmortemWorkingDays);
}

function postmortemPart(view: View<Filter>, postmortems: Postmortems) {
  const { facts, settings, buckets } = view;
  const { incidents } = facts;
  const rows = view.filter.severity ? view.rows : severeRows(incidents, view.rows);
  const deadline = deadlines(settings);
  const beganAt = beganReader(facts, settings.zone);
  const now = view.now.getTime();
  const standings = new Uint8Array(incidents.count);
  const days: number[] = [];
  let published = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const start = clockStart(incidents, row);
    const began = beganAt(row);
    const publishedAt = postmortems.get(incidents.number.values[row]!)?.publishedAt ?? null;
    standings[row] = standingCodes[standingOf({ start, began, publishedAt, deadline, now })];
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
      recorded: buckets.recorded[i]!,
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
