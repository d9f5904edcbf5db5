import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { engine } from "#db/dialect.ts";
import { listPeople } from "./access/read.ts";
import { systemActor } from "./actor.ts";
import { getAiShare } from "./analytics/ai-share.ts";
import { listIncidents } from "./analytics/incidents.ts";
import { getOverview } from "./analytics/overview.ts";
import { listAudit } from "./audit/read.ts";
import { listImports } from "./imports/read.ts";
import { getIncident } from "./incidents/read.ts";
import { declareIncident, updateIncident } from "./incidents/write.ts";
import { openScope } from "./open-scope.ts";
import { getPostmortem } from "./postmortems/read.ts";
import type { Scope } from "./scope.ts";
import { getSystem } from "./systems/read.ts";

const folder = "db/fixtures";

/** Databases that earlier releases left behind, each made by its own scripts/make-fixture.ts, and what they hold. */
const releases = {
  "0.1.0": {
    incidents: 33,
    bySeverity: { "1": 3, "2": 6, "3": 8, "4": 13, "5": 1, unknown: 2 },
    lostOrders: { sum: 6_422_678, recorded: 8, of: 33 },
    changes: { yes: 138, known: 591, unknown: 50 },
    published: 2,
    open: 34,
  },
} as const;
type Release = keyof typeof releases;

/** `before` is done to it as that release might have: nothing of ours has opened it yet. */
async function opened(release: Release, before = "") {
  const place = mkdtempSync(join(tmpdir(), "faultline-upgrade-"));
  const file = join(place, "faultline.db");
  writeFileSync(file, brotliDecompressSync(readFileSync(join(folder, `${release}.db.br`))));
  const old = new Sqlite(file);
  old.exec(before);
  old.close();
  const { scope, close } = await openScope(`file:${file}`, systemActor("test"));
  onTestFinished(async () => {
    await close();
    rmSync(place, { recursive: true, force: true });
  });
  return { scope, file };
}

const mended = async (scope: Scope) =>
  (await listAudit(scope, { actor: "Faultline", limit: 500 })).items.map(
    ({ at, actorKind, action, before, after }) => {
      expect({ at, actorKind }).toEqual({ at: expect.any(Date), actorKind: "system" });
      return { action, before, after };
    },
  );
/** The one incident of its file, which told neither a state nor an end. */
const unsaid = { action: "incident.mend", before: { status: "open" }, after: { status: "unknown" } };

test("every database that a release left behind is tried", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(releases).map((name) => `${name}.db.br`));
});

describe.runIf(engine === "sqlite").each(Object.keys(releases) as Release[])(
  "a database of release %s",
  (release) => {
    const known = releases[release];

    test("opens, and answers as it did", async () => {
      const { scope } = await opened(release);
      const { current } = await getOverview(scope, {});
      expect(current).toMatchObject({
        incidents: known.incidents,
        bySeverity: known.bySeverity,
        lostOrders: known.lostOrders,
      });
      expect((await getAiShare(scope, {})).changes).toMatchObject(known.changes);
      const { items } = await listIncidents(scope, { limit: 500 });
      expect(items).toHaveLength(known.incidents);
      const postmortem = await getPostmortem(scope, { key: String(known.published) });
      expect(postmortem).toMatchObject({ state: "published" });
      expect((await listPeople(scope, undefined)).map(({ email }) => email)).toEqual(["ada@example.com"]);
      expect((await listImports(scope, {})).items).toMatchObject([{ state: "done", created: 1, refused: 1 }]);
      expect((await listAudit(scope, { limit: 500 })).items).toHaveLength(500);
    });

    test("is put in order where it was let in otherwise, and nowhere else", async () => {
      const { scope } = await opened(release);
      expect(await mended(scope)).toEqual([unsaid]);
      expect(await getIncident(scope, { key: "35" })).toMatchObject({ status: "unknown", version: 2 });
      const { items } = await listIncidents(scope, { limit: 500, status: "open" });
      expect(items.map(({ number, version }) => [number, version])).toEqual([[known.open, 1]]);
    });

    test("has what is doubled joined and what contradicts itself cleared, once, after a copy", async () => {
      const decomposed = "cafe\u0301";
      const { scope, file } = await opened(
        release,
        `update systems set slug = '${decomposed}' where number = 1;
         update systems set slug = 'café', org = 'A  team ' where number = 2;
         update incidents set source = 'tool ', external_id = '${decomposed}' where number = 3;
         update incidents set status = 'open' where number = (select min(number) from incidents where resolved_at is not null);`,
      );
      const { current } = await getOverview(scope, {});
      expect(current).toMatchObject({
        incidents: known.incidents,
        bySeverity: known.bySeverity,
        lostOrders: known.lostOrders,
      });
      expect((await getAiShare(scope, {})).changes).toMatchObject(known.changes);
      expect(await getSystem(scope, { slug: "café" })).toMatchObject({ number: 1 });
      expect((await listIncidents(scope, { source: "tool" })).items).toMatchObject([
        { number: 3, externalId: "café" },
      ]);
      const told = await mended(scope);
      const ofAction = (action: string) => told.filter((one) => one.action === action);
      expect(ofAction("system.join")).toHaveLength(2);
      expect(told).toContainEqual(unsaid);
      expect(told).toContainEqual({
        action: "incident.mend",
        before: { source: "tool ", externalId: decomposed },
        after: { source: "tool", externalId: "café" },
      });
      const cleared = told.find(({ after }) => after !== null && "resolvedAt" in after);
      expect(cleared).toMatchObject({
        before: { resolvedAt: expect.any(String) },
        after: { resolvedAt: null },
      });
      const copy = readdirSync(dirname(file)).find((name) => name.includes(".before-"))!;
      const before = new Sqlite(join(dirname(file), copy), { readonly: true });
      expect(before.prepare("select slug from systems where number in (1, 2)").pluck().all()).toEqual([
        decomposed,
        "café",
      ]);
      before.close();
      const again = await openScope(`file:${file}`, systemActor("test"));
      expect(await mended(again.scope)).toEqual(told);
      await again.close();
      const check = new Sqlite(file, { readonly: true });
      expect(check.pragma("foreign_key_check")).toEqual([]);
      check.close();
    });

    test("takes new records and edits of its old ones", async () => {
      const { scope, file } = await opened(release);
      const old = await getIncident(scope, { key: "1" });
      const { version } = await updateIncident(scope, {
        key: "1",
        patch: { version: old.version, errors: 7 },
      });
      expect(version).toBe(old.version + 1);
      const body = { title: "After the upgrade", startedAt: "2026-11-02T08:00:00Z" };
      const { incident } = await declareIncident(scope, { body });
      expect(incident.number).toBeGreaterThan(known.incidents);
      expect((await getOverview(scope, {})).current.incidents).toBe(known.incidents + 1);
      const check = new Sqlite(file, { readonly: true });
      expect(check.pragma("integrity_check", { simple: true })).toBe("ok");
      expect(check.pragma("foreign_key_check")).toEqual([]);
      check.close();
    });
  },
);
