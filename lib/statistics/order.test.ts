import fc from "fast-check";
import { expect, test } from "vitest";
import { ascendingOrder } from "./order.ts";

test("values are ordered as by comparison, equal ones as given and NaN left out, from the smallest to the largest double", () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(
      Number.NaN,
      -Infinity,
      Infinity,
      0,
      -0,
      5e-324,
      -5e-324,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
    ),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), (values) => {
      const recorded = [...values.keys()].filter((place) => !Number.isNaN(values[place]));
      const expected = recorded.sort((a, b) => {
        const [left, right] = [values[a]!, values[b]!];
        return left < right ? -1 : left > right ? 1 : a - b;
      });
      expect([...ascendingOrder(Float64Array.from(values))]).toEqual(expected);
    }),
  );
});
