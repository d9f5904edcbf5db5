import { prerender } from "react-dom/static";
import { describe, expect, test } from "vitest";
import { withSurroundings } from "#app/testing-surroundings.ts";
import { type Answers, Mapping } from "#lib/imports/mapping/schema.ts";
import { getImport } from "#lib/imports/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun } from "#lib/imports/run/write.ts";
import { bytesOf, fileOf } from "#lib/imports/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { Preview } from "./preview.tsx";

type Row = Record<string, string>;
type Said = { answers?: Answers; mapping?: Mapping; scope?: Scope };

/** A file with its plan, as far as somebody answered its questions. */
async function planned(rows: readonly Row[], { answers, mapping, scope }: Said) {
  const within = scope ?? (await testScope());
  const { id } = await receiveImport(within, {
    said: () => ({ target: "incidents" }),
    fileName: "incidents.csv",
    bytes: bytesOf(fileOf(...rows)),
    mapping,
  });
  await planStaged(within, id, { answers });
  return { within, id };
}

/** Its preview as somebody sees it. */
async function previewOf(rows: readonly Row[], said: Said = {}): Promise<string> {
  const { within, id } = await planned(rows, said);
  const found = await getImport(within, { id });
  const preview = <Preview found={found} zone="UTC" systems={new Map([["cart-api", "Cart API"]])} />;
  const { prelude } = await prerender(withSurroundings(preview, {}));
  const html = await new Response(prelude).text();
  const text = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]*>/g, " ");
  return `${text.replace(/\s+/g, " ")} ${html.includes(`href="/import/${id}?step=questions"`) ? "[questions]" : ""}`;
}

const row = (more: Record<string, string> = {}) => ({
  title: "Cart slow",
  started_at: "2026-03-05T14:00:00Z",
  ...more,
});

test("from when to when rows begin is told no finer than they say", async () => {
  const began = (started_at: string) => row({ started_at, resolved_at: "2026-03-09T15:00:00Z" });
  const rows = [began("2026-03-08T08:00:00Z"), began("2026-03-05")];
  const text = await previewOf(rows, { answers: { dateOnly: "day" } });
  expect(text).toContain("From 5 March 2026 to 8 Mar 2026, 08:00");
});

describe("what nobody answered, and no row needs, is left unknown", () => {
  const noEnd = "Left unknown: What does it mean that no end is recorded?";

  test("where no end is recorded, with the way to the question", async () => {
    const text = await previewOf([row()]);
    expect(text).toContain(noEnd);
    expect(text).toContain("Answer it");
    expect(text).toContain("[questions]");
  });

  test("until it is answered", async () => {
    for (const absentEnd of ["unknown", "open"] as const) {
      const text = await previewOf([row()], { answers: { absentEnd, naturalKey: [] } });
      expect(text).not.toContain("Left unknown");
      expect(text).not.toContain("[questions]");
    }
  });

  test("but what tells rows apart is said to be all of a row until somebody says otherwise", async () => {
    const text = await previewOf([row()], { answers: { absentEnd: "unknown" } });
    expect(text).toContain("Not said: What tells these rows apart, since they have no id?");
    expect(text).toContain("a corrected row becomes another record. Answer it");
  });

  test("where a column of severities holds a text of its own in each row", async () => {
    const rows = Array.from({ length: 400 }, (_, i) =>
      row({ severity: `as told by caller ${i}`, resolved_at: "2026-03-05T15:00:00Z" }),
    );
    const fields = Object.fromEntries(
      [
        ["title", "title"],
        ["startedAt", "started_at"],
        ["resolvedAt", "resolved_at"],
        ["severity", "severity"],
      ].map(([field, column]) => [field, { from: "column", column }]),
    );
    const text = await previewOf(rows, { mapping: Mapping.parse({ fields }) });
    expect(text).toContain("Left unknown: severity holds too many different values to be severity.");
    expect(text).toContain("[questions]");
    expect(text).not.toContain(noEnd);
  });
});

const ends = { resolved_at: "2026-03-05T15:10:00Z" };

describe("rows read as their records will", () => {
  test("with words for severities and lists, systems by their names, and how long it took", async () => {
    const rows = [row({ ...ends, severity: "1", status: "closed", systems: "cart-api;search" })];
    const answers = { values: { severity: { "1": 1 } }, createSystems: true };
    const text = await previewOf(rows, { answers });
    for (const words of ["Sev-1", "Closed", "Cart API", "5 Mar 2026, 15:10, after 1 h 10 min"])
      expect(text).toContain(words);
    expect(text).not.toMatch(/severityRaw|startedAt|"slug"/);
  });

  test("and so does what changes: by labels, and moments no finer than they are known", async () => {
    const scope = await testScope();
    const first = { ...ends, external_id: "A-1", source: "tool", lost_orders: "5", severity: "3" };
    const answers = { values: { severity: { "3": 3, "2": 2 } }, dateOnly: "day" } as const;
    const { id } = await planned([row({ ...first, started_at: "2026-03-04" })], { answers, scope });
    await beginRun(scope, { id });
    await work(scope, id);
    const second = row({ ...first, started_at: "2026-03-03", lost_orders: "999", severity: "2" });
    const text = await previewOf([second], { answers, scope });
    expect(text).toContain("Lost orders 5 → 999");
    expect(text).toContain("Severity Sev-3 → Sev-2");
    expect(text).toContain("Impact began 4 March 2026 → 3 March 2026");
    expect(text).not.toContain("00:00");
  });
});

test("what becomes of the rows is told for every row of the file, and which columns are not stored", async () => {
  const rows = [row(ends), row({ ...ends, started_at: "soon" }), row({ ...ends, started_at: "" })];
  const text = await previewOf(rows.map((one, i) => ({ ...one, title: `Slow ${i}`, zq: "7x", zr: "" })));
  expect(text).toContain("Together all 3 rows of the file.");
  expect(text).toContain("2 columns are not stored (zq, zr).");
});
