import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile, quantileSorted, quantiles } from "./quantile.ts";
import { createRandom } from "./random.ts";
import { quantileCases } from "./reference.ts";
import { expectSixDigits } from "./testing.ts";

const ps = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];
// Without -0, which sorting tells from 0 and selecting does not.
const finite = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
  .map((value) => value + 0);

describe("quantile", () => {
  test("agrees with R", () => {
    for (const { values, p, expected } of quantileCases) expectSixDigits(quantile(values, p), expected);
  });

  test("selecting gives what sorting gives, whatever the order and the ties", () => {
    const some = fc.array(fc.oneof(finite, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(some, (values) => {
        const sorted = Float64Array.from(values).sort();
        expect(quantiles(values, ps)).toEqual(ps.map((p) => quantileSorted(sorted, p)));
      }),
    );
  });

  test("selecting gives what sorting gives for many values, sorted, reversed, constant or mixed", () => {
    const random = createRandom(11);
    const ascending = Float64Array.from({ length: 20_000 }, (_, index) => index);
    const shapes = [
      ascending,
      ascending.slice().reverse(),
      ascending.map(() => 7),
      ascending.map((index) => index % 5),
      ascending.map(() => random.lognormal(100, 3)),
    ];
    for (const values of shapes) {
      const sorted = values.slice().sort();
      expect(quantiles(values, ps)).toEqual(ps.map((p) => quantileSorted(sorted, p)));
    }
  });

  test("the values given stay as they were", () => {
    const values = Float64Array.of(3, 1, 2);
    quantiles(values, [0.5]);
    expect([...values]).toEqual([3, 1, 2]);
  });

  test("what is not recorded is left out", () => {
    expect(quantile([Number.NaN, 4, Number.NaN, 8], 0.5)).toBe(6);
  });

  test("no values have no quantile", () => {
    expect(quantiles([], [0.5, 0.9])).toEqual([Number.NaN, Number.NaN]);
    expect(quantile([Number.NaN], 0.5)).toBeNaN();
    expect(quantileSorted([], 0.5)).toBeNaN();
  });

  test("a share outside 0 to 1 and an infinite value are refused", () => {
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
    expect(() => quantileSorted([1], Number.NaN)).toThrow(RangeError);
    expect(() => quantile([1, Infinity], 0.5)).toThrow(/finite/);
  });
});
