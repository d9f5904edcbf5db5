import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeToTellWords } from "./time-to-tell.ts";
import { type Decline, scopeDeclined, verdictWords } from "./verdict-words.ts";

type Told = Parameters<typeof verdictWords>[0];

const told: Told = {
  p: 0.4,
  placeboP: 0.4,
  adjustedP: 0.3,
  runningP: 0.2,
  earlierSplits: 65,
  rankedAmong: 65,
  windowDays: 60,
  before: 51,
  after: 29,
  ratio: { estimate: 0.57, low: 0.34, high: 0.95 },
  wander: { low: 0.5, high: 1.7 },
  outOfScope: null,
  look: null,
  q: 0.4,
  claims: null,
  falseCalls: { called: 0, of: 40 },
  why: null,
};
const textOf = (more: Partial<Told>) => verdictWords({ ...told, ...more }).text;

const scoped = { p: 0.4, earlierSplits: 65, difference: -0.5, before: 20, after: 21, declined: null };
const look = { p: 0.4, earlierSplits: 65, windowDays: 35, loudest: { windowDays: 21, before: 14, after: 3 } };

describe("a verdict in words", () => {
  test("claims with both counts, the days and the rank", () => {
    expect(textOf({ claims: "fewer", p: 1 / 66, q: 1 / 66 })).toBe(
      "Fewer than this history's own ups and downs explain (51 before, 29 after in 60 days; it ranks 1st of 66 such comparisons).",
    );
    expect(textOf({ claims: "more", p: 2 / 66, q: 0.05, before: 29, after: 51 })).toMatch(
      /^More than this history's own ups and downs explain \(29 before, 51 after in 60 days; it ranks 2nd of 66/,
    );
  });

  test("ranks among those that its largest p is a rank of", () => {
    const rank = (place: number) =>
      textOf({ claims: "fewer", p: place / 501, rankedAmong: 500 }).match(/ranks (\S+) of 501/)![1];
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22].map(rank)).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "12th",
      "13th",
      "21st",
      "22nd",
    ]);
  });

  test("says within only where the ratio lies within what 95 of 100 did", () => {
    expect(textOf({})).toBe(
      "51 before, 29 after in 60 days: within what this history does by itself (95 of 100 earlier comparisons lay between × 0.5 and × 1.7).",
    );
    const ratio = { estimate: 0.49, low: 0.3, high: 0.98 };
    // As far apart as others, though these were rises: nothing swings back.
    expect(textOf({ ratio, placeboP: 5 / 66 })).toBe(
      "51 before, 29 after in 60 days: 4 of 65 earlier comparisons were at least as far apart, one way or the other.",
    );
    const beyond = textOf({ ratio, placeboP: 1 / 66 });
    expect(beyond).not.toContain("within what");
    expect(beyond).toContain("no further than this history swings back by itself");
  });

  test("says of one among many that it would stand out alone", () => {
    const alone = textOf({ p: 0.03, q: 0.2 });
    expect(alone).toContain("alone it would stand out (p = 0.030)");
    expect(alone).toContain("(q = 0.20)");
    expect(textOf({ p: 0.05, q: 0.2 })).not.toContain("alone");
  });

  test("with a scope speaks of the difference to the rest, and not of the scope alone", () => {
    expect(textOf({ outOfScope: { ...scoped, p: 1 / 66 }, claims: "fewer", q: 1 / 66, p: 0.9 })).toBe(
      "In scope 51 before, 29 after in 60 days; out of scope 20 and 21: fewer in scope, against the rest, than this history's own ups and downs explain (the difference ranks 1st of 66 such comparisons).",
    );
    // What is in scope stands out alone, and the rest went along.
    const along = textOf({ outOfScope: scoped, p: 1 / 66 });
    expect(along).toContain("came apart by no more than they do by themselves");
    expect(along).not.toMatch(/[Ff]ewer/);
    expect(textOf({ outOfScope: { ...scoped, p: 0.03 }, q: 0.3 })).toContain("does by chance (q = 0.30)");
    const apart = { ...scoped, p: null, difference: null };
    const few = textOf({ outOfScope: { ...apart, declined: scopeDeclined("few-before") } });
    expect(few).toMatch(
      /^In scope 51 before.*Not held against what is out of scope: there were fewer than 5 before, in scope or out of it\.$/,
    );
    // Days that are not known are not few incidents.
    const blurred = textOf({ outOfScope: { ...apart, declined: scopeDeclined("not-recorded") } });
    expect(blurred).toMatch(/out of scope: not all of those days are recorded by day\.$/);
    const looked = textOf({ look, outOfScope: { ...apart, declined: scopeDeclined("few-before") } });
    expect(looked).toMatch(/^In scope 51 before, 29 after in 60 days so far: .*fewer than 5 before/);
  });

  test("while it is under way speaks of the loudest look, and says nothing of the scope yet", () => {
    expect(textOf({ look: { ...look, p: 1 / 66 }, claims: "fewer", windowDays: 35 })).toBe(
      "Fewer than this history's own ups and downs explain, looked at every week (14 before, 3 after in 21 days; it ranks 1st of 66 such comparisons).",
    );
    expect(textOf({ look, windowDays: 35 })).toContain("so far: within what this history does by itself");
    expect(textOf({ look: { ...look, p: 0.04 }, q: 0.3, windowDays: 35 })).toContain(
      "alone it would stand out",
    );
    expect(textOf({ look, outOfScope: scoped, windowDays: 35, q: null })).toContain("once it is over");
  });

  test("gives both counts with or without a verdict, and none that is not known", () => {
    const declined = (why: Decline, more: Partial<Told> = {}) =>
      verdictWords({ ...told, p: null, ratio: null, wander: null, q: null, why, ...more });
    expect(declined("little-history").text).toBe(
      "51 before, 29 after in 60 days; no verdict: there is too little history before it to know how far such figures wander by themselves.",
    );
    expect(declined("not-recorded", { after: null }).text).toBe(
      "No verdict: not all of those days are recorded by day.",
    );
    expect(declined("little-history").declined).toMatch(/^There is too little history/);
    expect(verdictWords(told).declined).toBe(null);
    expect(textOf({ windowDays: 1 })).toContain("in 1 day:");
  });

  test("never says what did it, nor that nothing did", () => {
    const aP = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          p: aP,
          q: aP,
          claims: fc.constantFrom<Told["claims"]>("fewer", "more", null),
          outOfScope: fc.constantFrom(null, scoped, { ...scoped, p: 0.01 }),
          look: fc.constantFrom(null, look, { ...look, p: 0.01 }),
          ratio: fc.record({ estimate: aP, low: aP, high: aP }),
        }),
        (more) => {
          expect(textOf(more)).not.toMatch(/\bworked\b|because|no effect|caused|thanks|due to|unchanged/i);
        },
      ),
    );
  });
});

describe("how long until it could be told", () => {
  const change = (windows: [number, number][], daysNeeded: number | null = null) => ({
    daysNeeded,
    windows: windows.map(([windowDays, power]) => ({ windowDays, power })),
  });

  test("says how often in the window in which it shows best, or after how many days in 8 of 10", () => {
    const text = timeToTellWords({ halving: change([[90, 0.44]]), fallBy30: change([[90, 0.1]]) });
    expect(text).toBe(
      "At the ups and downs of this history a halving would show in 90 days in 4 of 10 cases; a fall by 30% hardly, even in 90 days.",
    );
    expect(timeToTellWords({ halving: change([[14, 0.9]], 14), fallBy30: change([[14, 0.5]]) })).toContain(
      "a halving would show within 14 days in 8 of 10 cases; a fall by 30% in 14 days in 5 of 10 cases",
    );
    const shorter = change([
      [28, 0.39],
      [90, 0.13],
    ]);
    expect(timeToTellWords({ halving: shorter, fallBy30: change([[90, 0.1]]) })).toContain(
      "a halving would show in 28 days in 4 of 10 cases",
    );
    expect(timeToTellWords({ halving: change([]), fallBy30: change([]) })).toContain("too little history");
  });
});
