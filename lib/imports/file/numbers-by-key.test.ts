import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NumbersByKey } from "./numbers-by-key.ts";

describe("numbers by key", () => {
  test("answer as a map does, whatever is put in and in whatever order", () => {
    const steps = fc.array(fc.tuple(fc.string({ unit: "binary", maxLength: 3 }), fc.nat()), {
      maxLength: 4000,
    });
    fc.assert(
      fc.property(steps, (puts) => {
        const map = new Map<string, number>();
        const numbers = new NumbersByKey();
        for (const [key, number] of puts) {
          expect(numbers.get(key)).toBe(map.get(key));
          map.set(key, number);
          numbers.set(key, number);
        }
        for (const [key, number] of map) expect(numbers.get(key)).toBe(number);
      }),
      { numRuns: 50 },
    );
  });

  test("keep every key when there are many", () => {
    const numbers = new NumbersByKey();
    for (let i = 0; i < 50_000; i += 1) numbers.set(`row ${i}`, i);
    const wrong = Array.from({ length: 50_000 }, (_, i) => i).filter((i) => numbers.get(`row ${i}`) !== i);
    expect(wrong).toEqual([]);
    expect(numbers.get("row 50000")).toBeUndefined();
  });
});
