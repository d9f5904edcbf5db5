import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { listIncidentActions } from "#lib/actions/read.ts";
import { getChoices } from "#lib/analytics/choices.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getChange, listVolumes } from "#lib/changes/read.ts";
import { AppError } from "#lib/errors.ts";
import { getIncident, incidentsByNumber } from "#lib/incidents/read.ts";
import { declareIncident, deleteIncident, updateIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { updateSystem } from "#lib/systems/write.ts";
import { as, testScope } from "#lib/testing.ts";
import { type Answers, Mapping } from "../mapping/schema.ts";
import { getImport, listImports } from "../read.ts";
import type { Import, ImportTarget } from "../schema.ts";
import { bytesOf } from "../testing.ts";
import { importedNumbers, keptRows, refusedRows, remarkedRows } from "./read.ts";
import { work } from "./run.ts";
import { planStaged, receiveImport } from "./stage.ts";
import { beginRun, beginUndo, endRun } from "./write.ts";

interface Staging {
  target?: (typeof ImportTarget)["_output"];
  answers?: Answers;
  mapping?: Mapping;
}

async function staged(scope: Scope, content: string, staging: Staging = {}) {
  const { target = "incidents", answers = {}, mapping } = staging;
  const { id } = await receiveImport(scope, {
    said: () => ({ target }),
    fileName: "file.csv",
    bytes: bytesOf(content),
    mapping,
  });
  return planStaged(scope, id, { answers: { createSystems: true, ...answers }, acceptProposals: true });
}

async function imported(scope: Scope, content: string, staging: Staging = {}): Promise<Import> {
  const { id } = await staged(scope, content, staging);
  await beginRun(scope, { id });
  await work(scope, id);
  return getImport(scope, { id });
}

async function undone(scope: Scope, id: string): Promise<Import> {
  await beginUndo(scope, { id });
  await work(scope, id);
  return getImport(scope, { id });
}

const csv = (...lines: string[]) => `${lines.join("\n")}\n`;

const header = "id,title,severity,started_at,resolved_at,lost_orders,services";
const file = csv(
  header,
  "A-1,Cart slow,SEV1,2026-03-02T08:00:00Z,2026-03-02T10:00:00Z,1200,checkout; cart",
  "A-2,Search down,SEV3,2026-03-03T08:00:00Z,,,search",
  "A-3,No start,SEV3,,,,search",
);

const counts = ({ created, updated, unchanged, refused, skipped }: Import) => ({
  created,
  updated,
  unchanged,
  refused,
  skipped,
});

describe("an import", () => {
  test("stores what its plan said, and tells where each record came from", async () => {
    const scope = await testScope();
    const { id, plan } = await staged(scope, file);
    expect(plan).toMatchObject({ create: 2, update: 0, unchanged: 0, refused: 1, months: { "2026-03": 2 } });
    expect(plan?.newSystems.map(({ slug }) => slug)).toEqual(["checkout", "cart", "search"]);
    await beginRun(scope, { id });
    expect(await work(scope, id)).toBe("done");
    const done = await getImport(scope, { id });
    expect(counts(done)).toEqual({ created: 2, updated: 0, unchanged: 0, refused: 1, skipped: 0 });
    expect(done).toMatchObject({ state: "done", done: 3, total: 3 });
    const numbers = await importedNumbers(scope, { target: "incidents", ids: [id] });
    const [first, second] = await incidentsByNumber(scope, { numbers: [...numbers].sort((a, b) => a - b) });
    expect(first).toMatchObject({
      title: "Cart slow",
      severity: 1,
      severityRaw: "SEV1",
      externalId: "A-1",
      lostOrders: 1200,
      status: "resolved",
      createdBy: "A admin",
    });
    expect(first?.systems.map(({ slug }) => slug).sort()).toEqual(["cart", "checkout"]);
    expect(second).toMatchObject({ lostOrders: null, resolvedAt: null, status: "unknown" });
  });

  test("changes nothing the second time", async () => {
    const scope = await testScope();
    const first = await imported(scope, file);
    const again = await imported(scope, file);
    expect(counts(again)).toEqual({ created: 0, updated: 0, unchanged: 2, refused: 1, skipped: 0 });
    expect(again.same).toMatchObject([{ id: first.id, state: "done" }]);
    const [number] = await importedNumbers(scope, { target: "incidents", ids: [first.id] });
    expect((await getIncident(scope, { key: String(number) })).version).toBe(1);
  });

  test("of a corrected file updates what differs, and nothing else", async () => {
    const scope = await testScope();
    await imported(scope, file);
    const done = await imported(scope, file.replace("Search down,SEV3", "Search down,SEV2"));
    expect(counts(done)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(done.plan?.sample).toMatchObject([
      {
        action: "update",
        changes: [
          { field: "severity", from: 3, to: 2 },
          { field: "severityRaw", from: "SEV3", to: "SEV2" },
        ],
      },
    ]);
  });

  test("keeps truly identical rows apart, and finds them again", async () => {
    const scope = await testScope();
    const twins = csv("title,started_at", ...Array(3).fill("Cart slow,2026-03-02T08:00:00Z"));
    expect(counts(await imported(scope, twins))).toMatchObject({ created: 3 });
    expect(counts(await imported(scope, twins))).toMatchObject({ created: 0, unchanged: 3 });
  });

  test("gives one audit entry with its counts", async () => {
    const scope = await testScope();
    const { id } = await imported(scope, file);
    const { items } = await listAudit(scope, { subject: id });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      actorKind: "import",
      actorName: "A admin",
      action: "import.run",
      after: { created: 2, refused: 1, state: "done" },
    });
    expect((await listAudit(scope, {})).items).toHaveLength(1);
  });

  test("gives refused rows back, which are stored once they are mended", async () => {
    const scope = await testScope();
    const { id } = await imported(scope, file);
    const refused = await refusedRows(scope, { id });
    expect(refused).toMatchObject([{ line: 4, reasons: [{ reason: "Impact began is missing." }] }]);
    const { refusedHeader, refusedLine } = await import("../plan/refused.ts");
    const { csvLine } = await import("#lib/csv/write.ts");
    const columns = header.split(",");
    const given = csvLine(refusedHeader(columns)) + csvLine(refusedLine(refused[0]!, columns));
    const mended = given.replace("SEV3,,", "SEV3,2026-03-04T08:00:00Z,");
    expect(counts(await imported(scope, mended))).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      refused: 0,
      skipped: 0,
    });
    const whole = file.replace("No start,SEV3,,", "No start,SEV3,2026-03-04T08:00:00Z,");
    expect(counts(await imported(scope, whole))).toMatchObject({ created: 0, unchanged: 3 });
  });

  test("asks what would cost rows, and names each answer", async () => {
    const scope = await testScope();
    const dates = csv("title,started_at,severity", "a,03/04/2026 10:00,2", "b,05/06/2026 11:00,1");
    const { id } = await receiveImport(scope, {
      said: () => ({ target: "incidents" }),
      fileName: "f",
      bytes: bytesOf(dates),
    });
    const error = await planStaged(scope, id).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ code: "invalid" });
    expect((error as AppError).errors.map(({ path }) => path)).toEqual([
      "answers.order",
      "answers.zone",
      "answers.values.severity",
    ]);
    const answers: Answers = {
      order: "dmy",
      zone: "Europe/Berlin",
      values: { severity: { 1: 1, 2: null } },
    };
    const { plan } = await planStaged(scope, id, { answers });
    expect(plan?.firstStart).toEqual(new Date("2026-04-03T08:00:00Z"));
    expect((await getImport(scope, { id })).inspection?.questions.map((q) => q.id)).toContain(
      "values.severity",
    );
  });

  test("takes no file that is no table, and keeps nothing of it", async () => {
    const scope = await testScope();
    const upload = receiveImport(scope, {
      said: () => ({ target: "incidents" }),
      fileName: "x.pdf",
      bytes: bytesOf("%PDF-1.7 and so on"),
    });
    await expect(upload).rejects.toThrow(/PDF/);
    expect((await listImports(scope, {})).items).toEqual([]);
  });

  test("is not for viewers", async () => {
    const scope = await testScope();
    const upload = { said: () => ({ target: "incidents" as const }), fileName: "f", bytes: bytesOf(file) };
    await expect(receiveImport(as(scope, "viewer"), upload)).rejects.toThrow(/import\.run/);
    await expect(listImports(as(scope, "viewer"), {})).rejects.toThrow(AppError);
  });

  test("stops where it is cancelled, and goes on from there", async () => {
    const scope = await testScope();
    const many = csv("id,title,started_at", ...rows(5000));
    const { id } = await staged(scope, many);
    await beginRun(scope, { id });
    let cancelled: Promise<unknown> | null = null;
    const state = await work(scope, id, {
      onProgress: () => {
        cancelled ??= endRun(scope, { id, state: "cancelled" });
      },
    });
    await cancelled;
    expect(state).toBe("cancelled");
    const half = await getImport(scope, { id });
    expect(half.created).toBeLessThan(5000);
    expect((await importedNumbers(scope, { target: "incidents", ids: [id] })).size).toBe(half.created);
    await beginRun(scope, { id });
    expect(await work(scope, id)).toBe("done");
    expect(counts(await getImport(scope, { id }))).toMatchObject({ created: 5000, unchanged: 0 });
  });

  test("stores each row once when two are at work on it", async () => {
    const scope = await testScope();
    const { id } = await staged(scope, csv("id,title,started_at", ...rows(4500)));
    await beginRun(scope, { id });
    await Promise.all([work(scope, id), work(scope, id)]);
    await work(scope, id);
    expect(counts(await getImport(scope, { id }))).toMatchObject({ created: 4500 });
    expect((await importedNumbers(scope, { target: "incidents", ids: [id] })).size).toBe(4500);
  });

  test("plans a row again that somebody else stored in the meantime", async () => {
    const scope = await testScope();
    await imported(scope, csv("id,title,started_at", ...rows(3000)));
    const renamed = rows(3000).map((row) => row.replace("Incident", "Renamed"));
    const { id } = await staged(scope, csv("id,title,started_at", ...renamed));
    await beginRun(scope, { id });
    let edited: Promise<unknown> | null = null;
    await work(scope, id, {
      onProgress: () => {
        edited ??= updateIncident(scope, { key: "2500", patch: { title: "Mine", version: 1 } });
      },
    });
    await edited;
    const done = await getImport(scope, { id });
    expect(done.state).toBe("done");
    expect(counts(done)).toMatchObject({ updated: 3000, unchanged: 0 });
  });
});

