import { requireCount } from "./checks.ts";
import { normalTwoSidedP, Z_95 } from "./distributions.ts";
import type { TestedEstimate, TwoByTwo } from "./estimate.ts";

/** What one stratum adds to the sums of the estimate, its variance and the test. */
function contributionOf([[a, b], [c, d]]: TwoByTwo) {
  const n = a + b + c + d;
  const concordant = (a * d) / n;
  const discordant = (b * c) / n;
  const concordantShare = (a + d) / n;
  const discordantShare = (b + c) / n;
  return {
    concordant,
    discordant,
    pr: concordantShare * concordant,
    mixed: concordantShare * discordant + discordantShare * concordant,
    qs: discordantShare * discordant,
    first: (a * (c + d)) / n,
    second: (c * (a + b)) / n,
    risk: (((a + b) * (c + d) * (a + c)) / n - a * c) / n,
    excess: a - ((a + b) / n) * (a + c),
    variance: ((((a + b) / n) * (c + d)) / n) * (a + c) * ((b + d) / (n - 1)),
  };
}

type Sums = ReturnType<typeof contributionOf>;

function sumOver(tables: readonly TwoByTwo[]): Sums {
  for (const count of tables.flat(2)) requireCount(count, "A count");
  const sums: Sums = {
    concordant: 0,
    discordant: 0,
    pr: 0,
    mixed: 0,
    qs: 0,
    first: 0,
    second: 0,
    risk: 0,
    excess: 0,
    variance: 0,
  };
  for (const table of tables.filter(([[a, b], [c, d]]) => a + b + c + d >= 2)) {
    const contribution = contributionOf(table);
    for (const key of Object.keys(sums) as (keyof Sums)[]) sums[key] += contribution[key];
  }
  return sums;
}

/** Robins, Breslow and Greenland's variance of the logarithm of the common odds ratio. */
function logVariance({ concordant, discordant, pr, mixed, qs }: Sums): number {
  return pr / (2 * concordant ** 2) + mixed / (2 * concordant * discordant) + qs / (2 * discordant ** 2);
}

/** A ratio of two sums with its interval, whose logarithm has the variance given; NaN for it where a sum is 0. */
function ratioOf(
  above: number,
  below: number,
  { variance, sums }: { variance: number; sums: Sums },
): TestedEstimate {
  const estimate = above / below;
  const spread = Math.exp(Z_95 * Math.sqrt(variance));
  const bounded = above > 0 && below > 0;
  return {
    estimate,
    low: bounded ? estimate / spread : Number.NaN,
    high: bounded ? estimate * spread : Number.NaN,
    p: normalTwoSidedP(sums.excess / Math.sqrt(sums.variance)),
  };
}

/**
 * The odds ratio common to several 2×2 tables `[[a, b], [c, d]]`, one for each stratum, as R's
 * `mantelhaen.test` without correction: Mantel–Haenszel estimate, Robins–Breslow–Greenland 95% interval,
 * two-sided p. A table of fewer than two, or with an empty row or column, says nothing and adds nothing.
 * If no table has b or c above zero (or none a or d) the estimate is Infinity (or 0) and the interval
 * NaN; with no table that says anything, all is NaN. Throws RangeError unless all are whole from 0.
 * Source: Mantel and Haenszel (1959); Robins, Breslow and Greenland (1986) for the variance.
 */
export function mantelHaenszel(tables: readonly TwoByTwo[]): TestedEstimate {
  const sums = sumOver(tables);
  return ratioOf(sums.concordant, sums.discordant, { variance: logVariance(sums), sums });
}

/**
 * The ratio of shares common to several 2×2 tables `[[a, b], [c, d]]` of events and others, first row over second, so
 * that it compares with the crude `relativeRisk`: Mantel–Haenszel estimate, Greenland–Robins 95% interval, and the p of
 * `mantelHaenszel`. With no event in one of the rows the estimate is 0 or Infinity and the interval NaN; with none
 * in either all is NaN. Throws RangeError unless all are whole from 0.
 * Source: Greenland and Robins (1985), "Estimation of a common effect parameter from sparse follow-up data"; R's
 * `metafor::rma.mh(measure = "RR")`.
 */
export function mantelHaenszelRisk(tables: readonly TwoByTwo[]): TestedEstimate {
  const sums = sumOver(tables);
  return ratioOf(sums.first, sums.second, { variance: sums.risk / (sums.first * sums.second), sums });
}
