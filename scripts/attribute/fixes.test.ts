import { describe, expect, test } from "vitest";
import { suggestCulprits } from "#lib/analytics/culprit-suggestions.ts";
import { makeRepository } from "#lib/attribution/git/testing-repository.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { reworkPairs } from "#lib/reworks/read.ts";
import { testScope } from "#lib/testing.ts";
import { blameFixes, isFix } from "./fixes.ts";
import { readFlags } from "./flags.ts";
import { readRepository } from "./repository.ts";
import { store } from "./store.ts";

const quiet = { out: () => undefined, tell: () => undefined, done: () => undefined };

test("a fix that went out during an incident names the change whose lines it mends, once, and no other fix does", async () => {
  const made = makeRepository();
  const cart = (...lines: string[]) => ({ files: { "cart.ts": `${lines.join("\n")}\n` } });
  made.commit("Begin", cart("let a = 1;", "let b = 2;"));
  const culprit = made.commit("Count twice", cart("let a = 1;", "let b = 3;"));
  made.commit("Fix a, before anything was wrong", cart("let a = 10;", "let b = 3;"));
  made.commit("Add c, while it was", cart("let a = 11;", "let b = 3;", "let c = 4;"));
  made.commit("Fix the sum", cart("let a = 11;", "let b = 4;", "let c = 4;"));
  const scope = await testScope();
  const flags = readFlags([made.folder, "--repository", "acme/shop", "--system", "checkout"]);
  const found = await readRepository(flags);
  await store(scope, { ...found, createSystems: true, ...quiet });
  // The commits are an hour apart, the first at 10:00.
  const { incident } = await declareIncident(scope, {
    body: {
      title: "Wrong sums",
      startedAt: "2024-03-01T12:30:00Z",
      resolvedAt: "2024-03-01T14:30:00Z",
      status: "resolved",
      systems: [{ slug: "checkout", part: "affected" }],
    },
  });
  const said: string[] = [];
  const blame = () =>
    blameFixes(scope, found, { folder: made.folder, ...quiet, out: (line) => said.push(line) });
  await blame();
  await blame();
  expect(said).toEqual([
    expect.stringContaining("1 fix that went out during incidents"),
    expect.stringMatching(/1 fix .+; 0 of their changes now name/),
  ]);
  expect(await reworkPairs(scope, undefined)).toMatchObject([
    { kind: "blamed-lines", sha: culprit, lines: 1, said: "Fix the sum" },
  ]);
  const { items } = await suggestCulprits(scope, { key: `${incident.number}` });
  expect(items).toMatchObject([
    {
      change: { title: "Count twice" },
      reasons: [
        {
          kind: "blamed-lines",
          text: expect.stringContaining("changes 1 line that it wrote: “Fix the sum”"),
        },
      ],
    },
  ]);
});

describe("a fix", () => {
  test.each([
    ["fix: count once", true],
    ["Fixed the sum", true],
    ["hotfix for the cart", true],
    ["bugfix: count once", true],
    ['Revert "Count twice"', true],
    ["Add a prefix", false],
    ["Show fixtures", false],
    ["Debug the cart", false],
  ])("by its title: %s", (title, expected) => {
    expect(isFix({ title, references: [] })).toBe(expected);
  });

  test("by naming what it mends", () => {
    expect(isFix({ title: "Count once", references: [{ kind: "fix", sha: "0a1b2c3", said: "" }] })).toBe(
      true,
    );
  });
});
