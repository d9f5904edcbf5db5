import { ascendingOrder } from "#lib/statistics/order.ts";
import { causeCodes, kindCodes } from "./facts/incidents.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Facts } from "./facts/store.ts";

/**
 * Whether an incident is a repeat: another one with the same root cause, begun in one of the same systems, started
 * within the 90 days before it, and earlier than it: of two at one instant neither repeats the other. It does not depend on filter or period. Incidents without a known cause or without
 * an origin are neither repeats nor not.
 */

export const REPEAT_DAYS = 90;

export const [REPEAT_UNKNOWN, REPEAT_NO, REPEAT_YES] = [0, 1, 2];

/** One of the three above for each row of incident facts. */
export const repeatFlags = keptWhile(computeFlags);

function computeFlags({ incidents, systems }: Facts): Uint8Array {
  const flags = new Uint8Array(incidents.count);
  const [counting, unknown] = [kindCodes.code("incident"), causeCodes.code("unknown")];
  const { pool, start } = incidents.systems;
  const width = systems.byNumber.length + 1;
  const keys = (causeCodes.values.length + 1) * width;
  // The latest of each cause and system, and the latest at an earlier instant than that.
  const last = new Float64Array(keys).fill(Number.NEGATIVE_INFINITY);
  const earlier = last.slice();
  for (const row of ascendingOrder(incidents.startedAt.values.subarray(0, incidents.count))) {
    const cause = incidents.rootCause.values[row]!;
    const origins = incidents.origins.values[row]!;
    if (incidents.live.values[row] === 0 || incidents.kind.values[row] !== counting) continue;
    if (cause === 0 || cause === unknown || origins === 0) continue;
    const at = incidents.startedAt.values[row]!;
    let flag = REPEAT_NO;
    for (let i = start[row]!; i < start[row]! + origins; i += 1) {
      const key = cause * width + pool[i]!;
      if (last[key]! < at) {
        earlier[key] = last[key]!;
        last[key] = at;
      }
      if (at - earlier[key]! <= REPEAT_DAYS * 86_400_000) flag = REPEAT_YES;
    }
    flags[row] = flag;
  }
  return flags;
}
