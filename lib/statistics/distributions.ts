import beta from "@stdlib/stats-base-dists-beta";
import chisquare from "@stdlib/stats-base-dists-chisquare";
import normal from "@stdlib/stats-base-dists-normal";
import t from "@stdlib/stats-base-dists-t";

/** The share of a 95% interval that is left out on each side. */
export const TAIL = 0.025;

/** The normal quantile of a 95% interval, 1.96. */
export const Z_95 = normal.quantile(1 - TAIL, 0, 1);

export function normalCdf(z: number): number {
  return normal.cdf(z, 0, 1);
}

export function normalQuantile(probability: number): number {
  return normal.quantile(probability, 0, 1);
}

/** P(|Z| ≥ |z|) for a standard normal Z; taken in the lower tail, where small values keep their digits. */
export function normalTwoSidedP(z: number): number {
  return 2 * normal.cdf(-Math.abs(z), 0, 1);
}

/** P(|T| ≥ |value|) for Student's t. */
export function studentTwoSidedP(value: number, degreesOfFreedom: number): number {
  return 2 * t.cdf(-Math.abs(value), degreesOfFreedom);
}

/** P(X ≤ value) for chi-square. */
export function chiSquareCdf(value: number, degreesOfFreedom: number): number {
  return chisquare.cdf(value, degreesOfFreedom);
}

/** P(X ≥ value) for chi-square; below 1e-16 it is 0. */
export function chiSquareUpperP(value: number, degreesOfFreedom: number): number {
  return Math.max(0, 1 - chiSquareCdf(value, degreesOfFreedom));
}

/** P(X ≤ value) for the beta distribution. */
export function betaCdf(value: number, { a, b }: { a: number; b: number }): number {
  return beta.cdf(value, a, b);
}

export function betaQuantile(probability: number, { a, b }: { a: number; b: number }): number {
  return beta.quantile(probability, a, b);
}
