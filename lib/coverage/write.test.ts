import { expect, test } from "vitest";
import { getOverview } from "#lib/analytics/overview.ts";
import { listAudit } from "#lib/audit/read.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { confirmCoverage } from "./write.ts";

const now = "2026-06-01T12:00:00Z";

test("somebody's word that nothing else happened makes the days since the last incident quiet ones", async () => {
  const scope = await testScope({ now });
  await declareIncidents(scope, {
    items: ["2026-04-20T10:00:00Z", "2026-05-10T10:00:00Z"].map((startedAt) => ({
      title: "Slow",
      startedAt,
    })),
  });
  const coverage = async () => (await getOverview(scope, {})).coverage;
  expect(await coverage()).toEqual({ from: "2026-04-20", to: "2026-05-10" });
  expect(await confirmCoverage(scope, {})).toEqual({ source: null, at: new Date(now) });
  expect(await coverage()).toEqual({ from: "2026-04-20", to: "2026-06-01" });
  // Said again it is as good.
  await confirmCoverage(scope, {});
  const { items } = await listAudit(scope, { subject: "coverage" });
  expect(items).toMatchObject([
    { action: "coverage.confirm" },
    { after: { at: "2026-06-01T12:00:00.000Z" } },
  ]);
});

test("is of its own source alone, and not for everybody to give", async () => {
  const scope = await testScope({ now });
  const startedAt = "2026-05-10T10:00:00Z";
  await declareIncidents(scope, {
    items: [
      { title: "Slow", startedAt },
      { title: "Slow", startedAt, source: "jira", externalId: "1" },
    ],
  });
  await confirmCoverage(scope, { source: "jira" });
  expect((await getOverview(scope, { source: "jira" })).coverage?.to).toBe("2026-06-01");
  expect((await getOverview(scope, { source: "unknown" })).coverage?.to).toBe("2026-05-10");
  expect((await refusalOf(confirmCoverage(as(scope, "viewer"), {}))).code).toBe("forbidden");
});
