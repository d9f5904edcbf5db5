import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { byMerges, byTags } from "#lib/attribution/git/deployments.ts";
import { printed } from "./git.ts";
import { readHistory, readTags } from "./read.ts";

/** Histories of any shape, against what git itself lists. */

interface Drawn {
  /** How far back each commit has its parents; the first has none. */
  parents: readonly (readonly number[])[];
  /** Seconds that clocks are off. */
  clocks: readonly number[];
  tags: readonly { on: number; at: number }[];
}

const size = 12;
const drawn: fc.Arbitrary<Drawn> = fc.record({
  parents: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), {
    minLength: size,
    maxLength: size,
  }),
  clocks: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: size, maxLength: size }),
  tags: fc.array(
    fc.record({ on: fc.integer({ min: 0, max: size - 1 }), at: fc.integer({ min: 0, max: 40 }) }),
    { maxLength: 6 },
  ),
});

const epoch = 1_700_000_000;
const by = (at: number) => `Ada <ada@example.com> ${epoch + at} +0000`;

function streamOf({ parents, clocks, tags }: Drawn): string {
  const commits = parents.map((back, i) => {
    const marks = back.map((steps) => i + 1 - steps).filter((mark) => mark > 0);
    const lines = marks.map((mark, n) => `${n === 0 ? "from" : "merge"} :${mark}\n`);
    const at = i * 10 + clocks[i]!;
    // A ref of its own for each, so that one without parents begins anew.
    return `commit refs/heads/c${i}\nmark :${i + 1}\nauthor ${by(at)}\ncommitter ${by(at)}\ndata 1\nx\n${lines.join("")}\n`;
  });
  const named = tags.map(({ on, at }, i) => `tag t${i}\nfrom :${on + 1}\ntagger ${by(at * 3)}\ndata 1\nx\n`);
  return [...commits, `reset refs/heads/main\nfrom :${size}\n\n`, ...named].join("");
}

test("whatever its shape and its clocks, what went out is what git lists, and each commit went out once", async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      const folder = mkdtempSync(join(tmpdir(), "faultline-shape-"));
      try {
        await printed(folder, ["init", "--quiet", "--bare", "--initial-branch=main", "."]);
        await printed(folder, ["fast-import", "--quiet"], [streamOf(one)]);
        const list = async (...args: readonly string[]) =>
          (await printed(folder, ["rev-list", ...args])).split("\n").filter((line) => line !== "");
        const tags = await readTags(folder, undefined);
        const [main = ""] = await list("-1", "main");
        const history = await readHistory(folder, [main, ...tags.map(({ sha }) => sha)]);
        const shasOf = (places: readonly number[]) =>
          places.map((place) => history.commits[place]!.sha).sort();

        const merged = byMerges(history, main);
        const line = (await list("--first-parent", "main")).reverse();
        expect(merged.map(({ head }) => history.commits[head]!.sha)).toEqual(line);
        for (const [i, { commits }] of merged.entries())
          expect(shasOf(commits)).toEqual(
            (await list(line[i]!, ...line.slice(0, i).map((sha) => `^${sha}`))).sort(),
          );

        const tagged = byTags(history, tags);
        const heads = tagged.map(({ head }) => history.commits[head]!.sha);
        for (const [i, { commits }] of tagged.entries())
          expect(shasOf(commits)).toEqual(
            (await list(heads[i]!, ...heads.slice(0, i).map((sha) => `^${sha}`))).sort(),
          );
        // None went out with an older state than one before it; and none is missing.
        expect(new Set(tagged.map(({ head }) => head)).size).toBe(tagged.length);
        const all = tags.length === 0 ? [] : await list("--tags");
        expect(shasOf(tagged.flatMap(({ commits }) => commits))).toEqual(all.sort());
        // Each tagged state that is not another's as well went out by itself.
        expect(tagged).toHaveLength(new Set(tags.map(({ sha }) => sha)).size);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);
