import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty } from "#db/testing.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { createIntervention } from "#lib/interventions/write.ts";
import type { Scope } from "#lib/scope.ts";
import { createRandom } from "#lib/statistics/random.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { getCalibration } from "./calibration.ts";
import { getInterventions } from "./interventions.ts";
import { getOverview } from "./overview.ts";
import { getReview } from "./review.ts";
import { getTimeToTell } from "./time-to-tell.ts";

const dayMs = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

const first = "2025-01-01";

/** So many incidents on each day from the first on; those of one system, and those of none. */
async function history(
  scope: Scope,
  days: readonly number[],
  more: (day: number, k: number) => object = () => ({}),
): Promise<void> {
  const items = days.flatMap((count, day) =>
    Array.from({ length: count }, (_, k) => ({
      title: "Down",
      severity: 4,
      status: "resolved",
      startedAt: `${shifted(first, day)}T12:${String(k % 60).padStart(2, "0")}:00Z`,
      ...more(day, k),
    })),
  );
  for (let at = 0; at < items.length; at += 2000)
    await declareIncidents(scope, { items: items.slice(at, at + 2000), atomic: true });
}

function poisson(seed: number, means: readonly number[]): number[] {
  const random = createRandom(seed);
  return means.map((mean) => random.poisson(mean));
}

const steady = (days: number, mean: number) => Array.from({ length: days }, () => mean);

/** The rule as it is written down: plain, and slow. */
function ruleOf(c: readonly number[], of: { at: number; w: number; others?: readonly number[] }) {
  const { at, w, others = [] } = of;
  const sum = (from: number, to: number) => c.slice(Math.max(0, from), to).reduce((a, b) => a + b, 0);
  const s = Math.max(1, Math.floor(w / 12));
  const every: number[] = [];
  for (let t = at - w; t >= w; t -= s) every.push(t);
  const clear = every.filter((t) => others.every((k) => t + w <= k || t - w >= k));
  const splits = clear.length < 57 ? every : clear;
  const rank = (own: number, among: readonly number[]) =>
    (1 + among.filter((l) => Math.abs(l) >= Math.abs(own) - 1e-12).length) / (1 + among.length);
  const ratio = (t: number) => Math.log((sum(t, t + w) + 0.5) / (sum(t - w, t) + 0.5));
  const mean = (t: number) => {
    const from = Math.max(0, t - 4 * w);
    return ((sum(from, t) + 0.5) * w) / (t - from);
  };
  const rest = (among: readonly number[], base: (t: number) => number) => {
    const x = (t: number) => Math.log(sum(t - w, t) + 0.5) - base(t);
    const y = (t: number) => Math.log(sum(t, t + w) + 0.5) - base(t);
    const average = (f: (t: number) => number) => among.reduce((a, t) => a + f(t), 0) / among.length;
    const [mx, my] = [average(x), average(y)];
    const cov = among.reduce((a, t) => a + (x(t) - mx) * (y(t) - my), 0);
    const varX = among.reduce((a, t) => a + (x(t) - mx) ** 2, 0);
    const slope = varX > 0 ? Math.min(1, Math.max(0, cov / varX)) : 0;
    const above = (t: number) => y(t) - (my - slope * mx) - slope * x(t);
    return rank(above(at), among.map(above));
  };
  const placeboP = rank(ratio(at), splits.map(ratio));
  const adjustedP = rest(splits, () => 0);
  const runningP = rest(
    splits.filter((t) => t >= 2 * w),
    (t) => Math.log(mean(t)),
  );
  return {
    p: Math.max(placeboP, adjustedP, runningP),
    placeboP,
    adjustedP,
    runningP,
    earlierSplits: splits.length,
    before: sum(at - w, at),
    after: sum(at, at + w),
  };
}

const near = (value: number) => expect.closeTo(value, 9);

