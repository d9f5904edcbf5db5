import type { Incident } from "#lib/incidents/schema.ts";

/** For tests: times to a milestone by a plain loop over the records, quantiles by the definition of the curve. */

type Milestone = "detectedAt" | "mitigatedAt" | "resolvedAt";

const minutes = 60_000;

/** Whether a record still waits for it. That an incident is recorded means that it was detected. */
const mayCome = (incident: Incident, milestone: Milestone) =>
  milestone === "resolvedAt"
    ? incident.status === "open" || incident.status === "mitigated"
    : incident.status === "open";

function timesOf(incidents: readonly Incident[], milestone: Milestone, now: string) {
  const ended: number[] = [];
  const lasting: number[] = [];
  let [missing, invalid, pending] = [0, 0, 0];
  for (const incident of incidents) {
    const [start, end] = [incident.startedAt.getTime(), incident[milestone]?.getTime() ?? null];
    if (end === null && mayCome(incident, milestone)) {
      pending += 1;
      if (milestone !== "detectedAt") lasting.push((Date.parse(now) - start) / minutes);
    } else if (end === null) missing += 1;
    else if (end < start) invalid += 1;
    else ended.push((end - start) / minutes);
  }
  return { ended, lasting, pending, missing, invalid };
}

/** The share that has not come to it after so long: the product of those that got past each moment. */
function stillGoing({ ended, lasting }: { ended: number[]; lasting: number[] }, after: number): number {
  let share = 1;
  for (const moment of new Set(ended.filter((one) => one <= after))) {
    const watched = [...ended, ...lasting].filter((one) => one >= moment).length;
    share *= 1 - ended.filter((one) => one === moment).length / watched;
  }
  return share;
}

/** The first moment after which no more than 1 − p go on; the middle where exactly so many do until the next; or null. */
function quantileOf(of: { ended: number[]; lasting: number[] }, p: number): number | null {
  const moments = [...new Set(of.ended)].sort((a, b) => a - b);
  const shares = moments.map((moment) => stillGoing(of, moment));
  const reached = shares.findIndex((share) => share < 1 - p + 1e-9);
  if (reached < 0) return null;
  const next = moments[reached + 1];
  const isLevel = Math.abs(shares[reached]! - (1 - p)) < 1e-9;
  return isLevel && next !== undefined ? (moments[reached]! + next) / 2 : moments[reached]!;
}

export function durationOf(incidents: readonly Incident[], milestone: Milestone, now: string) {
  const { ended, lasting, ...counts } = timesOf(incidents, milestone, now);
  const at = (p: number) => quantileOf({ ended, lasting }, p);
  return {
    ...counts,
    recorded: ended.length,
    of: incidents.length,
    imprecise: 0,
    medianMinutes: at(0.5),
    p75Minutes: at(0.75),
    p90Minutes: at(0.9),
  };
}
