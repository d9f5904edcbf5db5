import { recordedAmounts } from "./checks.ts";
import { sortAmounts } from "./sort-amounts.ts";

/** How many amounts, the largest, and which share of the sum they hold. */
type Held = { items: number; share: number };

/**
 * The fewest amounts that make a share of their sum: "five incidents make 90% of it". NaN amounts are left out; with
 * nothing to share, no items and NaN. Throws RangeError when an amount is negative or infinite, or `share` does not
 * lie above 0 and up to 1.
 */
export function fewestMaking(amounts: ArrayLike<number>, share = 0.9): Held {
  if (!(share > 0 && share <= 1)) throw new RangeError(`A share must lie above 0 and up to 1, not ${share}.`);
  const sorted = sortAmounts(recordedAmounts(amounts, "Amounts"));
  const total = sorted.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return { items: 0, share: Number.NaN };
  let [items, sum] = [0, 0];
  while (items < sorted.length && sum < share * total) sum += sorted[sorted.length - ++items]!;
  return { items, share: sum / total };
}

/**
 * Whether one amount makes a change between two sums: without the largest of the period with the larger sum, that
 * sum would not be the larger any more. False where the sums are equal. NaN amounts are left out.
 * Throws RangeError when an amount is negative or infinite.
 */
export function isMadeByOne({
  before,
  after,
}: {
  before: ArrayLike<number>;
  after: ArrayLike<number>;
}): boolean {
  const [first, second] = [before, after].map((amounts) => {
    const recorded = recordedAmounts(amounts, "Amounts");
    const largest = recorded.reduce((most, amount) => Math.max(most, amount), 0);
    return { sum: recorded.reduce((sum, amount) => sum + amount, 0), largest };
  }) as [{ sum: number; largest: number }, { sum: number; largest: number }];
  const [larger, smaller] = first.sum > second.sum ? [first, second] : [second, first];
  return larger.sum > smaller.sum && larger.sum - larger.largest <= smaller.sum;
}
