import { recordedAmounts } from "./checks.ts";
import { chiSquareUpperP } from "./distributions.ts";
import type { Follow } from "./kaplan-meier.ts";
import { sortAmounts } from "./sort-amounts.ts";

/** Events of the first group beside those that it would have if both ended alike, the test, and its p. */
export type LogRank = { observed: number; expected: number; chiSquare: number; p: number };

type Sorted = { ended: Float64Array; censored: Float64Array };

const sortedOf = ({ ended, censored }: Follow): Sorted => ({
  ended: sortAmounts(recordedAmounts(ended, "Durations")),
  censored: sortAmounts(recordedAmounts(censored, "Durations")),
});

/** Counts the events at, and the subjects still watched until, times that are asked in ascending order. */
function watcher({ ended, censored }: Sorted) {
  let [past, lost] = [0, 0];
  return (time: number) => {
    while (lost < censored.length && censored[lost]! < time) lost++;
    const from = past;
    while (past < ended.length && ended[past] === time) past++;
    return { events: past - from, atRisk: ended.length - from + censored.length - lost };
  };
}

/** Each time at which any ended, once, in ascending order. */
function* timesOf([first, second]: readonly [Sorted, Sorted]) {
  const [a, b] = [first.ended, second.ended];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const time = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    while (a[i] === time) i++;
    while (b[j] === time) j++;
    yield time;
  }
}

/**
 * Whether two groups end equally soon, with subjects that have not ended yet counted for as long as they were
 * watched: the log-rank test, as R's `survdiff`, two-sided. Fewer observed than expected: the first group lasts
 * longer. NaN durations are left out. p is NaN where nothing tells (no events, or one group never watched together
 * with the other). Throws RangeError when a duration is negative or infinite.
 * Source: Mantel (1966), "Evaluation of survival data and two new rank order statistics".
 */
export function logRank(first: Follow, second: Follow): LogRank {
  const groups = [sortedOf(first), sortedOf(second)] as const;
  const [one, other] = [watcher(groups[0]), watcher(groups[1])];
  let [observed, expected, variance] = [0, 0, 0];
  for (const time of timesOf(groups)) {
    const [a, b] = [one(time), other(time)];
    const [events, atRisk] = [a.events + b.events, a.atRisk + b.atRisk];
    observed += a.events;
    expected += (events * a.atRisk) / atRisk;
    if (atRisk > 1)
      variance += ((events * a.atRisk) / atRisk) * (b.atRisk / atRisk) * ((atRisk - events) / (atRisk - 1));
  }
  const chiSquare = (observed - expected) ** 2 / variance;
  return { observed, expected, chiSquare, p: chiSquareUpperP(chiSquare, 1) };
}
