import { linePath, type Point } from "#app/_charts/path.ts";

type Size = { width: number; height: number; pad: number };

/** An SVG path from zero or the least value up to the greatest; nulls break the line. */
export function sparkPath(
  values: (number | null)[],
  { width, height, pad }: Size,
): { lines: string; dots: Point[] } {
  const known = values.filter((value) => value !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  const step = values.length > 1 ? (width - 2 * pad) / (values.length - 1) : 0;
  const y = (value: number) => height - pad - ((value - bottom) / (top - bottom || 1)) * (height - 2 * pad);
  const placed = values.map((value, index) =>
    value === null ? null : { x: pad + index * step, y: y(value) },
  );
  return { lines: linePath(placed), dots: placed.filter((dot) => dot !== null) };
}
