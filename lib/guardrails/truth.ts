/**
 * Three-valued truth as small integers, so that a million changes can be judged without making an object for
 * each. What is not recorded is `UNKNOWN`, which is neither yes nor no.
 */
export const NO = 0;
export const YES = 1;
export const UNKNOWN = 2;

export type Truth = 0 | 1 | 2;

/** The truth of a recorded yes or no; null and undefined are unknown. */
export function truthOf(value: boolean | null | undefined): Truth {
  if (value === null || value === undefined) return UNKNOWN;
  return value ? YES : NO;
}

/** Both hold. A certain no decides, whatever the other is. */
export function both(a: Truth, b: Truth): Truth {
  if (a === NO || b === NO) return NO;
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : YES;
}
