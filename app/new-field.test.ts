import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** What a new field costs: one entry, and the migrations that are made of it. */

const entries = {
  "db/fields/incidents.ts": `  refunds: {
    kind: "count",
    unit: "refunds",
    label: "Refunds",
    means: "Orders that were paid back because of it.",
    group: "impact",
  },
`,
  "db/fields/changes.ts": `  linesChanged: {
    kind: "count",
    unit: "lines",
    label: "Lines changed",
    means: "How many lines it added, changed or removed.",
    group: "change",
    notIn: { form: noForm },
  },
`,
};

function run(folder: string, words: readonly string[]): { status: number | null; printed: string } {
  const env = { ...process.env, NODE_OPTIONS: "", VITEST: undefined, VITEST_POOL_ID: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { status, printed: stdout + stderr };
}

/** The tree as it is, in a folder of its own. */
function copyOfTree(): string {
  const folder = mkdtempSync(join(tmpdir(), "faultline-field-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["app", "db", "lib", "scripts", "docs"])
    cpSync(part, join(folder, part), { recursive: true });
  for (const file of ["package.json", "tsconfig.json", "vitest.config.ts", "drizzle.config.ts"])
    cpSync(file, join(folder, file));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

test("a number that is added by one entry and a migration is found wherever fields are", {
  timeout: 180_000,
}, () => {
  const folder = copyOfTree();
  for (const [file, entry] of Object.entries(entries)) {
    const text = readFileSync(join(folder, file), "utf8");
    const end = text.lastIndexOf("});");
    writeFileSync(join(folder, file), text.slice(0, end) + entry + text.slice(end));
  }
  const generated = run(folder, ["scripts/generate-migrations.ts", "--name=new-field"]);
  expect(generated.status, generated.printed).toBe(0);
  renameSync(join(folder, "app/testing-new-field.tsx"), join(folder, "app/probe.test.tsx"));
  const probed = run(folder, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    "unit*",
    "app/probe.test.tsx",
  ]);
  expect(probed.status, probed.printed).toBe(0);
  expect(probed.printed).toMatch(/12 passed/);
});
