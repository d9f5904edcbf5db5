import { requireCount } from "./checks.ts";
import type { Estimate } from "./estimate.ts";
import { type CorrectedShare, correctedShare } from "./rogan-gladen.ts";
import { wilsonOfEffective } from "./wilson.ts";

/** A part of the population with a random sample of its own: all its members, and what those that were checked are. */
export type LabelStratum = {
  labelled: number;
  unlabelled: number;
  /** Of the checked: truly are, and labelled so. */
  hits: number;
  /** Truly are, and not labelled. */
  misses: number;
  /** Truly are not, and labelled all the same. */
  falseAlarms: number;
  /** Truly are not, and not labelled. */
  quiet: number;
};

/** A weighted share, and the simple random sample that would know it equally well: `part` of `of`, not always whole. */
export type EffectiveShare = Estimate & { part: number; of: number };

export type LabelAccuracy = { sensitivity: EffectiveShare; specificity: EffectiveShare };

export type ShareBehindLabels = { accuracy: LabelAccuracy } & (
  | CorrectedShare
  | { declined: "too-coarse"; sensitivity: number; specificity: number }
);

/**
 * How well labels tell members that truly are from those that are not: the share labelled of the former (sensitivity)
 * and not labelled of the latter (specificity). A checked member stands for members / checked of its stratum, so that
 * strata may be drawn at different rates, and by label. The effective number is Se(1 − Se) over the linearised variance
 * of the weighted share, Σ over strata of Σ z² − (Σ z)² / (n + 1) with z a checked member's residual; of a kind that
 * was not found, one would have weighed as much as a member of the heaviest stratum. From a simple random sample it is
 * the number of those checked. Intervals are Wilson's of effective numbers; NaN, 0 of 0, where nobody of the kind was
 * checked.
 * Throws RangeError where a count is no count, or a stratum has more checked than members, or members and none checked.
 * Source: Kish (1965), "Survey Sampling", on design effects; Särndal, Swensson and Wretman (1992), "Model Assisted
 * Survey Sampling", 5.6 and 7.2, on ratios in stratified samples.
 */
export function labelAccuracy(strata: readonly LabelStratum[]): LabelAccuracy {
  const sampled = strata.flatMap(sampledIn);
  return {
    sensitivity: effectiveShare(sampled.map(({ hits, misses, ...of }) => ({ ...of, yes: hits, no: misses }))),
    specificity: effectiveShare(
      sampled.map(({ quiet, falseAlarms, ...of }) => ({ ...of, yes: quiet, no: falseAlarms })),
    ),
  };
}

/**
 * The true share behind the labels of all members (`correctedShare`), by what was found in strata of them. The interval
 * takes sensitivity and specificity for independent, which those of a sample drawn by label are not: it is then rather
 * too wide than too narrow. Declined as well where one checked member stands for more than all that are labelled, or
 * than all that are not: a single find would then decide the answer.
 * Errors as of both.
 */
export function shareBehindLabels(strata: readonly LabelStratum[]): ShareBehindLabels {
  const accuracy = labelAccuracy(strata);
  const sum = (countOf: (stratum: LabelStratum) => number) =>
    strata.reduce((total, stratum) => total + countOf(stratum), 0);
  const [labelled, unlabelled] = [sum((one) => one.labelled), sum((one) => one.unlabelled)];
  const answer = correctedShare({
    labelled: { part: labelled, of: labelled + unlabelled },
    ...accuracy,
  });
  const heaviest = Math.max(...strata.flatMap(sampledIn).map(({ weight }) => weight));
  if (answer.declined === null && heaviest > Math.min(labelled, unlabelled)) {
    const { sensitivity, specificity } = answer;
    return { declined: "too-coarse", sensitivity, specificity, accuracy };
  }
  return { ...answer, accuracy };
}

function sampledIn({ labelled, unlabelled, ...checked }: LabelStratum) {
  for (const count of [labelled, unlabelled, ...Object.values(checked)])
    requireCount(count, "Checked labels");
  const [members, size] = [labelled + unlabelled, Object.values(checked).reduce((sum, count) => sum + count)];
  if (size > members || (size === 0 && members > 0))
    throw new RangeError(`Of ${members} members there cannot be ${size} checked.`);
  return size === 0 ? [] : [{ ...checked, size, weight: members / size }];
}

type Cell = { weight: number; size: number; yes: number; no: number };

function effectiveShare(cells: readonly Cell[]): EffectiveShare {
  const heaviest = Math.max(0, ...cells.map(({ weight }) => weight));
  const sum = (amountOf: (cell: Cell) => number) => cells.reduce((total, cell) => total + amountOf(cell), 0);
  const own = ({ weight, size }: Cell, count: number) => weight ** 2 * count * (1 - count / (size + 1));
  const [yes, no] = [sum((cell) => cell.weight * cell.yes), sum((cell) => cell.weight * cell.no)];
  if (yes + no === 0) return { ...wilsonOfEffective(0, 0), part: 0, of: 0 };
  const ofYes = yes === 0 ? heaviest : sum((cell) => own(cell, cell.yes)) / yes;
  const ofNo = no === 0 ? heaviest : sum((cell) => own(cell, cell.no)) / no;
  const shared = sum(({ weight, size, yes: one, no: other }) => (weight ** 2 * one * other) / (size + 1));
  const of = (yes + no) ** 2 / (no * ofYes + yes * ofNo + 2 * shared);
  // Rounding must not make a part larger than its whole.
  const part = no === 0 ? of : (of * yes) / (yes + no);
  return { ...wilsonOfEffective(part, of), part, of };
}
