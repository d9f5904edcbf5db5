import { describe, expect, it } from "vitest";
import { openAction } from "#lib/actions/write.ts";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { listAudit } from "#lib/audit/read.ts";
import { recordChanges } from "#lib/changes/write.ts";
import { getImport } from "#lib/imports/read.ts";
import { work } from "#lib/imports/run.ts";
import { planStaged, receiveImport } from "#lib/imports/stage.ts";
import { bytesOf } from "#lib/imports/testing.ts";
import { beginRun } from "#lib/imports/write.ts";
import { declareIncident, declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { as, testScope } from "#lib/testing.ts";
import type { ImportTarget } from "#lib/values.ts";
import {
  exportActions,
  exportChanges,
  exportIncidents,
  exportSystems,
  instantIn,
  type Text,
} from "./operations.ts";

async function textOf(file: Promise<Text>): Promise<string> {
  let text = "";
  for await (const piece of (await file).text) text += piece;
  return text;
}

const day = 86_400_000;

const slug = (i: number) => `system-${String(i).padStart(2, "0")}`;

async function company(scope: Scope): Promise<void> {
  const systems = Array.from({ length: 12 }, (_, i) => ({
    slug: slug(i),
    name: `System ${i}`,
    tier: ((i % 3) + 1) as 1 | 2 | 3,
    org: i % 2 ? "Payments" : "Shop, “front”",
    dependsOn: i > 0 ? [slug(i - 1)] : [],
  }));
  await registerSystems(scope, { items: systems });
  const changes = Array.from({ length: 60 }, (_, i) => ({
    ...(i % 4 ? { source: "ci", externalId: `D-${i}` } : {}),
    title: `Deploy ${i}`,
    system: slug(i % 12),
    deployedAt: new Date(Date.UTC(2026, 0, 1) + i * day),
    aiAssistance: ["none", "assisted", "agent", "unknown"][i % 4],
    documented: [true, false, null][i % 3],
  }));
  expect((await recordChanges(scope, { items: changes })).refused).toEqual([]);
  const incidents = Array.from({ length: 700 }, (_, i) => {
    const startedAt = new Date(Date.UTC(2025, 6, 1) + i * 11 * 3_600_000);
    const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);
    return {
      ...(i % 3 ? { source: "pager", externalId: `P-${i}` } : {}),
      title: i % 50 ? `Incident ${i}` : "=HYPERLINK(1)",
      summary: i % 9 ? null : 'Two\nlines, "quoted"; and\u2028more',
      severity: [1, 2, 3, 4, 5, null][i % 6],
      startedAt,
      detectedAt: i % 2 ? after(4) : null,
      mitigatedAt: i % 5 ? after(i % 300) : null,
      resolvedAt: i % 7 ? after(400) : null,
      lostOrders: i % 8 ? null : i * 13,
      aiInvolvement: ["none", "contributing", "unknown"][i % 3],
      rootCause: ["configuration", "capacity", "unknown"][i % 3],
      systems: [{ slug: slug(i % 12), part: i % 2 ? "origin" : "affected" }],
      regions: i % 4 ? ["Germany", "-Franconia"] : [],
      factors: i % 6 ? [] : [{ factor: "fatigue", note: "+night" }],
      changes: i % 4 === 1 && i < 60 ? [{ source: "ci", externalId: `D-${i}`, link: "culprit" }] : [],
    };
  });
  expect((await declareIncidents(scope, { items: incidents })).refused).toEqual([]);
}

async function imported(scope: Scope, target: ImportTarget, text: string) {
  const { id } = await receiveImport(scope, {
    said: () => ({ target }),
    fileName: `${target}.csv`,
    bytes: bytesOf(text),
  });
  await planStaged(scope, id, { acceptProposals: true, answers: { createSystems: false } });
  await beginRun(scope, { id });
  await work(scope, id);
  return getImport(scope, { id });
}

async function figures(scope: Scope) {
  const period = { from: "2025-07-01", to: "2026-07-01" };
  const answers = [
    await getOverview(scope, period),
    await getTrends(scope, { ...period, tier: "1" }),
    await getCorrelation(scope, period),
  ];
  return answers.map((answer) => ({ ...answer, computedAt: null }));
}