function rows(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const start = new Date(Date.UTC(2025, 0, 1, 0, i)).toISOString();
    return `R-${i},Incident ${i},${start}`;
  });
}

describe("undo", () => {
  test("removes what was created and restores what was updated", async () => {
    const scope = await testScope();
    const { incident } = await declareIncident(scope, {
      body: {
        source: "csv",
        externalId: "A-2",
        title: "Search was down",
        startedAt: "2026-03-03T08:00:00Z",
        severity: 4,
        systems: [{ slug: "index", part: "origin" }],
        regions: ["eu-west-1"],
      },
      createSystems: true,
    });
    const before = await getOverview(scope, { period: "all" });
    const done = await imported(scope, file);
    expect(counts(done)).toMatchObject({ created: 1, updated: 1 });
    const back = await undone(scope, done.id);
    expect(back).toMatchObject({ state: "undone", undo: { removed: 1, restored: 1, kept: 0 } });
    const restored = await getIncident(scope, { key: incident.id });
    const { version: _, updatedAt: __, ...facts } = incident;
    expect(restored).toMatchObject(facts);
    const after = await getOverview(scope, { period: "all" });
    expect({ ...after, computedAt: null }).toEqual({ ...before, computedAt: null });
    const { items } = await listAudit(scope, { subject: done.id });
    expect(items.map(({ action }) => action)).toEqual(["import.undo", "import.run"]);
  });

  test("leaves alone what was edited or written about since, and lists it", async () => {
    const scope = await testScope();
    const done = await imported(scope, csv("id,title,started_at", ...rows(4)));
    await updateIncident(scope, { key: "2", patch: { title: "Known better", version: 1 } });
    const { openAction } = await import("#lib/actions/write.ts");
    await openAction(scope, { key: "3", body: { title: "Look again" } });
    const back = await undone(scope, done.id);
    expect(back.undo).toEqual({ removed: 2, restored: 0, kept: 2 });
    expect((await keptRows(scope, { id: done.id })).map(({ number }) => number)).toEqual([2, 3]);
    expect((await getIncident(scope, { key: "2" })).deletedAt).toBeNull();
    expect((await getIncident(scope, { key: "1" })).deletedAt).not.toBeNull();
  });

  test("lets the same file be imported anew", async () => {
    const scope = await testScope();
    const done = await imported(scope, file);
    await undone(scope, done.id);
    expect(counts(await imported(scope, file))).toMatchObject({ created: 2, unchanged: 0 });
  });

  test("cannot be done twice, nor before anything was stored", async () => {
    const scope = await testScope();
    const { id } = await staged(scope, file);
    await expect(beginUndo(scope, { id })).rejects.toThrow(/has not stored anything/);
    const done = await imported(scope, file);
    await undone(scope, done.id);
    await expect(beginUndo(scope, { id: done.id })).rejects.toThrow(/taken back already/);
    await expect(beginRun(scope, { id: done.id })).rejects.toThrow(/Upload the file again/);
  });
});

