import { NO, type Truth, UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import type { Period } from "#lib/period.ts";
import type { Holding } from "#lib/settings/held.ts";
import { causeReader, causes } from "./change-caused.ts";
import { factorReader, outcomeReader } from "./factors.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { inRanges } from "./filter/ranges.ts";
import type { Filter, FilterTerms } from "./filter.ts";
import { highBlastReader } from "./high-blast.ts";
import { type Measure, measureReader, valuesOf } from "./measures.ts";
import { REPEAT_NO, REPEAT_YES, repeatFlags } from "./repeats.ts";

/** The words of the filter that figures need so that each can open exactly the incidents it counted. */

export interface Narrowing {
  facts: Facts;
  which: FilterTerms;
  period: Period;
  settings: Holding;
}

type Predicate = (row: number) => boolean;

/** Words that speak of one incident alone. */
export function figurePredicates({ facts, which, settings }: Narrowing): Predicate[] {
  const keep: Predicate[] = [];
  if (which.highBlast !== undefined) {
    const isHigh = highBlastReader(facts, settings);
    const [yes, no] = [which.highBlast.includes("yes"), which.highBlast.includes("no")];
    keep.push((row) => (isHigh(row) ? yes : no));
  }
  if (which.repeat !== undefined) {
    const flags = repeatFlags(facts);
    const wanted = which.repeat.map((word) => (word === "yes" ? REPEAT_YES : REPEAT_NO));
    keep.push((row) => wanted.includes(flags[row]!));
  }
  if (which.causedBy !== undefined) {
    const causeOf = causeReader(facts);
    const wanted = which.causedBy.map((word) => causes.indexOf(word));
    keep.push((row) => wanted.includes(causeOf(row)));
  }
  for (const measure of which.recorded ?? []) {
    if (measure === "severity") keep.push((row) => facts.incidents.severity.values[row] !== 0);
    else {
      const read = measureReader(facts, measure);
      keep.push((row) => !Number.isNaN(read(row)));
    }
  }
  for (const measure of rangedMeasures) {
    const ranges = which[measure];
    if (ranges !== undefined) keep.push(inRanges(measureReader(facts, measure), ranges));
  }
  return keep;
}

const rangedMeasures = [
  "detectMinutes",
  "mitigateMinutes",
  "resolveMinutes",
] as const satisfies readonly Measure[];

/** The words that `figurePredicates` answers. */
export const figureWords: readonly (keyof Filter)[] = [
  "highBlast",
  "repeat",
  "causedBy",
  "recorded",
  ...rangedMeasures,
];

/** The words that `narrowed` answers. */
export const narrowingWords: readonly (keyof Filter)[] = [
  "worst",
  "outcomeYes",
  "outcomeNo",
  "factorYes",
  "factorNo",
  "factorUnknown",
];

/** Whether a filter picks incidents by holding those of a period against one another: then no other day has any. */
export function picksAmong(which: FilterTerms): boolean {
  return narrowingWords.some((word) => which[word as keyof FilterTerms] !== undefined);
}

export interface Worst {
  measure: Measure;
  count: number;
}

/**
 * Words that speak of an incident among the others: first the worst so many, then those with an outcome, whose
 * median is that of the incidents left so far, then those with and without factors. All that are named must hold.
 */
export function narrowed(of: Narrowing, rows: Selection): Selection {
  const { facts, which } = of;
  const population = which.worst === undefined ? rows : worstRows(facts, rows, which.worst);
  const keep: Predicate[] = [];
  const keepWhere = (read: (row: number) => Truth, truth: Truth) => keep.push((row) => read(row) === truth);
  for (const outcome of which.outcomeYes ?? []) keepWhere(outcomeReader(of, outcome, population), YES);
  for (const outcome of which.outcomeNo ?? []) keepWhere(outcomeReader(of, outcome, population), NO);
  for (const factor of which.factorYes ?? []) keepWhere(factorReader(of, factor), YES);
  for (const factor of which.factorNo ?? []) keepWhere(factorReader(of, factor), NO);
  for (const factor of which.factorUnknown ?? []) keepWhere(factorReader(of, factor), UNKNOWN);
  return keep.length === 0 ? population : population.filter((row) => keep.every((one) => one(row)));
}

/** The rows with the greatest recorded values, equal ones in the order of the facts; in the order given. */
function worstRows(facts: Facts, rows: Selection, { measure, count }: Worst): Selection {
  const values = valuesOf(facts, measure, rows);
  const recorded = values.filter((value) => !Number.isNaN(value)).sort();
  if (recorded.length <= count) return rows.filter((_, i) => !Number.isNaN(values[i]!));
  if (count === 0) return rows.subarray(0, 0);
  const least = recorded[recorded.length - count]!;
  let room = count - recorded.length;
  for (const value of recorded) if (value <= least) room += 1;
  return rows.filter((_, i) => {
    const value = values[i]!;
    if (value === least) return room-- > 0;
    return value > least;
  });
}
