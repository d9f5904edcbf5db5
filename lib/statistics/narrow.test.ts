import fc from "fast-check";
import { expect, test } from "vitest";
import { narrow } from "./narrow.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const few = fc.oneof(finite, fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0, 5e-324, -5e-324));

test("the values at the given ranks are among the few, at the ranks they are said to have there", () => {
  fc.assert(
    fc.property(fc.array(few, { minLength: 1, maxLength: 300 }), fc.array(fc.nat()), (values, some) => {
      const ranks = [...new Set(some.map((rank) => rank % values.length))].sort((a, b) => a - b);
      const sorted = Float64Array.from(values).sort();
      const narrowed = narrow(Float64Array.from(values), ranks);
      const kept = narrowed.values.slice().sort();
      expect(ranks.map((rank) => sorted[rank])).toEqual(narrowed.ranks.map((rank) => kept[rank]));
    }),
  );
});

test("of many spread values few remain", () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => 1.0001 ** i);
  expect(narrow(values, [50_000, 90_000]).values.length).toBeLessThan(20_000);
});