describe("systems that an import added", () => {
  const slugs = async (scope: Scope) => (await listSystems(scope, {})).items.map(({ slug }) => slug);
  const changes = csv("id,title,service,deployed_at", "D-1,New cart,cart,2026-03-01T08:00:00Z");
  const volumes = csv("day,service,ai,count", "2026-03-01,search,yes,12");

  test("go with it, and the figures no longer know them", async () => {
    const scope = await testScope();
    const done = await imported(scope, file);
    expect(done.addedSystems).toEqual({ added: 3, removed: 0, kept: [] });
    const named = async () => (await getChoices(scope, undefined)).system;
    expect(await named()).toHaveLength(3);
    const back = await undone(scope, done.id);
    expect(back.addedSystems).toEqual({ added: 3, removed: 3, kept: [] });
    expect(await slugs(scope)).toEqual([]);
    expect(await named()).toEqual([]);
    expect(counts(await imported(scope, file))).toMatchObject({ created: 2 });
    expect(await slugs(scope)).toEqual(["cart", "checkout", "search"]);
    expect((await named()).map(({ value }) => value)).toEqual(["cart", "checkout", "search"]);
  });

  test("stay and are listed where something else names them, or somebody edited them", async () => {
    const scope = await testScope();
    const done = await imported(scope, file);
    await declareIncident(scope, {
      body: { title: "Down", startedAt: "2026-03-01T00:00:00Z", systems: [{ slug: "cart" }] },
    });
    await updateSystem(scope, { slug: "search", version: 1, tier: 1 });
    const back = await undone(scope, done.id);
    expect(back.addedSystems).toEqual({
      added: 3,
      removed: 1,
      kept: [
        { slug: "cart", name: "cart" },
        { slug: "search", name: "search" },
      ],
    });
    expect(await slugs(scope)).toEqual(["cart", "search"]);
  });

  test("stay with a record that somebody edited since, and with one in the bin that was not imported", async () => {
    const scope = await testScope();
    const done = await imported(scope, file);
    const { incident } = await declareIncident(scope, {
      body: { title: "Mine", startedAt: "2026-03-01T00:00:00Z", systems: [{ slug: "checkout" }] },
    });
    await deleteIncident(scope, { key: incident.id });
    await updateIncident(scope, { key: "2", patch: { title: "Known better", version: 1 } });
    const back = await undone(scope, done.id);
    expect(back.undo).toMatchObject({ removed: 1, kept: 1 });
    expect(back.addedSystems.kept.map(({ slug }) => slug)).toEqual(["checkout", "search"]);
  });

  test("go with the last of several imports that name them", async () => {
    const scope = await testScope();
    const first = await imported(scope, file);
    const second = await imported(scope, changes, { target: "changes" });
    const third = await imported(scope, volumes, { target: "change-volumes" });
    expect(second.addedSystems.added).toBe(0);
    await undone(scope, second.id);
    await undone(scope, third.id);
    const back = await undone(scope, first.id);
    expect(back.addedSystems).toMatchObject({ removed: 3, kept: [] });
    expect(counts(await imported(scope, changes, { target: "changes" }))).toMatchObject({ created: 1 });
    expect(counts(await imported(scope, volumes, { target: "change-volumes" }))).toMatchObject({
      created: 1,
    });
    expect(await slugs(scope)).toEqual(["cart", "search"]);
  });
});

