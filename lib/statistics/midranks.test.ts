import fc from "fast-check";
import { expect, test } from "vitest";
import { midranks } from "./midranks.ts";

test("equal values share the mean of their ranks", () => {
  expect([...midranks(Float64Array.of(30, 10, 20, 10, 30, 30))]).toEqual([5, 1.5, 3, 1.5, 5, 5]);
  expect([...midranks(Float64Array.of())]).toEqual([]);
});

test("a rank is one more than the number of smaller values and half the number of other equal ones", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constant(-0))), (values) => {
      const expected = values.map((value) => {
        const smaller = values.filter((other) => other < value).length;
        const equal = values.filter((other) => other === value).length;
        return smaller + (equal + 1) / 2;
      });
      expect([...midranks(Float64Array.from(values))]).toEqual(expected);
    }),
  );
});
