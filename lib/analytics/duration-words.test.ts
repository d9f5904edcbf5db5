import { describe, expect, test } from "vitest";
import { intervalWords, medianWords, mitigatedWords, notReached, timesBasis } from "./duration-words.ts";
import { figuresOf } from "./durations.ts";

/** Each sentence on the smallest input that would make another one false. */

const figures = (of: { minutes?: number[]; lasting?: number[]; missing?: number; longest?: number[] }) => {
  const { minutes = [], lasting = [], missing = 0, longest = [] } = of;
  return figuresOf({
    minutes: Float64Array.from(minutes),
    lasting: Float64Array.from(lasting),
    longest: Float64Array.from(longest),
    milestone: "mitigatedAt",
    recorded: minutes.length,
    pending: lasting.length,
    missing,
    imprecise: longest.length,
    invalid: 0,
    of: minutes.length + lasting.length + longest.length + missing,
  });
};
const said = (of: Parameters<typeof figures>[0]) =>
  mitigatedWords(figures(of), { ninth: true }).replaceAll("\u00a0", " ");

describe("half were mitigated within", () => {
  test("is said where all are over", () => {
    expect(said({ minutes: [20] })).toBe(
      "Half of the incidents were mitigated within 20 min (too few for an interval; 1 of 1 recorded).",
    );
  });

  test("is not said where one of two still goes on: then it is an estimate", () => {
    expect(said({ minutes: [20], lasting: [90] })).toBe(
      "Half of the incidents are mitigated within 20 min (20 min or longer; 1 of 2 recorded, 1 still open).",
    );
  });

  test("is not said where two of three go on: half are not mitigated yet", () => {
    expect(said({ minutes: [20], lasting: [90, 90] })).toBe(
      "Half of the incidents are not mitigated yet (1 of 3 recorded, 2 still open).",
    );
  });

  test("is not said of the incidents where the end of one is not known", () => {
    expect(said({ minutes: [20], missing: 1 })).toMatch(/^Of those with a known course, half were mitigated/);
  });

  test("is not said where it hangs on one whose dates are too coarse", () => {
    expect(said({ minutes: [20], longest: [1440] })).toBe(
      "How long half of them took is not known: their dates are too coarse (1 of 2 recorded).",
    );
  });

  test("is not said where nothing is recorded", () => {
    expect(said({ missing: 1 })).toBe("No time to mitigate is recorded.");
  });
});

test("nine in ten is said of ten, and where more than one of them goes on that they are not mitigated yet", () => {
  const nine = Array.from({ length: 9 }, (_, i) => i + 1);
  expect(said({ minutes: nine })).not.toContain("ten");
  expect(said({ minutes: [...nine, 10] })).toContain("nine in ten within 10 min.");
  expect(said({ minutes: nine.slice(1), lasting: [90, 90] })).toContain(
    "; one in ten are not mitigated yet.",
  );
});

test("an interval without an upper end is open, and none is said to be none", () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  expect(plain(intervalWords(figures({ minutes: ten })))).toMatch(/^1 min to \d min$/);
  expect(plain(intervalWords(figures({ minutes: [1, 2], lasting: [9] })))).toBe("1 min or longer");
  expect(intervalWords(figures({ minutes: [1] }))).toBe("too few for an interval");
});

test("a tile shows no number for what is not reached", () => {
  const slow = figures({ minutes: [5], lasting: [9, 9] });
  expect(medianWords(slow)).toBe("half are not mitigated yet");
  expect(notReached(slow)).toBe("half are not mitigated yet");
  expect(notReached(figures({ missing: 1 }))).toBeUndefined();
  expect(timesBasis(slow)).toBe("1 of 3 recorded");
  expect(timesBasis(figures({ minutes: [5, 6, 7], lasting: [9] }))).toMatch(
    /p90 one in ten are not mitigated yet/,
  );
});
