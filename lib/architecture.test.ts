import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

/** The layers and the doors, held by reading every import. There is no list of exceptions. */

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const isTest = (file: string) => /\.test\.tsx?$|(^|\/)(testing[\w-]*|oracle)\.ts$/.test(file);

function importsOf(file: string, source: string): Import[] {
  const found: Import[] = [];
  const statement =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;
  for (const [, , type, named, dynamic] of source.matchAll(statement)) {
    found.push({ from: file, to: resolve(file, (named ?? dynamic)!), typeOnly: type !== undefined });
  }
  return found;
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : specifier;
}

const layerOf = (file: string) => /^(app|lib|db|scripts)\//.exec(file)?.[1];
const folderOf = (file: string) => /^lib\/([^/]+)\//.exec(file)?.[1];

/** Everything wrong with a tree of sources, in words. */
function violations(sources: ReadonlyMap<string, string>): string[] {
  const imports = [...sources].flatMap(([file, source]) => importsOf(file, source));
  const product = imports.filter(({ from }) => !isTest(from));
  return [
    ...product.flatMap(wrongDirection),
    ...product.flatMap(wrongDoor),
    ...browserReach(sources, product),
    ...cycles(product),
  ];
}

const below: Record<string, readonly string[]> = {
  app: ["app", "lib"],
  scripts: ["scripts", "lib"],
  lib: ["lib", "db"],
  db: ["db"],
};

function wrongDirection({ from, to }: Import): string[] {
  const [above, under] = [layerOf(from), layerOf(to)];
  if (above === undefined) return [];
  if (under !== undefined && !below[above]!.includes(under))
    return [`${from} may not import ${to}: ${above} stands above ${below[above]!.join(" and ")} alone`];
  if (above !== "app" && above !== "scripts" && /^(next|react|react-dom|@mantine)(\/|$)/.test(to))
    return [`${from} may not import ${to}: anything could serve ${above}`];
  const folder = folderOf(from);
  const own = folder === "statistics" || folder === "csv";
  if (own && under !== undefined && folderOf(to) !== folder)
    return [`${from} may not import ${to}: lib/${folder} knows nothing of ours`];
  return [];
}

/** Files that one file alone, or one folder alone, may import by value. */
const doors: readonly { file: RegExp; only: RegExp }[] = [
  { file: /^db\/commit\.ts$/, only: /^lib\/command\.ts$/ },
  { file: /^db\/reader\.ts$/, only: /^lib\/query\.ts$/ },
  // The one writer beside commit, and what writes through it.
  { file: /^db\/auth\.ts$/, only: /^lib\/access\/auth\.ts$/ },
  { file: /^better-auth(\/|$)/, only: /^lib\/access\/(auth|passwords)\.ts$/ },
];

function wrongDoor({ from, to }: Import): string[] {
  return doors
    .filter(({ file, only }) => file.test(to) && !only.test(from))
    .map(
      ({ only }) => `${from} may not import ${to}: its one importer is ${only.source.replace(/[\\^$]/g, "")}`,
    );
}

/** What a browser runs must never reach what only a server may. */
const serverOnly =
  /^(node:|better-sqlite3$|pg$|pino$|drizzle-orm|next\/headers$|app\/_server\/|lib\/(query|command|runtime|env|log)\.ts$|db\/(?!values\.ts$|fields\/(?!columns\.ts$)))/;

function browserReach(sources: ReadonlyMap<string, string>, imports: readonly Import[]): string[] {
  const byFile = Map.groupBy(
    imports.filter((one) => !one.typeOnly),
    (one) => one.from,
  );
  const found: string[] = [];
  for (const [file, source] of sources) {
    if (isTest(file) || !/^\s*"use client"/.test(source)) continue;
    const seen = new Set([file]);
    const queue = [file];
    for (const at of queue) {
      for (const { to } of byFile.get(at) ?? []) {
        if (serverOnly.test(to)) found.push(`${file} runs in the browser but reaches ${to} (through ${at})`);
        // A server action is called over the network: its own imports stay on the server.
        else if (!seen.has(to) && sources.has(to) && !/^\s*"use server"/.test(sources.get(to)!)) {
          seen.add(to);
          queue.push(to);
        }
      }
    }
  }
  return found;
}

function cycles(imports: readonly Import[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [folderOf(from), folderOf(to)];
    if (a !== undefined && b !== undefined && a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b));
  }
  const found: string[] = [];
  const walk = (at: string, path: readonly string[]) => {
    if (path.includes(at)) {
      const cycle = path.slice(path.indexOf(at));
      if (at === cycle.toSorted()[0])
        found.push(`the nouns ${[...cycle, at].join(" → ")} import one another in a circle`);
      return;
    }
    for (const next of edges.get(at) ?? []) walk(next, [...path, at]);
  };
  for (const start of edges.keys()) walk(start, []);
  return [...new Set(found)];
}

const tree = new Map(
  globSync(["{app,db,lib,scripts}/**/*.ts", "{app,db,lib,scripts}/**/*.tsx"]).map((file) => [
    file,
    readFileSync(file, "utf8"),
  ]),
);

describe("the architecture", () => {
  test("is held by every file", () => {
    expect(violations(tree)).toEqual([]);
  });

  test("every import of our own leads to a file", () => {
    const missing = [...tree]
      .flatMap(([file, source]) => importsOf(file, source))
      .filter(({ to }) => layerOf(to) !== undefined && /\.tsx?$/.test(to) && !tree.has(to));
    expect(missing).toEqual([]);
  });

  test.each([
    ["a page that imports the database", "app/page.tsx", 'import { x } from "#db/connect.ts";'],
    [
      "a page that imports only a type of it",
      "app/page.tsx",
      'import type { Severity } from "#db/values.ts";',
    ],
    [
      "a second importer of the commit door",
      "lib/incidents/extra.ts",
      'import { commit } from "#db/commit.ts";',
    ],
    [
      "a second importer of the reader",
      "lib/incidents/extra.ts",
      'import { readerOf } from "../../db/reader.ts";',
    ],
    [
      "a second program that signs people in",
      "lib/people/extra.ts",
      'import { betterAuth } from "better-auth";',
    ],
    ["a lib that imports react", "lib/incidents/extra.ts", 'import { useState } from "react";'],
    ["a lib that imports next", "lib/extra.ts", 'const { headers } = await import("next/headers");'],
    ["a lib that imports a page", "lib/extra.ts", 'export { x } from "#app/page.tsx";'],
    ["a database that imports lib", "db/extra.ts", 'import { AppError } from "#lib/errors.ts";'],
    [
      "statistics that know of incidents",
      "lib/statistics/extra.ts",
      'import type { Incident } from "#lib/incidents/schema.ts";',
    ],
    [
      "a script that writes past the door",
      "scripts/extra.ts",
      'import { openDatabase } from "#db/connect.ts";',
    ],
    [
      "a browser file that reaches the server",
      "app/extra.tsx",
      '"use client";\nimport { getIncident } from "#lib/incidents/read.ts";',
    ],
    [
      "two nouns in a circle",
      "lib/systems/extra.ts",
      'import { getIncident } from "#lib/incidents/read.ts";',
    ],
  ])("%s is found", (_, file, source) => {
    expect(violations(new Map([...tree, [file, source]])).length).toBeGreaterThan(0);
  });
});
