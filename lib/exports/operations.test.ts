import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { openAction } from "#lib/actions/write.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { listSystemRecords } from "#lib/analytics/system-records.ts";
import { listAudit } from "#lib/audit/read.ts";
import { recordChanges } from "#lib/changes/write.ts";
import { getImport } from "#lib/imports/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun } from "#lib/imports/run/write.ts";
import { bytesOf } from "#lib/imports/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { declareIncident, declareIncidents } from "#lib/incidents/write.ts";
import type { TextFile } from "#lib/operation.ts";
import type { Query } from "#lib/query.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { as, testScope } from "#lib/testing.ts";
import type { ImportTarget } from "#lib/values.ts";
import { exportActions, exportChanges, exportIncidents, exportSystems, instantIn } from "./operations.ts";

async function textOf(file: Promise<TextFile>): Promise<string> {
  let text = "";
  for await (const piece of (await file).text) text += piece;
  return text;
}

/** Of the kinds that break programs: formulas, words for nothing, quotes, scripts, other scripts, joiners, markup. */
const naughty = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  "'=1+1",
  "''",
  "-5",
  "+5",
  "1E02",
  "0x0",
  "1,000.00",
  "01000",
  "undefined",
  "null",
  "NULL",
  "N/A",
  "?",
  "-",
  "true",
  "NaN",
  "2026-03-01",
  "a,b;c\td|e",
  "\"quoted\" and 'quoted'",
  "\\ \\n \\",
  "<script>alert(1)</script>",
  "'; drop table incidents; --",
  "$(jndi:ldap://x) {{7*7}} %s %n $HOME",
  "表ポあA鷗Œé ℗ ﷽",
  "الكل في المجمو عة",
  "👩‍👩‍👧‍👦 🏳️‍🌈 é é",
  "\u200bzero\u200dwidth\u2060 \u00a0 \u202eright to left",
  "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
];

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
  for (const key of ["3", "40", "77"])
    await openAction(scope, { key, body: { title: `Mend what failed in ${key}`, dueOn: "2026-01-31" } });
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

/** A question is a query of lib/analytics that is named as its file is, so that a new one is compared by itself. */
async function allQuestions(): Promise<Map<string, Query<unknown, object>>> {
  const found = new Map<string, Query<unknown, object>>();
  for (const file of globSync("lib/analytics/*.ts")) {
    const name = basename(file, ".ts");
    if (name.includes(".")) continue;
    const exported: Record<string, unknown> = await import(resolve(file));
    for (const value of Object.values(exported)) {
      const one = value as Query<unknown, object>;
      if (typeof value === "function" && "definition" in value && one.definition.name === name)
        found.set(name, one);
    }
  }
  return found;
}

/** Ids are made anew in another installation; numbers follow the order of the file, so they are the same. */
function withoutIds(answer: object): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      key === "computedAt" || key === "id" ? undefined : value,
    ),
  );
}

async function figures(scope: Scope) {
  const period = { from: "2025-07-01", to: "2026-07-01" };
  const answers: Record<string, unknown> = {};
  for (const [name, ask] of await allQuestions()) {
    const takesPeriod = ask.definition.input.safeParse(period).success;
    for (const input of takesPeriod
      ? [period, { ...period, tier: "1" }]
      : [{ week: "2025-W40" }, undefined]) {
      if (!ask.definition.input.safeParse(input).success) continue;
      answers[`${name} ${JSON.stringify(input)}`] = withoutIds(await ask(scope, input));
    }
  }
  return answers;
}

