import { MET, NOT_KNOWN, UNMET } from "#lib/guardrails/states.ts";
import { eachCulprit } from "./culprits.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";

/**
 * Changes counted by what some rules say of them, so that what any set of these rules holds is a sum over a few cells. A
 * set holds a change that lacks what one of its rules asks for; it passes one that lacks nothing, as far as all of them
 * are known; of the others it is not known.
 */

/** At most so many rules are told together: a bit each, in three masks. */
export const mostTogether = 16;

/** What some rules say of each row: a code of so many values, and what state each code means for each of the rules. */
export interface Saying {
  codes: Uint8Array | Uint16Array;
  width: number;
  /** How many rules it speaks of. */
  rules: number;
  stateOf(code: number, rule: number): number;
}

/** One rule by its states. */
export function sayingOf(codes: Uint8Array): Saying {
  return { codes, width: 4, rules: 1, stateOf: (code) => code };
}

/** Whose rules are told, of which changes, and whose culprits count. */
export interface Judged {
  facts: Facts;
  changes: Selection;
  incidents: Selection;
  /** Of each change by its row, whether it is a culprit of these incidents. */
  marks: Uint8Array;
  /** Organisation of each change by its row; 0 where none is recorded. */
  orgs: Uint32Array;
}

export interface Tally {
  judged: Judged;
  /** The cell of each change by its row; -1 where it does not count. */
  cellOf: Int32Array;
  /** Of each cell which rules are in which state, a bit each. */
  unmet: Int32Array;
  unknown: Int32Array;
  met: Int32Array;
  /** How many changes there are in it, and culprits among them. */
  changes: Int32Array;
  culprits: Int32Array;
  /** Changes that say how long they waited for their approval, and for how many hours in all. */
  waited: Int32Array;
  hours: Float64Array;
  losses: readonly LossCell[];
}

/** Incidents with a culprit among the changes, by what is said of their culprits together; what they lost. */
interface LossCell {
  unmet: number;
  unknown: number;
  incidents: number;
  lostOrders: number;
  ordersRecorded: number;
  errors: number;
  errorsRecorded: number;
}

export function tallyOf(judged: Judged, sayings: readonly Saying[]): Tally {
  const { facts, changes, marks } = judged;
  const { cellOf, firsts } = cellsOf(judged, sayings);
  const masks = masksOf(sayings, firsts);
  const count = firsts.length;
  const sums = {
    changes: new Int32Array(count),
    culprits: new Int32Array(count),
    waited: new Int32Array(count),
    hours: new Float64Array(count),
  };
  const [submittedAt, approvedAt] = [facts.changes.submittedAt.values, facts.changes.approvedAt.values];
  for (let i = 0; i < changes.length; i += 1) {
    const row = changes[i]!;
    const cell = cellOf[row]!;
    sums.changes[cell]! += 1;
    sums.culprits[cell]! += marks[row]!;
    const ms = approvedAt[row]! - submittedAt[row]!;
    if (ms >= 0) {
      sums.waited[cell]! += 1;
      sums.hours[cell]! += ms / 3_600_000;
    }
  }
  return { judged, cellOf, ...masks, ...sums, losses: lossesOf(judged, cellOf, masks) };
}

/** Rows that are told the same stand in one cell: each saying divides the cells that there were before it. */
function cellsOf({ facts, changes }: Judged, sayings: readonly Saying[]) {
  const cellOf = new Int32Array(facts.changes.count).fill(-1);
  for (let i = 0; i < changes.length; i += 1) cellOf[changes[i]!] = 0;
  let firsts = changes.length === 0 ? [] : [changes[0]!];
  for (const { codes, width } of sayings) {
    const cells = new Int32Array(Math.max(1, firsts.length) * width).fill(-1);
    firsts = [];
    for (let i = 0; i < changes.length; i += 1) {
      const row = changes[i]!;
      const place = cellOf[row]! * width + codes[row]!;
      let cell = cells[place]!;
      if (cell === -1) {
        cell = firsts.length;
        cells[place] = cell;
        firsts.push(row);
      }
      cellOf[row] = cell;
    }
  }
  return { cellOf, firsts };
}

