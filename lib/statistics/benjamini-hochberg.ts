function requireP(p: number): void {
  if (p < 0 || p > 1) throw new RangeError(`A p must lie between 0 and 1, not ${p}.`);
}

/**
 * Benjamini–Hochberg q for each p, in the order given: the false discovery rate at which that test would
 * still be called a finding. A NaN (a test that was not made) stays NaN and does not count among the tests.
 * Throws RangeError when a p lies outside 0 to 1.
 * Source: Benjamini and Hochberg (1995), "Controlling the false discovery rate"; R's `p.adjust`.
 */
export function benjaminiHochberg(ps: ArrayLike<number>): number[] {
  const all = Array.from(ps);
  all.forEach(requireP);
  const made = all.flatMap((p, index) => (Number.isNaN(p) ? [] : [{ p, index }]));
  made.sort((a, b) => b.p - a.p);
  const qs = all.map(() => Number.NaN);
  let smallest = 1;
  made.forEach(({ p, index }, place) => {
    smallest = Math.min(smallest, p * (made.length / (made.length - place)));
    qs[index] = smallest;
  });
  return qs;
}