describe("other targets", () => {
  test("imports changes, and takes them back", async () => {
    const scope = await testScope();
    const changes = csv(
      "id,title,service,deployed_at,ai_assisted,approvals",
      "D-1,New cart,cart,2026-03-01T08:00:00Z,yes,2",
      "D-2,New index,search,2026-03-02T08:00:00Z,no,0",
    );
    const done = await imported(scope, changes, { target: "changes" });
    expect(counts(done)).toMatchObject({ created: 2 });
    expect(await getChange(scope, { key: "1" })).toMatchObject({
      title: "New cart",
      system: "cart",
      aiAssistance: "assisted",
      approvals: 2,
    });
    expect(counts(await imported(scope, changes, { target: "changes" }))).toMatchObject({ unchanged: 2 });
    const corrected = await imported(scope, changes.replace("yes,2", "yes,3"), { target: "changes" });
    expect(counts(corrected)).toMatchObject({ updated: 1 });
    await undone(scope, corrected.id);
    expect((await getChange(scope, { key: "1" })).approvals).toBe(2);
    await undone(scope, (await imported(scope, changes, { target: "changes" })).id);
    expect((await getChange(scope, { key: "1" })).deletedAt).toBeNull();
  });

  test("imports systems that depend on one another in any order, and takes them back", async () => {
    const scope = await testScope();
    const systems = csv(
      "slug,name,tier,depends_on",
      "cart,Cart,1,payments; nowhere",
      "checkout,Checkout,1,payments",
      "payments,Payments,2,",
      "shop,Shop,2,cart",
      "loop,Loop,3,loop",
    );
    const done = await imported(scope, systems, { target: "systems", answers: { createSystems: false } });
    // cart needs what is nowhere, and shop needs cart.
    expect(counts(done)).toMatchObject({ created: 2, refused: 3 });
    expect((await getSystem(scope, { slug: "checkout" })).dependsOn).toEqual(["payments"]);
    const again = await imported(scope, systems, { target: "systems", answers: { createSystems: false } });
    expect(counts(again)).toMatchObject({ created: 0, unchanged: 2, refused: 3 });
    await undone(scope, done.id);
    expect((await listSystems(scope, {})).items).toEqual([]);
  });

  test("keeps a system that something names", async () => {
    const scope = await testScope();
    const done = await imported(scope, csv("slug,name", "cart,Cart", "idle,Idle"), { target: "systems" });
    await declareIncident(scope, {
      body: { title: "Down", startedAt: "2026-03-01T00:00:00Z", systems: [{ slug: "cart" }] },
    });
    expect((await undone(scope, done.id)).undo).toEqual({ removed: 1, restored: 0, kept: 1 });
    expect((await listSystems(scope, {})).items.map(({ slug }) => slug)).toEqual(["cart"]);
  });

  test("imports totals of changes, and takes them back", async () => {
    const scope = await testScope();
    const volumes = csv("day,service,ai,count", "2026-03-01,cart,yes,12", "2026-03-01,cart,no,30");
    const done = await imported(scope, volumes, { target: "change-volumes" });
    expect(counts(done)).toMatchObject({ created: 2 });
    expect(counts(await imported(scope, volumes, { target: "change-volumes" }))).toMatchObject({
      unchanged: 2,
    });
    await undone(scope, done.id);
    // The system came with them, and so it goes with them.
    expect((await listVolumes(scope, {})).items).toEqual([]);
    const known = csv("slug,name", "cart,Cart");
    await imported(scope, known, { target: "systems" });
    await undone(scope, (await imported(scope, volumes, { target: "change-volumes" })).id);
    expect((await listVolumes(scope, {})).items.map(({ count }) => count)).toEqual([0, 0]);
  });

  test("imports action items onto their incidents, and takes them back", async () => {
    const scope = await testScope();
    await imported(scope, file);
    const actions = csv(
      "incident,title,state,due,url",
      "INC-1,Add a limit,open,2026-04-01,https://tracker.example/1",
      "A-2,Watch the index,done,,",
      "INC-9,Nowhere,open,,",
      "INC-1,Run a script,open,,javascript:alert(1)",
    );
    const done = await imported(scope, actions, { target: "actions" });
    expect(counts(done)).toMatchObject({ created: 2, refused: 2 });
    expect((await listIncidentActions(scope, { key: "1" })).items).toMatchObject([
      { title: "Add a limit", dueOn: "2026-04-01" },
    ]);
    expect(counts(await imported(scope, actions, { target: "actions" }))).toMatchObject({ unchanged: 2 });
    await undone(scope, done.id);
    expect((await listIncidentActions(scope, { key: "1" })).items).toEqual([]);
  });
});

