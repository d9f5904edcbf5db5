import { MET, NOT_KNOWN, type StateCode, UNMET } from "#lib/guardrails/states.ts";
import { eachCulprit } from "./culprits.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Division } from "./rule-states.ts";

/**
 * Changes counted by what some rules say of them, so that what any set of these rules holds is a sum over a few cells. A
 * set holds a change that lacks what one of its rules asks for; it passes one that lacks nothing, as far as all of them
 * are known; of the others it is not known.
 */

/** At most so many rules are told together: a bit each, in three masks, two of which are one key. */
const mostTold = 26;

/** Rules, by what each says of a row, and what tells rows apart of which they say different things. */
export interface Told {
  rules: readonly ((row: number) => StateCode)[];
  divisions: readonly Division[];
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
  /** Of each cell which rules are in which state, a bit each. */
  unmet: Int32Array;
  unknown: Int32Array;
  met: Int32Array;
  /** The organisation of its changes; 0 where none is recorded. */
  orgOf: Int32Array;
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

export function tallyOf(judged: Judged, { rules, divisions }: Told): Tally {
  const { facts, changes, marks, orgs } = judged;
  const { cellOf, firsts } = cellsOf(judged, divisions);
  const masks = masksOf(rules, firsts);
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
  const orgOf = Int32Array.from(firsts, (row) => orgs[row]!);
  return { ...masks, orgOf, ...sums, losses: lossesOf(judged, cellOf, masks) };
}

/**
 * Rows that no division tells apart, and that have one organisation, stand in one cell: each division divides the cells
 * that there were before it.
 */
function cellsOf({ facts, changes, orgs }: Judged, divisions: readonly Division[]) {
  const cellOf = new Int32Array(facts.changes.count).fill(-1);
  for (let i = 0; i < changes.length; i += 1) cellOf[changes[i]!] = 0;
  let firsts = changes.length === 0 ? [] : [changes[0]!];
  const owners = Int32Array.from(facts.systems.orgs.words.keys());
  for (const { codes, classOf, classes } of [
    ...divisions,
    { codes: orgs, classOf: owners, classes: owners.length },
  ]) {
    const cells = new Int32Array(Math.max(1, firsts.length) * classes).fill(-1);
    firsts = [];
    for (let i = 0; i < changes.length; i += 1) {
      const row = changes[i]!;
      const place = cellOf[row]! * classes + classOf[codes[row]!]!;
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

function masksOf(rules: Told["rules"], firsts: readonly number[]) {
  if (rules.length > mostTold) throw new RangeError(`More than ${mostTold} rules together.`);
  const masks = {
    unmet: new Int32Array(firsts.length),
    unknown: new Int32Array(firsts.length),
    met: new Int32Array(firsts.length),
  };
  for (const [rule, stateOf] of rules.entries())
    for (const [cell, row] of firsts.entries()) {
      const state = stateOf(row);
      if (state === UNMET) masks.unmet[cell]! |= 1 << rule;
      else if (state === NOT_KNOWN) masks.unknown[cell]! |= 1 << rule;
      else if (state === MET) masks.met[cell]! |= 1 << rule;
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
    const key = unmet * 2 ** mostTold + unknown;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { unmet, unknown, ...noLosses };
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

const noLosses = { incidents: 0, lostOrders: 0, ordersRecorded: 0, errors: 0, errorsRecorded: 0 };

/** Rules that are looked at together: four states each, of two such blocks as many codes as a near memory holds. */
const BLOCK = 4;

/** The rules of a set, by their places, in blocks. */
export function blocksOf(count: number): number[][] {
  return Array.from({ length: Math.ceil(count / BLOCK) }, (_, block) =>
    Array.from({ length: Math.min(BLOCK, count - block * BLOCK) }, (__, place) => block * BLOCK + place),
  );
}

/**
 * The same of one or two blocks of rules alone: cells that these say the same of are one. A tally of many rules has
 * nearly as many cells as there are changes, so that each of a hundred pairs would take as long as counting them all.
 */
export function tallyWithin(tally: Tally, rules: readonly number[], orgs = 0): Tally {
  const codes = codesOf(tally, rules);
  const places = new Int32Array(4 ** rules.length * Math.max(1, orgs)).fill(-1);
  const firsts: number[] = [];
  const placeOf = new Int32Array(codes.length);
  for (let cell = 0; cell < codes.length; cell += 1) {
    const key = orgs === 0 ? codes[cell]! : codes[cell]! * orgs + tally.orgOf[cell]!;
    if (places[key] === -1) places[key] = firsts.push(cell) - 1;
    placeOf[cell] = places[key]!;
  }
  const added = <T extends Int32Array | Float64Array>(sums: T, each: T): T => {
    for (let cell = 0; cell < each.length; cell += 1) sums[placeOf[cell]!]! += each[cell]!;
    return sums;
  };
  const whole = (each: Int32Array) => added(new Int32Array(firsts.length), each);
  const set = rules.reduce((bits, rule) => bits | (1 << rule), 0);
  const masked = (mask: Int32Array) => Int32Array.from(firsts, (cell) => mask[cell]! & set);
  return {
    unmet: masked(tally.unmet),
    unknown: masked(tally.unknown),
    met: masked(tally.met),
    orgOf: Int32Array.from(firsts, (cell) => (orgs === 0 ? 0 : tally.orgOf[cell]!)),
    changes: whole(tally.changes),
    culprits: whole(tally.culprits),
    waited: whole(tally.waited),
    hours: added(new Float64Array(firsts.length), tally.hours),
    losses: lossesWithin(tally.losses, set),
  };
}

/** The states of these rules in one number, by cell. */
function codesOf({ unmet, unknown, met }: Tally, rules: readonly number[]): Uint16Array {
  const codes = new Uint16Array(unmet.length);
  for (const [place, rule] of rules.entries())
    for (let cell = 0; cell < codes.length; cell += 1)
      codes[cell]! |=
        (((met[cell]! >> rule) & 1) |
          (((unmet[cell]! >> rule) & 1) << 1) |
          (((unknown[cell]! >> rule) & 1) * 3)) <<
        (2 * place);
  return codes;
}

function lossesWithin(losses: readonly LossCell[], set: number): LossCell[] {
  const cells = new Map<number, LossCell>();
  for (const one of losses) {
    const [unmet, unknown] = [one.unmet & set, one.unknown & set];
    const key = unmet * 2 ** mostTold + unknown;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { unmet, unknown, ...noLosses };
      cells.set(key, cell);
    }
    cell.incidents += one.incidents;
    cell.lostOrders += one.lostOrders;
    cell.ordersRecorded += one.ordersRecorded;
    cell.errors += one.errors;
    cell.errorsRecorded += one.errorsRecorded;
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
  const says = new Uint8Array(unmet.length);
  for (let cell = 0; cell < says.length; cell += 1) {
    if ((unmet[cell]! & set) !== 0) says[cell] = HELD!;
    else if ((unknown[cell]! & set) !== 0) says[cell] = UNJUDGED!;
    else says[cell] = (met[cell]! & set) !== 0 ? PASSED! : 3;
  }
  return says;
}

/** Organisation of every change by its row. */
export function orgsOf({ systems, changes }: Facts): Uint32Array {
  const bySystem = new Uint32Array(systems.byNumber.length + 1);
  for (const system of systems.byNumber) if (system !== undefined) bySystem[system.number] = system.org;
  const orgs = new Uint32Array(changes.count);
  for (let row = 0; row < orgs.length; row += 1) orgs[row] = bySystem[changes.system.values[row]!]!;
  return orgs;
}