describe("an export", () => {
  it("imports into an empty database without loss: all figures are equal", async () => {
    const scope = await testScope();
    await company(scope);
    const elsewhere = await testScope();
    const files: [ImportTarget, string][] = [
      ["systems", await textOf(exportSystems(scope, {}))],
      ["changes", await textOf(exportChanges(scope, {}))],
      ["incidents", await textOf(exportIncidents(scope, { zone: "Asia/Kolkata" }))],
    ];
    for (const [target, text] of files) {
      const done = await imported(elsewhere, target, text);
      expect(done, target).toMatchObject({ refused: 0, skipped: 0, updated: 0, unchanged: 0 });
      expect(done.inspection?.profile?.name).toBe("faultline");
    }
    expect(await figures(elsewhere)).toEqual(await figures(scope));
    for (const [target, text] of files) {
      expect(await imported(elsewhere, target, text), target).toMatchObject({ created: 0, updated: 0 });
      expect(await imported(scope, target, text), target).toMatchObject({ created: 0, updated: 0 });
    }
  });

  it("holds as many rows as the list counts, however many there are", async () => {
    const scope = await testScope();
    await company(scope);
    const filter = { severity: "1,2", tier: "1", from: "2025-08-01", to: "2026-03-01" };
    const { total } = await listIncidents(scope, { ...filter, limit: 1 });
    const text = await textOf(exportIncidents(scope, { ...filter, columns: "title,startedAt" }));
    const lines = text.trimEnd().split("\r\n");
    expect(total).toBeGreaterThan(0);
    expect(lines).toHaveLength(total + 1);
    expect(lines[0]).toBe("title,startedAt");
  });

  it("hands spreadsheets nothing to run", async () => {
    const scope = await testScope();
    for (const title of ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
      await declareIncident(scope, { body: { title, startedAt: "2026-03-01T00:00:00Z" } });
    const text = await textOf(exportIncidents(scope, { period: "all", columns: "title" }));
    expect(text).not.toMatch(/(^|\n|,)"?[=+\-@\t\r]/);
  });

  it("writes instants in the zone asked for, with its offset", async () => {
    const scope = await testScope();
    await declareIncident(scope, { body: { title: "x", startedAt: "2026-07-01T12:00:00.250Z" } });
    const write = (zone: string) => textOf(exportIncidents(scope, { zone, columns: "startedAt" }));
    expect(await write("Europe/Berlin")).toContain("2026-07-01T14:00:00.250+02:00");
    expect(await write("America/St_Johns")).toContain("2026-07-01T09:30:00.250-02:30");
    expect(await write("UTC")).toContain("2026-07-01T12:00:00.250Z");
    expect(instantIn("Europe/Amsterdam")(new Date("1900-01-01T00:00:00Z"))).toMatch(/^1900-01-01T00:\d\d/);
  });

  it("carries action items with their incident", async () => {
    const scope = await testScope();
    const { incident } = await declareIncident(scope, {
      body: { title: "x", startedAt: "2026-03-01T00:00:00Z" },
    });
    await openAction(scope, { key: incident.id, body: { title: "Add a limit", dueOn: "2026-04-01" } });
    const text = await textOf(exportActions(scope, {}));
    expect(text).toContain(incident.id);
    expect(await imported(scope, "actions", text)).toMatchObject({ unchanged: 1, created: 0, refused: 0 });
  });

  it("may be taken by a viewer, and is told in the audit trail", async () => {
    const scope = await testScope();
    await textOf(exportIncidents(as(scope, "viewer"), { period: "all", severity: "1" }));
    const { items } = await listAudit(scope, { subject: "incidents.csv" });
    expect(items).toMatchObject([
      { actorName: "A viewer", action: "export.take", after: { rows: 0, period: "all", severity: [1] } },
    ]);
    await textOf(exportSystems(as(scope, "viewer"), {}));
  });

  it("refuses a column that is not there", async () => {
    const scope = await testScope();
    await expect(exportIncidents(scope, { columns: "title,titel" })).rejects.toThrow(
      /no column titel; use id,/,
    );
  });
});