describe("an export", () => {
  test("imports into an empty database without loss: all figures are equal", async () => {
    const scope = await testScope();
    await company(scope);
    const elsewhere = await testScope();
    const files: [ImportTarget, string][] = [
      ["systems", await textOf(exportSystems(scope, {}))],
      ["changes", await textOf(exportChanges(scope, {}))],
      ["incidents", await textOf(exportIncidents(scope, { zone: "Asia/Kolkata" }))],
      ["actions", await textOf(exportActions(scope, {}))],
    ];
    for (const [target, text] of files) {
      const done = await imported(elsewhere, target, text);
      expect(done, target).toMatchObject({ refused: 0, skipped: 0, updated: 0, unchanged: 0 });
      expect(done.inspection?.profile?.name).toBe("faultline");
    }
    const here = await figures(scope);
    expect(Object.keys(here).length).toBeGreaterThanOrEqual(20);
    expect(await figures(elsewhere)).toEqual(here);
    for (const [target, text] of files) {
      expect(await imported(elsewhere, target, text), target).toMatchObject({ created: 0, updated: 0 });
      expect(await imported(scope, target, text), target).toMatchObject({ created: 0, updated: 0 });
    }
  });

  test("of systems holds those that their list holds with the same words", async () => {
    const scope = await testScope();
    await company(scope);
    for (const words of [
      {},
      { q: "sys" },
      { tier: "1" },
      { tier: "unknown" },
      { org: "Payments" },
      { q: "no such" },
    ]) {
      const listed = (await listSystemRecords(scope, { ...words, limit: 200 })).items.map(({ slug }) => slug);
      const lines = (await textOf(exportSystems(scope, { ...words, columns: "slug" }))).trim().split("\r\n");
      expect(lines.slice(1), JSON.stringify(words)).toEqual(listed.toSorted());
    }
  });

  test("brings back every text to the letter, whatever a spreadsheet or a shell would make of it", async () => {
    const scope = await testScope();
    const elsewhere = await testScope();
    const items = naughty.map((text, i) => ({
      source: "naughty",
      externalId: `N-${i}`,
      title: text,
      summary: `${text}\n${text}`,
      startedAt: "2026-03-01T00:00:00Z",
    }));
    expect((await declareIncidents(scope, { items })).refused).toEqual([]);
    const file = await textOf(exportIncidents(scope, { period: "all" }));
    expect(await imported(elsewhere, "incidents", file)).toMatchObject({
      created: naughty.length,
      refused: 0,
    });
    const texts = async (from: Scope) => {
      const numbers = naughty.map((_, i) => i + 1);
      const stored = await incidentsByNumber(from, { numbers });
      return stored.map(({ externalId, title, summary }) => [externalId, title, summary]).sort();
    };
    expect(await texts(elsewhere)).toEqual(await texts(scope));
    expect(await imported(scope, "incidents", file)).toMatchObject({ unchanged: naughty.length });
  });

  test("holds as many rows as the list counts, however many there are", async () => {
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

  test("hands spreadsheets nothing to run", async () => {
    const scope = await testScope();
    for (const title of ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
      await declareIncident(scope, { body: { title, startedAt: "2026-03-01T00:00:00Z" } });
    const text = await textOf(exportIncidents(scope, { period: "all", columns: "title" }));
    expect(text).not.toMatch(/(^|\n|,)"?[=+\-@\t\r]/);
  });

  test("writes instants in the zone asked for, with its offset", async () => {
    const scope = await testScope({ now: "2026-08-01T12:00:00Z" });
    await declareIncident(scope, { body: { title: "x", startedAt: "2026-07-01T12:00:00.250Z" } });
    const write = (zone: string) => textOf(exportIncidents(scope, { zone, columns: "startedAt" }));
    expect(await write("Europe/Berlin")).toContain("2026-07-01T14:00:00.250+02:00");
    expect(await write("America/St_Johns")).toContain("2026-07-01T09:30:00.250-02:30");
    expect(await write("UTC")).toContain("2026-07-01T12:00:00.250Z");
    expect(instantIn("Europe/Amsterdam")(new Date("1900-01-01T00:00:00Z"))).toMatch(/^1900-01-01T00:\d\d/);
  });

  test("carries action items with their incident", async () => {
    const scope = await testScope();
    const { incident } = await declareIncident(scope, {
      body: { title: "x", startedAt: "2026-03-01T00:00:00Z" },
    });
    await openAction(scope, { key: incident.id, body: { title: "Add a limit", dueOn: "2026-04-01" } });
    const text = await textOf(exportActions(scope, {}));
    expect(text).toContain(incident.id);
    expect(await imported(scope, "actions", text)).toMatchObject({ unchanged: 1, created: 0, refused: 0 });
  });

  test("may be taken by a viewer, and is told in the audit trail", async () => {
    const scope = await testScope();
    await textOf(exportIncidents(as(scope, "viewer"), { period: "all", severity: "1" }));
    const { items } = await listAudit(scope, { subject: "incidents.csv" });
    expect(items).toMatchObject([
      { actorName: "A viewer", action: "export.take", after: { rows: 0, period: "all", severity: [1] } },
    ]);
    await textOf(exportSystems(as(scope, "viewer"), {}));
  });

  test("refuses a column that is not there", async () => {
    const scope = await testScope();
    await expect(exportIncidents(scope, { columns: "title,titel" })).rejects.toThrow(
      /no column titel; use id,/,
    );
  });
});
