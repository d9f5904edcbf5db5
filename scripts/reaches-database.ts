import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const imports = /(?:\bfrom|\bimport\(|^import)\s*(?:\/\*[^*]*\*\/\s*)?["']([#.][^"']+)["']/gm;
const known = new Map<string, readonly string[]>();

/** Whether a test can have to do with a database: what it imports, and what that imports, opens one or starts programs. */
export function reachesDatabase(test: string): boolean {
  const seen = new Set([test]);
  for (const file of seen) {
    if (file === "db/testing.ts" || file === "db/open.ts") return true;
    for (const next of importsOf(file)) seen.add(next);
  }
  return /node:child_process|node:worker_threads/.test(readFileSync(test, "utf8"));
}

function importsOf(file: string): readonly string[] {
  const found = known.get(file) ?? read(file);
  known.set(file, found);
  return found;
}

function read(file: string): string[] {
  if (!/\.tsx?$/.test(file)) return [];
  const named = [...readFileSync(file, "utf8").matchAll(imports)].map(([, name]) => name!);
  return named
    .map((name) => (name.startsWith("#") ? name.slice(1) : normalize(join(dirname(file), name))))
    .filter((path) => existsSync(path));
}
