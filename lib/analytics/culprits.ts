import type { GuardrailRule } from "#lib/guardrails/schema.ts";
import { MET, NOT_KNOWN, placeOf, type StateCode, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { culpritLink } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";

/**
 * A change is a culprit when an incident names it as the one that caused it; one that is only suspected is not, and a
 * deleted one is none. Visits the rows of an incident's culprits and says how many there were.
 */
export function eachCulprit(
  { incidents, changes }: Facts,
  row: number,
  visit: (change: number) => void,
): number {
  const { pool, start, count } = incidents.changes;
  const end = start[row]! + count[row]!;
  let visited = 0;
  for (let i = start[row]!; i < end; i += 1) {
    const link = pool[i]!;
    if ((link & 1) !== culpritLink) continue;
    const change = changes.rowOf(link >> 1);
    if (change === undefined || changes.live.values[change] === 0) continue;
    visited += 1;
    visit(change);
  }
  return visited;
}

/**
 * Marks, by row of the change facts, the culprits of at least one of these incidents: 1 where so, else 0. It says nothing
 * of how often changes fail, since it knows no follow-up: `changeOutcomes` does.
 */
export function culpritMarks(facts: Facts, rows: Selection): Uint8Array {
  const marks = new Uint8Array(facts.changes.count);
  const mark = (change: number) => {
    marks[change] = 1;
  };
  for (let i = 0; i < rows.length; i += 1) eachCulprit(facts, rows[i]!, mark);
  return marks;
}

/** Whether an incident has a culprit, whenever it was deployed, that lacked one of these guardrails. */
export function culpritLacks(facts: Facts, rules: readonly GuardrailRule[]): (row: number) => boolean {
  const stateOf = culpritState(facts, rules);
  return (row) => stateOf(row) === UNMET;
}

/**
 * Of an incident's culprits, whenever they were deployed: unmet where one lacked one of these guardrails, else not known
 * where that is not known of one of them; met otherwise, also where none is named.
 */
export function culpritState(facts: Facts, rules: readonly GuardrailRule[]): (row: number) => StateCode {
  const packed = guardrailStatesOf(facts);
  const places = rules.map(placeOf);
  let state: StateCode = MET;
  const look = (change: number) => {
    for (const place of places) {
      const own = stateAt(packed[change]!, place);
      if (own === UNMET || (own === NOT_KNOWN && state !== UNMET)) state = own;
    }
  };
  return (row) => {
    state = MET;
    eachCulprit(facts, row, look);
    return state;
  };
}
