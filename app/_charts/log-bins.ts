/** Points for a picture with two logarithmic axes; pure, so that a server can thin them out before sending. */
import { logBinEdge, logBinOf } from "#lib/statistics/log-bins.ts";

export type ScatterPoint = {
  key: string;
  label: string;
  x: number | null;
  y: number | null;
  severity: number | null;
  ai: "yes" | "no" | "unknown";
  href?: string;
};

/** A rectangle of the plane with how many points it holds; bounds are values, lower ones included. */
export type ScatterBin = { x0: number; x1: number; y0: number; y1: number; count: number; href?: string };

export type ScatterData = {
  /** All points, or the largest few where the rest is in bins. */
  points: ScatterPoint[];
  bins: ScatterBin[] | null;
  /** Points in the picture. */
  drawn: number;
  /** Points without both values, or with a zero, which a logarithm cannot place. */
  undrawn: number;
};

type Placed = ScatterPoint & { x: number; y: number };

const isPlaced = (point: ScatterPoint): point is Placed =>
  point.x !== null && point.y !== null && point.x > 0 && point.y > 0 && Number.isFinite(point.x * point.y);

type Options = {
  /** Above this many, points become bins. */
  most?: number;
  /** How many of the largest stay points among bins. */
  largest?: number;
  /** What a bin opens. */
  hrefOf?: (bin: Omit<ScatterBin, "href" | "count">) => string;
};

/** Five bins to a factor of ten, on both axes. */
const perDecade = 5;

export function scatterData(
  points: ScatterPoint[],
  { most = 2000, largest = 10, hrefOf }: Options = {},
): ScatterData {
  const placed = points.filter(isPlaced);
  const counts = { drawn: placed.length, undrawn: points.length - placed.length };
  if (placed.length <= most) return { points: placed, bins: null, ...counts };
  const top = placed.toSorted((a, b) => b.y - a.y).slice(0, largest);
  return { points: top, bins: binsOf(placed, hrefOf), ...counts };
}

function binsOf(points: Placed[], hrefOf: Options["hrefOf"]): ScatterBin[] {
  const counts = new Map<string, { column: number; row: number; count: number }>();
  for (const { x, y } of points) {
    const [column, row] = [binOf(x), binOf(y)];
    const key = `${column},${row}`;
    const held = counts.get(key);
    if (held) held.count += 1;
    else counts.set(key, { column, row, count: 1 });
  }
  return [...counts.values()].map(({ column, row, count }) => {
    const bounds = { x0: edge(column), x1: edge(column + 1), y0: edge(row), y1: edge(row + 1) };
    return { ...bounds, count, href: hrefOf?.(bounds) };
  });
}

const edge = (index: number) => logBinEdge(index, perDecade);
const binOf = (value: number) => logBinOf(value, perDecade);
