import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { dayOf, dayStart } from "#lib/calendar.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { fisher } from "#lib/statistics/fisher.ts";
import { mannWhitney } from "#lib/statistics/mann-whitney.ts";
import { spearman } from "#lib/statistics/spearman.ts";
import { testScope } from "#lib/testing.ts";
import { type Correlation, getCorrelation } from "./correlation.ts";
import { comparedFactors, outcomes } from "./factor-names.ts";
import { listIncidents } from "./incidents.ts";
import { aFilter, isMatching } from "./oracle.ts";
import {
  aLinkedCompany,
  culpritsOf,
  factorOf,
  type LinkedCompany,
  outcomeOf,
  storeLinkedCompany,
} from "./oracle-links.ts";

const now = "2026-06-15T12:00:00Z";

/** Filters that leave something to compare, and now and then nearly nothing. */
const aBroadFilter = aFilter.chain(({ zone, ...filter }) =>
  fc.subarray(["from", "severity", "tier", "trigger"], { maxLength: 1 }).map(
    (names): Record<string, string> => ({
      zone: zone!,
      severity: "1,2,3,4,5",
      ...Object.fromEntries(Object.entries(filter).filter(([name]) => names.includes(name))),
    }),
  ),
);

const close = (a: number | null, b: number) =>
  Number.isNaN(b) ? expect(a).toBeNull() : expect(a).toBeCloseTo(b, 9);

describe("correlation", () => {
  test("equals a plain loop over the records, for random filters", { timeout: 240_000 }, async () => {
    await fc.assert(
      asyncProperty(
        aLinkedCompany(1, 400),
        fc.array(aBroadFilter, { minLength: 4, maxLength: 4 }),
        async (company, filters) => {
          const scope = await testScope({ now });
          await storeLinkedCompany(scope, company);
          const all = await incidentsByNumber(scope, { numbers: company.incidents.map((_, i) => i + 1) });
          for (const [i, filter] of filters.entries()) {
            const outcome = outcomes[i]!;
            const answer = await getCorrelation(scope, { ...filter, outcome });
            const meant = all.filter((one) => isMatching(one, filter, answer.period));
            expect(answer.incidents).toBe(meant.length);
            checkFactors(answer, meant, company);
            checkMeasures(answer, meant, company);
            checkCauses(answer, meant);
            checkWeeks(answer, meant);
          }
        },
      ),
      { numRuns: runs(15) },
    );
  });

  test("each figure's incidents are those the list opens", { timeout: 60_000 }, async () => {
    const scope = await testScope({ now });
    const company = fc.sample(aLinkedCompany(200, 300), { numRuns: 1, seed: 3 })[0]!;
    await storeLinkedCompany(scope, company);
    const total = async (words: Record<string, string>) =>
      (await listIncidents(scope, { ...words, limit: 1 })).total;
    for (const outcome of outcomes) {
      const words = { severity: "1,2,3,4,5" };
      const answer = await getCorrelation(scope, { ...words, outcome });
      for (const { factor, ...found } of answer.factors) {
        const yes = { ...words, outcomeYes: outcome };
        expect(await total({ ...yes, factorYes: factor })).toBe(found.with.outcome);
        expect(await total({ ...yes, factorNo: factor })).toBe(found.without.outcome);
        const no = { ...words, outcomeNo: outcome };
        expect(await total({ ...no, factorYes: factor })).toBe(found.with.n - found.with.outcome);
        expect(await total({ ...no, factorNo: factor })).toBe(found.without.n - found.without.outcome);
        const unknown = [
          await total({ ...yes, factorUnknown: factor }),
          await total({ ...no, factorUnknown: factor }),
        ];
        expect(unknown[0]! + unknown[1]!).toBe(found.unknown);
      }
      for (const { a, b, n } of answer.measures.cells) {
        expect(await total({ ...words, recorded: `${a},${b}` })).toBe(n);
      }
    }
  });

  test("refuses to be narrowed by what it compares, by name", async () => {
    const scope = await testScope({ now });
    for (const [word, value] of [
      ["factorYes", "weekend"],
      ["outcomeNo", "sev1"],
      ["outcome", "luck"],
      ["severity", "9"],
    ]) {
      await expect(getCorrelation(scope, { [word!]: value })).rejects.toMatchObject({
        code: "invalid",
        errors: [{ path: word }],
      });
    }
  });

  test("compares Sev-1 with Sev-2 unless the filter names severities", async () => {
    const scope = await testScope({ now });
    await storeLinkedCompany(scope, fc.sample(aLinkedCompany(60, 60), { numRuns: 1, seed: 5 })[0]!);
    const usual = await getCorrelation(scope, {});
    const named = await getCorrelation(scope, { severity: "1,2" });
    expect(usual.factors).toEqual(named.factors);
    expect(usual.incidents).toBeGreaterThan(0);
    const unknown = await getCorrelation(scope, { severity: "1,unknown" });
    expect(unknown.outcomeUnknown).toBe((await listIncidents(scope, { severity: "unknown" })).total);
  });

  test("an empty period is answered, not refused", async () => {
    const answer = await getCorrelation(await testScope({ now }), {});
    expect(answer).toMatchObject({ incidents: 0, outcome: "sev1", outcomeUnknown: 0 });
    for (const { oddsRatio } of answer.factors) expect(oddsRatio).toHaveProperty("declined");
    for (const cell of answer.measures.cells) expect(cell.declined).toBeDefined();
    expect(answer.causes).toMatchObject({ rows: [], cramersV: null, n: 0 });
  });
});

