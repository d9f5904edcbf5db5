import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { readSource } from "./read.ts";
import { readHouse, roomsOf, wrongIn } from "./walls.ts";

const house = readHouse();
const roomOf = roomsOf(plan);

/** What is wrong with the house once a file is put into it, or replaced. */
function wrongWith(...files: readonly (readonly [file: string, text: string])[]): string[] {
  const read = files.map(([file, text]) => [file, readSource(file, text)] as const);
  return wrongIn(new Map([...house, ...read]), plan, roomOf);
}

const stored = (file: string) => readFileSync(file, "utf8");

describe("the plan", () => {
  test("is kept by every file", () => {
    expect(wrongIn(house, plan, roomOf)).toEqual([]);
  });

  test("names places that are in it, and packages that are installed", () => {
    const { places, browserPackages } = plan;
    const isKnown = (word: string) => {
      if (isBuiltin(word) || word in places) return true;
      const isGroup = Object.keys(places).some((name) => name.startsWith(word.slice(0, -1)));
      if (word === "node:*" || (word.endsWith("/*") && isGroup)) return true;
      const [scope, name] = word.split("/");
      return existsSync(
        `node_modules/${word.startsWith("@") ? `${scope}/${name}`.replace("/*", "") : scope}`,
      );
    };
    const words = Object.values(places).flatMap(({ may, mayType = "", handsOn = "" }) => [
      may,
      mayType,
      handsOn,
    ]);
    const unknown = [...words, browserPackages]
      .join(" ")
      .split(/\s+/)
      .filter((word) => word && !isKnown(word));
    expect(unknown).toEqual([]);
  });
});

