import { z } from "zod";
import { formatMinutes } from "#lib/format.ts";
import {
  durationFigures,
  figuresOf,
  knownUntil,
  type Milestone,
  type Minutes,
  minutesTo,
} from "./durations.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { type Grouping, GroupName, groupName, rowsByGroup, rowsInGroups } from "./groups.ts";
import { measureReader } from "./measures.ts";
import { question, type View } from "./question.ts";
import { wordsOn } from "./recovery-words.ts";
import { DurationFigures, InWords } from "./shapes.ts";
import { Survival, survivalOf } from "./survival.ts";
import { distinctRows, firstOf, top } from "./top.ts";

/**
 * How fast do we recover? Minutes from the start of impact to detection, mitigation and resolution: quantiles by Kaplan
 * and Meier, counts of what is recorded between round durations, and the same by group. `survival` is the curve of the
 * time to mitigate: open incidents count as not yet mitigated for as long as they have lasted, so that a slow one still
 * going on is not left out. Source: Kaplan and Meier (1958).
 */

/** Steps that a clock knows; the last stretch has no end. */
const edges = [0, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 7200, 14_400, 43_200] as const;
const mostGroups = 20;
/** Curves of fewer mitigated incidents are not drawn. */
const fewestEvents = 5;

const Stretch = z
  .object({
    from: z.number().meta({ description: "From so long on.", unit: "minutes" }),
    to: z
      .number()
      .nullable()
      .meta({ description: "Up to, not including, so long; null: however long.", unit: "minutes" }),
    incidents: z.int().describe("How many incidents recorded a duration in it."),
  })
  .meta({ title: "Stretch of durations" });

const Distribution = z
  .object({
    figures: DurationFigures.describe("Its quantiles, and how many recorded it."),
    histogram: z
      .array(Stretch)
      .describe(
        "How many incidents took how long. Each stretch holds its first minute and not its last; stretches widen as durations do.",
      ),
  })
  .meta({ title: "Distribution of durations" });

/** The milestones of recovery, each from the start of impact. */
function milestones<S extends z.ZodType>(shape: S) {
  return {
    timeToDetect: shape.describe(
      "From the start of impact to detection, over the incidents that recorded it.",
    ),
    timeToMitigate: shape.describe("From the start of impact to mitigation, open incidents included."),
    timeToResolve: shape.describe(
      "From the start of impact to resolution, incidents that still go on included.",
    ),
  };
}

const Group = z
  .object({
    ...GroupName.shape,
    incidents: z
      .int()
      .describe("Incidents of the group; one that belongs to several counts in full in each."),
    ...milestones(DurationFigures),
  })
  .meta({ title: "Recovery of a group" });
type Group = z.infer<typeof Group>;

const groupsReached = <N extends string>(name: N, what: string) =>
  top(name, {
    shape: Group,
    most: mostGroups,
    description: `The times by the ${what} that incidents reached, at most ${mostGroups}, most incidents first. An incident counts in full in each that it reached.`,
  });

export type Recovery = z.infer<typeof getRecovery.definition.answer>;

export const getRecovery = question({
  name: "recovery",
  summary: "How fast do we recover?",
  parameters: {},
  answer: {
    ...milestones(Distribution),
    bySeverity: z.array(Group).describe("The times by severity."),
    ...groupsReached("bySystem", "system"),
    ...groupsReached("byOrg", "organisation"),
    byTier: z
      .array(Group)
      .describe(
        "The times by the tier that incidents reached. An incident counts in full in each tier that it reached.",
      ),
    byDetection: z
      .array(Group)
      .describe(
        "The times by how long detection took; `value` is a range of minutes as the filter takes it. Time to detect is a part of the others, so later detection means longer times in any case.",
      ),
    survival: z
      .object({
        all: Survival.describe("All incidents together."),
        bySeverity: z.array(Survival).meta({
          description: "The incidents of each severity.",
          declines: `severities with fewer than ${fewestEvents} mitigated incidents have no curve`,
        }),
      })
      .meta({
        description:
          "Kaplan–Meier estimate of the time to mitigate: an incident that is still open counts as not mitigated for as long as it has lasted. Those that are over without a recorded mitigation, or with one before their start, are left out. Medians are those of `timeToMitigate`.",
        source: "Kaplan and Meier (1958)",
      }),
    text: InWords,
  },
  compute(view) {
    const { facts, rows } = view;
    const known = knownUntil(view);
    const taken = (milestone: Milestone, its = rows) =>
      minutesTo({ facts: facts.incidents, milestone, rows: its, known });
    const mitigated = taken("mitigatedAt");
    const timeToMitigate = distributionOf(mitigated);
    const severities = groupRows(view, "severity").map((group) => {
      const minutes = taken("mitigatedAt", group.rows);
      const told = groupOf(view, group, figuresOf(minutes));
      return { told, survival: survivalOf(minutes, told.timeToMitigate, group) };
    });
    const [systems, orgs] = [mostRows(view, "system"), mostRows(view, "org")];
    return {
      timeToDetect: distributionOf(taken("detectedAt")),
      timeToMitigate,
      timeToResolve: distributionOf(taken("resolvedAt")),
      bySeverity: severities.map(({ told }) => told).sort(unknownLast),
      bySystem: systems.listed.map((group) => groupOf(view, group)),
      bySystemRest: systems.rest,
      byOrg: orgs.listed.map((group) => groupOf(view, group)),
      byOrgRest: orgs.rest,
      byTier: groupRows(view, "tier")
        .map((group) => groupOf(view, group))
        .sort(unknownLast),
      byDetection: byDetection(view).map((group) => groupOf(view, group)),
      survival: {
        all: survivalOf(mitigated, timeToMitigate.figures, { value: "all", label: "All" }),
        bySeverity: severities
          .map(({ survival }) => survival)
          .filter(({ mitigated }) => mitigated >= fewestEvents)
          .sort(unknownLast),
      },
      text: wordsOn(timeToMitigate.figures),
    };
  },
});

