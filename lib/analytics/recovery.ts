import { z } from "zod";
import { formatCount, formatMinutes, formatRecorded, formatShare } from "#lib/format.ts";
import { kaplanMeier } from "#lib/statistics/kaplan-meier.ts";
import { type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { type Grouping, GroupName, groupName, rowsByGroup, rowsInGroups } from "./groups.ts";
import { measureReader } from "./measures.ts";
import { question, type View } from "./question.ts";
import { DurationFigures, Figure, figure, InWords } from "./shapes.ts";
import { durationFigures, figuresOf, type Milestone, minutesTo } from "./tally.ts";

/**
 * How fast do we recover? Minutes from the start of impact to detection, mitigation and resolution: quantiles
 * (type 7) of what is recorded, counts between round durations, and the same by group. `survival` is the
 * Kaplan–Meier estimate of the time to mitigate: open incidents count as not yet mitigated for as long as they have
 * lasted, so that a slow one still going on is not left out. Source: Kaplan and Meier (1958).
 */

/** Steps that a clock knows; the last stretch has no end. */
const edges = [0, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 7200, 14_400, 43_200] as const;
const mostGroups = 20;
const open = statusCodes.code("open");
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
    timeToMitigate: shape.describe(
      "From the start of impact to mitigation, over the incidents that recorded it.",
    ),
    timeToResolve: shape.describe(
      "From the start of impact to resolution, over the incidents that recorded it.",
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

const Survival = z
  .object({
    ...GroupName.shape,
    n: z.int().describe("Incidents followed: those mitigated, and those still open."),
    mitigated: z.int().describe("Those with a recorded mitigation, not before their start."),
    open: z.int().describe("Those still open and not mitigated: followed for as long as they have lasted."),
    medianMinutes: z
      .object({
        estimate: Figure.describe("The median; null where one half is not reached."),
        low: Figure.describe("Lower end of its 95% interval; null where it cannot be said."),
        high: Figure.describe("Upper end of its 95% interval; null where it has none."),
      })
      .meta({
        description: "When half of them were mitigated.",
        unit: "minutes",
        uncertainty: "95% interval, from where the curve's own bounds cross one half",
        declines: "null where one half is not reached",
        source: "R's `survfit`",
      }),
    points: z
      .array(
        z.object({
          minutes: z
            .number()
            .meta({ description: "From so long after the start of impact on.", unit: "minutes" }),
          survival: z
            .number()
            .meta({ description: "Share of them not yet mitigated.", unit: "a fraction from 0 to 1" }),
          low: Figure.describe("Lower end of its 95% interval; null where it cannot be said."),
          high: Figure.describe("Upper end of its 95% interval; null where it cannot be said."),
          atRisk: z.int().describe("How many of them were followed so long."),
        }),
      )
      .meta({
        description: "The curve, in steps: how many are not yet mitigated after how long.",
        uncertainty: "Greenwood's 95% interval on the log-log scale, as R's `survfit`",
        source: "Kaplan and Meier (1958)",
      }),
  })
  .meta({ title: "Survival curve" });
type Survival = z.infer<typeof Survival>;

const groupsReached = (what: string) =>
  z
    .array(Group)
    .describe(
      `The times by the ${what} that incidents reached, at most ${mostGroups}, most incidents first. An incident counts in full in each that it reached.`,
    );

export type Recovery = z.infer<typeof getRecovery.definition.answer>;

export const getRecovery = question({
  name: "recovery",
  summary: "How fast do we recover?",
  parameters: {},
  answer: {
    ...milestones(Distribution),
    bySeverity: z.array(Group).describe("The times by severity."),
    bySystem: groupsReached("system"),
    byOrg: groupsReached("organisation"),
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
          "Kaplan–Meier estimate of the time to mitigate: an incident that is still open counts as not mitigated for as long as it has lasted. Those that are over without a recorded mitigation, or with one before their start, are left out.",
        source: "Kaplan and Meier (1958)",
      }),
    text: InWords,
  },
  compute(view) {
    const { facts, rows } = view;
    const timeToMitigate = distributionOf(facts, "mitigatedAt", rows);
    const all = survivalOf(view, rows, { value: "all", label: "All" });
    const severities = groupRows(view, "severity");
    return {
      timeToDetect: distributionOf(facts, "detectedAt", rows),
      timeToMitigate,
      timeToResolve: distributionOf(facts, "resolvedAt", rows),
      bySeverity: severities.map((group) => groupOf(facts, group)).sort(unknownLast),
      bySystem: groupRows(view, "system").map((group) => groupOf(facts, group)),
      byOrg: groupRows(view, "org").map((group) => groupOf(facts, group)),
      byTier: groupRows(view, "tier")
        .map((group) => groupOf(facts, group))
        .sort(unknownLast),
      byDetection: byDetection(view).map((group) => groupOf(facts, group)),
      survival: {
        all,
        bySeverity: severities
          .map((group) => survivalOf(view, group.rows, group))
          .filter(({ mitigated }) => mitigated >= fewestEvents)
          .sort(unknownLast),
      },
      text: wordsOn(timeToMitigate.figures, all),
    };
  },
});

