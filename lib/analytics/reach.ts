import type { Facts } from "./facts/store.ts";

/**
 * Potential reach: how many systems depend on the systems an incident began in, directly or not, those systems
 * themselves left out. Null where no origin is recorded.
 */
export function potentialReachReader({ incidents, systems }: Facts): (row: number) => number | null {
  const { dependents } = systems;
  const size = systems.byNumber.length + 1;
  // Which search saw a system last: one array serves all searches, and a cycle is left at its second visit.
  const seen = new Int32Array(size);
  const queue = new Int32Array(size);
  let search = 0;
  const countFrom = (origins: Int32Array): number => {
    search += 1;
    let [next, end] = [0, 0];
    for (const origin of origins) {
      if (seen[origin] === search) continue;
      seen[origin] = search;
      queue[end++] = origin;
    }
    const began = end;
    while (next < end) {
      for (const dependent of dependents.get(queue[next++]!) ?? []) {
        if (seen[dependent] === search) continue;
        seen[dependent] = search;
        queue[end++] = dependent;
      }
    }
    return end - began;
  };
  const known = new Map<number, number>();
  return (row) => {
    const origins = incidents.systems.of(row).subarray(0, incidents.origins.values[row]!);
    if (origins.length === 0) return null;
    if (origins.length > 1) return countFrom(origins);
    let count = known.get(origins[0]!);
    if (count === undefined) {
      count = countFrom(origins);
      known.set(origins[0]!, count);
    }
    return count;
  };
}