/** The stretch of each whole minute below the last edge, so that finding one takes no steps. */
const stretchOf = Uint8Array.from({ length: edges.at(-1)! }, (_, minute) =>
  edges.findLastIndex((edge) => edge <= minute),
);

function distributionOf(taken: Minutes): z.infer<typeof Distribution> {
  const { minutes } = taken;
  const counts = new Int32Array(edges.length);
  for (let i = 0; i < minutes.length; i += 1) {
    counts[stretchOf[Math.trunc(minutes[i]!)] ?? edges.length - 1]! += 1;
  }
  return {
    figures: figuresOf(taken),
    histogram: edges.map((from, i) => ({ from, to: edges[i + 1] ?? null, incidents: counts[i]! })),
  };
}

interface Rows extends GroupName {
  rows: Selection;
}

/** The rows of each group, the largest first. */
function groupRows({ facts, rows }: View<Filter>, by: Grouping): Rows[] {
  return rowsByGroup({ facts, rows, by })
    .sort((a, b) => b.rows.length - a.rows.length || a.group - b.group)
    .map((one) => ({ ...groupName(facts, by, one.group), rows: one.rows }));
}

function mostRows(view: View<Filter>, by: Grouping) {
  return firstOf(groupRows(view, by), mostGroups, (others) => distinctRows(others.map(({ rows }) => rows)));
}

const detectionEdges = [0, 5, 15, 60] as const;

/** How late an incident was noticed; the last group holds those of which that is not known. */
function byDetection({ facts, rows }: View<Filter>): Rows[] {
  const minutes = measureReader(facts, "detectMinutes");
  const unknown = detectionEdges.length;
  const stretchAt = (row: number) => {
    const taken = minutes(row);
    if (Number.isNaN(taken)) return unknown;
    let group = unknown - 1;
    while (taken < detectionEdges[group]!) group -= 1;
    return group;
  };
  return rowsInGroups(unknown + 1, (visit) => {
    for (let i = 0; i < rows.length; i += 1) visit(rows[i]!, stretchAt(rows[i]!));
  }).map(({ group, rows: its }) => ({ ...detectionName(detectionEdges[group] ?? null, group), rows: its }));
}

function detectionName(from: number | null, group: number): GroupName {
  if (from === null) return { value: "unknown", label: "Detection not recorded" };
  const to = detectionEdges[group + 1];
  if (to === undefined) return { value: `${from}..`, label: `Detected after ${formatMinutes(from)} or more` };
  const label =
    from === 0
      ? `Detected within ${formatMinutes(to)}`
      : `Detected in ${formatMinutes(from)} – ${formatMinutes(to)}`;
  return { value: `${from}..${to}`, label };
}

/** `mitigated`: its times to mitigate, where they are known already. */
function groupOf(view: View<Filter>, { rows, value, label }: Rows, mitigated?: DurationFigures): Group {
  const asked = { facts: view.facts.incidents, rows, known: knownUntil(view) };
  return {
    value,
    label,
    incidents: rows.length,
    timeToDetect: durationFigures({ ...asked, milestone: "detectedAt" }),
    timeToMitigate: mitigated ?? durationFigures({ ...asked, milestone: "mitigatedAt" }),
    timeToResolve: durationFigures({ ...asked, milestone: "resolvedAt" }),
  };
}

function unknownLast(a: GroupName, b: GroupName): number {
  return Number(a.value === "unknown") - Number(b.value === "unknown") || (a.value < b.value ? -1 : 1);
}