function masksOf(sayings: readonly Saying[], firsts: readonly number[]) {
  const masks = {
    unmet: new Int32Array(firsts.length),
    unknown: new Int32Array(firsts.length),
    met: new Int32Array(firsts.length),
  };
  let bit = 1;
  for (const { codes, rules, stateOf } of sayings)
    for (let rule = 0; rule < rules; rule += 1, bit <<= 1) {
      if (bit >= 1 << mostTogether) throw new RangeError(`More than ${mostTogether} rules together.`);
      for (const [cell, row] of firsts.entries()) {
        const state = stateOf(codes[row]!, rule);
        if (state === UNMET) masks.unmet[cell]! |= bit;
        else if (state === NOT_KNOWN) masks.unknown[cell]! |= bit;
        else if (state === MET) masks.met[cell]! |= bit;
      }
    }
  return masks;
}

function lossesOf(
  { facts, incidents }: Judged,
  cellOf: Int32Array,
  masks: { unmet: Int32Array; unknown: Int32Array },
): LossCell[] {
  const cells = new Map<number, LossCell>();
  const [lostOrders, errors] = [facts.incidents.lostOrders.values, facts.incidents.errors.values];
  let [unmet, unknown, among] = [0, 0, 0];
  const look = (change: number) => {
    const cell = cellOf[change]!;
    if (cell === -1) return;
    unmet |= masks.unmet[cell]!;
    unknown |= masks.unknown[cell]!;
    among += 1;
  };
  for (let i = 0; i < incidents.length; i += 1) {
    const row = incidents[i]!;
    if (facts.incidents.changes.count[row] === 0) continue;
    unmet = unknown = among = 0;
    eachCulprit(facts, row, look);
    if (among === 0) continue;
    const key = unmet * (1 << mostTogether) + unknown;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { unmet, unknown, incidents: 0, lostOrders: 0, ordersRecorded: 0, errors: 0, errorsRecorded: 0 };
      cells.set(key, cell);
    }
    cell.incidents += 1;
    if (!Number.isNaN(lostOrders[row]!)) {
      cell.lostOrders += lostOrders[row]!;
      cell.ordersRecorded += 1;
    }
    if (!Number.isNaN(errors[row]!)) {
      cell.errors += errors[row]!;
      cell.errorsRecorded += 1;
    }
  }
  return [...cells.values()];
}

/** What a set of rules, as bits of the masks, can say. */
export const sayings = ["held", "notKnown", "passed", "notApplicable"] as const;
export const [HELD, UNJUDGED, PASSED] = [0, 1, 2];

/** The place in `sayings` of what a set says where these are unmet, not known and met. */
export function saysOf(set: number, of: { unmet: number; unknown: number; met: number }): number {
  if ((of.unmet & set) !== 0) return HELD!;
  if ((of.unknown & set) !== 0) return UNJUDGED!;
  return (of.met & set) !== 0 ? PASSED! : 3;
}

/** The same of every cell. */
export function saysOfCells(set: number, { unmet, unknown, met }: Tally): Uint8Array {
  return Uint8Array.from(unmet, (_, cell) =>
    saysOf(set, { unmet: unmet[cell]!, unknown: unknown[cell]!, met: met[cell]! }),
  );
}

/** Organisation of every change by its row. */
export function orgsOf({ systems, changes }: Facts): Uint32Array {
  const bySystem = new Uint32Array(systems.byNumber.length + 1);
  for (const system of systems.byNumber) if (system !== undefined) bySystem[system.number] = system.org;
  const orgs = new Uint32Array(changes.count);
  for (let row = 0; row < orgs.length; row += 1) orgs[row] = bySystem[changes.system.values[row]!]!;
  return orgs;
}
