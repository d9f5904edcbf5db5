/** Values this near to one another are the same but for rounding. */
const TIE = 1e-12;

/** The p of a value by its rank among placebos, both by size: (1 + #{|v| ≥ |own|}) / (1 + n). */
export function placeboP(placebos: Float64Array, own: number): number {
  const limit = Math.abs(own) - TIE;
  let atLeast = 0;
  for (let index = 0; index < placebos.length; index++) if (Math.abs(placebos[index]!) >= limit) atLeast++;
  return (1 + atLeast) / (1 + placebos.length);
}

/** What was before (x), and what after (y). */
export type Point = { x: number; y: number };
export type Points = { x: Float64Array; y: Float64Array };

/** The least-squares line through points; its slope, clipped to 0..1, is what regression to the mean can explain. */
function lineThrough({ x, y }: Points): (x: number, y: number) => number {
  let [sumX, sumY] = [0, 0];
  for (let index = 0; index < x.length; index++) {
    sumX += x[index]!;
    sumY += y[index]!;
  }
  const [meanX, meanY] = [sumX / x.length, sumY / x.length];
  let [together, spread] = [0, 0];
  for (let index = 0; index < x.length; index++) {
    together += (x[index]! - meanX) * (y[index]! - meanY);
    spread += (x[index]! - meanX) ** 2;
  }
  const slope = spread > 0 ? Math.min(1, Math.max(0, together / spread)) : 0;
  return (ownX, ownY) => ownY - meanY - slope * (ownX - meanX);
}

/** How far points, and one of one's own, lie above the line through the points. */
export function residuals(points: Points, own: Point) {
  const above = lineThrough(points);
  const placebos = new Float64Array(points.x.length);
  for (let index = 0; index < placebos.length; index++)
    placebos[index] = above(points.x[index]!, points.y[index]!);
  return { placebos, own: above(own.x, own.y) };
}

/** The rank of a point's distance from the line through the placebos, among theirs. */
export function residualP(points: Points, own: Point): number {
  const { placebos, own: distance } = residuals(points, own);
  return placeboP(placebos, distance);
}
