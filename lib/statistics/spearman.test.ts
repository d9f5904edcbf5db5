import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { spearmanCases } from "./reference.ts";
import { spearman, spearmanMatrix } from "./spearman.ts";
import { expectSameP, expectSixDigits } from "./testing.ts";

describe("spearman", () => {
  test("agrees with R", () => {
    for (const { x, y, rho, p } of spearmanCases) {
      const answer = spearman(x, y);
      expectSixDigits(answer.rho, rho);
      expectSameP(answer.p, p);
      expect(answer.n).toBe(x.length);
    }
  });

  test("only the order counts", () => {
    const x = [5, 1, 4, 9, 7, 2];
    const y = [3, 2, 8, 6, 9, 1];
    expect(spearman(x.map(Math.exp), y)).toEqual(spearman(x, y));
  });

  test("a pair that lacks one side is left out", () => {
    const whole = spearman([1, 2, 3, 4], [2, 1, 4, 3]);
    expect(spearman([1, 2, Number.NaN, 3, 9, 4], [2, 1, 7, 4, Number.NaN, 3])).toEqual(whole);
  });

  test("a constant side has no correlation", () => {
    expect(spearman([4, 4, 4, 4], [1, 2, 3, 4])).toEqual({ rho: Number.NaN, p: Number.NaN, n: 4 });
  });

  test("too few pairs have no p", () => {
    expect(spearman([], [])).toEqual({ rho: Number.NaN, p: Number.NaN, n: 0 });
    expect(spearman([1], [1])).toEqual({ rho: Number.NaN, p: Number.NaN, n: 1 });
    expect(spearman([1, 2], [4, 3])).toEqual({ rho: -1, p: Number.NaN, n: 2 });
  });

  test("a matrix holds for each two measures what asking for them gives", () => {
    const random = createRandom(12);
    const gappy = () => (random.chance(0.2) ? Number.NaN : random.poisson(4));
    const measures = [0, 1, 2, 3].map(() => Float64Array.from({ length: 200 }, gappy));
    const matrix = spearmanMatrix([...measures, measures[0]!.map(() => 7)]);
    measures.forEach((x, row) => {
      measures.forEach((y, column) => {
        const { rho, p, n } = spearman(x, y);
        expect(matrix[row]![column]!.n).toBe(n);
        expect(matrix[row]![column]!.rho).toBeCloseTo(rho, 12);
        expect(matrix[row]![column]!.p).toBeCloseTo(p, 12);
      });
      expect(matrix[row]![row]!.rho).toBe(1);
      expect(matrix[row]![4]!.rho).toBeNaN();
    });
    expect(spearmanMatrix([])).toEqual([]);
  });

  test("measures of unequal length are refused", () => {
    expect(() => spearman([1, 2], [1])).toThrow(/same length/);
    expect(() => spearmanMatrix([[1, 2], [1]])).toThrow(/same length/);
  });
});
