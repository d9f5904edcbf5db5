import { describe, expect, test } from "vitest";
import type { Judged } from "./behaviour.ts";
import { changeWords, levelsWords, standOutWords } from "./levels-words.ts";

/** Each sentence on the smallest input that would make it false. */

const weekly = { size: "week", zone: "UTC" } as const;
const start = (week: number) => new Date(Date.UTC(2025, 5, 2 + 7 * week));

/** Levels of so many weeks each, with their means. */
function behaviour(levels: [weeks: number, mean: number][], more: Partial<Judged> = {}): Judged {
  let week = 0;
  const placed = levels.map(([buckets, mean]) => {
    const level = { start: start(week), end: start(week + buckets), buckets, mean };
    week += buckets;
    return level;
  });
  const changes = placed.slice(1).map(({ start, mean, buckets }, i) => ({
    start,
    from: placed[i]!.mean,
    to: mean,
    buckets,
  }));
  return {
    n: week,
    changed: changes.length === 0 ? "none" : "dated",
    levels: placed,
    changes,
    dispersion: 1,
    judgedBy: "buckets",
    limits: [],
    signals: [],
    centre: placed.at(-1)!.mean,
    low: null,
    high: null,
    ...more,
  };
}

describe("a change of level", () => {
  test("is told with its date, from what to what, and for how long it held", () => {
    expect(
      levelsWords(
        behaviour([
          [40, 41],
          [37, 20],
        ]),
        weekly,
      ),
    ).toBe("Incidents fell about the week of 9 March 2026 (from 41 to 20 a week, held for 37 weeks).");
  });

  test("that follows another stands in one sentence with it", () => {
    expect(
      levelsWords(
        behaviour([
          [26, 27],
          [14, 41],
          [38, 20],
        ]),
        weekly,
      ),
    ).toBe(
      "Incidents rose about the week of 1 December 2025 (from 27 to 41 a week, held for 14 weeks) and fell about the week of 9 March 2026 (from 41 to 20 a week, held for 38 weeks).",
    );
  });

  test("is none where there is none to be seen, which is not to say that there is no trend", () => {
    const words = levelsWords(behaviour([[52, 20.2]]), weekly);
    expect(words).toBe("No change of level to be seen in 52 weeks: around 20 a week.");
    expect(words).not.toContain("trend");
  });

  test("has no date among three within 78 weeks", () => {
    const words = levelsWords(
      behaviour(
        [
          [20, 12],
          [20, 41],
          [20, 19],
          [18, 30],
        ],
        { changed: "wanders", changes: [] },
      ),
      weekly,
    );
    expect(words).toBe("It wanders; no single date: around 12 to 41 a week over 78 weeks.");
    expect(words).not.toMatch(/20\d\d|rose|fell/);
  });

  test("is one of many where there are more than two over years: the last two are told", () => {
    const years = behaviour([
      [80, 5],
      [80, 10],
      [80, 20],
      [80, 8],
    ]);
    const [, ...told] = years.changes;
    expect(levelsWords(years, weekly)).toBe(
      `Incidents changed level 3 times; of late they ${changeWords(told[0]!, weekly)} and ${changeWords(told[1]!, weekly)}.`,
    );
  });

  test("never reads as one from a number to the same", () => {
    for (const [from, to] of [
      [10.6, 11.4],
      [0.441, 0.444],
      [12_340, 12_349],
    ] as const) {
      const words = levelsWords(
        behaviour([
          [100, from],
          [100, to],
        ]),
        weekly,
      );
      const [, before, after] = /from (\S+) to (\S+) a week/.exec(words)!;
      expect(before).not.toBe(after);
    }
  });

  test("is told by the size of its buckets", () => {
    const days = behaviour([
      [7, 100],
      [7, 80],
    ]);
    expect(levelsWords(days, { size: "day", zone: "UTC" })).toBe(
      "Incidents fell about 21 July 2025 (from 100 to 80 a day, held for 7 days).",
    );
  });

  test("has no date by month, which is too long to have one", () => {
    const months = behaviour(
      [
        [16, 112],
        [6, 144],
        [8, 89],
      ],
      { changed: "undated", changes: [] },
    );
    const words = levelsWords(months, { size: "month", zone: "UTC" });
    expect(words).toBe(
      "Incidents changed level, from 112 to 144 to 89 a month; by week it can be said when.",
    );
  });

  test("as near to an end as one is looked for may lie nearer", () => {
    const late = behaviour([
      [30, 20],
      [6, 40],
    ]);
    expect(levelsWords(late, weekly)).toBe(
      "Incidents rose about the week of 29 December 2025 or later (from 20 to 40 a week, held for 6 weeks or less).",
    );
    const early = behaviour([
      [6, 20],
      [30, 40],
    ]);
    expect(levelsWords(early, weekly)).toBe(
      "Incidents rose about the week of 14 July 2025 or earlier (from 20 to 40 a week, held for 30 weeks).",
    );
  });

  test("to a level as short as one is looked for has no date, since it may have been shorter", () => {
    const spell = behaviour([
      [30, 20],
      [6, 40],
      [30, 18],
    ]);
    expect(levelsWords(spell, weekly)).toBe(
      "Incidents rose for 6 weeks or less between the week of 29 December 2025 and the week of 9 February 2026 (from 20 to 40 and then 18 a week), too short a time to date by the week.",
    );
  });

  test("is looked for in as many as there are", () => {
    expect(levelsWords({ declined: "Too few.", n: 1 }, weekly)).toBe("Too few.");
  });
});

describe("what stands out", () => {
  const limitsOf = (weeks: number[]) => weeks.map((week) => ({ start: start(week), low: 9, high: 33 }));
  const all = Array.from({ length: 20 }, (_, week) => week);
  const counts = new Map(all.map((week) => [start(week).getTime(), week === 3 ? 34 : 8]));
  const signal = (week: number, side: "above" | "below") => ({
    start: start(week),
    rule: "stands-out" as const,
    side,
    p: 0.001,
  });
  const words = (of: Partial<Judged>) => standOutWords(behaviour([[20, 20]], of), counts, weekly);

  test("is named with its count and what would be usual", () => {
    expect(words({ limits: limitsOf(all), signals: [signal(3, "above")] })).toBe(
      "What stands out: the week of 23 June 2025 with 34, where up to 33 would be usual.",
    );
    expect(words({ limits: limitsOf(all), signals: [signal(4, "below")] })).toContain(
      "with 8, where at least 9 would be usual",
    );
  });

  test("is counted where it is more than two", () => {
    const signals = [signal(3, "above"), signal(4, "below"), signal(9, "below")];
    expect(words({ limits: limitsOf(all), signals })).toBe("3 of 20 weeks stand out from their level.");
  });

  test("is nothing only of those that are judged", () => {
    expect(words({ limits: limitsOf(all) })).toBe("No single week stands out.");
    expect(words({ limits: limitsOf(all.slice(0, 12)) })).toBe(
      "No single week of the 12 that can be judged stands out.",
    );
    expect(words({ limits: [] })).toBe("");
  });
});
