import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/** Documents name paths, commands and one another: what they name is there. */

const documents = globSync(["*.md", "docs/**/*.md", "scripts/**/*.md"]).filter(
  (file) => !file.startsWith("node_modules"),
);
const commands = new Set(
  Object.keys((JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object }).scripts),
);
const npmOwn = ["ci", "install", "audit", "outdated"];

// Words in angle brackets stand for any name, and stars are stars.
function isThere(path: string): boolean {
  if (/[<*{]/.test(path)) return globSync(path.replace(/<[^>]+>|NAME/g, "*")).length > 0;
  return existsSync(path);
}

describe.each(documents)("%s", (file) => {
  const text = readFileSync(file, "utf8");

  test("names paths of the tree that are there", () => {
    const named = [...text.matchAll(/`((?:app|db|lib|scripts|docs|public)\/[^`\s]+)`/g)].map(
      ([, path]) => path!,
    );
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  test("leads to documents that are there", () => {
    const links = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
    expect(links.filter((path) => !existsSync(join(dirname(file), path)))).toEqual([]);
  });

  test("names commands that there are", () => {
    const run = [...text.matchAll(/npm run (?:--silent |-s )?([\w:-]+)/g)].map(([, name]) => name!);
    expect(run.filter((name) => !commands.has(name) && !npmOwn.includes(name))).toEqual([]);
  });
});
