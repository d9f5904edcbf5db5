import type { Calls } from "./calibration.ts";
import { drawerOf } from "./discrete.ts";
import type { TwoByTwo } from "./estimate.ts";
import { mantelHaenszelRisk } from "./mantel-haenszel.ts";
import { CLAIMED_BELOW } from "./placebo-rule.ts";
import { createRandom, type Random } from "./random.ts";
import { telling } from "./strata.ts";

/** How often a difference of failure rates is called where labels are dealt out by chance within strata. */
export type LabelCalibration = {
  /** Within the strata. */
  adjusted: Calls;
  /** As if all were one stratum. */
  crude: Calls;
};

/**
 * Deals the same margins again and again, with the exposed dealt out among all by chance: how many of the failures are
 * theirs is hypergeometric, so that a stratum of thousands is dealt as soon as one of ten.
 */
function dealer([[a, b], [c, d]]: TwoByTwo): (random: Random) => TwoByTwo {
  const [exposed, others, failures] = [a + b, c + d, a + c];
  const draw = drawerOf({
    low: Math.max(0, failures - others),
    high: Math.min(failures, exposed),
    ratio: (i) => ((exposed - i) * (failures - i)) / ((i + 1) * (others - failures + i + 1)),
  });
  return ({ next }) => {
    const failed = draw(next());
    return [
      [failed, exposed - failed],
      [failures - failed, others - (failures - failed)],
    ];
  };
}

function summed(tables: readonly TwoByTwo[]): TwoByTwo {
  const sum = (of: (table: TwoByTwo) => number) => tables.reduce((total, table) => total + of(table), 0);
  return [
    [sum(([[a]]) => a), sum(([[, b]]) => b)],
    [sum(([, [c]]) => c), sum(([, [, d]]) => d)],
  ];
}

/**
 * `tables` `[[exposed failed, exposed not], [other failed, other not]]`, one for each stratum: in each run the labels of
 * each stratum are shuffled among its members, so that exposed and others fail alike within it, and the common ratio is
 * tested at 5%. The crude ratio of the same shuffles is wrong wherever strata differ in both. Counts of calls; the same
 * for the same seed. Throws RangeError unless all counts are whole from 0.
 */
export function calibrateLabels(
  tables: readonly TwoByTwo[],
  { runs, seed = 1 }: { runs: number; seed?: number },
): LabelCalibration {
  const random = createRandom(seed);
  const calls = { adjusted: { called: 0, of: 0 }, crude: { called: 0, of: 0 } };
  const told = telling(tables).tables;
  if (told.length === 0) return calls;
  const dealers = told.map(dealer);
  for (let run = 0; run < runs; run++) {
    const shuffled = dealers.map((deal) => deal(random));
    for (const [part, of] of [
      ["adjusted", shuffled],
      ["crude", [summed(shuffled)]],
    ] as const) {
      calls[part].of++;
      if (mantelHaenszelRisk(of).p < CLAIMED_BELOW) calls[part].called++;
    }
  }
  return calls;
}
