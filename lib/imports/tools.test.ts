import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { knownTools } from "./tools.ts";

test("the documents tell of every tool whose files are known, in the words of its profile", () => {
  const rows = knownTools().map(({ name, how }) => `| ${name} | ${how} |`);
  expect(readFileSync("docs/analysts.md", "utf8")).toContain(
    `| tool | file |\n|---|---|\n${rows.join("\n")}\n`,
  );
});
