import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty } from "#db/testing.ts";
import type { Change } from "#lib/changes/schema.ts";
import { recordChanges, recordVolumes } from "#lib/changes/write.ts";
import type { RuleBody } from "#lib/guardrail-rules/schema.ts";
import { createRule, enforceRule, retireRule, shadowRule } from "#lib/guardrail-rules/write.ts";
import { guardrailRules } from "#lib/guardrails/schema.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { spanMs } from "#lib/moments.ts";
import { refusalOf, testScope } from "#lib/testing.ts";
import { aBroadFilter, aCompany, culpritsOf, isChangeMatching, storeWithChanges } from "./change-oracle.ts";
import { isMatching } from "./oracle.ts";
import { getRulePrice } from "./rule-price.ts";
import { notKnownWords, pendingWords, priceWords } from "./rule-price-words.ts";

const now = "2026-06-15T12:00:00Z";

// ---- the same by plain loops over the records ----

type Said = "held" | "passed" | "notApplicable" | "notKnown";
type Judge = (change: Change) => Said;

const ofGuardrail =
  (rule: string): Judge =>
  (change) => {
    const { state } = change.guardrails.rules.find((one) => one.rule === rule)!;
    return { unmet: "held", met: "passed", unknown: "notKnown", "not-applicable": "notApplicable" }[
      state
    ] as Said;
  };

/** Of rules of one's own: each condition is true, false, or null where the field is not recorded. */
const ofRule =
  ({ when, asks }: Pick<RuleBody, "when" | "asks">): Judge =>
  (change) => {
    const asked = (conditions: RuleBody["asks"]) => {
      const truths = conditions.map(({ field, op, values }) => {
        const value = change[field as keyof Change];
        if (value === null || value === "unknown") return null;
        if (op === "at-least") return Number(value) >= Number(values[0]);
        if (op === "at-most") return Number(value) <= Number(values[0]);
        const word = value === true ? "yes" : value === false ? "no" : String(value);
        return values.includes(word) === (op === "is");
      });
      return truths.includes(false) ? false : truths.includes(null) ? null : true;
    };
    const applies = asked(when);
    if (applies === false) return "notApplicable";
    const done = asked(asks);
    if (applies === null || done === null) return "notKnown";
    return done ? "passed" : "held";
  };

const ofSet =
  (judges: readonly Judge[]): Judge =>
  (change) => {
    const said = judges.map((judge) => judge(change));
    return (["held", "notKnown", "passed"] as const).find((word) => said.includes(word)) ?? "notApplicable";
  };

interface World {
  changes: Change[];
  incidents: Incident[];
  weeks: number | null;
}

function counted(changes: readonly Change[], judge: Judge) {
  const count = (word: Said) => changes.filter((one) => judge(one) === word).length;
  return {
    held: count("held"),
    passed: count("passed"),
    notApplicable: count("notApplicable"),
    notKnown: count("notKnown"),
  };
}

