import { describe, expect, test } from "vitest";
import { quietTimes, trialsBetween } from "./gaps.ts";
import { createRandom } from "./random.ts";
import { shareOf } from "./testing.ts";
import { verdictsReference } from "./testing-verdicts.ts";

describe("quietTimes", () => {
  test.each(verdictsReference.quietTimes)("agrees with R: $name", ({ times, now, ...expected }) => {
    const answer = quietTimes(times, now);
    if (answer.declined !== null) throw new Error(answer.declined);
    expect(answer.episodes).toHaveLength(expected.episodes);
    expect(answer.marked).toEqual(expected.marked);
    answer.gaps.forEach(({ length, p }, index) => {
      expect(length).toBeCloseTo(expected.gaps[index]!, 9);
      expect(p).toBeCloseTo(expected.p[index]!, 11);
    });
    expect(answer.open.length).toBeCloseTo(expected.open, 9);
    expect(answer.open.p).toBeCloseTo(expected.openP, 11);
  });

  test("events within a day of the one before are one episode, in any order", () => {
    const { episodes } = quietTimes([9, 2.5, 1, 3.5, 4.6], 20);
    expect(episodes).toEqual([
      { first: 1, last: 1 },
      { first: 2.5, last: 3.5 },
      { first: 4.6, last: 4.6 },
      { first: 9, last: 9 },
    ]);
  });

  test("without any event, or with few, there is no saying how long is long", () => {
    expect(quietTimes([], 10)).toEqual({ episodes: [], declined: "few-gaps", gaps: 0 });
    expect(quietTimes([1, 5, 9], 10)).toMatchObject({ declined: "few-gaps", gaps: 2 });
  });

  test("a time after now, or none, is refused", () => {
    expect(() => quietTimes([11], 10)).toThrow(RangeError);
    expect(() => quietTimes([Number.NaN], 10)).toThrow(RangeError);
  });

  test("a quiet history has a gap marked in at most 5 of 100", () => {
    const share = shareOf(400, (trial) => {
      const random = createRandom(trial);
      const times: number[] = [];
      for (let time = random.exponential(12); time < 546; time += random.exponential(12)) times.push(time);
      const answer = quietTimes(times, 546);
      return answer.declined === null && answer.marked.length > 0;
    });
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThanOrEqual(0.06);
  });
});

test("a gap is marked exactly where it is longer than its limit", () => {
  for (const { times, now } of verdictsReference.quietTimes) {
    const answer = quietTimes(times, now);
    if (answer.declined !== null) continue;
    const longer = answer.gaps.flatMap(({ length, limit }, place) => (length > limit ? [place] : []));
    expect(longer).toEqual(answer.marked);
  }
  for (const { gaps, open } of verdictsReference.trials) {
    const long = [...gaps, 40 * Math.max(...gaps)];
    const answer = trialsBetween(long, open);
    if (answer.declined !== null) throw new Error(answer.declined);
    const longer = answer.gaps.flatMap(({ length, limit }, place) => (length > limit ? [place] : []));
    expect(longer).toEqual(answer.marked);
    expect(answer.marked).toContain(gaps.length);
  }
});

describe("trialsBetween", () => {
  test("agrees with R", () => {
    for (const { gaps, open, p, openP } of verdictsReference.trials) {
      const answer = trialsBetween(gaps, open);
      if (answer.declined !== null) throw new Error(answer.declined);
      expect(answer.open.p).toBeCloseTo(openP, 11);
      answer.gaps.forEach((gap, index) => {
        expect(gap.p).toBeCloseTo(p[index]!, 11);
      });
    }
  });

  test("with failures that are not rare the whole numbers count: continuous gaps would mark twice as many", () => {
    const share = shareOf(400, (trial) => {
      const random = createRandom(trial);
      const gaps: number[] = [];
      for (let count = 0, well = 0; count < 400; count++) {
        if (random.chance(0.3)) {
          gaps.push(well);
          well = 0;
        } else well++;
      }
      const answer = trialsBetween(gaps, 0);
      return answer.declined === null && answer.marked.length > 0;
    });
    expect(share).toBeLessThanOrEqual(0.06);
  });

  test("parts of a trial are refused", () => {
    expect(() => trialsBetween([1, 2.5], 0)).toThrow(RangeError);
    expect(() => trialsBetween([1], -1)).toThrow(RangeError);
  });
});
