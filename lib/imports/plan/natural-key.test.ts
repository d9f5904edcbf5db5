import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import type { ImportTarget } from "#db/values.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { testScope } from "#lib/testing.ts";
import type { Answers } from "../mapping/schema.ts";
import { getImport } from "../read.ts";
import { work } from "../run/run.ts";
import { beginUndo } from "../run/write.ts";
import { importedFile, importText, inspect } from "../testing.ts";

/** Files without an id: what tells their rows apart, and what becomes of a corrected one. */

const severity = { P1: 1, P2: 2, P3: 3 };
const answers: Answers = { zone: "UTC", values: { severity } };
const file = (...rows: string[]) => ["title,started,severity", ...rows].join("\n");
const before = file("Checkout slow,2024-03-01 10:00,P1", "Search down,2024-03-02 10:00,P2");
const corrected = file("Checkout slow,2024-03-01 10:00,P2", "Search down,2024-03-02 10:00,P2");

async function questionOf(content: string, target: ImportTarget = "incidents") {
  const { questions } = await inspect(content, { target });
  return questions.find(({ id }) => id === "naturalKey")!;
}

describe("the question", () => {
  test("warns, and proposes the smallest set of fields that tells all rows apart", async () => {
    const { proposed, why, options, required } = await questionOf(before);
    expect(proposed).toEqual(["startedAt", "title"]);
    expect(why).toContain("a row that is corrected later becomes another record");
    expect(options).toEqual([
      { value: ["startedAt", "title"], label: "Impact began and Title: tells 2 of 2 rows apart" },
      { value: [], label: "The whole row: a corrected row becomes another record" },
    ]);
    expect(required).toBe(false);
  });

  test("is not asked where each row has an id, and counts only rows that have none", async () => {
    expect(await questionOf("id,title,started\n1,a,2024-03-01 10:00\n")).toBeUndefined();
    const { options } = await questionOf("id,title,started\n1,a,2024-03-01 10:00\n,b,2024-03-01 10:00\n");
    expect(options[0]?.label).toContain("1 of 1 row apart");
  });

  test("says how many rows it cannot tell apart, where starts are days and titles repeat", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `Incident ${i},2024-03-${String((i % 28) + 1).padStart(2, "0")},P1`,
    );
    const { proposed, why } = await questionOf(file(...rows, "Outage,2024-03-05,P1", "Outage,2024-03-05,P2"));
    expect(proposed).toEqual(["startedAt", "title"]);
    expect(why).toContain("cannot tell 2 rows apart (Impact began is known to the day alone in 42 rows)");
  });

  test("adds systems where they tell more apart, and proposes the whole row where nothing does", async () => {
    const content = "title,started,service\nOutage,2024-03-05,cart\nOutage,2024-03-05,search\n";
    expect((await questionOf(content)).proposed).toEqual(["startedAt", "title", "systems"]);
    const { proposed, why } = await questionOf(content.replace("search", "cart"));
    expect(proposed).toEqual([]);
    expect(why).toContain("cannot tell 2 rows apart");
  });

  test("is asked of changes too", async () => {
    const content =
      "title,deployed at,repository\nRelease,2024-03-05T10:00:00Z,cart\nRelease,2024-03-05T10:00:00Z,web\n";
    expect((await questionOf(content, "changes")).proposed).toEqual(["deployedAt", "title", "system"]);
  });

  test("refuses fields that no column is mapped to", async () => {
    const naturalKey = ["startedAt", "lostOrders"];
    await expect(importText(before, { answers: { ...answers, naturalKey } })).rejects.toThrow(
      "lostOrders cannot tell rows apart: no column is mapped to it.",
    );
  });
});

