import { describe, expect, test } from "vitest";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import type { QuietTimes } from "./quiet.ts";
import { chanceWords, openWords, quietWords, whyGaps } from "./quiet-words.ts";
import { getTrends } from "./trends.ts";

/** Each sentence on the smallest input that would make it false. */

const dayMs = 86_400_000;
const now = new Date("2026-11-30T12:00:00Z");
const gap = (days: number, more: object = {}) => ({
  from: new Date(now.getTime() - days * dayMs),
  to: now,
  days,
  p: 0.005,
  limitDays: 150,
  marked: false,
  ...more,
});
const of = { noun: "a Sev-1", zone: "UTC", now };
const quiet = (marked: number[], more: Partial<QuietTimes> = {}): QuietTimes => ({
  perBucket: 0.4,
  n: 9,
  episodes: 10,
  meanDays: 20,
  gaps: Array.from({ length: 9 }, (_, i) => gap(20 + i, { marked: marked.includes(i) })),
  open: gap(0.5, { p: 1 }),
  ...more,
});

describe("the time since the last", () => {
  test("is told with how often such a silence comes", () => {
    expect(openWords(gap(112), of)).toBe("112 days without a Sev-1; such a silence comes in 1 of 200 gaps.");
  });

  test("is never longer than it was", () => {
    expect(openWords(gap(111.99), of)).toContain("111 days");
    expect(openWords(gap(1.99), of)).toContain("1.9 days");
    expect(openWords(gap(1), of)).toContain("1 day without");
  });

  test("is nothing to tell within a day, which joins incidents to one episode", () => {
    expect(openWords(gap(0.99), of)).toBe("");
  });

  test("ends where records do, and says when that was", () => {
    const ended = { ...gap(40), to: new Date("2026-09-01T00:00:00Z") };
    expect(openWords(ended, of)).toContain("40 days without a Sev-1 up to 31 Aug 2026;");
  });
});

test("how often a gap is as long is never overstated", () => {
  expect(chanceWords(1)).toBe("half of the gaps or more last as long");
  expect(chanceWords(0.5)).toBe("half of the gaps or more last as long");
  expect(chanceWords(0.41)).toBe("such a silence comes in 41 of 100 gaps");
  expect(chanceWords(1 / 20)).toBe("such a silence comes in 1 of 20 gaps");
  expect(chanceWords(1e-9)).toBe("such a silence comes in fewer than 1 of 10,000 gaps");
});

describe("the gaps that are over", () => {
  test("are counted, and named where one is too long", () => {
    expect(quietWords(quiet([]), of)).toBe("None of the 9 gaps is longer than chance explains.");
    expect(quietWords(quiet([8]), of)).toBe(
      "Longer than chance explains: 28 days without a Sev-1 from 2 Nov 2026 to 30 Nov 2026; such a silence comes in 1 of 200 gaps.",
    );
    expect(quietWords(quiet([3, 8]), of)).toContain(
      "2 of 9 gaps are longer than chance explains, the longest: 28 days",
    );
  });
});

test("why gaps are judged names the rate", () => {
  expect(whyGaps(0.44, { size: "week" })).toBe(
    "With fewer than 5 a week (0.44) a single week says little, so the time between is judged.",
  );
  expect(whyGaps(4.996, { size: "week" })).toContain("(4.9)");
});

describe("what it was quiet of", () => {
  /** Ten incidents of one severity, each 20 days after the other, and whatever else. */
  async function withSevere(more: object[] = []) {
    const scope = await testScope({ now: now.toISOString() });
    const items: object[] = [];
    for (let i = 0; i < 10; i += 1)
      items.push({ severity: 1, startedAt: new Date(now.getTime() - (210 - 20 * i) * dayMs).toISOString() });
    items.push({ severity: 4, startedAt: "2026-11-30T10:00:00Z" }, ...more);
    await declareIncidents(scope, { items: items.map((one) => ({ title: "Down", ...one })) });
    return scope;
  }
  const asked = { severity: "1", bucket: "week" } as const;

  test("is the severity that was asked for", async () => {
    const { text } = await getTrends(await withSevere(), asked);
    expect(text).toContain("30 days without a Sev-1;");
  });

  test("is a recorded one where an incident has no severity, since that may have been one", async () => {
    const scope = await withSevere([{ startedAt: "2026-11-20T10:00:00Z" }]);
    expect((await getTrends(scope, asked)).text).toContain("30 days without a recorded Sev-1;");
  });

  test("is such an incident where the filter says more", async () => {
    const { text } = await getTrends(await withSevere(), { ...asked, status: "open,unknown,resolved" });
    expect(text).toContain("30 days without such an incident;");
  });
});
