import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change } from "#lib/changes/schema.ts";
import { recordChanges } from "#lib/changes/write.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { mantelHaenszel } from "#lib/statistics/mantel-haenszel.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { type AiShare, getAiShare } from "./ai-share.ts";
import {
  aBroadFilter,
  aCompany,
  culpritsOf,
  isChangeMatching,
  storeWithChanges,
  volumesMatching,
} from "./change-oracle.ts";
import { listChanges } from "./changes.ts";
import { isMatching, testSystems } from "./oracle.ts";

const now = "2026-06-15T12:00:00Z";

const isAi = (assistance: string) => assistance !== "none" && assistance !== "unknown";

function shares(values: string[]) {
  const known = values.filter((value) => value !== "unknown");
  return {
    yes: known.filter(isAi).length,
    known: known.length,
    unknown: values.length - known.length,
  };
}

function rate(changes: Change[], culprits: Set<number>) {
  return { failed: changes.filter(({ number }) => culprits.has(number)).length, changes: changes.length };
}

function tierOf(slug: string): number | null {
  return { tier: null, ...testSystems.find((one) => one.slug === slug) }.tier;
}

function tally(values: (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
  return counts;
}

describe("the AI share", () => {
  test("equals a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        aCompany,
        fc.array(aBroadFilter, { minLength: 5, maxLength: 5 }),
        async (company, filters) => {
          const scope = await testScope({ now });
          const stored = await storeWithChanges(scope, company);
          for (const filter of filters) {
            const answer = await getAiShare(scope, filter);
            const { period } = answer;
            const incidents = stored.incidents.filter((one) => isMatching(one, filter, period));
            const changes = stored.changes.filter((one) => isChangeMatching(one, filter, period));
            const volumes = volumesMatching(stored, filter, period);
            const totals = volumes.flatMap(({ aiAssistance, count }) =>
              Array.from({ length: count }, () => aiAssistance),
            );
            expect(answer.incidents).toMatchObject(shares(incidents.map((one) => one.aiInvolvement)));
            const made = [...changes.map((one) => one.aiAssistance), ...totals];
            expect(answer.changes).toMatchObject(shares(made));
            expect(answer.totals).toBe(totals.length);

            const culprits = culpritsOf(incidents);
            const group = (matches: (assistance: string) => boolean) => {
              const single = rate(
                changes.filter((one) => matches(one.aiAssistance)),
                culprits,
              );
              return { ...single, changes: single.changes + totals.filter(matches).length };
            };
            for (const tier of [1, 2, 3]) {
              const ofTier = changes.filter((one) => one.tier === tier);
              const total = volumes.filter(({ system }) => system !== null && tierOf(system) === tier);
              const own = (matches: (assistance: string) => boolean) => {
                const single = rate(
                  ofTier.filter((one) => matches(one.aiAssistance)),
                  culprits,
                );
                const more = total.filter((one) => matches(one.aiAssistance));
                return {
                  ...single,
                  changes: single.changes + more.reduce((sum, { count }) => sum + count, 0),
                };
              };
              const told = answer.byTier.find((one) => one.tier === tier);
              const [ai, other] = [own(isAi), own((one) => one === "none")];
              if (ai.changes + other.changes === 0) expect(told).toBeUndefined();
              else expect(told).toMatchObject({ ai, other });
            }
            expect(answer.failure.ai).toMatchObject(group(isAi));
            expect(answer.failure.other).toMatchObject(group((one) => one === "none"));
            expect(answer.failure.unknown).toMatchObject(group((one) => one === "unknown"));

            expect(answer.tools.map(({ tool, ...counts }) => [tool, counts])).toEqual(
              expect.arrayContaining(
                ["Copilot", "Claude", null].flatMap((tool) => {
                  const counts = {
                    incidents: incidents.filter((one) => isAi(one.aiInvolvement) && one.aiTool === tool)
                      .length,
                    changes: changes.filter((one) => isAi(one.aiAssistance) && one.aiTool === tool).length,
                  };
                  return counts.incidents + counts.changes > 0 ? [[tool, counts]] : [];
                }),
              ),
            );
            const evidence = Object.fromEntries(answer.evidence.map((one) => [one.evidence, one]));
            const ofChanges = tally(
              changes.filter((one) => isAi(one.aiAssistance)).map((one) => one.aiEvidence),
            );
            for (const [word, count] of Object.entries(ofChanges))
              expect(evidence[word]?.changes).toBe(count);

            for (const { severity, share } of answer.bySeverity) {
              const own = incidents.filter((one) => one.severity === severity);
              expect(share).toMatchObject(shares(own.map((one) => one.aiInvolvement)));
            }
            for (const { start, end, incidents: inBucket } of answer.buckets) {
              const own = incidents.filter((one) => one.startedAt >= start && one.startedAt < end);
              expect(inBucket).toMatchObject(shares(own.map((one) => one.aiInvolvement)));
            }
            const lost = (own: Incident[]) => {
              const recorded = own.flatMap((one) => one.lostOrders ?? []);
              const sum = recorded.length === 0 ? null : recorded.reduce((a, b) => a + b, 0);
              return { sum, recorded: recorded.length, of: own.length };
            };
            expect(answer.lostOrders.ai).toEqual(lost(incidents.filter((one) => isAi(one.aiInvolvement))));
            expect(answer.lostOrders.unknown).toEqual(
              lost(incidents.filter((one) => one.aiInvolvement === "unknown")),
            );
            await listsAgree(scope, filter, answer);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** The list of changes holds as many as the figure that opens it counts. */
async function listsAgree(scope: Scope, filter: Record<string, string>, answer: AiShare): Promise<void> {
  const { bucket: _, from: __, to: ___, zone, ...which } = filter;
  const { period } = answer;
  const within = {
    ...which,
    zone: zone ?? "UTC",
    from: period.from.toISOString(),
    to: period.to.toISOString(),
  };
  const failed = { ...within, failed: "yes", assistance: "assisted,generated,agent" };
  if (period.from < period.to)
    expect((await listChanges(scope, failed)).total).toBe(answer.failure.ai.failed);
}

interface Planted {
  ai: { changes: number; culprits: number };
  other: { changes: number; culprits: number };
}

/** A tier's changes, the first of each kind culprits of an incident each. */
function plant(tier: number, { ai, other }: Planted) {
  const make = (kind: "agent" | "none", { changes, culprits }: Planted["ai"]) =>
    Array.from({ length: changes }, (_, i) => ({
      change: {
        source: "ci",
        externalId: `${tier}-${kind}-${i}`,
        title: "Deploy",
        deployedAt: "2026-05-01T10:00:00Z",
        system: `tier-${tier}`,
        aiAssistance: kind,
      },
      incident: i >= culprits ? null : { aiInvolvement: kind === "agent" ? "primary" : "none" },
    }));
  return [...make("agent", ai), ...make("none", other)];
}

async function store(scope: Scope, planted: ReturnType<typeof plant>): Promise<void> {
  await registerSystems(scope, { items: [1, 2, 3].map((tier) => ({ slug: `tier-${tier}`, tier })) });
  await recordChanges(scope, { items: planted.map(({ change }) => change), atomic: true });
  const items = planted.flatMap(({ change: { source, externalId }, incident }) =>
    incident === null
      ? []
      : [
          {
            ...incident,
            title: "Down",
            startedAt: "2026-05-01T11:00:00Z",
            changes: [{ source, externalId, link: "culprit" }],
          },
        ],
  );
  await declareIncidents(scope, { items, atomic: true });
}

describe("the worked example of 12 in 20 incidents and 300 in 500 changes", () => {
  test("sees no difference: the share of incidents is the share of changes", async () => {
    const scope = await testScope({ now });
    await store(
      scope,
      plant(1, { ai: { changes: 300, culprits: 12 }, other: { changes: 200, culprits: 8 } }),
    );
    const answer = await getAiShare(scope, {});
    expect(answer.incidents).toMatchObject({ yes: 12, known: 20, unknown: 0, share: 0.6 });
    expect(answer.incidents.low).toBeCloseTo(0.387, 3);
    expect(answer.incidents.high).toBeCloseTo(0.781, 3);
    expect(answer.changes).toMatchObject({ yes: 300, known: 500, share: 0.6 });
    expect(answer.failure.ai).toMatchObject({ failed: 12, changes: 300, rate: 0.04 });
    expect(answer.failure.other).toMatchObject({ failed: 8, changes: 200, rate: 0.04 });
    const ratio = answer.failure.ratio as { estimate: number; low: number; high: number; p: number };
    expect(ratio.estimate).toBeCloseTo(1, 10);
    expect(ratio.low).toBeCloseTo(0.416, 3);
    expect(ratio.high).toBeCloseTo(2.403, 3);
    expect(ratio.p).toBeCloseTo(1, 6);
    expect(answer.text).toContain("no difference to be seen");
    expect(answer.tipping).toMatchObject({ text: expect.stringContaining("a single wrong label") });
  });

  test("declines the ratio in words with three AI culprits", async () => {
    const scope = await testScope({ now });
    await store(scope, plant(1, { ai: { changes: 300, culprits: 3 }, other: { changes: 200, culprits: 8 } }));
    const { failure, adjusted, tipping, text } = await getAiShare(scope, {});
    const declined = { declined: expect.stringContaining("3 of the AI-assisted changes"), n: 500 };
    expect(failure.ratio).toEqual(declined);
    expect(failure.ai.rate).toBeCloseTo(0.01, 10);
    expect(tipping).toEqual(declined);
    expect(adjusted.tier).toHaveProperty("declined");
    expect(text).toContain("cannot be told");
  });
});

test("a difference that the tiers make is gone within the tiers", async () => {
  const scope = await testScope({ now });
  // In each tier both kinds fail alike, but AI-assisted changes go to the tier where changes fail more often.
  await store(scope, [
    ...plant(1, { ai: { changes: 400, culprits: 40 }, other: { changes: 100, culprits: 10 } }),
    ...plant(3, { ai: { changes: 100, culprits: 1 }, other: { changes: 400, culprits: 4 } }),
  ]);
  const { failure, adjusted, byTier, text } = await getAiShare(scope, {});
  const ratio = failure.ratio as { estimate: number; low: number };
  expect(ratio.estimate).toBeCloseTo(41 / 14, 10);
  expect(ratio.low).toBeGreaterThan(1);
  const { estimate, low, high } = mantelHaenszel([
    [
      [40, 360],
      [10, 90],
    ],
    [
      [1, 99],
      [4, 396],
    ],
  ]);
  expect(adjusted.tier).toMatchObject({ strata: 2, changes: 1000, estimate, low, high });
  expect(adjusted.system).toEqual(adjusted.tier);
  expect(byTier.map(({ tier, ai, other }) => [tier, ai.rate, other.rate])).toEqual([
    [1, 0.1, 0.1],
    [3, 0.01, 0.01],
  ]);
  expect(text).toContain("the tier may account for the difference");
});

test("with no incident the answer says so", async () => {
  const scope = await testScope({ now });
  const { incidents, text } = await getAiShare(scope, {});
  expect(incidents.share).toBeNull();
  expect(text).toBe("Nothing is recorded yet.");
});
