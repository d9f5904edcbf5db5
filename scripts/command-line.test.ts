import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

function run(script: string, args: readonly string[], environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "faultline-command-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`scripts/${script}.ts`, ...args.map((word) => word.replace("FOLDER", folder))],
    {
      encoding: "utf8",
      input: "",
      env: { ...process.env, BASE_URL: "", DATABASE_URL: `file:${join(folder, "own.db")}`, ...environment },
    },
  );
  return { status, printed: stdout + stderr, made: readdirSync(folder) };
}

test("the demo refuses a database that is not its own before it builds or makes anything", () => {
  const { status, printed, made } = run("demo", ["--data", "FOLDER/other.db"]);
  expect(printed).toMatch(/^The configuration cannot be used\. DATABASE_URL: must be a file named demo\.db/);
  expect({ status, made }).toEqual({ status: 78, made: [] });
});

test.each([
  ["create-key", ["--scopes", "read"]],
  ["backup", ["--help"]],
  ["restore", []],
])("%s says in one line how it is used, and does nothing", (script, args) => {
  const { status, printed, made } = run(script, args);
  expect(printed).toMatch(new RegExp(`^Usage: npm run ${script} -- .*\n$`));
  expect({ status, made }).toEqual({ status: 2, made: [] });
});

test("a server whose configuration cannot be used says so in a sentence", () => {
  const { status, printed } = run("serve", [], { PORT: "none" });
  expect(printed).toMatch(/^The configuration cannot be used\. PORT: .*\n$/);
  expect(status).toBe(78);
});
