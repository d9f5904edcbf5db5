import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { asyncProperty, runs } from "#db/testing.ts";
import { dayOf } from "#lib/calendar.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Query } from "#lib/query.ts";
import { testScope } from "#lib/testing.ts";
import { storeImpossible } from "#lib/testing-impossible.ts";
import { listIncidents } from "../incidents.ts";
import { getOverview } from "../overview.ts";
import { getRecovery } from "../recovery.ts";
import { getTrends } from "../trends.ts";

/** A date without a time is that date for every reader, and says nothing of hours. */

const zones = Intl.supportedValuesOf("timeZone");

const day = fc
  .date({ min: new Date("1975-01-02T00:00:00Z"), max: new Date("2026-01-01T00:00:00Z"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

describe("a day without a time", () => {
  test("counts on that day in every zone, and in no other", async () => {
    const scope = await testScope({ now: "2026-06-01T12:00:00Z" });
    let run = 0;
    await fc.assert(
      asyncProperty(day, fc.constantFrom(...zones), async (startedAt, zone) => {
        run += 1;
        const source = `run-${run}`;
        await declareIncidents(scope, { items: [{ title: "x", startedAt, source, externalId: "1" }] });
        const on = new Date(`${startedAt}T00:00:00Z`);
        const edge = (days: number) => new Date(on.getTime() + days * 86_400_000).toISOString().slice(0, 10);
        const of = async (from: string, to: string) =>
          (await listIncidents(scope, { from, to, zone, source })).total;
        expect(await of(edge(0), edge(1)), `${startedAt} in ${zone}`).toBe(1);
        expect(await of(edge(-2), edge(0))).toBe(0);
        expect(await of(edge(1), edge(3))).toBe(0);
        const { buckets } = await getTrends(scope, {
          from: edge(-3),
          to: edge(4),
          bucket: "day",
          zone,
          source,
        });
        const counted = buckets.filter(({ incidents }) => incidents > 0);
        expect(counted.map(({ start }) => dayOf(start, zone))).toEqual([startedAt]);
      }),
      { numRuns: runs(60) },
    );
  });

  test("is in no figure of hours, and in none of durations shorter than it can tell", async () => {
    const scope = await testScope({ now: "2026-06-01T12:00:00Z" });
    await declareIncidents(scope, {
      items: [
        { title: "that day", startedAt: "2026-03-01", mitigatedAt: "2026-03-01", resolvedAt: "2026-03-04" },
        { title: "some hour", startedAt: "2026-03-01", mitigatedAt: "2026-03-01T05:00:00Z" },
        { title: "known", startedAt: "2026-03-01T05:00:00Z", mitigatedAt: "2026-03-01T06:00:00Z" },
      ],
    });
    const zone = "Europe/Berlin";
    const { rhythm } = await getTrends(scope, { zone });
    expect(rhythm.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(1);
    const hours = await listIncidents(scope, {
      zone,
      hour: Array.from({ length: 24 }, (_, i) => i).join(","),
    });
    expect(hours.items.map(({ title }) => title)).toEqual(["known"]);
    const { timeToMitigate, timeToResolve } = await getRecovery(scope, { zone });
    expect(timeToMitigate.figures).toMatchObject({
      recorded: 1,
      imprecise: 2,
      invalid: 0,
      missing: 0,
      of: 3,
    });
    // Two of three took less than a day: half of them were not mitigated within an hour, for all that is known.
    expect(timeToMitigate.figures).toMatchObject({ medianMinutes: null, p90Minutes: null });
    // Two were mitigated and not resolved yet, so that half have not come to it.
    expect(timeToResolve.figures).toMatchObject({ recorded: 1, pending: 2, medianMinutes: null });
  });
});

/** Every question there is, by the frame that its answer has. */
async function allQuestions(): Promise<Query<unknown, object>[]> {
  const folder = join(import.meta.dirname, "..");
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.includes(".test."));
  const modules = await Promise.all(files.map((name) => import(join(folder, name)) as Promise<object>));
  return modules
    .flatMap((module) => Object.values(module) as Query<unknown, object>[])
    .filter((one) => typeof one === "function" && one.definition !== undefined)
    .filter(({ definition }) => Object.hasOwn((definition.answer as z.ZodObject).shape ?? {}, "leftOut"));
}

describe("a moment that cannot have been, in a database of an older release", () => {
  async function withImpossible() {
    const scope = await testScope({ now: "2026-06-01T12:00:00Z" });
    await storeImpossible(scope);
    return scope;
  }

  test("is left out and named in every answer, and none is refused for it", async () => {
    const scope = await withImpossible();
    const questions = await allQuestions();
    expect(questions.length).toBeGreaterThan(8);
    for (const filter of [
      {},
      { period: "all" },
      { period: "year" },
      { from: "0001-01-01", to: "9999-12-31" },
    ]) {
      for (const question of questions) {
        // A review is of one week.
        if (question.definition.name === "review" && Object.keys(filter).length > 0) continue;
        const answer = (await question(scope, filter)) as {
          leftOut: unknown;
          incidents: unknown;
          period: { to: Date };
        };
        expect(answer.leftOut, question.definition.name).toEqual({
          incidents: 3,
          changes: 1,
          numbers: [1, 2, 3],
          text: "3 incidents and 1 change with a date that cannot be are left out: INC-1, INC-2, INC-3.",
        });
        expect(answer.period.to.getTime()).toBeLessThan(Date.parse("2027-06-03T00:00:00Z"));
      }
    }
    const { current, coverage } = await getOverview(scope, {});
    expect(current.incidents).toBe(2);
    expect(coverage).toEqual({ from: "2026-03-01", to: "2026-03-01" });
  });

  test("is no end either", async () => {
    const scope = await withImpossible();
    const { current } = await getOverview(scope, {});
    expect(current.timeToResolve).toMatchObject({ recorded: 0, missing: 2, of: 2 });
    expect(current.impactHours).toBeNull();
  });
});
