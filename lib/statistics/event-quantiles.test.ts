import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventQuantiles } from "./event-quantiles.ts";
import { createRandom } from "./random.ts";
import { expectSameEstimate } from "./testing.ts";
import { boundsOf, verdictsReference } from "./testing-verdicts.ts";

const shares = [0.5, 0.75, 0.9];

/** Few different durations, so that many are tied, among them with censored ones. */
const durations = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 30 }),
  fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 60 }),
);

/** The curve after each moment at which any ended, as the definition says it. */
function curveOf({ ended, censored }: { ended: number[]; censored: number[] }) {
  let [survival, greenwood] = [1, 0];
  return [...new Set(ended)]
    .sort((a, b) => a - b)
    .map((time) => {
      const atRisk = [...ended, ...censored].filter((duration) => duration >= time).length;
      const ends = ended.filter((duration) => duration === time).length;
      survival *= 1 - ends / atRisk;
      greenwood += ends / (atRisk * (atRisk - ends));
      const spread = 1.959963984540054 * Math.sqrt(greenwood);
      const bound = (log: number) => (ends === atRisk ? Number.NaN : Math.exp(-Math.exp(log)));
      const log = Math.log(-Math.log(survival));
      const slope = Math.log(survival);
      return {
        time,
        estimate: survival,
        low: bound(log - spread / slope),
        high: bound(log + spread / slope),
      };
    });
}

/** Where one of the three falls to a level; half-way where it runs along it. */
function crossingOf(curve: ReturnType<typeof curveOf>, part: "estimate" | "low" | "high", level: number) {
  const at = curve.findIndex((step) => step[part] <= level + 1e-12);
  if (at < 0) return Number.NaN;
  const later = curve.slice(at).find((step) => step[part] < level - 1e-12);
  return later === undefined ? curve[at]!.time : (curve[at]!.time + later.time) / 2;
}

describe("quantiles of durations without putting them in order", () => {
  test("are where the Kaplan–Meier curve and its bounds fall to their level", () => {
    fc.assert(
      fc.property(durations, durations, (ended, censored) => {
        const curve = curveOf({ ended, censored });
        const found = eventQuantiles({ ended: Float64Array.from(ended), censored }, shares);
        found.forEach((quantile, index) => {
          for (const part of ["estimate", "low", "high"] as const)
            expect(quantile[part], part).toBe(crossingOf(curve, part, 1 - shares[index]!));
        });
      }),
      { numRuns: 3000 },
    );
  });

  test("agree with R's survival package", () => {
    for (const { quantiles, ended, censored } of verdictsReference.km) {
      const found = eventQuantiles(
        { ended: Float64Array.from(ended), censored },
        quantiles.map(({ share }) => share),
      );
      for (const [index, expected] of quantiles.entries())
        expectSameEstimate(found[index]!, boundsOf(expected));
    }
  });

  test("of nobody, and where none has ended, are not there", () => {
    const none = { estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(eventQuantiles({ ended: new Float64Array(0), censored: [] }, [0.5])).toEqual([none]);
    expect(eventQuantiles({ ended: new Float64Array(0), censored: [4] }, [0.5])).toEqual([none]);
  });

  test("half that go on hold the median at its edge, and nine in ten are not reached", () => {
    const ended = Float64Array.from({ length: 50 }, (_, index) => 20 + (index % 20));
    const censored = new Array<number>(50).fill(90_000);
    const [median, ninth] = eventQuantiles({ ended, censored }, [0.5, 0.9]);
    expect(median).toMatchObject({ estimate: 39, high: Number.NaN });
    expect(ninth!.estimate).toBeNaN();
  });

  test("of many durations are those of the curve, wherever the censored ones lie", () => {
    const random = createRandom(6);
    const ended = Float64Array.from({ length: 12_000 }, () => 10 * random.integer(0, 90));
    for (const [count, from, to] of [
      [0, 0, 0],
      [10, 0, 900],
      [500, 0, 900],
      [500, 5000, 9000],
      [500, 400, 9000],
      [9000, 0, 900],
      [9000, 850, 5000],
    ] as const) {
      const censored = Float64Array.from({ length: count }, () => 10 * random.integer(from / 10, to / 10));
      const curve = curveOf({ ended: [...ended], censored: [...censored] });
      eventQuantiles({ ended, censored }, shares).forEach((quantile, index) => {
        for (const part of ["estimate", "low", "high"] as const)
          expect(quantile[part], `${part} of ${count}`).toBe(crossingOf(curve, part, 1 - shares[index]!));
      });
    }
  });

  test("a share of none or all is refused", () => {
    for (const share of [0, 1, Number.NaN])
      expect(() => eventQuantiles({ ended: Float64Array.of(1), censored: [] }, [share])).toThrow(RangeError);
  });
});
