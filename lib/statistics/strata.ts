import { requireSameLength } from "./checks.ts";
import type { TwoByTwo } from "./estimate.ts";

/** For each member: its stratum (a month, a tier, or a key made of both), whether it is exposed, whether it failed. */
export type Members = {
  stratum: ArrayLike<number | string>;
  exposed: ArrayLike<boolean | number>;
  failed: ArrayLike<boolean | number>;
};

/** Tables `[[exposed failed, exposed not], [other failed, other not]]` of the strata that tell, and whom they hold. */
export type Strata = { tables: TwoByTwo[]; members: number; failures: readonly [number, number] };

/** A stratum tells something where it has members of both groups, and both outcomes. */
function tells([[a, b], [c, d]]: TwoByTwo): boolean {
  return a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0;
}

/**
 * The 2×2 tables of strata for `mantelHaenszel`, in order of first appearance, without those that say nothing, and
 * the members and failures (exposed, others) that are left: too few of these, and the adjusted ratio is to be
 * declined. Throws RangeError when the lists differ in length.
 */
export function strataOf({ stratum, exposed, failed }: Members): Strata {
  requireSameLength(stratum, exposed, "Strata and exposures");
  requireSameLength(stratum, failed, "Strata and failures");
  const found = new Map<number | string, [[number, number], [number, number]]>();
  for (let index = 0; index < stratum.length; index++) {
    const key = stratum[index]!;
    let table = found.get(key);
    if (!table) {
      table = [
        [0, 0],
        [0, 0],
      ];
      found.set(key, table);
    }
    table[exposed[index] ? 0 : 1][failed[index] ? 0 : 1]++;
  }
  return telling([...found.values()]);
}

/** The same of tables that are counted already, one for each stratum. */
export function telling(all: readonly TwoByTwo[]): Strata {
  const tables = all.filter(tells);
  const over = (value: (table: TwoByTwo) => number) => tables.reduce((sum, table) => sum + value(table), 0);
  return {
    tables,
    members: over(([[a, b], [c, d]]) => a + b + c + d),
    failures: [over(([[a]]) => a), over(([, [c]]) => c)],
  };
}
