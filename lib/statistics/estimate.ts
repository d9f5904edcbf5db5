/**
 * Shapes and conventions shared by this folder. All intervals are 95%.
 * In samples NaN means "not recorded" and is left out. In answers NaN means that the numbers cannot
 * answer (no data, no variation); exact methods then give the widest interval and p = 1.
 * Input that no data can produce (negative counts, unequal lengths) is refused with a RangeError.
 */

/** Both ends belong to the interval; an end may be infinite. */
type Interval = { low: number; high: number };

/** A value with its 95% interval. */
export type Estimate = Interval & { estimate: number };

/** An estimate with the two-sided p of "no difference". */
export type TestedEstimate = Estimate & { p: number };

/** Rows are groups; columns are with and without the outcome. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];
