import { describe, expect, test } from "vitest";
import { dayOf } from "#lib/calendar.ts";
import { bucketsOf, type Period } from "#lib/period.ts";
import { settingsOf } from "#lib/settings/read.ts";
import { createRandom, type Random } from "#lib/statistics/random.ts";
import { correlate } from "./correlation.ts";
import { FINDING_Q } from "./correlation-words.ts";
import type { Outcome } from "./factor-names.ts";
import { aiCodes, causeCodes, kindCodes, statusCodes, triggerCodes } from "./facts/incidents.ts";
import { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";

/** What correlation finds where there is nothing to find, and that it finds what was put there. */

const day = 86_400_000;
const period: Period = {
  from: new Date("2026-01-05T00:00:00Z"),
  to: new Date("2026-12-28T00:00:00Z"),
  zone: "UTC",
};
const now = new Date("2027-01-01T00:00:00Z");
const incidents = 1500;
const systemCount = 30;

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.integer(0, values.length - 1)]!;
}

/** A company in which much goes with much, so that shuffled labels meet the tangle that real records have. */
function company(random: Random): Facts {
  const facts = new Facts();
  for (let number = 1; number <= systemCount; number += 1) {
    facts.systems.byNumber[number] = {
      number,
      slug: `s${number}`,
      name: `S${number}`,
      tier: (number % 3) + 1,
      owner: null,
      org: 0,
    };
  }
  for (let row = 0; row < incidents; row += 1) {
    addChange(facts, row, random);
    addIncident(facts, row, random);
  }
  return facts;
}

function addChange({ changes }: Facts, row: number, random: Random): void {
  const careless = random.chance(0.4);
  const lacking = () => (random.chance(0.1) ? 0 : random.chance(careless ? 0.6 : 0.15) ? 1 : 2);
  changes.count = row + 1;
  changes.number.set(row, row + 1);
  changes.live.set(row, 1);
  changes.kind.set(row, random.integer(0, 5));
  changes.aiAssistance.set(row, random.integer(1, 5));
  changes.deployedAt.set(row, period.from.getTime() + random.next() * 356 * day);
  changes.approvals.set(row, random.chance(0.1) ? null : random.integer(0, careless ? 2 : 4));
  changes.documented.set(row, lacking());
  changes.checksPassed.set(row, lacking());
  changes.rollbackPlan.set(row, lacking());
  (changes as unknown as { rows: { set(at: number, value: number): void } }).rows.set(row + 1, row + 1);
}

function addIncident({ incidents: facts }: Facts, row: number, random: Random): void {
  const started = period.from.getTime() + random.next() * 356 * day;
  const detect = Math.exp(random.normal(2.5, 1));
  const mitigate = detect + Math.exp(random.normal(3.5, 1));
  const byChange = random.chance(0.7);
  facts.count = row + 1;
  facts.number.set(row, row + 1);
  facts.live.set(row, 1);
  facts.kind.set(row, kindCodes.code("incident"));
  facts.status.set(row, statusCodes.code("closed"));
  facts.severity.set(row, random.chance(0.3) ? 1 : 2);
  facts.startedAt.set(row, started);
  facts.detectedAt.set(row, random.chance(0.9) ? started + detect * 60_000 : null);
  facts.mitigatedAt.set(row, random.chance(0.9) ? started + mitigate * 60_000 : null);
  facts.lostOrders.set(row, random.chance(0.7) ? Math.round(mitigate * Math.exp(random.normal(3, 2))) : null);
  facts.errors.set(row, random.chance(0.7) ? Math.round(mitigate * Math.exp(random.normal(4, 2))) : null);
  facts.orderDropPercent.set(row, null);
  facts.trigger.set(
    row,
    triggerCodes.code(byChange ? "change" : pick(random, ["load", "external", "unknown"])),
  );
  facts.rootCause.set(
    row,
    pick(
      random,
      causeCodes.values.map((_, i) => i + 1),
    ),
  );
  facts.aiInvolvement.set(row, byChange ? random.integer(1, aiCodes.values.length) : aiCodes.code("none"));
  facts.systems.clear(row);
  const first = random.integer(1, systemCount);
  const reached = random.integer(1, 7);
  for (let i = 0; i < reached; i += 1) facts.systems.add(row, ((first + i) % systemCount) + 1);
  facts.origins.set(row, 1);
  facts.regions.clear(row);
  for (let i = random.integer(0, 2); i > 0; i -= 1) facts.regions.add(row, i);
  facts.factors.clear(row);
  facts.changes.clear(row);
  if (byChange) facts.changes.add(row, (row + 1) * 2 + 1);
}

