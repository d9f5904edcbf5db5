import { describe, expect, test } from "vitest";
import { drawerOf, type LogConcave } from "./discrete.ts";

/** How many of `drawn` out of `members` are among the `marked`. */
const hypergeometric = ([drawn, marked, members]: readonly [number, number, number]): LogConcave => ({
  low: Math.max(0, drawn - (members - marked)),
  high: Math.min(drawn, marked),
  ratio: (i) => ((marked - i) * (drawn - i)) / ((i + 1) * (members - marked - drawn + i + 1)),
});

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

const EVENLY = 20_000;

describe("draws from a distribution by its weights", () => {
  test("come as often as counting all ways says", () => {
    for (const [drawn, marked, members] of [
      [4, 6, 20],
      [9, 12, 14],
      [1, 1, 2],
      [5, 5, 5],
      [20, 25, 60],
    ] as const) {
      const draw = drawerOf(hypergeometric([drawn, marked, members]));
      const times = new Map<number, number>();
      for (let i = 0; i < EVENLY; i += 1) {
        const found = draw((i + 0.5) / EVENLY);
        times.set(found, (times.get(found) ?? 0) + 1);
      }
      for (let i = 0; i <= drawn; i += 1) {
        const ways = (choose(marked, i) * choose(members - marked, drawn - i)) / choose(members, drawn);
        expect(Math.abs((times.get(i) ?? 0) / EVENLY - ways), `${i} of ${drawn}`).toBeLessThan(2 / EVENLY);
      }
    }
  });

  test("stay within what can be, at both ends of the uniforms and for groups of hundreds of thousands", () => {
    const wide = hypergeometric([90_000, 300_000, 1_000_000]);
    const draw = drawerOf(wide);
    for (const uniform of [0, 2 ** -32, 0.5, 1 - 2 ** -32]) {
      expect(draw(uniform)).toBeGreaterThanOrEqual(wide.low);
      expect(draw(uniform)).toBeLessThanOrEqual(wide.high);
    }
    // The deviation is 131.
    expect(Math.abs(draw(0.5) - 27_000)).toBeLessThan(2);
    expect(draw(0.975) - draw(0.025)).toBeCloseTo(2 * 1.96 * 131.2, -1);
  });
});