describe("a preview", () => {
  const cell = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom("", "cart", "search; cart", "?", "SEV1", "3", "minor", "a,b", '"'),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  );
  const start = fc.constantFrom(
    "2026-03-02T08:00:00Z",
    "2026-03-02 08:00",
    "",
    "soon",
    "2025-12-31T23:59:59Z",
  );
  const row = fc.record({
    id: fc.constantFrom("", "A", "B", "C", "D", "0012"),
    title: fc.oneof(cell, fc.constant("Down")),
    start,
    severity: fc.constantFrom("SEV1", "SEV3", "", "odd"),
    services: cell,
    regions: fc.constantFrom("", "US; us", "eu", "us; EU"),
    lost: fc.constantFrom("", "12", "1,200", "-4", "many"),
  });
  const files = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
  test("says exactly what the run then does", async () => {
    const scope = await testScope();
    const { csvLine } = await import("#lib/csv/write.ts");
    const answers: Answers = {
      zone: "UTC",
      mark: "point",
      repeatedKey: { keep: "none" },
      values: { severity: { odd: null } },
    };
    const columns = { externalId: "id", title: "title", startedAt: "start", severity: "severity" };
    const more = { systems: "services", regions: "regions", lostOrders: "lost" };
    const mapping = Mapping.parse({
      fields: Object.fromEntries(
        Object.entries({ ...columns, ...more }).map(([field, column]) => [field, { from: "column", column }]),
      ),
    });
    await fc.assert(
      asyncProperty(files, async (several) => {
        for (const lines of several) {
          const content =
            csvLine(["id", "title", "start", "severity", "services", "regions", "lost"]) +
            lines
              .map((one) =>
                csvLine([one.id, one.title, one.start, one.severity, one.services, one.regions, one.lost]),
              )
              .join("");
          const looked = await staged(scope, content, { answers, mapping }).catch((error: unknown) => error);
          if (looked instanceof AppError) {
            // Refused as a whole, which is right where beside a row that can be stored it alone is.
            expect(looked.message).toMatch(/in any of the \d+ rows/);
            const good = csvLine(["G", "Down", "2026-03-05T10:00:00Z", "SEV1", "", "", ""]);
            const beside = (await staged(scope, content + good, { answers, mapping })).plan!;
            expect(beside.create + beside.update + beside.unchanged).toBe(1);
            continue;
          }
          const { id, plan } = looked as Import;
          await beginRun(scope, { id });
          expect(await work(scope, id)).toBe("done");
          const done = await getImport(scope, { id });
          expect({ ...counts(done), total: done.done }).toEqual({
            created: plan?.create,
            updated: plan?.update,
            unchanged: plan?.unchanged,
            refused: plan?.refused,
            skipped: plan?.skipped,
            total: done.total,
          });
          const again = await imported(scope, content, { answers, mapping });
          expect(counts(again)).toMatchObject({ created: 0, updated: 0 });
        }
      }),
      { numRuns: runs(100) },
    );
  }, 120_000);
});