function checkFactors(answer: Correlation, meant: Incident[], { changes }: LinkedCompany): void {
  const measure: Record<string, ((one: Incident) => number | null) | undefined> = {
    "lost-orders": (one) => one.lostOrders,
    mitigate: (one) => one.durations.mitigateMinutes,
  };
  const { zone } = answer.period;
  const outcome = (one: Incident) => outcomeOf(answer.outcome, one, meant);
  expect(answer.outcomeUnknown).toBe(meant.filter((one) => outcome(one) === null).length);
  expect(answer.factors.map(({ factor }) => factor).sort()).toEqual([...comparedFactors].sort());
  const known = meant.filter((one) => outcome(one) !== null);
  for (const { factor, oddsRatio, shift, ...found } of answer.factors) {
    const is = (truth: boolean | null) =>
      known.filter((incident) => factorOf(factor, { incident, changes, zone }) === truth);
    const yes = (of: Incident[]) => of.filter((one) => outcome(one) === true).length;
    const [on, off] = [is(true), is(false)];
    expect(found.with).toMatchObject({ n: on.length, outcome: yes(on) });
    expect(found.without).toMatchObject({ n: off.length, outcome: yes(off) });
    expect(found.unknown).toBe(is(null).length);
    const table = [
      [yes(on), on.length - yes(on)],
      [yes(off), off.length - yes(off)],
    ] as const;
    if (table[0][1] < 5 || table[1][0] < 5) expect(oddsRatio).toMatchObject({ n: on.length + off.length });
    else {
      const { estimate, p } = fisher(table);
      expect(oddsRatio).toMatchObject({ estimate, p });
    }
    const read = measure[answer.outcome];
    if (read === undefined) {
      expect(shift).toBeNull();
      continue;
    }
    const values = (of: Incident[]) => of.map((one) => read(one)!);
    if (on.length < 5 || off.length < 5) expect(shift).toHaveProperty("declined");
    else {
      const tested = mannWhitney(values(on), values(off));
      expect(shift).toMatchObject({ estimate: tested.estimate, p: tested.p });
    }
  }
  const factors = answer.factors
    .flatMap(({ oddsRatio, shift }) => [oddsRatio, shift])
    .filter((one) => one !== null && !("declined" in one)) as { p: number; q: number }[];
  checkAdjusted([...factors, ...answer.measures.cells, ...answer.lag]);
}

