import { requireEffectivePart, requirePart } from "./checks.ts";
import { Z_95 } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";

/** So many of so many. */
type Part = { part: number; of: number };

export type Labels = {
  /** Labelled members among all. */
  labelled: Part;
  /** Of the checked members that truly are: those labelled so. */
  sensitivity: Part;
  /** Of the checked members that truly are not: those not labelled. */
  specificity: Part;
};

export type CorrectedShare =
  | ({ declined: null; sensitivity: number; specificity: number } & Estimate)
  | { declined: "poor-labels" | "not-checked"; sensitivity: number; specificity: number };

/** Below this, labels say too little: a guess has a sum of 1. */
const LEAST_SUM = 1.2;

const within = (share: number) => Math.min(1, Math.max(0, share));

/** A share moved towards one half by one success and one failure more. */
const plusFour = ({ part, of }: Part): Part => ({ part: part + 1, of: of + 2 });

const shareOf = ({ part, of }: Part) => part / of;

function corrected(
  labelled: number,
  { sensitivity, specificity }: { sensitivity: number; specificity: number },
): number {
  return (labelled + specificity - 1) / (sensitivity + specificity - 1);
}

/**
 * The true share behind labels that err, from how many are labelled and from a random sample that was checked:
 * (labelled share + Sp − 1) / (Se + Sp − 1), cut to 0..1, with the 95% interval of Lang and Reiczigel, which counts
 * in that Se and Sp are estimates themselves. Declined where Se + Sp < 1.2, and where no true or no other
 * member was checked; Se and Sp are told all the same (NaN where unchecked).
 * A sample that was drawn in strata has effective numbers (`labelAccuracy`), which need not be whole.
 * Throws RangeError unless 0 ≤ part ≤ of, those of all members whole, and some are counted at all.
 * Source: Rogan and Gladen (1978), "Estimating prevalence from the results of a screening test"; Lang and
 * Reiczigel (2014), "Confidence limits for prevalence of disease adjusted for estimated sensitivity and
 * specificity"; R's `asht::prevSeSp`.
 */
export function correctedShare({ labelled, sensitivity, specificity }: Labels): CorrectedShare {
  requirePart(labelled.part, labelled.of, "Labels");
  for (const { part, of } of [sensitivity, specificity]) requireEffectivePart(part, of, "Checked labels");
  if (labelled.of === 0) throw new RangeError("There must be members to be labelled.");
  const rates = { sensitivity: shareOf(sensitivity), specificity: shareOf(specificity) };
  if (sensitivity.of === 0 || specificity.of === 0) return { declined: "not-checked", ...rates };
  if (rates.sensitivity + rates.specificity < LEAST_SUM) return { declined: "poor-labels", ...rates };
  const members = labelled.of + Z_95 ** 2;
  const seen = (labelled.part + Z_95 ** 2 / 2) / members;
  const [truly, falsely] = [plusFour(sensitivity), plusFour(specificity)];
  const [se, sp] = [shareOf(truly), shareOf(falsely)];
  const share = corrected(seen, { sensitivity: se, specificity: sp });
  const [ofSe, ofSp] = [(se * (1 - se)) / truly.of, (sp * (1 - sp)) / falsely.of];
  const centre = share + 2 * Z_95 ** 2 * (share * ofSe - (1 - share) * ofSp);
  const variance = (seen * (1 - seen)) / members + share ** 2 * ofSe + (1 - share) ** 2 * ofSp;
  const half = (Z_95 * Math.sqrt(variance)) / (se + sp - 1);
  return {
    declined: null,
    ...rates,
    estimate: within(corrected(shareOf(labelled), rates)),
    low: within(centre - half),
    high: within(centre + half),
  };
}
