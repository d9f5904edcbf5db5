import { prerender } from "react-dom/static";
import { describe, expect, test } from "vitest";
import { withSurroundings } from "#app/testing-surroundings.ts";
import { type Answers, Mapping } from "#lib/imports/mapping/schema.ts";
import { getImport } from "#lib/imports/read.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { bytesOf, fileOf } from "#lib/imports/testing.ts";
import { testScope } from "#lib/testing.ts";
import { Preview } from "./preview.tsx";

/** The preview of a file as somebody sees it who answered so much of its questions. */
async function previewOf(
  rows: readonly Record<string, string>[],
  { answers, mapping }: { answers?: Answers; mapping?: Mapping } = {},
): Promise<string> {
  const scope = await testScope();
  const { id } = await receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "incidents.csv",
    bytes: bytesOf(fileOf(...rows)),
    mapping,
  });
  await planStaged(scope, id, { answers });
  const found = await getImport(scope, { id });
  const { prelude } = await prerender(withSurroundings(<Preview found={found} zone="UTC" />, {}));
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
      const text = await previewOf([row()], { answers: { absentEnd } });
      expect(text).not.toContain("Left unknown");
      expect(text).not.toContain("[questions]");
    }
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
