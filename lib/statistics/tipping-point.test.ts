import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Question, tippingPoint } from "./tipping-point.ts";

const question: Question = { events: [30, 60], totals: [1000, 4000], unknown: 12, bound: 1 };

/** The ratio after some labels moved, written out. */
function ratioWith(
  { events: [a, b], totals: [m, n] }: Question,
  { first, second }: { first: number; second: number },
) {
  return (a + first) / (m + first) / ((b + second) / (n + second));
}

describe("tippingPoint", () => {
  test("a ratio of 2 needs thirteen wrong labels to fall to 1", () => {
    const { ratio, toward, mislabelled, unknown } = tippingPoint(question);
    expect(ratio).toBeCloseTo(2, 12);
    expect(toward).toBe(1);
    expect(mislabelled).toBe(13);
    expect(ratioWith(question, { first: -13, second: 13 })).toBeLessThanOrEqual(1);
    expect(ratioWith(question, { first: -12, second: 12 })).toBeGreaterThan(1);
    // More than sixty unknown ones would have to be the others'; there are twelve.
    expect(unknown).toBeNull();
  });

  test("a ratio below the bound rises when the first group gains", () => {
    const { toward, mislabelled, unknown } = tippingPoint({ ...question, bound: 2.2 });
    expect(toward).toBe(0);
    expect(mislabelled).toBe(2);
    expect(unknown).toBe(4);
  });

  test("the number found is the smallest, by trying every one", () => {
    const total = fc.integer({ min: 1, max: 60 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const arbitrary = fc.record({
      m: total,
      n: total,
      a: share,
      b: share,
      unknown: fc.nat({ max: 40 }),
      bound: fc.constantFrom(0.5, 1, 2),
    });
    fc.assert(
      fc.property(arbitrary, ({ m, n, a, b, unknown, bound }) => {
        const asked: Question = {
          events: [Math.floor(a * m), Math.floor(b * n)],
          totals: [m, n],
          unknown,
          bound,
        };
        const answer = tippingPoint(asked);
        if (answer.toward === null) return;
        const sign = answer.toward === 0 ? 1 : -1;
        const most = Math.min(asked.events[1 - answer.toward]!, asked.totals[1 - answer.toward]! - 1);
        const reached = (ratio: number) => (sign === 1 ? ratio >= bound : ratio <= bound);
        const first = (limit: number, ratioOf: (count: number) => number) => {
          for (let count = 0; count <= limit; count++) if (reached(ratioOf(count))) return count;
          return null;
        };
        const gain = (count: number) =>
          sign === 1 ? { first: count, second: 0 } : { first: 0, second: count };
        expect(answer.mislabelled).toBe(
          first(most, (count) => ratioWith(asked, { first: sign * count, second: -sign * count })),
        );
        expect(answer.unknown).toBe(first(unknown, (count) => ratioWith(asked, gain(count))));
      }),
    );
  });

  test("a ratio on the bound needs no label to move", () => {
    expect(tippingPoint({ ...question, bound: 2 })).toEqual({
      ratio: 2,
      toward: null,
      mislabelled: 0,
      unknown: 0,
    });
  });

  test("an undefined ratio has no tipping point", () => {
    const nothing = { ratio: Number.NaN, toward: null, mislabelled: null, unknown: null };
    expect(tippingPoint({ ...question, events: [0, 0] })).toEqual(nothing);
    expect(tippingPoint({ ...question, events: [0, 3], totals: [0, 10] })).toEqual(nothing);
  });

  test("impossible counts and bounds are refused", () => {
    expect(() => tippingPoint({ ...question, events: [2000, 3] })).toThrow(RangeError);
    expect(() => tippingPoint({ ...question, unknown: -1 })).toThrow(RangeError);
    expect(() => tippingPoint({ ...question, bound: 0 })).toThrow(RangeError);
  });
});
