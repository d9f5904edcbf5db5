import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import type { Change } from "#lib/changes/schema.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { mantelHaenszel, mantelHaenszelRisk } from "#lib/statistics/mantel-haenszel.ts";
import { testScope } from "#lib/testing.ts";
import { type AiShare, getAiShare } from "./ai-share.ts";
import {
  aBroadFilter,
  aCompany,
  isChangeMatching,
  judgeOf,
  type Outcome,
  rateOf,
  storeWithChanges,
  volumesMatching,
} from "./change-oracle.ts";
import { listChanges } from "./changes.ts";
import { listIncidents } from "./incidents.ts";
import { isMatching } from "./oracle.ts";

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

type Judge = (change: Change) => Outcome;

/** Tables of those strata that hold both kinds of change and both outcomes, by what a person would call them. */
function tablesOf(changes: Change[], judge: Judge, stratumOf: (change: Change) => string | null) {
  const judged = changes.filter((one) => ["yes", "no"].includes(judge(one)));
  const names = new Set(judged.map(stratumOf).filter((name) => name !== null));
  return [...names]
    .map((name) => {
      const own = judged.filter((one) => stratumOf(one) === name);
      const row = (matches: (assistance: string) => boolean) => {
        const { failed, changes } = rateOf(
          own.filter((one) => matches(one.aiAssistance)),
          judge,
        );
        return [failed, changes - failed] as [number, number];
      };
      return [row(isAi), row((one) => one === "none")] as [[number, number], [number, number]];
    })
    .filter(([[a, b], [c, d]]) => a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0);
}

const monthOf = ({ deployedAt }: Change) => deployedAt.toISOString().slice(0, 7);
const strata: Record<keyof AiShare["adjusted"], (change: Change) => string | null> = {
  tier: ({ tier }) => (tier === null ? null : `${tier}`),
  system: ({ system }) => system,
  month: monthOf,
  monthTier: (one) => (one.tier === null ? null : `${monthOf(one)} ${one.tier}`),
  monthSystem: (one) => (one.system === null ? null : `${monthOf(one)} ${one.system}`),
};

/** Of the incidents that a change caused, what AI had to do with that change. */
function causedBy(incident: Incident, changes: Change[]): string | null {
  const labels = incident.changes
    .filter(({ link }) => link === "culprit")
    .map(({ number }) => changes.find((one) => one.number === number)!.aiAssistance);
  if (labels.some(isAi)) return "assisted";
  if (labels.length > 0 && labels.every((one) => one === "none")) return "none";
  return labels.length > 0 || incident.trigger === "change" ? incident.aiInvolvement : null;
}

function tally(values: (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
  return counts;
}

describe("the AI share", () => {
  test("equals a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        aCompany,
        fc.array(aBroadFilter, { minLength: 5, maxLength: 5 }),
        fc.constantFrom(3, 14, 60),
        async (company, filters, days) => {
          const scope = await testScope({ now });
          await updateSettings(scope, { changeFollowUpDays: days, version: 0 });
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

            const causes = incidents.map((one) => causedBy(one, stored.changes));
            expect(answer.changeCaused).toMatchObject(shares(causes.filter((one) => one !== null)));

            const judge = judgeOf({ incidents: stored.incidents, filter, zone: period.zone, now, days });
            const group = (matches: (assistance: string) => boolean, of = changes) =>
              rateOf(
                of.filter((one) => matches(one.aiAssistance)),
                judge,
              );
            const isOther = (assistance: string) => assistance === "none";
            for (const tier of [1, 2, 3]) {
              const own = changes.filter((one) => one.tier === tier && one.aiAssistance !== "unknown");
              const told = answer.byTier.find((one) => one.tier === tier);
              if (own.length === 0) expect(told).toBeUndefined();
              else expect(told).toMatchObject({ ai: group(isAi, own), other: group(isOther, own) });
            }
            expect(answer.followUpDays).toBe(days);
            expect(answer.failure.ai).toMatchObject(group(isAi));
            expect(answer.failure.other).toMatchObject(group(isOther));
            expect(answer.failure.unknown).toMatchObject(group((one) => one === "unknown"));
            for (const [name, stratumOf] of Object.entries(strata)) {
              const told = answer.adjusted[name as keyof typeof strata];
              const tables = tablesOf(changes, judge, stratumOf);
              const failed = [0, 1].map((row) => tables.reduce((sum, table) => sum + table[row]![0], 0));
              const n = tables.flat(2).reduce((a, b) => a + b, 0);
              if (Math.min(...failed) < 5) expect(told).toMatchObject({ declined: expect.any(String), n });
              else
                expect(told).toMatchObject({
                  strata: tables.length,
                  changes: n,
                  estimate: expect.closeTo(mantelHaenszel(tables).estimate, 9),
                  ratio: { estimate: expect.closeTo(mantelHaenszelRisk(tables).estimate, 9) },
                });
            }

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
            for (const { start, end, incidents: inBucket, changeCaused } of answer.buckets) {
              const own = incidents.filter((one) => one.startedAt >= start && one.startedAt < end);
              expect(inBucket).toMatchObject(shares(own.map((one) => one.aiInvolvement)));
              const caused = own.map((one) => causedBy(one, stored.changes)).filter((one) => one !== null);
              expect(changeCaused).toMatchObject(shares(caused));
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
      { numRuns: runs(30) },
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
  if (period.from >= period.to) return;
  expect((await listChanges(scope, failed)).total).toBe(answer.failure.ai.failed);
  for (const [word, count] of [
    ["ai-change", answer.changeCaused.yes],
    ["ai-change,other-change", answer.changeCaused.known],
    ["unknown-change", answer.changeCaused.unknown],
  ])
    expect((await listIncidents(scope, { ...within, causedBy: `${word}` })).total).toBe(count);
}

test("with no incident the answer says so", async () => {
  const scope = await testScope({ now });
  const { incidents, text } = await getAiShare(scope, {});
  expect(incidents.share).toBeNull();
  expect(text).toBe("Nothing is recorded yet.");
});