describe("a corrected row", () => {
  const counts = async (...of: Parameters<typeof importedFile>) => {
    const { id } = await importedFile(...of);
    const { created, updated, unchanged, refused } = await getImport(of[0], { id });
    return { id, counts: { created, updated, unchanged, refused } };
  };

  test.each([
    ["with the key that is proposed", undefined],
    ["by all of a row, as earlier releases did", []],
  ])("is an update of what came in %s, and the others are known again", async (_, naturalKey) => {
    const scope = await testScope();
    await counts(scope, before, { answers: { ...answers, naturalKey } });
    const second = await counts(scope, corrected, { answers });
    expect(second.counts).toEqual({ created: 0, updated: 1, unchanged: 1, refused: 0 });
    expect((await counts(scope, corrected, { answers })).counts).toMatchObject({ created: 0, unchanged: 2 });
    await beginUndo(scope, { id: second.id });
    await work(scope, second.id);
    const { items } = await listIncidents(scope, { period: "all" });
    expect(items.map(({ title, severity: level }) => [title, level]).sort()).toEqual([
      ["Checkout slow", 1],
      ["Search down", 2],
    ]);
  });

  test("is another record where all of a row tells it apart, and what is the same is not stored twice", async () => {
    const scope = await testScope();
    await counts(scope, before, { answers });
    const { counts: second } = await counts(scope, corrected, { answers: { ...answers, naturalKey: [] } });
    expect(second).toEqual({ created: 1, updated: 0, unchanged: 1, refused: 0 });
  });

  test("of those that share their key is never taken for another of them", async () => {
    const key = { ...answers, naturalKey: ["startedAt", "title"] };
    const scope = await testScope();
    const twins = file(
      "Outage,2024-03-05 10:00,P1",
      "Outage,2024-03-05 10:00,P2",
      "Outage,2024-03-06 10:00,P2",
    );
    const rows = twins.split("\n");
    const of = async (...lines: number[]) => {
      const content = [rows[0], ...lines.map((at) => rows[at])].join("\n");
      return (await counts(scope, content, { answers: key })).counts;
    };
    expect(await of(1, 2, 3)).toMatchObject({ created: 3 });
    expect(await of(3, 2, 1)).toMatchObject({ unchanged: 3, refused: 0 });
    expect(await of(2)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await of(1)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  test("of a change is an update too", async () => {
    const scope = await testScope();
    const content =
      "title,deployed at,author\nRelease 1,2024-03-05T10:00:00Z,ann\nRelease 2,2024-03-05T10:00:00Z,bob\n";
    await counts(scope, content, { target: "changes", answers: { naturalKey: [] } });
    const second = await counts(scope, content.replace("ann", "anna"), { target: "changes" });
    expect(second.counts).toEqual({ created: 0, updated: 1, unchanged: 1, refused: 0 });
  });
});

test("any file without an id comes in once: what was corrected is updated, what was not is left alone", async () => {
  const row = fc.record({
    title: fc.constantFrom("Outage", "Cart slow", "Search down"),
    day: fc.integer({ min: 1, max: 28 }),
    level: fc.constantFrom("P1", "P2", "P3"),
    after: fc.constantFrom("P1", "P2", "P3"),
  });
  const files = fc.uniqueArray(row, {
    minLength: 1,
    maxLength: 12,
    selector: ({ title, day }) => `${title} ${day}`,
  });
  const scope = await testScope();
  const line = ({ title, day }: { title: string; day: number }, level: string) =>
    `${title},2024-03-${String(day).padStart(2, "0")} 10:00,${level}`;
  let source = 0;
  await fc.assert(
    asyncProperty(files, fc.boolean(), async (rows, isEarlier) => {
      const own = (of: string) =>
        `${of.replace("title", "source,title").replaceAll("\n", `\ntool ${source},`)}`;
      source += 1;
      const first = own(file(...rows.map((one) => line(one, one.level))));
      const second = own(file(...[...rows].reverse().map((one) => line(one, one.after))));
      const key: Answers = { ...answers, naturalKey: ["startedAt", "title"] };
      await importedFile(scope, first, { answers: isEarlier ? { ...answers, naturalKey: [] } : key });
      const { plan } = await importedFile(scope, second, { answers: key });
      const updated = rows.filter(({ level, after }) => level !== after).length;
      expect(plan).toMatchObject({
        create: 0,
        update: updated,
        unchanged: rows.length - updated,
        refused: 0,
      });
    }),
    { numRuns: runs(20) },
  );
});