/** The stretch of each whole minute below the last edge, so that finding one takes no steps. */
const stretchOf = Uint8Array.from({ length: edges.at(-1)! }, (_, minute) =>
  edges.findLastIndex((edge) => edge <= minute),
);

function distributionOf(facts: Facts, milestone: Milestone, rows: Selection): z.infer<typeof Distribution> {
  const taken = minutesTo(facts.incidents, milestone, rows);
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
    .slice(0, mostGroups)
    .map((one) => ({ ...groupName(facts, by, one.group), rows: one.rows }));
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

function groupOf({ incidents }: Facts, { rows, value, label }: Rows): Group {
  return {
    value,
    label,
    incidents: rows.length,
    timeToDetect: durationFigures(incidents, "detectedAt", rows),
    timeToMitigate: durationFigures(incidents, "mitigatedAt", rows),
    timeToResolve: durationFigures(incidents, "resolvedAt", rows),
  };
}

function unknownLast(a: GroupName, b: GroupName): number {
  return Number(a.value === "unknown") - Number(b.value === "unknown") || (a.value < b.value ? -1 : 1);
}

function survivalOf({ facts, now }: View<Filter>, rows: Selection, { value, label }: GroupName): Survival {
  const { incidents } = facts;
  const { n, events, median, points } = kaplanMeier({
    ended: minutesTo(incidents, "mitigatedAt", rows).minutes,
    censored: minutesOpen(incidents, rows, now),
  });
  return {
    value,
    label,
    n,
    mitigated: events,
    open: n - events,
    medianMinutes: { estimate: figure(median.estimate), low: figure(median.low), high: figure(median.high) },
    points: points.map(({ time, estimate, low, high, atRisk }) => ({
      minutes: time,
      survival: estimate,
      low: figure(low),
      high: figure(high),
      atRisk,
    })),
  };
}

/** For how long the incidents have lasted that nobody mitigated yet. */
function minutesOpen(
  { startedAt, mitigatedAt, status }: IncidentFacts,
  rows: Selection,
  now: Date,
): number[] {
  const minutes: number[] = [];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (status.values[row] !== open || !Number.isNaN(mitigatedAt.values[row])) continue;
    const lasted = (now.getTime() - startedAt.values[row]!) / 60_000;
    if (lasted >= 0) minutes.push(lasted);
  }
  return minutes;
}

/** Of fewer, nine in ten is all of them. */
const fewestForNinth = 10;

function wordsOn(figures: DurationFigures, all: Survival): string {
  if (figures.of === 0) return "No incident began in this period.";
  if (figures.recorded === 0)
    return `No time to mitigate is recorded for any of ${formatCount(figures.of)} incidents.`;
  const slow =
    figures.recorded < fewestForNinth ? "" : `, nine in ten within ${formatMinutes(figures.p90Minutes)}`;
  const half = `Half of the incidents were mitigated within ${formatMinutes(figures.medianMinutes)}${slow} (${formatRecorded(figures.recorded, figures.of)}).`;
  const left = figures.missing + figures.invalid;
  const missing =
    left === 0
      ? ""
      : ` ${formatShare(left / figures.of)} have no usable time to mitigate; if those went otherwise, so do these figures.`;
  if (all.open === 0) return `${half}${missing}`;
  const { estimate, low, high } = all.medianMinutes;
  const least = formatMinutes(low, "0 min");
  const upTo = high === null ? ` (${least} or more)` : ` (${least} to ${formatMinutes(high)})`;
  const bounds = low === null && high === null ? "" : upTo;
  const median = estimate === null ? "is not reached yet" : `is ${formatMinutes(estimate)}${bounds}`;
  const [count, have, them] = all.open === 1 ? ["counts", "it has", "it"] : ["count", "they have", "them"];
  return `${half} ${formatCount(all.open)} still open ${count} for as long as ${have} lasted: with ${them} the median ${median}.${missing}`;
}
