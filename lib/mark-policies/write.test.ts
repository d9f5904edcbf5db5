import { describe, expect, test } from "vitest";
import { getAiEvidence } from "#lib/analytics/ai-evidence.ts";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { listChanges } from "#lib/analytics/changes.ts";
import { getDoseResponse } from "#lib/analytics/dose-response.ts";
import { recordChanges } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { listMarkPolicies } from "./read.ts";
import { setMarkPolicy } from "./write.ts";

const now = "2026-06-15T12:00:00Z";
const period = { from: "2026-01-01", to: "2026-06-01" };
const audited = { policy: "required", note: "A sample of 50 was looked at in May: no mark was missing." };

async function company(zone = "UTC"): Promise<Scope> {
  const scope = await testScope({ now });
  await updateSettings(scope, { zone, version: 0 });
  await declareIncidents(scope, { items: [{ title: "Slow", startedAt: "2026-01-01T00:00:00Z" }] });
  await confirmCoverage(scope, {});
  return scope;
}

let batches = 0;

async function plant(
  scope: Scope,
  of: { ai?: string; repository?: string; at?: string; changes: number; failed?: number },
) {
  batches += 1;
  const { ai = "unknown", repository = "acme/cart", at = "2026-03-05T10:00:00Z", changes, failed = 0 } = of;
  const items = Array.from({ length: changes }, (_, i) => ({
    ...{ source: "ci", externalId: `${batches}-${i}`, title: "Deploy", deployedAt: at },
    ...{ aiAssistance: ai, repository },
  }));
  await recordChanges(scope, { items, atomic: true });
  await declareIncidents(scope, {
    atomic: true,
    items: items.slice(0, failed).map(({ source, externalId }) => ({
      title: "Down",
      startedAt: new Date(Date.parse(at) + 3_600_000).toISOString(),
      changes: [{ source, externalId, link: "culprit" }],
    })),
  });
}

async function baseRate(scope: Scope, more: object = {}) {
  const { changes } = await getAiShare(scope, { ...period, ...more });
  return [changes.yes, changes.known - changes.yes, changes.unknown];
}

describe("the policy of a repository", () => {
  test("is said for a day, again in its place, and told with who said so", async () => {
    const scope = await company();
    const first = await setMarkPolicy(scope, { repository: "acme/cart", policy: "banned" });
    expect(first).toMatchObject({ holdsFrom: "2026-06-15", version: 1, setBy: "A admin", note: null });
    const again = { repository: "acme/cart", policy: "banned", holdsFrom: "2026-06-15" };
    expect(await setMarkPolicy(scope, again)).toEqual(first);
    const changed = await setMarkPolicy(scope, { ...again, policy: "allowed" });
    expect(changed).toMatchObject({ id: first.id, policy: "allowed", version: 2 });
    expect((await listMarkPolicies(scope, {})).items).toEqual([changed]);
    expect((await refusalOf(setMarkPolicy(scope, { ...again, version: 1 }))).code).toBe("conflict");
  });

  test("is for those who may change settings, and names only audits that are there", async () => {
    const scope = await company();
    const body = { repository: "acme/cart", policy: "required" };
    expect((await refusalOf(setMarkPolicy(as(scope, "responder"), body))).code).toBe("forbidden");
    const { errors } = await refusalOf(setMarkPolicy(scope, { ...body, labelAudit: "lab_none" }));
    expect(errors.map(({ path }) => path)).toEqual(["labelAudit"]);
  });
});

describe("a missing mark", () => {
  test("counts as none where marks are required on grounds, in figures and lists alike, and nowhere else", async () => {
    const scope = await company();
    const policies = [
      ["acme/cart", audited],
      ["acme/ungrounded", { policy: "required" }],
      ["acme/banned", { ...audited, policy: "banned" }],
      ["acme/allowed", { ...audited, policy: "allowed" }],
    ] as const;
    for (const [repository, policy] of policies) {
      await setMarkPolicy(scope, { repository, holdsFrom: "2026-01-01", ...policy });
      await plant(scope, { repository, changes: 10, failed: 1 });
      await plant(scope, { repository, ai: "agent", changes: 2 });
    }
    await plant(scope, { repository: "acme/nobody-said", changes: 10 });
    expect(await baseRate(scope)).toEqual([8, 10, 40]);
    const { failure } = await getAiShare(scope, period);
    expect(failure.other).toMatchObject({ changes: 10, failed: 1 });
    expect(failure.unknown).toMatchObject({ changes: 40, failed: 3 });
    const { bands } = await getDoseResponse(scope, period);
    expect(bands[0]).toMatchObject({ band: "none", changes: 10, failed: 1 });
    const without = await listChanges(scope, { ...period, assistance: "none" });
    expect(without.total).toBe(10);
    expect(without.countedWithoutAi).toEqual(without.items.map(({ number }) => number));
    expect((await listChanges(scope, { ...period, assistance: "unknown" })).countedWithoutAi).toEqual([]);
    expect((await listChanges(scope, { ...period, dose: "unknown" })).total).toBe(40);
    const { repositories } = await getAiEvidence(scope, period);
    expect(repositories.find((one) => one.repository === "acme/cart")).toMatchObject({
      ai: { yes: 2, known: 12, unknown: 0 },
    });
    await setMarkPolicy(scope, { repository: "acme/cart", holdsFrom: "2026-01-01", policy: "unknown" });
    expect(await baseRate(scope)).toEqual([8, 0, 50]);
  });

  test("counts by the day of its deployment in the organisation's zone, whatever zone is read in", async () => {
    // 23:30 on 9 March in New York is 10 March in UTC.
    const scope = await company("America/New_York");
    await setMarkPolicy(scope, { repository: "acme/cart", holdsFrom: "2026-03-10", ...audited });
    await setMarkPolicy(scope, { repository: "acme/cart", holdsFrom: "2026-03-12", policy: "banned" });
    await plant(scope, { at: "2026-03-10T03:30:00Z", changes: 1 });
    expect(await baseRate(scope)).toEqual([0, 0, 1]);
    await plant(scope, { at: "2026-03-10T04:30:00Z", changes: 2 });
    await plant(scope, { at: "2026-03-12T03:30:00Z", changes: 4 });
    await plant(scope, { at: "2026-03-12T04:30:00Z", changes: 8 });
    for (const zone of ["America/New_York", "UTC", "Asia/Tokyo"])
      expect(await baseRate(scope, { zone }), zone).toEqual([0, 6, 9]);
  });
});

test("with marks banned in half of the repositories the base rate is a bound and the ratio is declined", async () => {
  const scope = await company();
  await setMarkPolicy(scope, { repository: "acme/open", holdsFrom: "2026-01-01", ...audited });
  await setMarkPolicy(scope, { repository: "acme/closed", holdsFrom: "2026-01-01", policy: "banned" });
  await plant(scope, { repository: "acme/open", ai: "agent", changes: 100, failed: 12 });
  await plant(scope, { repository: "acme/open", changes: 100, failed: 8 });
  await plant(scope, { repository: "acme/closed", changes: 200, failed: 30 });
  const { bounds, changes, failure, text } = await getAiShare(scope, period);
  expect(changes).toMatchObject({ yes: 100, known: 200, unknown: 200 });
  expect(bounds).toEqual({ low: 0.25, high: 0.75, of: 400, tells: "bounds" });
  expect(failure.ratio).toMatchObject({
    declined: expect.stringContaining("Of 200 changes it is not known"),
  });
  expect(text).toContain("between 25% and 75% of changes");
  expect(text).toContain("cannot be told");
});
