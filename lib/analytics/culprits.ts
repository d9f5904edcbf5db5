import type { Facts } from "./facts/store.ts";
import type { Selection } from "./filter.ts";

/**
 * A change is a culprit when an incident names it as the one that caused it; one that is only suspected is
 * not. Marks, by row of the change facts, the culprits of at least one of these incidents: 1 where so, else
 * 0.
 */
export function culpritMarks({ incidents, changes }: Facts, rows: Selection): Uint8Array {
  const marks = new Uint8Array(changes.count);
  const { pool, start, count } = incidents.changes;
  for (const row of rows) {
    const end = start[row]! + count[row]!;
    for (let i = start[row]!; i < end; i += 1) {
      const link = pool[i]!;
      if (link % 2 === 0) continue;
      const change = changes.rowOf(link >> 1);
      if (change !== undefined) marks[change] = 1;
    }
  }
  return marks;
}