function answer(facts: Facts, outcome: Outcome) {
  const rows = Int32Array.from({ length: incidents }, (_, row) => row);
  const view = {
    facts,
    filter: { severity: [1, 2], outcome } as Filter & { outcome: Outcome },
    settings: settingsOf(undefined, new Date()),
    now,
    period,
    rows,
    inBuckets: rows,
    coverage: { from: "1970-01-01", to: dayOf(now, "UTC") },
    comparison: null,
    earlier: () => new Int32Array(0),
    within: (period) => ({ period, rows, earlier: () => new Int32Array(0) }),
    history: null,
    previous: null,
    buckets: bucketsOf({ period, size: "week", weekStart: 1, now }),
  } satisfies View<Filter & { outcome: Outcome }>;
  return correlate(view);
}

function shuffle(values: { values: Float64Array | Uint8Array }, random: Random): void {
  for (let i = incidents - 1; i > 0; i -= 1) {
    const j = random.integer(0, i);
    [values.values[i], values.values[j]] = [values.values[j]!, values.values[i]!];
  }
}

const manySeeds = Array.from({ length: 200 }, (_, seed) => seed + 1);

type Tests = { q?: number | null }[];
const finds = (tests: Tests) => tests.some(({ q }) => q !== null && q !== undefined && q < FINDING_Q);

function factorTests({ factors }: ReturnType<typeof correlate>): Tests {
  return factors.flatMap(({ oddsRatio, shift }) => [oddsRatio, ...(shift === null ? [] : [shift])]) as Tests;
}

describe("labels shuffled at random", () => {
  // Its measures do go together, and what is found there lets a little more pass elsewhere: q is of all that is found.
  test("severity: hardly one answer in ten names a factor", { timeout: 120_000 }, () => {
    const loud = manySeeds.filter((seed) => {
      const random = createRandom(seed);
      const facts = company(random);
      shuffle(facts.incidents.severity, random);
      return finds(factorTests(answer(facts, "sev1")));
    });
    expect(loud.length).toBeLessThanOrEqual(20);
  });

  test("lost orders: shares and shifts find something no oftener than they may", { timeout: 120_000 }, () => {
    const loud = manySeeds.filter((seed) => {
      const random = createRandom(seed);
      const facts = company(random);
      shuffle(facts.incidents.lostOrders, random);
      return finds(factorTests(answer(facts, "lost-orders")));
    });
    expect(loud.length).toBeLessThanOrEqual(20);
  });

  test("whole answers: of independent data no more than about one in ten has any q under 0.10", {
    timeout: 120_000,
  }, () => {
    const loud = manySeeds.filter((seed) => {
      const random = createRandom(seed);
      const facts = company(random);
      // Nothing is left that goes with anything: each measure and each label is dealt out anew.
      const { detectedAt, mitigatedAt, startedAt, lostOrders, errors, severity } = facts.incidents;
      for (const column of [lostOrders, errors, severity]) shuffle(column, random);
      for (let row = 0; row < incidents; row += 1) {
        const started = startedAt.values[row]!;
        detectedAt.set(row, started + Math.exp(random.normal(2.5, 1)) * 60_000);
        mitigatedAt.set(row, started + Math.exp(random.normal(3.5, 1)) * 60_000);
      }
      const { factors, measures, lag } = answer(facts, "sev1");
      const tests = [
        ...factors.map(({ oddsRatio }) => oddsRatio as { q?: number }),
        ...measures.cells,
        ...lag,
      ];
      return tests.some(({ q }) => (q ?? 1) < 0.1);
    });
    // One in ten of 200, and three standard errors.
    expect(loud.length).toBeLessThanOrEqual(32);
  });
});

test("what was put there is found, named first, and in no other factor that is independent of it", () => {
  const random = createRandom(11);
  const facts = company(random);
  for (let row = 0; row < incidents; row += 1) {
    const { startedAt, severity } = facts.incidents;
    const weekday = new Date(startedAt.values[row]!).getUTCDay();
    const weekend = weekday === 0 || weekday === 6;
    severity.set(row, random.chance(weekend ? 0.6 : 0.25) ? 1 : 2);
  }
  const { factors, text } = answer(facts, "sev1");
  expect(factors[0]).toMatchObject({ factor: "weekend" });
  expect(factors[0]!.oddsRatio).toMatchObject({ estimate: expect.any(Number) });
  const { estimate, low, high, q } = factors[0]!.oddsRatio as {
    estimate: number;
    low: number;
    high: number;
    q: number;
  };
  // 0.6 against 0.25 is an odds ratio of 4.5.
  expect([low < 4.5, high > 4.5, estimate > 3, q < 1e-6]).toEqual([true, true, true, true]);
  const others = factors.filter(({ factor }) => !["weekend", "outside-working-hours"].includes(factor));
  expect(finds(others.map(({ oddsRatio }) => oddsRatio as { q?: number }))).toBe(false);
  expect(text).toMatch(/more often with “At the weekend” \(odds ratio/);
  expect(text).toMatch(/not causing/);
});
