import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import type { Change } from "#lib/changes/schema.ts";
import { auditChange, recordChange, recordChanges } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { registerSystem, registerSystems, updateSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import {
  aBroadFilter,
  aCompany,
  isChangeMatching,
  judgeOf,
  rateOf,
  storeWithChanges,
} from "./change-oracle.ts";
import { listChanges } from "./changes.ts";
import { getGuardrails } from "./guardrails.ts";
import { listIncidents } from "./incidents.ts";
import { isMatching } from "./oracle.ts";

const now = "2026-06-15T12:00:00Z";

/** As the rules tell of each change for itself, in words. */
function countStates(changes: Change[], rule: string) {
  const states = changes.map((one) => one.guardrails.rules.find((result) => result.rule === rule)!.state);
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    applicable: states.length - count("not-applicable"),
    met: count("met"),
    unmet: count("unmet"),
    unknown: count("unknown"),
  };
}

describe("the guardrails", () => {
  test("equal a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        aCompany,
        fc.array(aBroadFilter, { minLength: 5, maxLength: 5 }),
        async (company, filters) => {
          const scope = await testScope({ now });
          const stored = await storeWithChanges(scope, company);
          const byNumber = new Map(stored.changes.map((one) => [one.number, one]));
          for (const filter of filters) {
            const answer = await getGuardrails(scope, filter);
            const { period } = answer;
            const incidents = stored.incidents.filter((one) => isMatching(one, filter, period));
            const changes = stored.changes.filter((one) => isChangeMatching(one, filter, period));
            const judge = judgeOf({ incidents: stored.incidents, filter, zone: period.zone, now });
            const failed = changes.filter((one) => judge(one) === "yes");
            const judged = changes.filter((one) => ["yes", "no"].includes(judge(one)));
            expect(answer.incidents).toBe(incidents.length);
            expect(answer.changes).toBe(changes.length);
            expect(answer.culprits).toBe(failed.length);
            expect(answer.failure).toMatchObject(rateOf(changes, judge));
            for (const { rule, culprits: ofCulprits, lostOrders, lacking, ...all } of answer.rules) {
              expect(all).toMatchObject(countStates(changes, rule));
              expect(ofCulprits).toMatchObject(countStates(failed, rule));
              const { met, unmet, unknown } = countStates(judged, rule);
              expect(lacking).toMatchObject({ yes: unmet, known: met + unmet, unknown });
              const missed = incidents.filter((incident) =>
                incident.changes.some(
                  ({ number, link }) =>
                    link === "culprit" && countStates([byNumber.get(number)!], rule).unmet === 1,
                ),
              );
              const recorded = missed.flatMap((one) => one.lostOrders ?? []);
              const unjudged = incidents.filter(
                (incident) =>
                  !missed.includes(incident) &&
                  incident.changes.some(
                    ({ number, link }) =>
                      link === "culprit" && countStates([byNumber.get(number)!], rule).unknown === 1,
                  ),
              ).length;
              const isWhole = recorded.length === missed.length && unjudged === 0;
              expect(all.incidents).toBe(missed.length);
              expect(lostOrders).toEqual({
                sum: recorded.length === 0 ? null : recorded.reduce((a, b) => a + b, 0),
                recorded: recorded.length,
                of: missed.length,
                unjudged,
                bound: recorded.length === 0 ? null : isWhole ? "ceiling" : "floor",
              });
              if (period.from >= period.to) continue;
              const meant = { ...filter, from: period.from.toISOString(), to: period.to.toISOString() };
              expect((await listIncidents(scope, { ...withoutBucket(meant), lacking: rule })).total).toBe(
                missed.length,
              );
              const words = { ...withoutBucket(meant), rule: `${rule}:unmet`, failed: "yes" };
              expect((await listChanges(scope, words)).total).toBe(ofCulprits.unmet);
            }
            for (const { start, end, compliance, changes: n } of answer.buckets) {
              const own = changes.filter((one) => one.deployedAt >= start && one.deployedAt < end);
              expect(n).toBe(own.length);
              for (const [i, { rule }] of answer.rules.entries()) {
                const { met, unmet, unknown } = countStates(own, rule);
                expect(compliance[i]).toMatchObject({ yes: met, known: met + unmet, unknown });
              }
            }
            const tierOne = changes.filter((one) => one.tier === 1);
            expect(answer.audits.map(({ owners: _, ...counts }) => counts)).toEqual(
              tierOne.length === 0
                ? []
                : [
                    {
                      org: "Storefront",
                      changes: tierOne.length,
                      audited: tierOne.filter((one) => one.auditedAt !== null).length,
                      inOrder: tierOne.filter((one) => one.auditOutcome === "in-order").length,
                      deviations: tierOne.filter((one) => one.auditOutcome === "deviation").length,
                    },
                  ],
            );
          }
        },
      ),
      { numRuns: runs(20) },
    );
  });

  test("name the safeguard that culprits lack more often than all changes", async () => {
    const scope = await testScope({ now });
    const change = (i: number, lacks: boolean) => ({
      source: "ci",
      externalId: `${i}`,
      title: "Deploy",
      deployedAt: "2026-05-01T10:00:00Z",
      aiAssistance: "none",
      approvals: lacks ? 1 : 2,
      documented: true,
    });
    // 20 of 200 changes lack the second approval, and 15 of these are among the 20 culprits.
    const items = Array.from({ length: 200 }, (_, i) => change(i, i < 20));
    await recordChanges(scope, { items, atomic: true });
    const culprits = [...Array.from({ length: 15 }, (_, i) => i), 50, 51, 52, 53, 54];
    await declareIncidents(scope, {
      atomic: true,
      items: culprits.map((i) => ({
        title: "Down",
        startedAt: "2026-05-01T11:00:00Z",
        lostOrders: 100,
        changes: [{ source: "ci", externalId: `${i}`, link: "culprit" }],
      })),
    });
    await confirmCoverage(scope, {});
    const { rules, text } = await getGuardrails(scope, {});
    expect(rules[0]).toMatchObject({
      rule: "two-approvals",
      unmet: 20,
      met: 180,
      rate: 0.9,
      culprits: { unmet: 15, met: 5 },
      incidents: 15,
      lostOrders: { sum: 1500, recorded: 15, of: 15 },
    });
    expect(text).toContain(
      "“Two approvals” stands out: 75% (53–89) of the 20 culprits that it was asked of lacked it, against 10% (7–15) of all 200 changes whose follow-up is over.",
    );
    expect(text).toContain("lost 1,500 orders: at most this much could have been avoided");
  });

  test("name no safeguard after a handful of culprits, however wide apart the shares lie", async () => {
    const scope = await testScope({ now });
    const items = Array.from({ length: 200 }, (_, i) => ({
      source: "ci",
      externalId: `${i}`,
      title: "Deploy",
      deployedAt: "2026-05-01T10:00:00Z",
      approvals: i < 4 ? 1 : 2,
    }));
    await recordChanges(scope, { items, atomic: true });
    await declareIncidents(scope, {
      atomic: true,
      items: [0, 1, 2, 3].map((i) => ({
        title: "Down",
        startedAt: "2026-05-01T11:00:00Z",
        changes: [{ source: "ci", externalId: `${i}`, link: "culprit" }],
      })),
    });
    await confirmCoverage(scope, {});
    const { text } = await getGuardrails(scope, {});
    expect(text).toContain(
      "Of 200 changes whose follow-up is over only 4 were culprits: too few to tell which safeguard culprits lack.",
    );
  });

  test("show audits by organisation and owner", async () => {
    const scope = await testScope({ now });
    await registerSystems(scope, {
      items: [
        { slug: "cart", tier: 1, org: "Stores", owner: "Ana" },
        { slug: "search", tier: 1, org: "Stores", owner: "Ben" },
        { slug: "wiki", tier: 3, org: "Stores", owner: "Ben" },
      ],
    });
    for (const [i, system] of ["cart", "cart", "search", "wiki"].entries()) {
      const key = { source: "ci", externalId: `${i}` };
      await recordChange(scope, {
        body: { ...key, title: "Deploy", deployedAt: "2026-05-01T10:00:00Z", system },
      });
    }
    await auditChange(scope, { key: "1", body: { outcome: "in-order" } });
    await auditChange(scope, { key: "3", body: { outcome: "deviation", note: "no plan" } });
    const period = { from: "2026-05-01", to: "2026-05-02" };
    const { audits, text } = await getGuardrails(scope, period);
    expect(audits).toEqual([
      {
        org: "Stores",
        changes: 3,
        audited: 2,
        inOrder: 1,
        deviations: 1,
        owners: [
          { owner: "Ana", changes: 2, audited: 1, inOrder: 1, deviations: 0 },
          { owner: "Ben", changes: 1, audited: 1, inOrder: 0, deviations: 1 },
        ],
      },
    ]);
    expect(text).toContain("2 of 3 changes to Tier-1 systems are audited, with 1 deviation.");
    const unaudited = { ...period, tier: "1", owner: "Ana", audited: "no" };
    expect((await listChanges(scope, unaudited)).items.map(({ number }) => number)).toEqual([2]);
  });

  test("judge by the tier that the system has now", async () => {
    const scope = await testScope({ now });
    await registerSystem(scope, { slug: "cart", tier: 2 });
    const body = {
      title: "Deploy",
      deployedAt: "2026-05-01T10:00:00Z",
      system: "cart",
      aiAssistance: "agent",
    };
    await recordChange(scope, { body });
    const isolation = async () =>
      (await getGuardrails(scope, { from: "2026-05-01", to: "2026-05-02" })).rules.find(
        ({ rule }) => rule === "isolation",
      );
    expect(await isolation()).toMatchObject({ applicable: 0 });
    await updateSystem(scope, { slug: "cart", tier: 1, version: 1 });
    expect(await isolation()).toMatchObject({ applicable: 1, unknown: 1 });
  });
});

function withoutBucket({ bucket: _, ...words }: Record<string, string>): Record<string, string> {
  return words;
}
