import fc from "fast-check";
import { expect, test } from "vitest";
import { type Column, columnOf, pairsOf, rankDeviations } from "./midranks.ts";

const values = fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constant(-0), fc.constant(Number.NaN)));

/** The rank of each place that both have recorded; NaN elsewhere. */
function midranks(column: Column, other: Column = column): number[] {
  const mean = (pairsOf(column, other) + 1) / 2;
  const { byCode } = rankDeviations(column, other);
  return Array.from(column.codes, (code, place) =>
    code > 0 && other.codes[place]! > 0 ? byCode[code]! + mean : Number.NaN,
  );
}

test("equal values share the mean of their ranks", () => {
  expect(midranks(columnOf([30, 10, 20, 10, 30, 30]))).toEqual([5, 1.5, 3, 1.5, 5, 5]);
  expect(midranks(columnOf([]))).toEqual([]);
});

test("a rank is one more than the number of smaller values and half the number of other equal ones", () => {
  fc.assert(
    fc.property(values, (given) => {
      const expected = given.map((value) => {
        const smaller = given.filter((other) => other < value).length;
        const equal = given.filter((other) => other === value).length;
        return Number.isNaN(value) ? Number.NaN : smaller + (equal + 1) / 2;
      });
      expect(midranks(columnOf(given))).toEqual(expected);
    }),
  );
});

test("ranking beside another column is ranking what both have recorded", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(1, 2, 3, Number.NaN), fc.boolean())), (rows) => {
      const given = rows.map(([value]) => value);
      const other = rows.map(([, isRecorded]) => (isRecorded ? 1 : Number.NaN));
      const common = given.map((value, index) => (Number.isNaN(other[index]) ? Number.NaN : value));
      expect(midranks(columnOf(given), columnOf(other))).toEqual(midranks(columnOf(common)));
      expect(pairsOf(columnOf(given), columnOf(other))).toBe(columnOf(common).recorded);
    }),
  );
});

test("the squares are those of the deviations of all places", () => {
  fc.assert(
    fc.property(values, (given) => {
      const column = columnOf(given);
      const { byCode, squares } = rankDeviations(column);
      const expected = Array.from(column.codes, (code) => byCode[code]! ** 2).reduce((a, b) => a + b, 0);
      expect(squares).toBeCloseTo(expected, 6);
    }),
  );
});

test("an infinite value is refused", () => {
  expect(() => columnOf([1, -Infinity])).toThrow(RangeError);
});
