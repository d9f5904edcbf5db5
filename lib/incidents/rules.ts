import { incidentFields } from "#db/fields/incidents.ts";
import { endsOfState, type Status } from "#db/values.ts";
import type { FieldError } from "#lib/errors.ts";
import { type Bounds, isSurelyBefore, momentProblem, type Precision, spanMs } from "#lib/moments.ts";
import { oneName } from "#lib/names.ts";
import type { HighBlastThresholds } from "#lib/settings/dated.ts";
import type { Durations, Incident } from "./schema.ts";

const order = ["startedAt", "detectedAt", "mitigatedAt", "resolvedAt"] as const;
type Moment = (typeof order)[number];
export type Moments = { startedAt: Date } & Record<Exclude<Moment, "startedAt">, Date | null> &
  Partial<Record<(typeof precisionOf)[Moment], Precision>>;

const precisionOf = {
  startedAt: "startedPrecision",
  detectedAt: "detectedPrecision",
  mitigatedAt: "mitigatedPrecision",
  resolvedAt: "resolvedPrecision",
} as const;

const words: Record<Moment, string> = {
  startedAt: "the start",
  detectedAt: "the detection",
  mitigatedAt: "the mitigation",
  resolvedAt: "the resolution",
};

/** Moments that cannot be in this order; each problem names the two fields. */
export function orderProblems(moments: Moments): { path: Moment; before: Moment; message: string }[] {
  const problems: { path: Moment; before: Moment; message: string }[] = [];
  let last: Moment = "startedAt";
  for (const moment of order.slice(1)) {
    const at = known(moments, moment);
    if (at === null) continue;
    if (isSurelyBefore(at, known(moments, last)!)) {
      const message = `${moment} is before ${last}: ${words[moment]} cannot come before ${words[last]}`;
      problems.push({ path: moment, before: last, message });
      continue;
    }
    last = moment;
  }
  return problems;
}

function known(moments: Moments, moment: Moment): { at: Date; precision: Precision } | null {
  const at = moments[moment];
  return at === null ? null : { at, precision: moments[precisionOf[moment]] ?? "minute" };
}

/** What a body says of moments that cannot have happened: in the future, too long ago, or before the start. */
export function momentProblems(said: Partial<Moments>, after: Moments, bounds: Bounds): FieldError[] {
  const start = known(after, "startedAt")!;
  return order.flatMap((moment): FieldError[] => {
    const at = said[moment];
    const problem = at == null ? null : momentProblem(at, bounds);
    if (problem !== null) return [{ path: moment, message: problem }];
    const end = known(after, moment);
    if (end === null || !isSurelyBefore(end, start)) return [];
    if (at != null)
      return [
        { path: moment, message: `is before startedAt: ${words[moment]} cannot come before the start` },
      ];
    // The start alone was moved, to after what is there.
    if (said.startedAt == null) return [];
    return [
      { path: "startedAt", message: `is after ${moment}: ${words[moment]} cannot come before the start` },
    ];
  });
}

type Ends = { mitigatedAt: Date | null; resolvedAt: Date | null };

/** The ends that an incident has; null where none is recorded, or its state says that it did not come yet. */
export function endsOf({ status, mitigatedAt, resolvedAt }: Ends & { status: Status }): Ends {
  const ends: readonly string[] = endsOfState[status];
  return {
    mitigatedAt: ends.includes("mitigatedAt") ? mitigatedAt : null,
    resolvedAt: ends.includes("resolvedAt") ? resolvedAt : null,
  };
}

/**
 * Minutes from the start; null when not recorded, when the end lies before the start, and when it is shorter than the
 * precision of its moments can tell.
 */
export function durationsOf(incident: Moments & { status: Status }): Durations {
  const moments = { ...incident, ...endsOf(incident) };
  const minutes = (end: Moment) => {
    const at = moments[end];
    if (at === null || at.getTime() < moments.startedAt.getTime()) return null;
    const taken = at.getTime() - moments.startedAt.getTime();
    const span = Math.max(
      ...[moments.startedPrecision, moments[precisionOf[end]]].map((p) => spanMs[p ?? "minute"]),
    );
    return taken < span ? null : taken / 60_000;
  };
  return {
    detectMinutes: minutes("detectedAt"),
    mitigateMinutes: minutes("mitigatedAt"),
    resolveMinutes: minutes("resolvedAt"),
  };
}