/** Benjamini–Hochberg by its definition: the least of m p / rank over those at least as large. */
function checkAdjusted(tests: { p: number | null; q: number | null }[]): void {
  const made = tests.filter(({ p }) => p !== null) as { p: number; q: number }[];
  for (const { p, q } of made) {
    const bounds = made
      .filter((other) => other.p >= p)
      .map((other) => (other.p * made.length) / made.filter((one) => one.p <= other.p).length);
    expect(q).toBeCloseTo(Math.min(1, ...bounds), 10);
  }
}

function checkMeasures(answer: Correlation, meant: Incident[], { changes }: LinkedCompany): void {
  const read: Record<string, (one: Incident) => number | null> = {
    detectMinutes: (one) => one.durations.detectMinutes,
    mitigateMinutes: (one) => one.durations.mitigateMinutes,
    lostOrders: (one) => one.lostOrders,
    errors: (one) => one.errors,
    systems: (one) => one.systems.length || null,
    regions: (one) => one.regions.length || null,
    approvals(one) {
      const values = culpritsOf(one, changes).map(({ approvals }) => approvals);
      return values.length === 0 || values.includes(null) ? null : Math.min(...(values as number[]));
    },
  };
  expect(answer.measures.names).toEqual(Object.keys(read));
  expect(answer.measures.cells).toHaveLength(21);
  for (const { a, b, n, rho, p, declined } of answer.measures.cells) {
    const pairs = meant
      .map((one) => [read[a]!(one), read[b]!(one)] as const)
      .filter(([x, y]) => x !== null && y !== null) as [number, number][];
    expect(n).toBe(pairs.length);
    const expected = spearman(
      pairs.map(([x]) => x),
      pairs.map(([, y]) => y),
    );
    if (n < 10 || Number.isNaN(expected.rho)) {
      expect(declined).toBeDefined();
      expect([rho, p]).toEqual([null, null]);
      continue;
    }
    close(rho, expected.rho);
    close(p, expected.p);
  }
}

function checkCauses({ causes }: Correlation, meant: Incident[]): void {
  const { rows, columns, counts, unknown, n } = causes;
  for (const [i, cause] of rows.entries())
    for (const [j, ai] of columns.entries())
      expect(counts[i]![j]).toBe(
        meant.filter((one) => one.rootCause === cause && one.aiInvolvement === ai).length,
      );
  const left = (cause: boolean, ai: boolean) =>
    meant.filter((one) => (one.rootCause === "unknown") === cause && (one.aiInvolvement === "unknown") === ai)
      .length;
  expect(unknown).toEqual({
    causeOnly: left(true, false),
    aiOnly: left(false, true),
    both: left(true, true),
  });
  expect(n).toBe(left(false, false));
}

function checkWeeks({ weeks, lag, period }: Correlation, meant: Incident[]): void {
  for (const { start, end, incidents } of weeks) {
    expect(incidents).toBe(meant.filter((one) => one.startedAt >= start && one.startedAt < end).length);
    expect(new Date(`${dayOf(start, period.zone)}T00:00:00Z`).getUTCDay()).toBe(1);
    expect(dayStart(dayOf(start, period.zone), period.zone)).toEqual(start);
    expect(start >= period.from && end <= period.to).toBe(true);
  }
  for (const { weeks: lagWeeks, n, rho } of lag) {
    const pairs = weeks.flatMap(({ aiShare }, i) => {
      const later = weeks[i + lagWeeks];
      return aiShare === null || later === undefined ? [] : [[aiShare, later.incidents] as const];
    });
    expect(n).toBe(pairs.length);
    if (n >= 10 && rho !== null)
      close(
        rho,
        spearman(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        ).rho,
      );
  }
}
