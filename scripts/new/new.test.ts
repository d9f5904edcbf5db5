import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { make, nameOf } from "./making.ts";
import { newQuestion } from "./question.ts";

/** Where everything of a kind is listed or walked, and a new one could be forgotten. */
const lists = [
  "app/access.test.ts",
  "app/_server/hooks.test.ts",
  "app/pages.test.tsx",
  "app/pages-empty.test.tsx",
  "lib/access/roles.test.ts",
  "lib/analytics/meaning.test.ts",
  "lib/imports/mapping/profiles.test.ts",
  "scripts/walls",
];
const made = {
  "lib/analytics/error-budget.test.ts": /^Write what error-budget answers: .*error-budget\.ts/,
  "lib/integrations/night-watch/night-watch.test.ts":
    /^Put here messages and a file as Night watch documents them/,
};

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "faultline-new-"));
  const left = new Set(["node_modules", ".next", ".git", "data"].map((name) => resolve(name)));
  cpSync(".", copy, { recursive: true, filter: (source) => !left.has(resolve(source)) });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs a program in the copy as its author would, and not as a part of this run of tests. */
function run(program: string, ...given: string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
  return spawnSync(process.execPath, [program, ...given], {
    cwd: copy,
    env: { ...env, NODE_ENV: "test" },
    encoding: "utf8",
    maxBuffer: 1e9,
  });
}

interface Report {
  testResults: { name: string; assertionResults: { status: string; failureMessages: string[] }[] }[];
}

describe("a question and an integration that were just made", { timeout: 900_000 }, () => {
  test("are told of, with what their author does next", () => {
    const asked = run("scripts/new/main.ts", "question", "error-budget", "How much of it is left?");
    expect(asked.stderr).toBe("");
    expect(asked.stdout).toMatch(/Made:\n {2}lib\/analytics\/error-budget\.ts\n[\s\S]*Now:\n {2}1\. Say in/);
    expect(readFileSync(join(copy, "docs/definitions.md"), "utf8")).toContain("## Error budget");
    const tool = run("scripts/new/main.ts", "integration", "night-watch");
    expect(tool.stderr).toBe("");
    expect(tool.stdout).toMatch(/1\. Find what Night watch documents/);
    expect(readFileSync(join(copy, "docs/hooks.md"), "utf8")).toMatch(/\n## Night watch\n/);
  });

  test("compile", () => {
    const { stdout, status } = run("node_modules/typescript/bin/tsc", "--noEmit");
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });

  test("are in every list, and fail in their own tests alone, which say what to write", () => {
    const report = join(copy, "report.json");
    const asked = ["run", "--project", "unit*", "--reporter=json", `--outputFile=${report}`];
    run("node_modules/vitest/vitest.mjs", ...asked, ...Object.keys(made), ...lists);
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    expect(testResults.length).toBeGreaterThan(lists.length);
    const failures = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ failureMessages }) => [
          basename(name),
          failureMessages[0]!.replace(/^\w*Error: /, "").split("\n")[0]!,
        ]),
    );
    expect(failures.toSorted()).toEqual(
      Object.entries(made).map(([file, says]) => [basename(file), expect.stringMatching(says)]),
    );
  });

  test("are not written over", () => {
    const again = run("scripts/new/main.ts", "question", "error-budget");
    expect(again.stderr).toContain("lib/analytics/error-budget.ts is there already; nothing was made.");
    expect(again.status).toBe(1);
  });
});

test("what was typed wrong is answered with how it is typed", () => {
  const { status, stderr } = run("scripts/new/main.ts", "question", "Error Budget");
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^Usage: npm run new/) });
});

test("of a making whose lists are not as expected nothing is written", () => {
  const name = nameOf("error-budget")!;
  expect(() => make(mkdtempSync(join(tmpdir(), "faultline-empty-")), newQuestion(name, "?"))).toThrow();
  expect(nameOf("2nd")).toBeNull();
  expect(nameOf("error_budget")).toBeNull();
});
