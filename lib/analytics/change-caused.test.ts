import { expect, test } from "vitest";
import { deleteChange, recordChanges } from "#lib/changes/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { getAiShare } from "./ai-share.ts";
import { listIncidents } from "./incidents.ts";
import { getOverview } from "./overview.ts";
import { getReview } from "./review.ts";

const now = "2026-06-15T12:00:00Z";
const deployedAt = "2026-05-05T10:00:00Z";
const startedAt = "2026-05-05T11:00:00Z";

async function changes(scope: Scope, labels: Record<string, string>): Promise<void> {
  const items = Object.entries(labels).map(([externalId, aiAssistance]) => ({
    ...{ source: "ci", externalId, title: "Deploy", deployedAt, aiAssistance },
  }));
  await recordChanges(scope, { items, atomic: true });
}

const incidents = (scope: Scope, items: object[]) =>
  declareIncidents(scope, {
    atomic: true,
    items: items.map((one) => ({ title: "Down", startedAt, ...one })),
  });

const culprits = (...ids: string[]) => ({
  changes: ids.map((externalId) => ({ source: "ci", externalId, link: "culprit" })),
});

test("AI's share stands among incidents that a change caused, where load makes two thirds of all", async () => {
  const scope = await testScope({ now });
  await changes(scope, { ...{ a: "generated", b: "generated" }, ...{ c: "none", d: "none" } });
  await incidents(scope, [
    { ...culprits("a"), trigger: "change", aiInvolvement: "primary" },
    { ...culprits("c"), trigger: "change", aiInvolvement: "none" },
    ...Array.from({ length: 4 }, () => ({ trigger: "load", aiInvolvement: "none" })),
  ]);
  const period = { from: "2026-05-01", to: "2026-06-01" };
  const overview = await getOverview(scope, period);
  expect(overview.current.aiShare).toMatchObject({ yes: 1, known: 6 });
  expect(overview.current.changeCaused).toMatchObject({ yes: 1, known: 2, unknown: 0, share: 0.5 });
  expect(overview.aiChanges.all).toMatchObject({ yes: 2, known: 4, share: 0.5 });
  const sentence =
    "AI made the change behind 50% (9–91) of the 2 incidents that a change caused; it makes 50% (15–85) of changes.";
  expect(overview.text).toContain(sentence);
  expect(overview.text).not.toContain("17%");
  const answer = await getAiShare(scope, period);
  expect(answer.text).toContain(sentence);
  expect(answer.text).not.toContain("17%");
  const inBuckets = (of: { changeCaused: { known: number } }[]) =>
    of.reduce((sum, { changeCaused }) => sum + changeCaused.known, 0);
  expect([inBuckets(overview.buckets), inBuckets(answer.buckets)]).toEqual([2, 2]);
  const review = await getReview(scope, { week: "2026-W19" });
  expect(review.current.changeCaused).toMatchObject({ yes: 1, known: 2 });
});

test("a culprit says for itself what made it, and the incident only where no culprit does", async () => {
  const scope = await testScope({ now });
  await changes(scope, { ai: "agent", person: "none", open: "unknown", gone: "agent" });
  await incidents(scope, [
    { ...culprits("ai", "open"), aiInvolvement: "none" },
    { ...culprits("person", "ai"), aiInvolvement: "unknown" },
    { ...culprits("person"), aiInvolvement: "primary" },
    { ...culprits("person", "open"), aiInvolvement: "contributing" },
    { ...culprits("open"), aiInvolvement: "unknown" },
    { trigger: "change", aiInvolvement: "primary" },
    { trigger: "change", aiInvolvement: "none" },
    { trigger: "unknown", aiInvolvement: "primary" },
    // Suspected or deleted, a change is no culprit.
    { changes: [{ source: "ci", externalId: "ai", link: "suspected" }], aiInvolvement: "primary" },
    { ...culprits("gone"), aiInvolvement: "primary" },
  ]);
  await deleteChange(scope, { key: "4", version: 1 });
  const numbers = async (causedBy: string) =>
    (await listIncidents(scope, { causedBy, sort: "number" })).items.map(({ number }) => number);
  expect(await numbers("ai-change")).toEqual([1, 2, 4, 6]);
  expect(await numbers("other-change")).toEqual([3, 7]);
  expect(await numbers("unknown-change")).toEqual([5]);
  expect(await numbers("ai-change,other-change,unknown-change")).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect((await getAiShare(scope, {})).changeCaused).toMatchObject({ yes: 4, known: 6, unknown: 1 });
});