function plainPrice({ changes, incidents, weeks }: World, judge: Judge) {
  const named = culpritsOf(incidents);
  const culprits = changes.filter(({ number }) => named.has(number));
  const all = counted(changes, judge);
  const caught = counted(culprits, judge);
  const said = (incident: Incident) => {
    const own = culprits.filter(({ number }) =>
      incident.changes.some((link) => link.number === number && link.link === "culprit"),
    );
    return own.map(judge);
  };
  const hit = incidents.filter((one) => said(one).includes("held"));
  const unjudged = incidents.filter(
    (one) => !said(one).includes("held") && said(one).includes("notKnown"),
  ).length;
  const losses = (field: "lostOrders" | "errors") => {
    const recorded = hit.flatMap((one) => one[field] ?? []);
    const isWhole = recorded.length === hit.length && unjudged === 0;
    return {
      sum: recorded.length === 0 ? null : recorded.reduce((a, b) => a + b, 0),
      recorded: recorded.length,
      of: hit.length,
      unjudged,
      bound: recorded.length === 0 ? null : isWhole ? "ceiling" : "floor",
    };
  };
  const passed = changes.filter((one) => judge(one) === "passed");
  const hours = passed.flatMap(({ submittedAt, approvedAt }) =>
    submittedAt !== null && approvedAt !== null && approvedAt >= submittedAt
      ? (approvedAt.getTime() - submittedAt.getTime()) / 3_600_000
      : [],
  );
  const mean = hours.length < 10 ? null : hours.reduce((a, b) => a + b, 0) / hours.length;
  const rates = (held: number, among: number) => ({
    heldPerWeek: weeks === null ? null : expect.closeTo(held / weeks, 9),
    heldForEach: among === 0 ? null : expect.closeTo(held / among, 9),
  });
  const orgs = [...new Set(changes.map(({ org }) => org))];
  return {
    ...all,
    ...rates(all.held, caught.held),
    culprits: caught,
    incidents: hit.length,
    lostOrders: losses("lostOrders"),
    errors: losses("errors"),
    waiting: {
      recorded: hours.length,
      of: passed.length,
      meanHours: mean === null ? null : expect.closeTo(mean, 6),
      heldHours: mean === null ? null : expect.closeTo(mean * all.held, 4),
    },
    byOrg: orgs
      .map((org) => {
        const own = counted(
          changes.filter((one) => one.org === org),
          judge,
        );
        const among = counted(
          culprits.filter((one) => one.org === org),
          judge,
        ).held;
        return { org, ...own, ...rates(own.held, among), culprits: among };
      })
      .filter(({ held }) => held > 0)
      .sort((a, b) => b.held - a.held || (a.org ?? "").localeCompare(b.org ?? "")),
  };
}

// ---- rules that people might compose ----

const condition = fc.oneof(
  fc.record({
    field: fc.constantFrom("documented", "checksPassed", "rollbackPlan", "seniorApproval"),
    op: fc.constant("is" as const),
    values: fc.constantFrom("yes", "no").map((word) => [word]),
  }),
  fc.record({
    field: fc.constant("approvals"),
    op: fc.constantFrom("at-least" as const, "at-most" as const),
    values: fc.nat(4).map((least) => [String(least)]),
  }),
  fc.record({
    field: fc.constant("aiAssistance"),
    op: fc.constantFrom("is" as const, "is-not" as const),
    values: fc.constantFrom<string[]>(["agent"], ["none"], ["generated", "agent"]),
  }),
  fc.record({
    field: fc.constantFrom("tier", "org", "system", "source", "aiTool"),
    op: fc.constantFrom("is" as const, "is-not" as const),
    values: fc.constantFrom<string[]>(["1"], ["Storefront"], ["cart"], ["ci", "pager"], ["Copilot"]),
  }),
);
const aRule = fc
  .record({
    name: fc.constantFrom("One", "Two"),
    when: fc.array(condition, { maxLength: 2 }),
    asks: fc.array(condition, { minLength: 1, maxLength: 2 }),
  })
  .map((rule) => ({ ...rule, when: rule.when.filter(fits), asks: rule.asks.filter(fits) }))
  .filter(({ asks }) => asks.length > 0);

function fits({ field, values }: { field: string; values: string[] }): boolean {
  return field !== "tier" || values[0] === "1";
}

const inAddress = (conditions: RuleBody["asks"]) =>
  conditions.map(({ field, op, values }) => `${field}:${op}:${values.join("|")}`).join(",");