describe("a verdict", () => {
  test("is the rank that a plain loop finds among the history before it", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        fc.record({
          seed: fc.integer({ min: 1, max: 1e6 }),
          mean: fc.constantFrom(0.4, 1.5),
          w: fc.constantFrom(14, 20, 28),
          fall: fc.constantFrom(0.4, 1),
          earlier: fc.option(fc.integer({ min: 20, max: 200 }), { nil: null }),
        }),
        async ({ seed, mean, w, fall, earlier }) => {
          const at = 260;
          const scope = await testScope({ now: `${shifted(first, at + w)}T09:00:00Z` });
          const means = Array.from({ length: at + w }, (_, day) => (day >= at ? fall : 1) * mean);
          const days = poisson(seed, means);
          days[0] = 1;
          await history(scope, days);
          await confirmCoverage(scope, {});
          const startsOn = shifted(first, at);
          await createIntervention(scope, { name: "It", startsOn, endsOn: shifted(startsOn, w - 1) });
          if (earlier !== null) {
            const before = shifted(first, earlier);
            await createIntervention(scope, { name: "Before", startsOn: before, endsOn: before });
          }
          const { items } = await getInterventions(scope, { zone: "UTC" });
          const { verdict } = items.find(({ name }) => name === "It")!;
          const others = earlier === null ? [] : [earlier];
          const { p, placeboP, adjustedP, runningP, ...counts } = ruleOf(days, { at, w, others });
          expect(verdict).toMatchObject({
            ...counts,
            p: near(p),
            placeboP: near(placeboP),
            adjustedP: near(adjustedP),
            runningP: near(runningP),
            windowDays: w,
            declined: null,
            outOfScope: null,
            look: null,
          });
          expect(verdict.claims !== null).toBe(verdict.p! < 0.05 && verdict.q! < 0.1);
          // The overview's period against the one before is the same comparison.
          const overview = await getOverview(scope, {
            from: startsOn,
            to: shifted(startsOn, w),
            zone: "UTC",
          });
          const alone = ruleOf(days, { at, w });
          expect(overview.verdict).toMatchObject({
            p: near(alone.p),
            before: counts.before,
            after: counts.after,
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  test("counts days by the calendar of the zone", async () => {
    const at = 200;
    const scope = await testScope({ now: `${shifted(first, at + 20)}T09:00:00Z` });
    const days = poisson(5, steady(at + 20, 2));
    days[0] = 1;
    // Half past three in the night of UTC is the evening before in New York.
    await history(scope, days, (day) => ({ startedAt: `${shifted(first, day)}T03:30:00Z` }));
    await confirmCoverage(scope, {});
    const startsOn = shifted(first, at);
    await createIntervention(scope, { name: "It", startsOn, endsOn: shifted(startsOn, 13) });
    for (const [zone, shift] of [
      ["UTC", 0],
      ["America/New_York", 1],
    ] as const) {
      const { items } = await getInterventions(scope, { zone });
      const counts = days.slice(at + shift, at + shift + 14).reduce((a, b) => a + b, 0);
      expect(items[0]!.verdict.after).toBe(counts);
    }
  });

  test("of a window that its history cannot bear is of a shorter one, and declined below fourteen days", async () => {
    const at = 130;
    const scope = await testScope({ now: `${shifted(first, at + 60)}T09:00:00Z` });
    await history(scope, poisson(3, steady(at + 60, 3)));
    await confirmCoverage(scope, {});
    const on = (day: number) => ({ startsOn: shifted(first, day), endsOn: shifted(first, day + 44) });
    await createIntervention(scope, { name: "Late", ...on(at) });
    await createIntervention(scope, { name: "Early", ...on(70) });
    const { items } = await getInterventions(scope, {});
    const [early, late] = items;
    expect(early!.verdict).toMatchObject({
      p: null,
      declined: expect.stringContaining("too little history"),
    });
    // 130 − 2 × 19 ≥ 19 × 4, and 130 − 2 × 20 < 19 × 5.
    expect(late!.verdict).toMatchObject({ windowDays: 19, declined: null });
  });

  test("makes nothing of days that a month without a day blurs", async () => {
    const at = 200;
    const scope = await testScope({ now: `${shifted(first, at + 20)}T09:00:00Z` });
    await history(scope, poisson(3, steady(at + 20, 3)));
    await confirmCoverage(scope, {});
    await createIntervention(scope, {
      name: "It",
      startsOn: shifted(first, at),
      endsOn: shifted(first, at + 13),
    });
    const verdict = async () => (await getInterventions(scope, {})).items[0]!.verdict;
    expect((await verdict()).declined).toBe(null);
    await declareIncidents(scope, {
      items: [{ title: "Sometime in July", status: "resolved", severity: 1, startedAt: "2025-07" }],
      atomic: true,
    });
    expect(await verdict()).toMatchObject({
      p: null,
      after: null,
      declined: expect.stringContaining("by day"),
    });
    // Of others nothing is blurred.
    const others = (await getInterventions(scope, { severity: [4] })).items[0]!.verdict;
    expect(others.declined).toBe(null);
  });

  test("with a scope follows the difference to what is out of it, so that what moves both claims nothing", async () => {
    const [at, w] = [260, 28];
    const worlds = [
      { inside: 0.35, outside: 0.35, claims: null },
      { inside: 0.35, outside: 1, claims: "fewer" },
    ];
    for (const { inside, outside, claims } of worlds) {
      const scope = await testScope({ now: `${shifted(first, at + w)}T09:00:00Z` });
      await registerSystems(scope, { items: [{ slug: "cart", tier: 1 }] });
      const means = (share: number) =>
        Array.from({ length: at + w }, (_, day) => (day >= at ? share : 1) * 2);
      await history(scope, poisson(11, means(inside)), () => ({ systems: [{ slug: "cart" }] }));
      await history(scope, poisson(12, means(outside)));
      await confirmCoverage(scope, {});
      await createIntervention(scope, {
        name: "It",
        startsOn: shifted(first, at),
        endsOn: shifted(first, at + w - 1),
        scope: { to: "tier", tiers: [1] },
      });
      const { verdict, text } = (await getInterventions(scope, {})).items[0]!;
      expect(verdict.p).toBeLessThan(0.05);
      expect(verdict.claims).toBe(claims);
      expect(verdict.outOfScope!.p! < 0.05).toBe(claims !== null);
      expect(text).toContain(
        claims === null
          ? "came apart by no more than they do by themselves"
          : "fewer in scope, against the rest,",
      );
    }
  });

  test("with too few out of scope is of what is in scope, and says so", async () => {
    const [at, w] = [260, 28];
    const scope = await testScope({ now: `${shifted(first, at + w)}T09:00:00Z` });
    await registerSystems(scope, { items: [{ slug: "cart", tier: 1 }] });
    await history(scope, poisson(11, steady(at + w, 2)), () => ({ systems: [{ slug: "cart" }] }));
    await confirmCoverage(scope, {});
    await createIntervention(scope, {
      name: "It",
      startsOn: shifted(first, at),
      endsOn: shifted(first, at + w - 1),
      scope: { to: "tier", tiers: [1] },
    });
    const { verdict, text } = (await getInterventions(scope, {})).items[0]!;
    expect(verdict.outOfScope).toMatchObject({ p: null, before: 0, after: 0 });
    expect(verdict.q).toBe(verdict.p);
    expect(text).toContain("Not held against what is out of scope: there were fewer than 5 before");
  });

  test("of what is under way is read by looks, from the fourteenth day on", async () => {
    const at = 700;
    const days = poisson(
      4,
      Array.from({ length: at + 60 }, (_, day) => (day >= at ? 0.3 : 1) * 3),
    );
    const verdictAfter = async (elapsed: number, endsOn: string | null) => {
      const scope = await testScope({ now: `${shifted(first, at + elapsed)}T09:00:00Z` });
      await history(scope, days.slice(0, at + elapsed));
      await confirmCoverage(scope, {});
      await createIntervention(scope, { name: "It", startsOn: shifted(first, at), endsOn });
      return (await getInterventions(scope, { zone: "UTC" })).items[0]!.verdict;
    };
    expect(await verdictAfter(13, null)).toMatchObject({
      p: null,
      declined: expect.stringContaining("fourteenth day"),
    });
    const looked = await verdictAfter(30, null);
    expect(looked).toMatchObject({ windowDays: 30, look: { windowDays: 28 }, claims: "fewer" });
    expect(looked.q).toBe(looked.look!.p);
    expect(looked.text).toContain("looked at every week");
    // Over, it has its one verdict.
    expect(await verdictAfter(30, shifted(first, at + 29))).toMatchObject({ windowDays: 30, look: null });
  });

  test("of a period that is compared with a year before, or begins within a day, is declined in words", async () => {
    const scope = await testScope({ now: "2026-06-01T09:00:00Z" });
    await history(scope, poisson(4, steady(516, 2)));
    const year = await getOverview(scope, { from: "2026-04-01", to: "2026-05-01", compare: "year" });
    expect(year.verdict).toMatchObject({ p: null, declined: expect.stringContaining("just before it") });
    const noon = await getOverview(scope, { from: "2026-04-01T12:00:00Z", to: "2026-05-01T12:00:00Z" });
    expect(noon.verdict).toMatchObject({ p: null, declined: expect.stringContaining("within a day") });
    const all = await getOverview(scope, {});
    expect(all.verdict).toBe(null);
  });

  test("of a filter that picks among incidents of a period is declined for that reason", async () => {
    const scope = await testScope({ now: "2026-06-01T09:00:00Z" });
    await history(scope, poisson(4, steady(516, 2)));
    await createIntervention(scope, { name: "It", startsOn: "2026-02-01", endsOn: "2026-03-01" });
    const picked = { worst: "lostOrders:20" };
    const why = expect.stringContaining("picks incidents among those of a period");
    const { verdict } = await getOverview(scope, { from: "2026-04-01", to: "2026-05-01", ...picked });
    expect(verdict).toMatchObject({ p: null, declined: why });
    const [item] = (await getInterventions(scope, picked)).items;
    expect(item!.verdict).toMatchObject({ p: null, declined: why });
    expect(await getTimeToTell(scope, picked)).toMatchObject({ text: why });
    expect(await getCalibration(scope, picked)).toMatchObject({ text: why });
  });

  test("is made of whole days that are over, so that today is not a quiet one", async () => {
    const scope = await testScope({ now: "2026-05-30T00:30:00Z" });
    await history(scope, poisson(4, steady(514, 2)));
    await confirmCoverage(scope, {});
    const { verdict, exposure } = await getOverview(scope, { period: "28d", zone: "UTC" });
    expect(exposure!.days).toBe(28);
    expect(verdict!.windowDays).toBe(27);
  });

  test("of the week in review is against the week before", async () => {
    const scope = await testScope({ now: "2026-05-28T09:00:00Z" });
    const days = poisson(4, steady(512, 2));
    await history(scope, days);
    await confirmCoverage(scope, {});
    const { verdict, noise, text } = await getReview(scope, { week: "2026-W21" });
    const at = (Date.parse("2026-05-18") - Date.parse(first)) / dayMs;
    const { p, before, after } = ruleOf(days, { at, w: 7 });
    expect(verdict).toMatchObject({ p: near(p), before, after, windowDays: 7 });
    expect(noise.incidents).toBe(verdict!.claims === null);
    expect(text).toContain(verdict!.text);
    const running = await getReview(scope, { week: "2026-W22" });
    expect(running.verdict).toMatchObject({ p: null, declined: expect.stringContaining("not over") });
  });
});