describe("what cannot have been", () => {
  const hostile = csv(
    "id,title,started,detected,resolved",
    "1,a cart,2025-05-01T22:30:00Z,2025-05-01T22:40:00Z,2025-05-01T01:10:00Z",
    "2,b cart,2025-05-02T10:00:00Z,2025-05-02T09:45:00Z,2025-05-02T11:00:00Z",
    "3,c cart,2025-05-03T10:00:00Z,2025-05-03T10:05:00Z,2206-05-03T11:00:00Z",
    "4,d cart,2206-05-03T10:00:00Z,,",
    "5,e cart,2025-05-04T10:00:00Z,2025-05-04T10:05:00Z,2025-05-04T12:00:00Z",
  );

  test("is left out of the record and told with its row, when it came in anew and when it comes in again", async () => {
    const scope = await testScope();
    const first = await imported(scope, hostile);
    expect(counts(first)).toMatchObject({ created: 4, refused: 1 });
    const numbers = await importedNumbers(scope, { target: "incidents", ids: [first.id] });
    const stored = await incidentsByNumber(scope, { numbers: [...numbers].sort((a, b) => a - b) });
    expect(stored.map(({ durations }) => durations.resolveMinutes)).toEqual([null, 60, null, 120]);
    expect(stored.map(({ status }) => status)).toEqual(["unknown", "resolved", "unknown", "resolved"]);
    const remarked = await remarkedRows(scope, { id: first.id });
    expect(remarked.map(({ line, number, reasons }) => [line, number, reasons[0]?.column])).toEqual([
      [2, stored[0]?.number, "resolved"],
      [3, stored[1]?.number, "detected"],
      [4, stored[2]?.number, "resolved"],
    ]);
    const again = await imported(scope, hostile);
    expect(counts(again)).toMatchObject({ created: 0, updated: 0, unchanged: 4, refused: 1 });
    expect(await remarkedRows(scope, { id: again.id })).toHaveLength(3);
  });

  test("never holds up a run where a person moved the start that the file's end belongs to", async () => {
    const scope = await testScope();
    const plain = "number,short_description,opened_at,resolved_at,priority,state,sys_updated_at";
    const of = (resolved: string) =>
      csv(plain, `INC0001,a cart,2025-05-01 10:00:00,${resolved},2 - High,Closed,2025-05-01 12:00:00`);
    const answers: Answers = { zone: "UTC", values: { status: { Closed: "closed" } } };
    const first = await imported(scope, of(""), { answers });
    const [number] = await importedNumbers(scope, { target: "incidents", ids: [first.id] });
    const before = await getIncident(scope, { key: String(number) });
    const patch = { startedAt: new Date("2025-05-01T11:00:00Z"), version: before.version };
    await updateIncident(scope, { key: String(number), patch });
    const again = await imported(scope, of("2025-05-01 10:30:00"), { answers });
    expect(again.state).toBe("done");
    expect((await getIncident(scope, { key: String(number) })).startedAt).toEqual(patch.startedAt);
  });
});

