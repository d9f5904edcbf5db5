/** As many points as a chart can show. */
export const MOST_POINTS = 200;

/**
 * Decides, point by point along a monotone curve in the unit square, which to keep: the first and every
 * one that has moved far enough, in either direction, since the last kept. The caller adds the last.
 */
export function curveThinner(): (x: number, y: number) => boolean {
  // The whole path is at most 2 long, so this many steps, and both ends, fit.
  const step = 2 / (MOST_POINTS - 2);
  let keptX = -Infinity;
  let keptY = -Infinity;
  return (x, y) => {
    if (Math.abs(x - keptX) + Math.abs(y - keptY) < step) return false;
    keptX = x;
    keptY = y;
    return true;
  };
}
