import { requireEffectivePart, requirePart } from "./checks.ts";
import { Z_95 } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";

/**
 * A share with Wilson's 95% score interval (as R's `prop.test` without correction), all from 0 to 1.
 * With no trials everything is NaN. Throws RangeError unless 0 ≤ successes ≤ trials, both whole.
 * Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
 */
export function wilson(successes: number, trials: number): Estimate {
  requirePart(successes, trials, "Successes");
  return wilsonOfEffective(successes, trials);
}

/** The same of effective numbers, which need not be whole. */
export function wilsonOfEffective(successes: number, trials: number): Estimate {
  requireEffectivePart(successes, trials, "Successes");
  const share = successes / trials;
  const z2 = Z_95 * Z_95;
  const centre = (successes + z2 / 2) / (trials + z2);
  const half = (Z_95 / (trials + z2)) * Math.sqrt(trials * share * (1 - share) + z2 / 4);
  return {
    estimate: share,
    low: successes === 0 && trials > 0 ? 0 : centre - half,
    high: successes === trials && trials > 0 ? 1 : centre + half,
  };
}