/** Each breaks one wall, by a way in that was open once or could be tried. */
const mutants: readonly [what: string, file: string, text: string, found: RegExp][] = [
  // Past the doors, from a page or a route.
  [
    "a driver in a route",
    "app/api/v1/extra/route.ts",
    'import Sqlite from "better-sqlite3";',
    /better-sqlite3/,
  ],
  ["drizzle in a route", "app/api/v1/extra/route.ts", 'import { sql } from "drizzle-orm";', /drizzle-orm/],
  ["a driver by a dynamic import", "app/api/v1/extra/route.ts", 'const pg = await import("pg");', /pg/],
  [
    "a page that opens the database",
    "app/(dashboard)/extra.tsx",
    'import { openDatabase } from "#db/open.ts";',
    /db\/open/,
  ],
  [
    "a page that imports a type of the database",
    "app/(dashboard)/extra.tsx",
    'import type { Tier } from "#db/values.ts";',
    /no type of db\/values/,
  ],
  [
    "a type taken by import()",
    "app/(dashboard)/extra.tsx",
    'export type T = import("#db/edit.ts").Edit;',
    /no type of db\/edit/,
  ],
  [
    "a page that takes the runtime by itself",
    "app/(dashboard)/extra.tsx",
    'import { runtime } from "#lib/runtime.ts";',
    /lib\/runtime/,
  ],
  [
    "a page that runs a command past its action",
    "app/(dashboard)/extra.tsx",
    'import { mergeIncident } from "#lib/incidents/write.ts";',
    /lib\/incidents\/write/,
  ],
  [
    "an action that makes a command of its own",
    "app/(dashboard)/extra/actions.ts",
    '"use server";\nimport { command } from "#lib/command.ts";',
    /lib\/command/,
  ],
  // The connection and the edits.
  [
    "the writer's connection taken from lib",
    "lib/incidents/extra.ts",
    'import { connectionsOf } from "#db/connections.ts";',
    /db\/connections/,
  ],
  [
    "the same by a path of its own",
    "lib/incidents/extra.ts",
    'import { connectionsOf } from "../../lib/../db/./connections.ts";',
    /db\/connections/,
  ],
  [
    "the same as a whole namespace",
    "lib/incidents/extra.ts",
    'import * as all from "#db/connections.ts";',
    /db\/connections/,
  ],
  [
    "a second importer of commit",
    "lib/incidents/write.ts",
    'import { commit } from "#db/commit.ts";',
    /db\/commit/,
  ],
  [
    "a second importer of the reader",
    "lib/incidents/read.ts",
    'import { readerOf } from "#db/reader.ts";',
    /db\/reader/,
  ],
  [
    "the sign-in library's store elsewhere",
    "lib/incidents/extra.ts",
    'import { authStore } from "#db/auth.ts";',
    /db\/auth/,
  ],
  [
    "the sign-in library elsewhere",
    "lib/incidents/extra.ts",
    'import { betterAuth } from "better-auth";',
    /better-auth/,
  ],
  [
    "edits made where nothing is recorded",
    "lib/imports/extra.ts",
    'import { update } from "#db/edit.ts";',
    /db\/edit/,
  ],
  [
    "a question that asks the database itself",
    "lib/analytics/extra.ts",
    'import { incidents } from "#db/schema/incidents.ts";',
    /db\/schema\/incidents/,
  ],
  [
    "the sign-in library's store beside the sign-in",
    "lib/access/extra.ts",
    'import { authStore } from "#db/auth.ts";',
    /db\/auth/,
  ],
  [
    "a database that the language itself can open",
    "scripts/extra.ts",
    'import { DatabaseSync } from "node:sqlite";',
    /node:sqlite/,
  ],
  [
    "a second thing that is kept for all copies",
    "lib/incidents/extra.ts",
    "export const kept = (globalThis as { kept?: object }).kept;",
    /globally/,
  ],
  // Over the network.
  [
    "a component that answers the network",
    "app/_ui/extra.ts",
    '"use server";\nexport async function x() {}',
    /called over the network/,
  ],
  [
    "a function that answers the network",
    "app/(dashboard)/extra.tsx",
    'export default function Page() {\n  async function send() {\n    "use server";\n  }\n  return send;\n}',
    /from inside a function/,
  ],
  [
    "a server's file that runs in a browser",
    "app/_server/extra.tsx",
    '"use client";\nexport const x = 1;',
    /may not run in a browser/,
  ],
  // Handed on under another roof.
  [
    "a door that hands on what it guards",
    "lib/command.ts",
    `${stored("lib/command.ts")}\nexport { commit } from "#db/commit.ts";`,
    /hand on nothing of db\/commit/,
  ],
  [
    "the same in two steps",
    "lib/command.ts",
    `${stored("lib/command.ts")}\nexport { commit as write };`,
    /hand on nothing of db\/commit/,
  ],
  [
    "the same under a new name",
    "lib/command.ts",
    `${stored("lib/command.ts")}\nexport const write = commit;`,
    /hand on nothing of db\/commit/,
  ],
  [
    "the same by default",
    "lib/command.ts",
    `${stored("lib/command.ts")}\nexport default commit;`,
    /hand on nothing of db\/commit/,
  ],
  [
    "everything of a place at once",
    "lib/query.ts",
    `${stored("lib/query.ts")}\nexport * from "#db/reader.ts";`,
    /hand on nothing of db\/reader/,
  ],
  [
    "everything of a place as one thing",
    "lib/query.ts",
    `${stored("lib/query.ts")}\nexport * as reader from "#db/reader.ts";`,
    /hand on nothing of db\/reader/,
  ],
  [
    "a layer that is skipped by handing on",
    "app/_server/extra.ts",
    'export { log } from "#lib/log.ts";',
    /hand on nothing of lib\/log/,
  ],
  [
    "an export that takes nothing but runs all",
    "lib/incidents/extra.ts",
    'export {} from "#db/open.ts";',
    /db\/open/,
  ],
  // Ways to load that are no import statement.
  [
    "a dynamic import of a template",
    "lib/incidents/extra.ts",
    "const all = await import(`#db/open.ts`);",
    /db\/open/,
  ],
  [
    "a dynamic import of a template with a part",
    "lib/incidents/extra.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template
    "const all = (name: string) => import(`#db/${name}.ts`);",
    /computed/,
  ],
  [
    "a dynamic import of a sum",
    "lib/incidents/extra.ts",
    'const all = await import("#db/" + "open.ts");',
    /computed/,
  ],
  [
    "a dynamic import with a comment inside",
    "lib/incidents/extra.ts",
    'const all = await import(/* hidden */ "#db/open.ts");',
    /db\/open/,
  ],
  ["a require()", "lib/incidents/extra.ts", 'const sqlite = require("better-sqlite3");', /better-sqlite3/],
  [
    "an import that is a require()",
    "lib/incidents/extra.ts",
    'import sqlite = require("better-sqlite3");',
    /better-sqlite3/,
  ],
  [
    "createRequire",
    "lib/incidents/extra.ts",
    'import { createRequire } from "node:module";\ncreateRequire(import.meta.url)("pg");',
    /createRequire/,
  ],
  [
    "a loader of the process",
    "lib/incidents/extra.ts",
    'const fs = process.getBuiltinModule("fs");',
    /getBuiltinModule/,
  ],
  [
    "a loader by its name in quotes",
    "lib/incidents/extra.ts",
    'const fs = process["getBuiltinModule"]("fs");',
    /getBuiltinModule/,
  ],
  [
    "a file that runs in a thread",
    "lib/incidents/extra.ts",
    'new Worker(new URL("../../db/open.ts", import.meta.url));',
    /db\/open/,
  ],
  [
    "an import with attributes",
    "lib/incidents/extra.ts",
    'import all from "#db/open.ts" with { type: "text" };',
    /db\/open/,
  ],
  [
    "an import past package.json",
    "lib/incidents/extra.ts",
    'import pg from "../../node_modules/pg/lib/index.js";',
    /node_modules\/pg/,
  ],
  [
    "an import of an address",
    "lib/incidents/extra.ts",
    'import all from "data:text/javascript,export default 1";',
    /data:/,
  ],
  [
    "an import that leads nowhere",
    "lib/incidents/extra.ts",
    'import { gone } from "./gone.ts";',
    /no such file/,
  ],
  // Direction.
  [
    "a lib that imports a page",
    "lib/incidents/extra.ts",
    'export { x } from "#app/error.tsx";',
    /app\/error/,
  ],
  [
    "a database that imports lib",
    "db/commit.ts",
    'import { AppError } from "#lib/errors.ts";',
    /lib\/errors/,
  ],
  [
    "a lib that knows Next",
    "lib/access/extra.ts",
    'const { headers } = await import("next/headers");',
    /next\/headers/,
  ],
  ["a lib that knows React", "lib/incidents/extra.ts", 'import { useState } from "react";', /react/],
  ["a lib that draws", "lib/analytics/extra.ts", 'import { Line } from "recharts";', /recharts/],
  [
    "a page that draws past the charts",
    "app/(dashboard)/extra.tsx",
    'import { Line } from "recharts";',
    /recharts/,
  ],
  [
    "statistics that know a noun",
    "lib/statistics/extra.ts",
    'import type { Incident } from "#lib/incidents/schema.ts";',
    /lib\/incidents\/schema/,
  ],
  [
    "a reader of files that knows ours",
    "lib/csv/extra.ts",
    'import { AppError } from "#lib/errors.ts";',
    /lib\/errors/,
  ],
  [
    "a hook that takes the runtime",
    "lib/hooks/extra.ts",
    'import { runtime } from "#lib/runtime.ts";',
    /lib\/runtime/,
  ],
  ["a package that its place does not name", "lib/statistics/extra.ts", 'import { z } from "zod";', /zod/],
  ["a package nobody named", "lib/incidents/extra.ts", 'import _ from "lodash";', /lodash/],
  [
    "a script that reaches the database",
    "scripts/extra.ts",
    'import { openDatabase } from "#db/open.ts";',
    /db\/open/,
  ],
  ["a script that makes edits", "scripts/extra.ts", 'import { create } from "#db/edit.ts";', /db\/edit/],
  // Files at the root, and outside of the plan.
  [
    "a proxy that reaches the database",
    "proxy.ts",
    'import { openDatabase } from "#db/open.ts";',
    /db\/open/,
  ],
  ["a start that loads a driver", "instrumentation.ts", 'import pg from "pg";', /pg/],
  ["settings that load ours", "next.config.ts", 'import { runtime } from "#lib/runtime.ts";', /lib\/runtime/],
  ["a file at the root that nobody planned", "middleware.ts", "export const x = 1;", /no place/],
  ["a folder that nobody planned", "extra/file.ts", "export const x = 1;", /no place/],
  ["a file of db that nobody planned", "db/extra.ts", "export const x = 1;", /no place/],
  // Tests.
  [
    "a product file that uses a test's helper",
    "lib/incidents/extra.ts",
    'import { x } from "#lib/testing.ts";',
    /lib\/testing/,
  ],
  [
    "a script that uses a test's helper",
    "scripts/extra.ts",
    'import { x } from "#lib/testing.ts";',
    /tests alone/,
  ],
  [
    "a page that uses a test",
    "app/(dashboard)/extra.tsx",
    'import { x } from "#app/access.test.ts";',
    /app\/access\.test/,
  ],
  // The browser.
  [
    "a browser file that asks",
    "app/_ui/extra.tsx",
    '"use client";\nimport { formatCount } from "#app/_server/ask.ts";',
    /app\/_server\/ask/,
  ],
  [
    "a browser file with node:fs",
    "app/(dashboard)/extra.tsx",
    '"use client";\nimport { readFileSync } from "node:fs";',
    /browser.*node:fs/,
  ],
  [
    "a browser file that reaches a read",
    "app/(dashboard)/extra.tsx",
    "'use client'\nimport { getIncident } from \"#lib/incidents/read.ts\";",
    /browser.*lib\/incidents\/read/,
  ],
  [
    "a browser file below other directives",
    "app/(dashboard)/extra.tsx",
    '// First.\n"use strict";\n"use client";\nimport { getIncident } from "#lib/incidents/read.ts";',
    /browser.*lib\/incidents\/read/,
  ],
  [
    "a browser file that loads the server later",
    "app/(dashboard)/extra.tsx",
    '"use client";\nconst read = () => import("#lib/incidents/read.ts");',
    /browser.*lib\/incidents\/read/,
  ],
];