describe("dates without a time", () => {
  const days = (...cells: [string, string][]) =>
    csv("id,title,started,resolved", ...cells.map(([from, to], i) => `D-${i},a cart ${i},${from},${to}`));

  test("are stored with what they are known to, corrected, and taken back to what they were", async () => {
    const scope = await testScope();
    const first = await imported(scope, days(["2026-03-05", "2026-03-07"], ["2026-02", ""], ["2025", ""]));
    const numbers = await importedNumbers(scope, { target: "incidents", ids: [first.id] });
    const stored = async () =>
      (await incidentsByNumber(scope, { numbers: [...numbers].sort((a, b) => a - b) })).map((one) => [
        one.startedAt.toISOString().slice(0, 10),
        one.startedPrecision,
        one.resolvedPrecision,
        one.durations.resolveMinutes,
        one.status,
      ]);
    const before = [
      ["2026-03-05", "day", "day", 2880, "resolved"],
      ["2026-02-01", "month", "minute", null, "unknown"],
      ["2025-01-01", "year", "minute", null, "unknown"],
    ];
    expect(await stored()).toEqual(before);
    const corrected = days(["2026-03-06", "2026-03-07"], ["2026-02-01", ""], ["2025", ""]);
    const second = await imported(scope, corrected);
    expect(counts(second)).toMatchObject({ updated: 2, unchanged: 1 });
    expect(await stored()).toEqual([
      ["2026-03-06", "day", "day", 1440, "resolved"],
      ["2026-02-01", "day", "minute", null, "unknown"],
      before[2],
    ]);
    expect(counts(await imported(scope, corrected))).toMatchObject({ updated: 0, unchanged: 3 });
    await undone(scope, second.id);
    expect(await stored()).toEqual(before);
  });
});
