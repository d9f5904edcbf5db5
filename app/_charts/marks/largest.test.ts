import fc from "fast-check";
import { expect, test } from "vitest";
import { largestNamed } from "./largest.ts";

const plot = { x: 50, width: 600 };
const write = (value: number) => String(value);

test("the three largest are named, and what is missing or zero never is", () => {
  const values = [5, null, 900, 0, 40, 30, 700];
  expect(largestNamed({ values, write, plot }).map(({ text }) => text)).toEqual(["900", "700", "40"]);
  expect(largestNamed({ values: [0, null], write, plot })).toEqual([]);
});

test("of two that would run into each other, the larger is named", () => {
  const values = Array.from({ length: 100 }, (_, i) => (i === 50 ? 1000 : i === 51 ? 999 : 1));
  expect(largestNamed({ values, write, plot, most: 2 }).map(({ index }) => index)).toEqual([50]);
});

test("names stay within the plot and apart from each other", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 80 }), (values) => {
      const named = largestNamed({ values, write, plot, most: 5 }).map(({ text, x }) => ({
        from: x - (text.length * 6.6) / 2,
        to: x + (text.length * 6.6) / 2,
      }));
      named.forEach((one, i) => {
        expect(one.from).toBeGreaterThanOrEqual(plot.x - 1e-9);
        expect(one.to).toBeLessThanOrEqual(plot.x + plot.width + 1e-9);
        for (const other of named.slice(i + 1))
          expect(one.to <= other.from || other.to <= one.from).toBe(true);
      });
    }),
  );
});
