import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordChanges } from "#lib/changes/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { avoidable, avoidableWords, sumWords } from "./avoidable.ts";
import { getGuardrails } from "./guardrails.ts";

/** An incident with a culprit for each of these losses and states of its rollback plan. */
async function planOf(culprits: readonly { lost: number | null; plan: boolean | null }[]) {
  const scope = await testScope({ now: "2026-06-15T12:00:00Z" });
  const key = (i: number) => ({ source: "ci", externalId: `${i}` });
  const deployedAt = "2026-05-01T10:00:00Z";
  await recordChanges(scope, {
    atomic: true,
    items: culprits.map(({ plan }, i) => ({ ...key(i), title: "Deploy", deployedAt, rollbackPlan: plan })),
  });
  await declareIncidents(scope, {
    atomic: true,
    items: culprits.map(({ lost }, i) => ({
      title: "Down",
      startedAt: "2026-05-01T11:00:00Z",
      lostOrders: lost,
      changes: [{ ...key(i), link: "culprit" }],
    })),
  });
  const { rules, text } = await getGuardrails(scope, {});
  return { text, ...rules.find(({ rule }) => rule === "rollback-plan")! };
}

const lacks = (lost: number | null) => ({ lost, plan: false });

describe("what a safeguard could have avoided", () => {
  test("is a ceiling where every loss is recorded", async () => {
    const { text, lostOrders } = await planOf([lacks(100), lacks(0)]);
    expect(lostOrders).toEqual({ sum: 100, recorded: 2, of: 2, unjudged: 0, bound: "ceiling" });
    expect(text).toContain("lost 100 orders: at most this much could have been avoided by it.");
  });

  test("is a floor as soon as one loss is not recorded", async () => {
    const { text, lostOrders } = await planOf([lacks(100), lacks(100), ...Array(8).fill(lacks(null))]);
    expect(lostOrders).toEqual({ sum: 200, recorded: 2, of: 10, unjudged: 0, bound: "floor" });
    expect(text).toContain("lost at least 200 orders, 8 of 10 not recorded");
    expect(text).not.toContain("at most");
  });

  test("is a floor where it is not known of one culprit whether it lacked it", async () => {
    const { text, lostOrders } = await planOf([lacks(100), { lost: 5000, plan: null }]);
    expect(lostOrders).toEqual({ sum: 100, recorded: 1, of: 1, unjudged: 1, bound: "floor" });
    expect(text).toContain("lost at least 100 orders, 1 more incident not judged");
    expect(text).not.toContain("at most");
  });

  test("is neither where no loss is recorded, and not zero", async () => {
    const { text, lostOrders } = await planOf([lacks(null)]);
    expect(lostOrders).toEqual({ sum: null, recorded: 0, of: 1, unjudged: 0, bound: null });
    expect(text).toContain("did not record how many orders they lost");
  });

  test("is at most nothing where a recorded loss of zero is all there is", async () => {
    const { lostOrders } = await planOf([lacks(0), { lost: 70, plan: true }]);
    expect(lostOrders).toEqual({ sum: 0, recorded: 1, of: 1, unjudged: 0, bound: "ceiling" });
    expect(avoidableWords(lostOrders)).toBe("at most 0 orders");
  });
});

describe("the words of losses", () => {
  test("never say “at most” where something is not recorded or not judged, and never a number where nothing is", () => {
    const losses = fc
      .record({ of: fc.nat(20), left: fc.nat(20), sum: fc.nat(100_000), unjudged: fc.nat(3) })
      .map(({ of, left, sum, unjudged }) => {
        const recorded = Math.max(0, of - left);
        return avoidable({ sum: recorded === 0 ? null : sum, recorded, of }, unjudged);
      });
    fc.assert(
      fc.property(losses, (one) => {
        const words = avoidableWords(one);
        const isWhole = one.recorded === one.of && one.unjudged === 0;
        expect(words.startsWith("at most")).toBe(isWhole && one.of > 0);
        expect(words.startsWith("at least")).toBe(one.sum !== null && !isWhole);
        if (one.of > one.recorded)
          expect(words).toContain(`${one.of - one.recorded} of ${one.of} not recorded`);
        expect(words).not.toMatch(/null|NaN/);
        expect(sumWords(one).startsWith("at least")).toBe(one.sum !== null && one.recorded < one.of);
      }),
    );
  });

  test("of one order and of one incident are singular", () => {
    expect(avoidableWords(avoidable({ sum: 1, recorded: 1, of: 1 }, 1))).toBe(
      "at least 1 order, 1 more incident not judged",
    );
    expect(avoidableWords(avoidable({ sum: null, recorded: 0, of: 2 }, 0))).toBe(
      "orders not known: 2 of 2 not recorded",
    );
    expect(avoidableWords(avoidable({ sum: null, recorded: 0, of: 0 }, 0))).toBe("no orders");
  });
});
