import { readFileSync } from "node:fs";

/** Values made by verdicts-reference.R; null is a day, or an end, that is not there. */
type Days = (number | null)[];
type Asked = { name: string; at: number; window: number; others: number[] };
type Bounded = { estimate: number | null; low: number | null; high: number | null };
type Followed = { ended: number[]; censored: number[] };

export type VerdictsReference = {
  beforeAfter: (Asked & {
    days: Days;
    declined: string | null;
    before: number;
    after: number;
    earlierSplits: number;
    p: number;
    placeboP: number;
    adjustedP: number;
    runningP: number;
    ratio: { estimate: number; low: number; high: number };
    wander: { low: number; high: number };
    falseCalls: { called: number; of: number };
  })[];
  scopes: (Asked & {
    inScope: Days;
    outOfScope: Days;
    earlierSplits: number;
    difference: number;
    p: number;
  })[];
  looks: { days: number[]; at: number; elapsed: number; longest: number; earlierSplits: number; p: number }[];
  until: {
    days: number[];
    at: number;
    ratio: number;
    windows: { windowDays: number; power: number }[];
    daysNeeded: number | null;
  }[];
  steady: { perDay: number; ratio: number; dispersion: number; days: number }[];
  levels: {
    name: string;
    counts: number[];
    dispersion: number;
    changes: number[];
    means: number[];
    p: number[];
    outside: number[];
  }[];
  tails: { mean: number; dispersion: number; count: number; lower: number; upper: number }[];
  quietTimes: {
    name: string;
    times: number[];
    now: number;
    episodes: number;
    gaps: number[];
    p: number[];
    marked: number[];
    open: number;
    openP: number;
  }[];
  trials: { gaps: number[]; open: number; p: number[]; openP: number }[];
  loss: {
    daily: number[];
    quarters: number[];
    mean: number;
    deviation: number;
    quantiles: { share: number; value: number }[];
  };
  sumInterval: { daily: number[]; estimate: number; low: number; high: number };
  km: (Followed & { quantiles: (Bounded & { share: number })[] })[];
  logRank: {
    first: Followed;
    second: Followed;
    observed: number;
    expected: number;
    chiSquare: number;
    p: number;
  };
  trends: {
    events: number[];
    totals: number[];
    scores: number[];
    slope: number;
    chiSquare: number;
    p: number;
  }[];
  risks: {
    tables: [[number, number], [number, number]][];
    estimate: number;
    low: number;
    high: number;
    p: number;
  }[];
  corrected: {
    labelled: [number, number];
    sensitivity: [number, number];
    specificity: [number, number];
    estimate: number;
    low: number;
    high: number;
  }[];
  orders: (Bounded & { values: number[]; share: number })[];
};

export const verdictsReference: VerdictsReference = JSON.parse(
  readFileSync(new URL("./verdicts-reference.json", import.meta.url), "utf8"),
);

/** Days as functions take them: NaN where one is not recorded. */
export const daysOf = (days: Days): number[] => days.map((day) => day ?? Number.NaN);

/** An end that is not there is NaN. */
export const boundsOf = ({ estimate, low, high }: Bounded) => ({
  estimate: estimate ?? Number.NaN,
  low: low ?? Number.NaN,
  high: high ?? Number.NaN,
});
