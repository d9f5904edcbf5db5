import { describe, expect, test } from "vitest";
import { calibrateLabels } from "./label-calibration.ts";

describe("labels dealt out by chance", () => {
  test("are called in about 5% within strata, and nearly always where strata that differ in both are one", () => {
    // Early months fail often and hardly use it; late ones the other way round.
    const { adjusted, crude } = calibrateLabels(
      [
        [
          [10, 90],
          [90, 810],
        ],
        [
          [18, 882],
          [2, 98],
        ],
      ],
      { runs: 400 },
    );
    expect(adjusted.of).toBe(400);
    expect(adjusted.called / adjusted.of).toBeLessThan(0.09);
    expect(adjusted.called).toBeGreaterThan(4);
    expect(crude.called / crude.of).toBeGreaterThan(0.9);
  });

  test("of strata that tell nothing are not asked", () => {
    expect(calibrateLabels([], { runs: 10 }).adjusted).toEqual({ called: 0, of: 0 });
    expect(
      calibrateLabels(
        [
          [
            [0, 5],
            [0, 9],
          ],
        ],
        { runs: 10 },
      ).adjusted.of,
    ).toBe(0);
  });
});
