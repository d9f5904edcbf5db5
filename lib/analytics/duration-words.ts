import { formatCount, formatMinutes, formatRecorded } from "#lib/format.ts";
import type { Milestone } from "./durations.ts";
import type { DurationFigures } from "./shapes.ts";

/** Times to a milestone in words: what was not reached is said to be so, and never a number. */

const milestoneWords = {
  detectedAt: "detected",
  mitigatedAt: "mitigated",
  resolvedAt: "resolved",
} as const satisfies Record<Milestone, string>;

const quantileNames = ["medianMinutes", "p75Minutes", "p90Minutes"] as const;

/** Where a quantile is not reached, more than this part of those followed still go on: a curve never lies below that. */
const stillGoing = ["half are", "a quarter are", "one in ten are"] as const;

/** Why quantiles are not told: NaN is not reached, minus infinity lies among those that are too short to tell. */
export function durationDeclined(
  of: Pick<DurationFigures, "recorded" | "imprecise" | "pending"> & { milestone: Milestone },
  estimates: readonly number[],
): DurationFigures["declined"] {
  const declined: DurationFigures["declined"] = {};
  for (const [i, name] of quantileNames.entries()) {
    const reason = reasonFor(of, estimates[i]!, stillGoing[i]!);
    if (reason !== null) declined[name] = reason;
  }
  return declined;
}

function reasonFor(
  of: Parameters<typeof durationDeclined>[0],
  estimate: number,
  part: string,
): string | null {
  if (Number.isFinite(estimate)) return null;
  if (estimate === Number.NEGATIVE_INFINITY) return "shorter than their dates tell";
  const { milestone, recorded, imprecise, pending } = of;
  if (recorded + imprecise === 0 && (pending === 0 || milestone === "detectedAt")) return "none is recorded";
  return `${part} not ${milestoneWords[milestone]} yet`;
}

type Median = Pick<DurationFigures, "medianMinutes" | "medianLowMinutes" | "medianHighMinutes" | "declined">;

/** "39 min", or why there is none. */
export function medianWords({ medianMinutes, declined }: Median): string {
  return declined.medianMinutes ?? formatMinutes(medianMinutes);
}

export const p75Words = ({ p75Minutes, declined }: DurationFigures) =>
  declined.p75Minutes ?? formatMinutes(p75Minutes);

export const p90Words = ({ p90Minutes, declined }: DurationFigures) =>
  declined.p90Minutes ?? formatMinutes(p90Minutes);

/** What a tile says in place of a median; undefined where nothing is recorded. */
export function notReached({ declined, recorded, imprecise, pending }: DurationFigures): string | undefined {
  return recorded + imprecise + pending === 0 ? undefined : declined.medianMinutes;
}

/** "20 min to 40 min; p90 2 h; 50 of 60 recorded" */
export function timesBasis(figures: DurationFigures): string {
  const { recorded, of, p90Minutes, medianMinutes } = figures;
  const interval = medianMinutes === null ? "" : `${intervalWords(figures)}; `;
  const p90 = p90Minutes === null && medianMinutes === null ? "" : `p90 ${p90Words(figures)}; `;
  return `${interval}${p90}${formatRecorded(recorded, of)}`;
}

/** "30 min to 50 min", "30 min or longer"; that it has none where the times are too few. */
export function intervalWords({ medianLowMinutes: low, medianHighMinutes: high }: Median): string {
  if (low === null && high === null) return "too few for an interval";
  if (high === null) return `${formatMinutes(low)} or longer`;
  return low === null ? `up to ${formatMinutes(high)}` : `${formatMinutes(low)} to ${formatMinutes(high)}`;
}

/** Of fewer, nine in ten is all of them. */
const fewestForNinth = 10;

/** "Half of the incidents were mitigated within 30 min (20 min to 40 min; 50 of 60 recorded), nine in ten within 2 h." */
export function mitigatedWords(figures: DurationFigures, of: { ninth: boolean }): string {
  const { recorded, imprecise, pending, missing, invalid, declined, medianMinutes } = figures;
  if (recorded + imprecise + pending === 0) return "No time to mitigate is recorded.";
  const open = pending === 0 ? "" : `, ${formatCount(pending)} still open`;
  const basis = `${formatRecorded(recorded, figures.of)}${open}`;
  const half = missing + invalid === 0 ? "Half of the incidents" : "Of those with a known course, half";
  if (medianMinutes === null && declined.medianMinutes !== undefined)
    return declined.medianMinutes.startsWith("half")
      ? `${half} are not mitigated yet (${basis}).`
      : `How long half of them took is not known: their dates are too coarse (${basis}).`;
  // With some open it is an estimate: by how long those lasted that could be followed so far.
  const within = pending === 0 ? "were mitigated within" : "are mitigated within";
  const ninth = of.ninth && recorded + imprecise + pending >= fewestForNinth ? ninthWords(figures) : "";
  return `${half} ${within} ${formatMinutes(medianMinutes)} (${intervalWords(figures)}; ${basis})${ninth}.`;
}

function ninthWords({ p90Minutes, declined }: DurationFigures): string {
  if (p90Minutes !== null) return `, nine in ten within ${formatMinutes(p90Minutes)}`;
  return declined.p90Minutes?.startsWith("one in ten") ? `; ${declined.p90Minutes}` : "";
}
