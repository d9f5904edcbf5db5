import { expect } from "vitest";

/** A reference value and an answer agree when six significant digits do. */
export function expectSixDigits(actual: number, expected: number): void {
  if (!Number.isFinite(expected) || expected === 0) {
    expect(actual).toBe(expected);
    return;
  }
  expect(Math.abs(actual - expected) / Math.abs(expected), `${actual} for ${expected}`).toBeLessThan(5e-7);
}

/** Two p agree when they differ by less than one in a million. */
export function expectSameP(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThan(1e-6);
}

type Bounded = { estimate: number; low: number; high: number };

export function expectSameEstimate(actual: Bounded, expected: Bounded): void {
  expectSixDigits(actual.estimate, expected.estimate);
  expectSixDigits(actual.low, expected.low);
  expectSixDigits(actual.high, expected.high);
}

/** The share of seeded trials in which something holds. */
export function shareOf(trials: number, holds: (trial: number) => boolean): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (holds(trial)) count++;
  return count / trials;
}
