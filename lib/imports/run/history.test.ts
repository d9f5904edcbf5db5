import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Scope } from "#lib/scope.ts";
import { getSystem } from "#lib/systems/read.ts";
import { testScope } from "#lib/testing.ts";
import type { Answers } from "../mapping/schema.ts";
import { importedFile } from "../testing.ts";
import { work } from "./run.ts";
import { beginUndo } from "./write.ts";

/** What an import made, changed or took back is told in the history of the record. */

const header = "id,title,severity,started_at,lost_orders";
const before = `${header}\nA-1,Cart slow,SEV1,2026-03-02T08:00:00Z,5\n`;
const after = before.replace(",5\n", ",999\n");

async function history(scope: Scope, key = "1") {
  const { items } = await incidentHistory(scope, { key });
  return items.map(({ actorKind, deed, changes }) => ({ actorKind, deed, changes }));
}

async function takenBack(scope: Scope, id: string): Promise<void> {
  await beginUndo(scope, { id });
  await work(scope, id);
}

const orders = (from: string | null, to: string) => ({ field: "Lost orders", before: from, after: to });

describe("the history of an incident", () => {
  test("begins with the import that brought it in, and what it said then", async () => {
    const scope = await testScope();
    await importedFile(scope, before);
    await importedFile(scope, after);
    const [changed, made, ...more] = await history(scope);
    expect(more).toEqual([]);
    expect(changed).toMatchObject({ actorKind: "import", changes: [orders("5", "999")] });
    expect(made).toMatchObject({
      actorKind: "import",
      deed: "brought in the incident from line 2 of file.csv",
      changes: expect.arrayContaining([
        { field: "Title", before: null, after: "Cart slow" },
        orders(null, "5"),
      ]),
    });
  });

  test("tells what taking an import back restored, and that it took the incident back", async () => {
    const scope = await testScope();
    const first = await importedFile(scope, before);
    const second = await importedFile(scope, after);
    await takenBack(scope, second.id);
    const [restored] = await history(scope);
    expect(restored).toMatchObject({ actorKind: "import", changes: [orders("999", "5")] });
    const third = await importedFile(scope, before.replace("A-1", "A-2"));
    await takenBack(scope, third.id);
    const [gone, made, ...more] = await history(scope, "2");
    expect(more).toEqual([]);
    expect(gone).toMatchObject({ actorKind: "import", deed: "took the incident back" });
    expect(made?.deed).toContain("brought in the incident");
    expect(first.state).toBe("done");
  });

  test("names all lines of an event log that made it, and what later events changed", async () => {
    const scope = await testScope();
    const answers: Answers = { repeatedKey: { keep: "fold" } };
    const log = `${before}A-1,Cart down,SEV2,2026-03-02T08:00:00Z,7\n`;
    await importedFile(scope, log, { answers });
    expect((await history(scope))[0]?.deed).toBe(
      "brought in the incident from file.csv, put together of lines 2, 3",
    );
    await importedFile(scope, `${log}A-1,Cart down,SEV2,2026-03-02T08:00:00Z,9\n`, { answers });
    expect((await history(scope))[0]?.changes).toEqual([orders("7", "9")]);
  });
});

type Case = {
  target: "changes" | "systems" | "actions";
  first: string;
  second: string;
  subject: (scope: Scope) => Promise<string>;
  field: string;
  was: unknown;
  is: unknown;
};

const cases: Case[] = [
  {
    target: "changes",
    first: "id,title,deployed at,approvals\nC-1,Release,2026-03-02T08:00:00Z,1\n",
    second: "id,title,deployed at,approvals\nC-1,Release,2026-03-02T08:00:00Z,2\n",
    subject: async (scope) => (await changesByNumber(scope, { numbers: [1] }))[0]!.id,
    field: "approvals",
    was: 1,
    is: 2,
  },
  {
    target: "systems",
    first: "slug,name,owner\ncart,Cart,ann\n",
    second: "slug,name,owner\ncart,Cart,bob\n",
    subject: async (scope) => (await getSystem(scope, { slug: "cart" })).id,
    field: "owner",
    was: "ann",
    is: "bob",
  },
  {
    target: "actions",
    first: "incident,title,owner\nINC-1,Fix it,ann\n",
    second: "incident,title,owner\nINC-1,Fix it,bob\n",
    subject: async (scope) => (await incidentsByNumber(scope, { numbers: [1] }))[0]!.id,
    field: "owner",
    was: "ann",
    is: "bob",
  },
];

describe("what an import changes, and what taking it back restores, is told of", () => {
  test.each(cases)("$target", async ({ target, first, second, subject, field, was, is }) => {
    const scope = await testScope();
    if (target === "actions") await importedFile(scope, before);
    await importedFile(scope, first, { target });
    const { id } = await importedFile(scope, second, { target });
    const latest = async () => {
      const { items } = await listAudit(scope, { subject: await subject(scope) });
      return JSON.stringify([items[0]?.before, items[0]?.after]);
    };
    const says = (value: unknown) => `"${field}":${JSON.stringify(value)}`;
    const [old, fresh] = [says(was), says(is)];
    expect(await latest()).toMatch(new RegExp(`${old}.*${fresh}`));
    await takenBack(scope, id);
    expect(await latest()).toMatch(new RegExp(`${fresh}.*${old}`));
  });
});
