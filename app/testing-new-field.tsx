import { resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { listChanges } from "#lib/analytics/changes.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange, updateChange } from "#lib/changes/write.ts";
import { exportChanges, exportIncidents } from "#lib/exports/operations.ts";
import { bodies, importText } from "#lib/imports/testing.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident, updateIncident } from "#lib/incidents/write.ts";
import type { TextFile } from "#lib/operation.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { openApi } from "./_server/openapi.ts";
import { show } from "./testing-page.ts";
import { readAs } from "./testing-request.ts";

vi.mock("next/headers", () => import("./testing-request.ts"));

/**
 * Tests that run in a copy of the tree to which a number was added, by nothing but its entry and the migration that is
 * made of it: `refunds` for incidents, `linesChanged` for changes. See `new-field.test.ts`.
 */

let scope: Scope;
let incident: { id: string; number: number };
let change: { id: string; number: number };

const at = "2026-05-01T10:00:00Z";

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
  const source = { source: "pager", title: "Broke", startedAt: at };
  incident = (await declareIncident(scope, { body: { ...source, externalId: "1", refunds: 42 } })).incident;
  await declareIncident(scope, { body: { ...source, externalId: "2" } });
  const deployed = { source: "ci", title: "Changed", deployedAt: at };
  change = (await recordChange(scope, { body: { ...deployed, externalId: "1", linesChanged: 42 } })).change;
  await recordChange(scope, { body: { ...deployed, externalId: "2" } });
});

async function textOf(file: Promise<TextFile>): Promise<string> {
  let text = "";
  for await (const piece of (await file).text) text += piece;
  return text;
}

const page = (path: string, of: object) =>
  import(/* @vite-ignore */ resolve("app/(dashboard)", path, "page.tsx")).then((module) => show(module, of));

const schemas = () => JSON.stringify(openApi());

describe("a number of incidents that was added by one entry", () => {
  test("is stored, answered, and corrected", async () => {
    expect(await getIncident(scope, { key: incident.id })).toMatchObject({ refunds: 42 });
    const patch = { version: 1, refunds: 43 };
    const after = await updateIncident(scope, { key: incident.id, patch });
    expect(after).toMatchObject({ refunds: 43 });
  });

  test("is refused where it is no such number, by name", async () => {
    const wrong = { title: "Broke", startedAt: at, refunds: -1 };
    await expect(declareIncident(scope, { body: wrong })).rejects.toMatchObject({
      errors: [{ path: "body.refunds" }],
    });
  });

  test("stands in the history by its label", async () => {
    const { items } = await incidentHistory(scope, { key: incident.id });
    expect(items[0]!.changes).toEqual([{ field: "Refunds", before: "42", after: "43" }]);
  });

  test("has an input in the form and a place on the page", async () => {
    const params = { key: String(incident.number) };
    const edit = await page("incidents/[key]/edit", { params });
    expect(edit.text).toContain("Refunds");
    expect(edit.html).toMatch(/value="43"/);
    expect((await page("incidents/[key]", { params })).text).toContain("Refunds 43");
  });

  test("is imported by its label and by its name, and exported so that it comes back", async () => {
    for (const header of ["Refunds", "refunds"]) {
      const { rows } = await importText(`title,startedAt,${header}\nBroke,${at},7\n`);
      expect(bodies(rows)[0]).toMatchObject({ refunds: 7 });
    }
    const text = await textOf(exportIncidents(scope, { period: "all" }));
    expect(bodies((await importText(text)).rows).map(({ refunds }) => refunds ?? null)).toEqual(
      expect.arrayContaining([43, null]),
    );
  });

  test("is filtered, sorted by and added up", async () => {
    const numbers = async (words: object) =>
      (await listIncidents(scope, { period: "all", ...words })).items.map(({ number }) => number);
    expect(await numbers({ refunds: "40..50" })).toEqual([incident.number]);
    expect(await numbers({ refunds: "unknown" })).not.toContain(incident.number);
    expect(await numbers({ recorded: "refunds" })).toEqual([incident.number]);
    expect((await numbers({ sort: "-refunds" }))[0]).toBe(incident.number);
    const { current } = await getOverview(scope, { period: "all" });
    expect(current.sums).toMatchObject({ refunds: { sum: 43, recorded: 1, of: 2 } });
  });

  test("is told in the API document", () => {
    expect(schemas()).toContain("Orders that were paid back because of it.");
  });
});

describe("a number of changes that was added by one entry", () => {
  test("is stored, answered, and corrected", async () => {
    expect(await getChange(scope, { key: change.id })).toMatchObject({ linesChanged: 42 });
    const patch = { version: 1, linesChanged: 43 };
    const after = await updateChange(scope, { key: change.id, patch });
    expect(after).toMatchObject({ linesChanged: 43 });
  });

  test("stands in the audit trail", async () => {
    const { items } = await listAudit(scope, { subject: change.id });
    expect(items[0]).toMatchObject({ before: { linesChanged: 42 }, after: { linesChanged: 43 } });
  });

  test("has a place on the page", async () => {
    const shown = await page("changes/[key]", { params: { key: String(change.number) } });
    expect(shown.text).toContain("Lines changed 43");
  });

  test("is imported by its label, and exported so that it comes back", async () => {
    const csv = `title,deployedAt,Lines changed\nChanged,${at},7\n`;
    expect(bodies((await importText(csv, { target: "changes" })).rows)[0]).toMatchObject({ linesChanged: 7 });
    const text = await textOf(exportChanges(scope, { period: "all" }));
    const back = bodies((await importText(text, { target: "changes" })).rows);
    expect(back.map(({ linesChanged }) => linesChanged ?? null)).toEqual(expect.arrayContaining([43, null]));
  });

  test("is filtered and told in the API document", async () => {
    const { items } = await listChanges(scope, { period: "all", linesChanged: "40..50" });
    expect(items.map(({ number }) => number)).toEqual([change.number]);
    expect(schemas()).toContain("How many lines it added, changed or removed.");
  });
});