describe("a wall", () => {
  test.each(mutants)("is broken by %s", (_, file, text, found) => {
    const wrong = wrongWith([file, text]);
    expect(wrong.filter((one) => one.includes(file) && found.test(one))).not.toEqual([]);
  });

  test("is broken by a browser file that reaches the server through others", () => {
    const wrong = wrongWith(
      ["app/(dashboard)/first.tsx", '"use client";\nimport { x } from "./second.ts";'],
      ["app/(dashboard)/second.ts", 'export { x } from "./third.ts";'],
      [
        "app/(dashboard)/third.ts",
        'import { getIncident } from "#lib/incidents/read.ts";\nexport const x = getIncident;',
      ],
    );
    expect(wrong).toContain(
      "app/(dashboard)/third.ts runs in the browser, which may not load lib/incidents/read.ts",
    );
  });

  test("is broken by two files that need one another's values, and by a later import too", () => {
    const first = [
      "lib/incidents/first.ts",
      'import { b } from "./second.ts";\nexport const a = () => b;',
    ] as const;
    const second = 'export const b = () => import("./first.ts");';
    expect(wrongWith(first, ["lib/incidents/second.ts", second])).toEqual([
      "lib/incidents/first.ts → lib/incidents/second.ts → lib/incidents/first.ts need one another's values in a circle",
    ]);
    expect(
      wrongWith(first, [
        "lib/incidents/second.ts",
        'import type { a } from "./first.ts";\nexport const b = 1;',
      ]),
    ).toEqual([]);
  });

  test("is broken by two nouns that know one another, if only by a type", () => {
    const wrong = wrongWith([
      "lib/systems/extra.ts",
      'import type { Incident } from "#lib/incidents/schema.ts";',
    ]);
    expect(wrong.filter((one) => /nouns .*lib\/systems.* circle/.test(one))).not.toEqual([]);
  });

  test("is broken by a file that the parser does not understand", () => {
    expect(wrongWith(["lib/incidents/extra.ts", "import {"]).join()).toMatch(/not understood/);
  });
});

describe("a wall stands", () => {
  test.each([
    [
      "by words in a comment or a text",
      '// import "#db/open.ts"\nexport const x = \'import "#db/open.ts"\';',
    ],
    [
      "by an import of its own noun",
      'import { getIncident } from "./read.ts";\nexport const x = () => getIncident;',
    ],
    ["by a type that may be known", 'import type { Edit } from "#db/edit.ts";\nexport type X = Edit[];'],
  ])("%s", (_, text) => {
    expect(wrongWith(["lib/incidents/extra.ts", text])).toEqual([]);
  });
});

test("the places of the plan hold files, or are named in advance", () => {
  const announced: string[] = [];
  const holding = [...house.keys(), "package.json", "app/globals.css"].map((file) => roomOf(file)?.name);
  expect(Object.keys(plan.places).filter((name) => !holding.includes(name))).toEqual(announced);
});
