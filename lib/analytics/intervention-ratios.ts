import { formatPlural } from "#lib/format.ts";
import { mannWhitney } from "#lib/statistics/mann-whitney.ts";
import { rateRatio } from "#lib/statistics/rate-ratio.ts";
import type { Cohort } from "./change-failure-rate.ts";
import { FEWEST_FAILURES, failureRatio } from "./change-failure-ratio.ts";
import { countFollowed, type Minutes, sameTimesP } from "./durations.ts";
import { estimateOf } from "./estimates.ts";
import type { Measured } from "./intervention-sides.ts";
import { type Answered, figure } from "./shapes.ts";

/** What changed from one window to the other. */

export const FEWEST_WINDOW_DAYS = 14;

/** A rank test needs this many recorded values on either side, a ratio this many events to divide by. */
export const fewestValues = 5;

export function compare(
  { days, outside }: { days: number; outside: string | null },
  before: Measured,
  after: Measured,
) {
  const short =
    days < FEWEST_WINDOW_DAYS
      ? `Its windows have ${formatPlural(days, "day")}; a comparison needs ${FEWEST_WINDOW_DAYS}.`
      : outside;
  const answered = (n: number, compute: () => Answered): Answered =>
    short === null ? compute() : { declined: short, n };
  const rate = (counts: readonly [number, number], what: string) =>
    answered(counts[0] + counts[1], () => ratioOf(counts, { days, what }));
  const [b, a] = [before.side, after.side];
  return {
    rateRatio: rate([a.incidents, b.incidents], "incidents"),
    sev12Ratio: rate([a.sev12, b.sev12], "Sev-1 and Sev-2 incidents"),
    aiFailureRatio: answered(a.aiFailure.changes + b.aiFailure.changes, () =>
      aiFailureRatio(after.aiChanges, before.aiChanges),
    ),
    shifts: {
      lostOrders: answered(before.lostOrders.length + after.lostOrders.length, () =>
        shiftOf(after.lostOrders, before.lostOrders, "incidents that recorded lost orders"),
      ),
      mitigateMinutes: answered(countFollowed(before.minutes) + countFollowed(after.minutes), () =>
        timesOf(after.minutes, before.minutes),
      ),
    },
  };
}

/** Exact, so that none after it still has its interval; but with few before it there is little to divide by. */
function ratioOf(
  [after, before]: readonly [number, number],
  { days, what }: { days: number; what: string },
): Answered {
  if (before < fewestValues) {
    const count = before === 0 ? "no" : String(before);
    return {
      declined: `There were ${count} ${what} in the window before it; a ratio needs ${fewestValues}.`,
      n: after + before,
    };
  }
  return estimateOf(rateRatio({ events: [after, before], exposure: [days, days] }));
}

function aiFailureRatio(after: Cohort, before: Cohort): Answered {
  if (Math.min(after.failed, before.failed) < FEWEST_FAILURES) {
    return {
      declined: `Too few AI-assisted changes failed: ${before.failed} before it and ${after.failed} after, where a ratio needs ${FEWEST_FAILURES} on each side.`,
      n: after.changes + before.changes,
    };
  }
  return failureRatio([after, before]);
}

function shiftOf(after: Float64Array, before: Float64Array, what: string): Answered {
  if (Math.min(after.length, before.length) < fewestValues) {
    return {
      declined: `There are ${before.length} ${what} before it and ${after.length} after; a comparison needs ${fewestValues} on each side.`,
      n: after.length + before.length,
    };
  }
  return estimateOf(mannWhitney(after, before));
}

/** How far recorded times moved, which says nothing while any goes on; whether times differ is told with those. */
function timesOf(after: Minutes, before: Minutes): Answered {
  const [a, b] = [countFollowed(after), countFollowed(before)];
  if (Math.min(a, b) < fewestValues) {
    return {
      declined: `There are ${b} times to mitigate before it and ${a} after, open ones included; a comparison needs ${fewestValues} on each side.`,
      n: a + b,
    };
  }
  const isExact = after.minutes.length === a && before.minutes.length === b;
  const shift = isExact ? estimateOf(mannWhitney(after.minutes, before.minutes)) : noShift;
  return { ...shift, p: figure(sameTimesP(after, before)) };
}

const noShift = { estimate: null, low: null, high: null };
