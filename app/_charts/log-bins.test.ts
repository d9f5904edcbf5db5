import fc from "fast-check";
import { expect, test } from "vitest";
import { type ScatterPoint, scatterData } from "./log-bins.ts";

const point = (x: number | null, y: number | null, key = "a"): ScatterPoint => ({
  key,
  label: key,
  x,
  y,
  severity: 1,
  ai: "unknown",
});

test("up to the limit every point is drawn as itself", () => {
  const data = scatterData([point(1, 2), point(3, 4)], { most: 2 });
  expect(data.points).toHaveLength(2);
  expect(data.bins).toBeNull();
});

test("a zero and a missing value are counted as not drawn, never placed at the edge", () => {
  const data = scatterData([point(0, 5), point(null, 5), point(5, null), point(5, 0), point(5, 5)]);
  expect(data).toMatchObject({ drawn: 1, undrawn: 4 });
});

test("bins hold every point exactly once, each within its bounds", () => {
  const value = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 200 }), (pairs) => {
      const points = pairs.map(([x, y], index) => point(x, y, String(index)));
      const { bins } = scatterData(points, { most: 0 });
      expect(bins?.reduce((sum, { count }) => sum + count, 0)).toBe(points.length);
      for (const { x, y } of points) {
        const holding = bins?.filter(
          (bin) =>
            (x as number) >= bin.x0 &&
            (x as number) < bin.x1 &&
            (y as number) >= bin.y0 &&
            (y as number) < bin.y1,
        );
        expect(holding).toHaveLength(1);
      }
    }),
  );
});

test("among bins the largest stay points, so that they can be named", () => {
  const points = Array.from({ length: 50 }, (_, index) => point(10, index + 1, String(index)));
  const { points: kept } = scatterData(points, { most: 10, largest: 3 });
  expect(kept.map(({ key }) => key)).toEqual(["49", "48", "47"]);
});

test("a bin opens what lies within its bounds", () => {
  const { bins } = scatterData([point(12, 150)], { most: 0, hrefOf: ({ x0, y1 }) => `/?${x0}-${y1}` });
  expect(bins?.[0]?.href).toBe("/?10-158.48931924611142");
});
