/** A stretch at whose ends the function has opposite signs, and how wide a stretch is narrow enough. */
type Bracket = { from: number; to: number; tolerance: number };

type Point = { at: number; value: number };

/** Where a curve through the last points crosses zero, if that is a safe step from `best`; else halfway. */
function stepFrom(best: Point, { last, other, limit }: { last: Point; other: Point; limit: number }): number {
  const width = other.at - best.at;
  const previous = best.at - last.at;
  if (Math.abs(previous) < limit || Math.abs(last.value) <= Math.abs(best.value)) return width / 2;
  const t = best.value / last.value;
  let p = width * t;
  let q = 1 - t;
  if (last.at !== other.at) {
    const u = last.value / other.value;
    const v = best.value / other.value;
    p = t * (width * u * (u - v) - previous * (v - 1));
    q = (u - 1) * (v - 1) * (t - 1);
  }
  if (p > 0) q = -q;
  else p = -p;
  const safe = p < 0.75 * width * q - Math.abs(limit * q) / 2 && p < Math.abs((previous * q) / 2);
  return safe ? p / q : width / 2;
}

/**
 * A zero of a function that changes sign between the ends of a bracket. Throws RangeError when it does not.
 * Source: Brent (1973), "Algorithms for minimization without derivatives", `zero`; R's `uniroot` takes the
 * same steps, so equal brackets and tolerances give equal answers.
 */
export function findRoot(f: (x: number) => number, { from, to, tolerance }: Bracket): number {
  let last: Point = { at: from, value: f(from) };
  let best: Point = { at: to, value: f(to) };
  let other = last;
  if (last.value === 0) return from;
  if (best.value !== 0 && last.value > 0 === best.value > 0) {
    throw new RangeError("A root can only be sought between values of opposite sign.");
  }
  while (best.value !== 0) {
    if (Math.abs(other.value) < Math.abs(best.value)) {
      last = best;
      best = other;
      other = last;
    }
    const limit = 2 * Number.EPSILON * Math.abs(best.at) + tolerance / 2;
    if (Math.abs(other.at - best.at) / 2 <= limit) break;
    const step = stepFrom(best, { last, other, limit });
    last = best;
    const at = best.at + (Math.abs(step) < limit ? limit * (step > 0 ? 1 : -1) : step);
    best = { at, value: f(at) };
    if (best.value > 0 === other.value > 0) other = last;
  }
  return best.at;
}
