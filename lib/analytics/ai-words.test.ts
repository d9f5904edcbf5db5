import { describe, expect, test } from "vitest";
import type { Adjustment } from "./ai-failures.ts";
import { failureWords, shareWords, type Told, wordsOn } from "./ai-words.ts";
import { notJudgedWords } from "./change-failure-words.ts";
import type { Estimate, Share } from "./shapes.ts";

const share = (yes: number, known: number, unknown = 0): Share => ({
  ...{ yes, known, unknown, share: known === 0 ? null : yes / known },
  ...(known === 0 ? { low: null, high: null } : { low: 0.1, high: 0.9 }),
});

describe("AI's share of incidents, in words", () => {
  test("is of those that a change caused, beside its share of changes", () => {
    expect(shareWords(share(5, 10), share(50, 100))).toBe(
      "AI made the change behind 50% (10–90) of the 10 incidents that a change caused; it makes 50% (10–90) of changes.",
    );
    expect(shareWords(share(1, 1, 2), share(50, 100))).toContain(
      "of the 1 incident that a change caused (of 2 more that is not known);",
    );
  });

  test("names no share where no change is known to have caused any, or not whether it was AI's", () => {
    expect(shareWords(share(0, 0), share(1, 2))).toBe(
      "No incident is known to have come from a change; AI makes 50% (10–90) of changes.",
    );
    expect(shareWords(share(0, 0), share(0, 0))).toBe(
      "No incident is known to have come from a change; what share of changes AI makes is not known.",
    );
    expect(shareWords(share(0, 0, 1), share(0, 0))).toBe(
      "Whether AI made the change behind any of the 1 incident that a change caused is not known; what share of changes it makes is not known.",
    );
    expect(shareWords(share(1, 2), share(0, 0, 3))).toContain(
      "; what share of changes it makes is not known.",
    );
  });
});

const rate = (failed: number, changes: number, pending = 0) => ({
  ...{ failed, changes, pending, unrecorded: 0 },
  ...{ rate: changes === 0 ? null : failed / changes, low: 0, high: 1 },
});
const declined = { declined: "Too few changes failed to compare them: so they say.", n: 9 };
const wide: Estimate = { estimate: 1.2, low: 0.8, high: 1.8 };
const above: Estimate = { estimate: 2, low: 1.1, high: 3.6 };
const below: Estimate = { estimate: 0.5, low: 0.3, high: 0.9 };
const within = (ratio: Estimate, changes = 200) => ({ ...ratio, ratio, strata: 2, changes });
const none: Told["adjusted"] = {
  ...{ tier: declined, month: declined, system: declined },
  ...{ monthTier: declined, monthSystem: declined },
};

function told(crude: Estimate | typeof declined, adjusted: Partial<Told["adjusted"]> = {}): string {
  const rates = { ai: rate(20, 100), other: rate(10, 100), unknown: rate(0, 0) };
  const failure = { ...rates, ratio: crude, oddsRatio: crude };
  return failureWords({ failure, adjusted: { ...none, ...adjusted }, followUpDays: 14 });
}

const rates = "20% of AI-assisted changes failed within 14 days, and 10% of the others";

describe("whether changes made with AI fail more often, in words", () => {
  test("follows the comparison that holds most apart, whatever the others say", () => {
    expect(told(above, { tier: within(above), monthTier: within(above), monthSystem: within(wide) })).toBe(
      `${rates} (ratio 2.0, 1.1–3.6). Compared within the same month and system the ratio is 1.2 (0.80–1.8): no difference to be seen; time and system may account for the crude one.`,
    );
    expect(told(wide, { tier: within(wide), monthSystem: within(below) })).toBe(
      `${rates} (ratio 1.2, 0.80–1.8). Compared within the same month and system the ratio is 0.50 (0.30–0.90): those with AI failed less often. That is an association, not a cause.`,
    );
    expect(told(wide, { monthSystem: within(wide) })).toMatch(
      /1\.2 \(0\.80–1\.8\): no difference to be seen\.$/,
    );
  });

  test("passes over those that are declined, in the order in which they hold apart", () => {
    const order: [Adjustment, string, string][] = [
      ["tier", "within the same tier", "the tier"],
      ["month", "within the same month", "the time"],
      ["system", "within the same system", "the system"],
      ["monthTier", "within the same month and tier", "time and tier"],
      ["monthSystem", "within the same month and system", "time and system"],
    ];
    const adjusted: Partial<Told["adjusted"]> = {};
    for (const [one, words, accounts] of order) {
      adjusted[one] = within(wide);
      expect(told(above, adjusted)).toContain(`Compared ${words} the ratio is`);
      expect(told(above, adjusted)).toContain(`; ${accounts} may account for the crude one.`);
    }
  });

  test("says on how many of the changes it rests where these are not all", () => {
    expect(told(above, { month: within(above, 150) })).toContain(
      "Compared within the same month, as 150 of the 200 changes can be, the ratio is 2.0",
    );
  });

  test("says that nothing is held apart where no comparison allows it", () => {
    expect(told(above)).toBe(
      `${rates} (ratio 2.0, 1.1–3.6): those with AI failed more often. Too few failed to compare them within the same month, tier or system, so that the difference may be theirs.`,
    );
    expect(told(wide)).toBe(
      `${rates} (ratio 1.2, 0.80–1.8): no difference to be seen. Too few failed to compare them within the same month, tier or system.`,
    );
    expect(told(declined)).toBe(
      "Whether AI-assisted changes fail more often cannot be told. Too few changes failed to compare them: so they say.",
    );
  });
});

describe("changes that are not judged, in words", () => {
  const coverage = { from: "2026-03-05", to: "2026-03-19" };
  const words = (pending: number, unrecorded: number) =>
    notJudgedWords([{ pending, unrecorded }], { followUpDays: 14, coverage });

  test("are named apart: still to come, and not recorded", () => {
    expect(words(0, 0)).toBe("");
    expect(words(1, 0)).toBe("1 change is still in its follow-up of 14 days");
    expect(words(2, 3)).toBe(
      "2 changes are still in their follow-up of 14 days, and of 3 more not all of it is recorded (incidents are recorded from 5 Mar 2026 to 19 Mar 2026)",
    );
    expect(words(0, 1)).toBe(
      "of 1 change not all of the follow-up of 14 days is recorded (incidents are recorded from 5 Mar 2026 to 19 Mar 2026)",
    );
    expect(notJudgedWords([{ pending: 0, unrecorded: 1 }], { followUpDays: 1, coverage: null })).toBe(
      "of 1 change not all of the follow-up of 1 day is recorded (no incident is recorded)",
    );
  });

  test("are told even where no incident began in the period", () => {
    const failure = {
      ...{ ai: rate(0, 0), other: rate(0, 3, 1), unknown: rate(0, 0) },
      ...{ ratio: declined, oddsRatio: declined },
    };
    const of = { failure, adjusted: none, followUpDays: 14, coverage, changes: share(0, 0) };
    expect(wordsOn({ ...of, incidents: 0, changeCaused: share(0, 0) })).toBe(
      "No incident began in this period.",
    );
    expect(wordsOn({ ...of, incidents: 1, changeCaused: share(0, 0) })).toMatch(
      /1 change is still in its follow-up of 14 days: in no rate yet\.$/,
    );
  });
});
