import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Commit, markOf } from "#lib/attribution/marks.ts";

/** Commits that others have judged, compared where they are; elsewhere there is nothing to do. */
const folder = join(process.env.FAULTLINE_SHARED ?? "../shared", "reference");

interface Case extends Commit {
  id: string;
  expected: { assistance: string; tool: string | null; model?: string | null };
}

/** Cases that are judged differently here, by their kind; each kind with its reason. */
const differently: Record<string, { why: string; cases: readonly string[] }> = {
  committer: {
    why: "only the committer is an agent, which commits and rebases what people wrote as well",
    cases: [11, 13, 15, 34, 39, 47, 60, 69, 77, 79, 101, 102, 105, 137, 145].map(String),
  },
  "mark not known": {
    why: "a footer and a trailer of Claude Code itself",
    cases: ["172", "175"],
  },
  "maker's address": { why: "the address is a person's, and only the co-author tells", cases: ["a108"] },
  "tool of its own": {
    why: "the reviewer of a family is another tool than its assistant",
    cases: ["12", "70", "125", "136"],
  },
  "several tools": { why: "every tool counts, not the first", cases: ["132", "143", "a015"] },
  "model alone": { why: "no tool is named, so none is called “unnamed”", cases: ["a084"] },
  model: {
    why: "the model stands there; “via Crush” is none, and “(1M context)” no reason to lose it",
    cases: ["a048", "a059", "a062", "a122", "a213"],
  },
};
const excepted = new Set(Object.values(differently).flatMap(({ cases }) => cases));

for (const file of ["ai-marks.jsonl", "ai-marks-2.jsonl"]) {
  const path = join(folder, file);
  describe.runIf(existsSync(path))(file, () => {
    const cases = existsSync(path) ? casesOf(path) : [];

    test("marks are found with a precision of 0.99 and a recall of 0.97 at least", () => {
      const judged = cases.filter(({ id }) => !excepted.has(id));
      const found = judged.filter(({ answer }) => answer.assistance !== "unknown");
      const there = judged.filter(({ expected }) => expected.assistance !== "unknown");
      const both = found.filter(({ expected }) => expected.assistance !== "unknown").length;
      expect(both / found.length).toBeGreaterThanOrEqual(0.99);
      expect(both / there.length).toBeGreaterThanOrEqual(0.97);
    });

    test("degree, tool and model are those expected, but for the kinds that are judged differently", () => {
      const off = cases.flatMap(({ id, expected, answer }) => {
        const { assistance, tool, model } = expected;
        const same =
          answer.assistance === assistance &&
          (assistance === "unknown" ||
            (answer.tool === tool && (model === undefined || answer.model === model)));
        return same ? [] : [id];
      });
      expect(off.filter((id) => !excepted.has(id))).toEqual([]);
    });
  });
}

function casesOf(path: string) {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line, i) => {
    const read = JSON.parse(line) as Case;
    const mark = markOf(read);
    const { assistance } = read.expected;
    return {
      id: read.id ?? String(i),
      expected: { ...read.expected, assistance: assistance === "none-known" ? "none" : assistance },
      answer: {
        assistance: mark?.assistance ?? "unknown",
        tool: mark?.tool ?? null,
        model: mark?.model ?? null,
      },
    };
  });
}