describe("the price of a rule", () => {
  test("says of changes that are too young that they may be named yet, and nothing of others", () => {
    expect(pendingWords(0, 14)).toBe("");
    expect(pendingWords(1, 14)).toBe(
      "1 change is not 14 days old: an incident may yet name it as its culprit.",
    );
    expect(pendingWords(1200, 1)).toBe(
      "1,200 changes are not 1 day old: an incident may yet name them as its culprit.",
    );
  });

  test("equals a plain loop over the records, for random rules, sets, drafts and filters", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      asyncProperty(
        aCompany,
        fc.array(aBroadFilter, { minLength: 5, maxLength: 5 }),
        fc.tuple(aRule, aRule, aRule, aRule),
        async (company, filters, [live, shadow, draft, asked]) => {
          const scope = await testScope({ now });
          const stored = await storeWithChanges(scope, company);
          // One after the other: rules are told in the order in which they were made.
          const made: Awaited<ReturnType<typeof createRule>>[] = [];
          for (const rule of [live, shadow, draft, asked]) made.push(await createRule(scope, rule));
          const [one, two, three, four] = made.map(({ id }) => id);
          await shadowRule(scope, { id: one });
          await enforceRule(scope, { id: one });
          await shadowRule(scope, { id: two });
          await retireRule(scope, { id: four });
          const judges = new Map<string, Judge>([
            ...guardrailRules.map((rule) => [rule, ofGuardrail(rule)] as const),
            [one!, ofRule(live)],
            [two!, ofRule(shadow)],
            [three!, ofRule(draft)],
          ]);
          const forced = [...guardrailRules, one!];
          for (const filter of filters) {
            const together = ["documented", three!, two!];
            const answer = await getRulePrice(scope, {
              ...filter,
              together: together.join(","),
              when: inAddress(asked.when),
              asks: inAddress(asked.asks),
            });
            const { period } = answer;
            const first = Math.min(...stored.changes.map(({ deployedAt }) => deployedAt.getTime()));
            const from = Math.max(first, period.from.getTime());
            const weeks = (Math.min(period.to.getTime(), Date.parse(now)) - from) / (7 * 86_400_000);
            const world = {
              changes: stored.changes.filter((each) => isChangeMatching(each, filter, period)),
              incidents: stored.incidents.filter((each) => isMatching(each, filter, period)),
              weeks: weeks >= 1 ? weeks : null,
            };
            const only = (judge: Judge, others: readonly string[]) => {
              const held = world.changes.filter(
                (each) =>
                  judge(each) === "held" && others.every((other) => judges.get(other)!(each) !== "held"),
              );
              const named = culpritsOf(world.incidents);
              return { held: held.length, culprits: held.filter(({ number }) => named.has(number)).length };
            };
            expect(answer.changes).toBe(world.changes.length);
            const young = Date.parse(now) - 14 * 86_400_000;
            expect(answer.pending).toBe(
              world.changes.filter(
                ({ deployedAt, deployedPrecision }) =>
                  deployedAt.getTime() + spanMs[deployedPrecision] > young,
              ).length,
            );
            expect(answer.rules.map(({ rule, state }) => [rule, state])).toEqual([
              ...guardrailRules.map((rule) => [rule, "guardrail"]),
              [one, "live"],
              ...[
                [two, "shadow"],
                [three, "draft"],
              ].sort(
                (a, b) => made.findIndex(({ id }) => id === a[0]) - made.findIndex(({ id }) => id === b[0]),
              ),
            ]);
            for (const { rule, name: _, state: __, only: adds, ...price } of answer.rules) {
              expect(price).toEqual(plainPrice(world, judges.get(rule)!));
              expect(adds).toEqual(
                only(
                  judges.get(rule)!,
                  forced.filter((other) => other !== rule),
                ),
              );
            }
            const priceOfSet = (rules: readonly string[]) =>
              plainPrice(world, ofSet(rules.map((rule) => judges.get(rule)!)));
            expect(answer.inForce).toEqual({ rules: forced, ...priceOfSet(forced) });
            expect(answer.together).toEqual({ rules: together, ...priceOfSet(together) });
            expect(answer.pairs).toHaveLength((forced.length * (forced.length - 1)) / 2);
            for (const { rules, ...price } of answer.pairs) {
              const { byOrg: _, ...plain } = priceOfSet(rules);
              expect(price).toEqual(plain);
            }
            const { only: adds, ...price } = answer.draft!;
            expect(price).toEqual(plainPrice(world, ofRule(asked)));
            expect(adds).toEqual(only(ofRule(asked), forced));
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test("tells apart what is held, passed and not known, and never judges a day's total", async () => {
    const scope = await testScope({ now });
    const change = (i: number, approvals: number | null) => ({
      source: "ci",
      externalId: `${i}`,
      title: "Deploy",
      deployedAt: `2026-05-0${1 + (i % 9)}T10:00:00Z`,
      approvals,
    });
    await recordChanges(scope, {
      atomic: true,
      items: [1, 1, 1, 1, 2, 2, null].map((approvals, i) => change(i, approvals)),
    });
    await recordVolumes(scope, {
      items: [{ day: "2026-05-20", source: "totals", count: 900, aiAssistance: "none" }],
    });
    await declareIncidents(scope, {
      atomic: true,
      items: [0, 1, 6].map((i) => ({
        title: "Down",
        startedAt: "2026-05-01T09:00:00Z",
        lostOrders: i === 0 ? 200 : null,
        changes: [{ source: "ci", externalId: `${i}`, link: "culprit" }],
      })),
    });
    const { rules, changes, culprits, text, draft } = await getRulePrice(scope, {
      asks: "approvals:at-least:2",
    });
    expect([changes, culprits]).toEqual([7, 3]);
    expect(rules[0]).toMatchObject({
      rule: "two-approvals",
      held: 4,
      passed: 2,
      notApplicable: 0,
      notKnown: 1,
      culprits: { held: 2, passed: 0, notApplicable: 0, notKnown: 1 },
      heldForEach: 2,
      incidents: 2,
      lostOrders: { sum: 200, recorded: 1, of: 2, unjudged: 1, bound: "floor" },
    });
    const { only: _, ...price } = draft!;
    expect(rules[0]).toMatchObject(price);
    expect(text).toBe(
      "All rules in force together: 4 changes held, 2 culprits among them, 2 for each. The incidents of these culprits lost at least 200 orders, 1 of 2 not recorded, 1 more incident not judged. Holding at random would take 2.3 for each culprit. The draft: 4 changes held, 2 culprits among them, 2 for each. Of 1 more change it is not known, 1 culprit among them.",
    );
  });

  test("is asked of rules that are there", async () => {
    const scope = await testScope({ now });
    expect((await refusalOf(getRulePrice(scope, { together: "grl_nosuch" }))).errors).toMatchObject([
      { path: "together" },
    ]);
    expect((await refusalOf(getRulePrice(scope, { asks: "approvals:is:2" }))).errors).toMatchObject([
      { path: "asks" },
    ]);
    expect((await getRulePrice(scope, {})).text).toContain("no rule can be priced");
  });
});

describe("the words of a price", () => {
  const price = (held: number, caught: number, notKnown = 0, missed = 0) => ({
    held,
    notKnown,
    culprits: { held: caught, passed: 0, notApplicable: 0, notKnown: missed },
    heldForEach: caught === 0 ? null : held / caught,
  });

  test("name what is held, what is caught, and how many for each", () => {
    expect(priceWords(price(14_556, 220))).toBe("14,556 changes held, 220 culprits among them, 66 for each");
    expect(priceWords(price(7, 2))).toBe("7 changes held, 2 culprits among them, 3.5 for each");
    expect(priceWords(price(7, 0))).toBe("7 changes held, no culprit among them");
    expect(priceWords(price(1, 0))).toBe("1 change held, no culprit among it");
    expect(priceWords(price(1, 1))).toBe("1 change held, a culprit");
    expect(priceWords(price(0, 0))).toBe("no change held");
  });

  test("say of how many it is not known, and whether culprits are among them", () => {
    expect(notKnownWords(price(1, 0))).toBe("");
    expect(notKnownWords(price(1, 0, 3))).toBe("Of 3 more changes it is not known.");
    expect(notKnownWords(price(1, 0, 3, 1))).toBe("Of 3 more changes it is not known, 1 culprit among them.");
  });
});