/** What began longer ago without a word about its end is not said to go on. */
const openForMs = 7 * 86_400_000;

/** In this order an incident goes on; one that is no longer known to go on may still turn out to be over. */
export const onward: readonly Status[] = ["open", "unknown", "mitigated", "resolved", "closed"];

/** The state that the recorded moments speak of. */
export function statusFrom(moments: Ends & { startedAt: Date }, now: Date): Status {
  if (moments.resolvedAt !== null) return "resolved";
  if (moments.mitigatedAt !== null) return "mitigated";
  return now.getTime() - moments.startedAt.getTime() > openForMs ? "unknown" : "open";
}

/** A state as people read it. */
export function stateLabel(status: Status): string {
  const words: Readonly<Partial<Record<Status, string>>> = incidentFields.status.words;
  return words[status] ?? status[0]!.toUpperCase() + status.slice(1);
}

/** The same within a sentence. */
export const stateWords = (status: Status): string => stateLabel(status).toLowerCase();

export interface Reach {
  severity: number | null;
  lostOrders: number | null;
  errors: number | null;
  systems: number;
  regions: number;
  mitigateMinutes: number | null;
  orderDropPercent: number | null;
}

/**
 * Why an incident has a high blast radius; with no reason it has not. Any one of these thresholds of the
 * settings is enough, given with what they are until they are changed: 100,000 lost orders, 1,000,000 errors,
 * 5 systems, 3 regions, orders down by 50%, or Sev-1 with 60 minutes to mitigate. What is not recorded gives
 * no reason.
 */
export function highBlastReasons(reach: Reach, limits: HighBlastThresholds): string[] {
  const atLeast = (value: number | null, limit: number, what: string) =>
    value !== null && value >= limit
      ? `${Math.floor(value).toLocaleString("en")} ${what} (${limit.toLocaleString("en")} or more)`
      : null;
  const sev1Minutes = reach.severity === 1 ? reach.mitigateMinutes : null;
  return [
    atLeast(reach.lostOrders, limits.lostOrders, "lost orders"),
    atLeast(reach.errors, limits.errors, "errors"),
    atLeast(reach.systems, limits.systems, "systems"),
    atLeast(reach.regions, limits.regions, "regions"),
    atLeast(sev1Minutes, limits.sev1MitigateMinutes, "minutes to mitigate a Sev-1"),
    atLeast(reach.orderDropPercent, limits.orderDropPercent, "percent fewer orders"),
  ].filter((reason) => reason !== null);
}

/** Regions are free text: `us-east-1 ` and `US-EAST-1` are one place, shown as first written. */
export function distinctRegions(regions: readonly string[]): string[] {
  if (regions.length === 1) return [oneName(regions[0]!)];
  const seen = new Map<string, string>();
  for (const region of regions) {
    const key = regionKey(region);
    if (!seen.has(key)) seen.set(key, oneName(region));
  }
  return [...seen.values()].sort();
}

/** What two ways of writing one region have in common. */
export function regionKey(region: string): string {
  return oneName(region).normalize("NFKC").toLowerCase();
}

// Lists are kept in one order, so that the same facts compare as equal whatever order they came in.

type Listed = Pick<Incident, "systems" | "factors" | "changes">;

export function bySystem(a: Listed["systems"][number], b: Listed["systems"][number]): number {
  if (a.part !== b.part) return a.part === "origin" ? -1 : 1;
  return a.slug < b.slug ? -1 : 1;
}

export function byFactor(a: Listed["factors"][number], b: Listed["factors"][number]): number {
  return a.factor < b.factor ? -1 : 1;
}

export function byLink(a: Listed["changes"][number], b: Listed["changes"][number]): number {
  if (a.link !== b.link) return a.link === "culprit" ? -1 : 1;
  return a.number - b.number;
}
