import { precisions } from "#db/values.ts";
import { dayOf, dayStart, shiftMonths } from "#lib/calendar.ts";
import { monthsIn } from "#lib/moments.ts";
import type { BucketSize } from "#lib/period.ts";
import { recordedIn } from "./coverage.ts";
import type { Selection } from "./facts/rows.ts";
import { coarserThan } from "./precision.ts";
import type { View } from "./question.ts";

/** Which part of a period can be judged: what is recorded, over, and of which it is known what lies in it. */

interface Span {
  from: number;
  to: number;
}

/** Where incidents may lie that are known to the month, the quarter or the year alone, and so are in no smaller bucket. */
function uncertain(view: View, rows: Selection, size: BucketSize): Span[] {
  const { incidents } = view.facts;
  const { zone } = view.period;
  const spans = new Map<string, Span>();
  for (const row of coarserThan(incidents, rows, size)) {
    const from = incidents.startedAt.values[row]!;
    const months = monthsIn(precisions[incidents.startedPrecision.values[row]! - 1]!);
    const key = `${from} ${months}`;
    if (spans.has(key)) continue;
    const to = dayStart(shiftMonths(dayOf(new Date(from), zone), months), zone).getTime();
    spans.set(key, { from, to });
  }
  return [...spans.values()];
}

/** The longest run of buckets that can be judged, the latest of several: from one place up to another. */
export function judgedRun(view: View, rows: Selection): Span {
  const { edges, complete, size } = view.buckets;
  const unsure = uncertain(view, rows, size);
  const isJudged = (i: number) =>
    complete[i]! && !unsure.some(({ from, to }) => from < edges[i + 1]! && to > edges[i]!);
  let best = { from: 0, to: 0 };
  for (let from = 0; from < complete.length; ) {
    let to = from;
    while (to < complete.length && isJudged(to)) to += 1;
    if (to > from && to - from >= best.to - best.from) best = { from, to };
    from = Math.max(to, from + 1);
  }
  return best;
}

/** The last stretch of the period in which every incident is known to the day; null where there is none. */
export function judgedStretch(view: View, rows: Selection): Span | null {
  const recorded = recordedIn(view.period, view);
  if (recorded === null) return null;
  const unsure = uncertain(view, rows, "day").map(({ to }) => to);
  const from = Math.max(recorded.from.getTime(), ...unsure);
  const to = Math.min(recorded.to.getTime(), view.now.getTime());
  return from < to ? { from, to } : null;
}
