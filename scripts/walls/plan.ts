import { scripts, tests, tools } from "./beside.ts";
import type { Places, Plan } from "./walls.ts";

/**
 * The plan of the house: who may know whom. A file stands in the first place that fits it. It may know its own place,
 * and beyond that the places and packages named here, parted by spaces; a package brings its subpaths along, and
 * `lib/*` is every place below lib. What is not named is refused.
 */

// ---- root: what tools and Next look for there ----

const root: Places = {
  "root/start": { is: /^instrumentation\.ts$/, may: "lib/runtime" },
  "root/proxy": { is: /^proxy\.ts$/, may: "lib/access lib/ground next/server" },
  "root/version": { is: /^package\.json$/, may: "" },
};

// ---- db: tables, edits as data, and the few who hold a connection ----

const sqlite = "better-sqlite3 drizzle-orm";
const drivers = `${sqlite} pg`;
const files = "node:fs node:path";

const db: Places = {
  "db/values": { is: /^db\/values\.ts$/, may: "", browser: true },
  "db/columns": { is: /^db\/fields\/columns\.ts$/, may: "db/fields db/dialect drizzle-orm" },
  "db/fields": { is: /^db\/fields\//, may: "db/values", browser: true },
  "db/dialect": { is: /^db\/dialect\.ts$/, may: "drizzle-orm" },
  "db/tables": { is: /^db\/schema\//, may: "db/values db/fields db/columns db/dialect" },
  "db/edit": { is: /^db\/edit\.ts$/, may: "", mayType: "db/values db/dialect drizzle-orm" },
  "db/database": { is: /^db\/(database|scan)\.ts$/, may: "", mayType: `db/dialect db/tables ${sqlite}` },
  // The handle: whoever may know this place could write past commit.
  "db/connections": {
    is: /^db\/connections\.ts$/,
    may: "node:fs",
    mayType: `db/commit db/database ${drivers}`,
  },
  "db/open": {
    is: /^db\/open\.ts$/,
    may: `db/connections db/dialect db/tables db/lock db/copies ${drivers} ${files}`,
    mayType: "db/database",
  },
  "db/lock": { is: /^db\/sqlite-lock\.ts$/, may: "", mayType: "better-sqlite3" },
  "db/search-index": {
    is: /^db\/search-index\.ts$/,
    may: "db/connections db/dialect db/lock",
    mayType: `db/database ${drivers}`,
  },
  "db/commit": {
    is: /^db\/commit(\.ts$|\/)/,
    may: `db/connections db/dialect db/edit db/lock db/search-index db/tables drizzle-orm`,
    mayType: `db/database ${drivers}`,
  },
  "db/reader": {
    is: /^db\/reader\.ts$/,
    may: "db/connections drizzle-orm",
    mayType: `db/database ${drivers}`,
  },
  "db/auth": { is: /^db\/auth\.ts$/, may: "db/connections db/tables drizzle-orm", mayType: "db/database" },
  "db/copies": {
    is: /^db\/(backup|migrations|private-file)\.ts$/,
    may: `better-sqlite3 ${files}`,
    mayType: "db/dialect",
  },
  "db/migrate": {
    is: /^db\/migrate\.ts$/,
    may: `db/connections db/copies drizzle-orm ${files}`,
    mayType: "db/database better-sqlite3",
  },
};

// ---- lib: what the house knows, and the two doors to what it keeps ----

/** What loads anywhere. */
const values = "db/values db/fields zod";
const ground = `lib/ground lib/fields ${values}`;
const time = "date-fns @date-fns/tz @date-fns/utc";
const nouns = "lib/shapes lib/rules lib/reads lib/questions lib/nouns";
const rooms = "lib/hooks lib/integrations lib/imports lib/access lib/sign-in lib/notifications";

const lib: Places = {
  // Mathematics and files know nothing of ours.
  "lib/statistics": { is: /^lib\/statistics\//, may: "@stdlib/*", browser: true },
  "lib/csv": { is: /^lib\/csv\//, may: "@date-fns/tz chardet papaparse node:buffer", browser: true },
  "lib/ground": {
    is: /^lib\/(actor|calendar|answer|canonical|errors|format|id|identity|moments|names|page|parse|period|typed-number|typed-time|values|versions|week)\.ts$/,
    may: `db/values db/fields lib/csv zod node:crypto ${time}`,
    handsOn: "db/values db/fields",
    browser: true,
  },
  "lib/markdown": { is: /^lib\/markdown\.ts$/, may: "markdown-it", browser: true },
  "lib/env": { is: /^lib\/env\.ts$/, may: "node:path zod" },
  "lib/log": { is: /^lib\/log\.ts$/, may: "pino" },

  // The doors.
  "lib/limits": { is: /^lib\/access\/limits\.ts$/, may: "lib/ground rate-limiter-flexible node:crypto" },
  "lib/scope": {
    is: /^lib\/(scope|statement)\.ts$/,
    may: "lib/ground lib/env lib/facts lib/limits",
    mayType: "db/database lib/health",
  },
  "lib/unavailable": { is: /^lib\/unavailable\.ts$/, may: "lib/ground db/dialect db/edit" },
  "lib/query": {
    is: /^lib\/query\.ts$/,
    may: "lib/ground lib/unavailable db/reader",
    mayType: "lib/facts lib/scope db/database zod",
  },
  "lib/command": {
    is: /^lib\/command\.ts$/,
    may: "lib/ground lib/unavailable lib/query db/edit db/commit",
    mayType: "lib/limits lib/scope zod",
  },
  "lib/operation": { is: /^lib\/operation\.ts$/, may: "lib/ground lib/query zod", mayType: "lib/scope" },
  "lib/recording": {
    is: /^lib\/(editing|batch|removal)\.ts$/,
    may: "lib/ground lib/command zod",
    mayType: "lib/query db/edit db/dialect",
  },

  // Repairs know every noun whose records they put in order, and nobody knows them but the start.
  "lib/repairs": {
    is: /^lib\/repairs\//,
    may: `lib/command lib/query lib/imports lib/log lib/scope lib/writes db/edit db/tables db/dialect drizzle-orm ${nouns} ${ground}`,
    mayType: "db/database",
  },

  // Questions, over columns in memory.
  "lib/facts": {
    is: /^lib\/analytics\/facts\//,
    may: "lib/ground db/fields db/values db/tables db/dialect drizzle-orm",
    mayType: "db/database",
  },
  "lib/fields": {
    is: /^lib\/fields\//,
    may: "lib/ground db/values db/fields zod",
    handsOn: "db/fields",
    browser: true,
  },
  "lib/questions": {
    is: /^lib\/analytics\//,
    may: `lib/facts lib/query lib/statistics ${nouns} ${ground} ${time}`,
    browser: true,
  },

  // A tool's room: what it sends, and the files it writes.
  "lib/integrations": {
    is: /^lib\/integrations\//,
    may: `lib/csv lib/hooks lib/rules lib/shapes lib/writes node:crypto ${ground}`,
    browser: true,
  },

  // A noun: what it is, what can be asked, what can be done. Edits are made by the last alone.
  "lib/shapes": {
    is: /^lib\/[^/]+\/([^/]+\/)?(schema|rules|words|history-words|dated|held)\.ts$/,
    may: `lib/csv lib/statistics lib/rules node:crypto ${ground}`,
    handsOn: "db/values db/fields",
    browser: true,
  },
  "lib/rules": { is: /^lib\/(guardrails|attribution)\//, may: `lib/shapes ${values}`, browser: true },
  "lib/reads": {
    is: /^lib\/[^/]+\/([^/]+\/)?(read|history|suggested-changes)\.ts$/,
    may: `lib/query lib/health lib/scope lib/access lib/imports lib/import-records db/tables db/dialect
      drizzle-orm ${nouns} ${ground}`,
    mayType: "lib/facts db/database",
  },
  "lib/writes": {
    is: /^lib\/[^/]+\/([^/]+\/)?(write|editor|provenance)\.ts$/,
    may: `lib/command lib/recording lib/access lib/hooks lib/imports lib/import-records lib/notifications
      db/edit db/tables
      node:crypto ${nouns} ${ground}`,
    mayType: "lib/query",
  },

  // Rooms of several files.
  "lib/hooks": {
    is: /^lib\/hooks\//,
    may: `lib/access lib/shapes lib/ground node:crypto ${values}`,
    mayType: "lib/env",
  },
  "lib/import-thread": {
    is: /^lib\/imports\/run\/thread\.ts$/,
    may: "lib/imports lib/scope lib/ground db/open db/search-index node:os node:worker_threads",
    mayType: "db/database",
  },
  "lib/import-records": {
    is: /^lib\/imports\/records\//,
    may: `lib/query lib/recording lib/imports lib/writes db/tables db/dialect drizzle-orm ${nouns} ${ground}`,
    mayType: "lib/command db/edit db/database",
  },
  // Forms of files beside CSV: what they are packed in, objects, and sheets.
  "lib/file-forms": {
    is: /^lib\/imports\/file\/(json|packed|workbook)\//,
    may: "lib/csv lib/ground lib/imports sax yauzl node:stream node:zlib",
  },
  "lib/imports": {
    is: /^lib\/imports\//,
    may: `lib/csv lib/query lib/operation lib/recording lib/integrations lib/import-records lib/import-thread lib/log
      lib/file-forms node:crypto node:stream node:zlib node:util node:worker_threads lib/writes ${nouns} ${ground}`,
    mayType: "lib/scope",
    browser: true,
  },
  "lib/sign-in": {
    is: /^lib\/access\/auth\.ts$/,
    may: `lib/access lib/log lib/scope lib/writes db/auth better-auth ${nouns} ${ground}`,
    mayType: "lib/env",
  },
  "lib/access": {
    is: /^lib\/access\//,
    may: `lib/env lib/log lib/scope lib/sign-in lib/writes better-auth/crypto node:crypto
      node:diagnostics_channel ${nouns} ${ground}`,
    mayType: "node:http",
  },
  "lib/notifications": {
    is: /^lib\/notifications\//,
    may: `lib/env lib/log lib/markdown lib/operation nodemailer request-filtering-agent
      node:crypto node:http node:https node:net
      lib/writes ${nouns} ${ground} ${time}`,
    mayType: "lib/scope",
  },
  "lib/nouns": {
    is: /^lib\/[^/]+\//,
    may: `lib/csv lib/query lib/operation lib/imports lib/import-records lib/writes @date-fns/tz ${nouns} ${ground}`,
    mayType: "lib/command lib/scope db/edit",
    browser: true,
  },

  // What a server has one of, and what programs begin with.
  "lib/open-scope": {
    is: /^lib\/open-scope\.ts$/,
    may: "db/dialect lib/env lib/ground lib/log lib/repairs lib/scope db/open db/migrate",
    mayType: "db/database",
  },
  "lib/health": {
    is: /^lib\/(health|metrics)\.ts$/,
    may: "lib/query db/tables drizzle-orm prom-client zod",
    mayType: "lib/scope",
  },
  "lib/backup": {
    is: /^lib\/backup\.ts$/,
    may: "lib/ground db/copies db/dialect db/open node:path",
    handsOn: "db/copies",
  },
  "lib/runtime": {
    is: /^lib\/(runtime|stopping)\.ts$/,
    may: `lib/env lib/log lib/scope lib/open-scope lib/unavailable lib/health lib/facts
      node:diagnostics_channel lib/ground lib/reads lib/writes ${rooms}`,
    mayType: "node:http",
    global: "the one runtime of a process",
  },
};

// ---- app: pages, forms, charts, and what stands between requests and the doors ----

const react = "react react-dom next/link next/navigation next/dynamic";
const looks = "@mantine/* @tabler/icons-react app/styles";
const shown = "lib/ground lib/fields lib/csv lib/shapes lib/rules lib/questions lib/imports lib/nouns";

const app: Places = {
  "app/styles": { is: /^app\/.*\.css$/, may: "", browser: true },
  "app/examples": {
    is: /^app\/_charts\/examples\/all\.tsx$/,
    may: `app/charts app/ui next/dist ${react} ${looks}`,
    browser: true,
  },
  "app/charts": {
    is: /^app\/_charts\//,
    may: `app/ui lib/csv lib/ground lib/statistics recharts d3-scale ${react} ${looks}`,
    browser: true,
  },
  "app/ui": {
    is: /^app\/_ui\//,
    may: `app/actions lib/ground lib/fields lib/shapes ${react} ${looks} lib/markdown`,
    mayType: "app/server",
    browser: true,
  },
  // Beside the contract these serve by themselves: signing in and out, and what watches the server.
  "app/routes": {
    is: /^app\/api\/.*\/route\.ts$/,
    may: `app/server lib/access lib/sign-in lib/ground lib/log lib/runtime zod node:crypto`,
    handsOn: "app/server",
  },
  "app/server": {
    is: /^app\/_server\//,
    may: `app/ui root/version lib/env lib/log lib/query lib/runtime
      @fastify/busboy lib/ground lib/fields zod next/headers node:crypto node:stream node:zlib lib/writes ${nouns} ${rooms} ${react}`,
    mayType: "lib/command lib/health lib/operation lib/scope",
    handsOn: "app/ui root/version",
  },
  "app/actions": {
    is: /^app\/.*\/actions\.ts$/,
    may: `app/server app/ui app/values lib/reads lib/writes lib/access lib/sign-in lib/notifications next/cache
      next/headers ${react} ${shown}`,
    actions: true,
  },
  // What forms hold, to and from what commands take: read in browsers, and by servers where no script runs.
  "app/values": { is: /^app\/\(.*-values\.ts$/, may: `app/ui ${shown}`, browser: true },
  "app/pages": {
    is: /^app\/([^/_]+\.tsx|\()/,
    may: `app/actions app/charts app/server app/ui app/values lib/access lib/sign-in lib/reads next/headers geist date-fns
      @date-fns/tz node:crypto node:fs node:path ${shown} ${react} ${looks} lib/markdown`,
    mayType: "next",
    browser: true,
  },
};

export const plan: Plan = {
  places: { ...tests, ...root, ...db, ...lib, ...app, ...scripts, ...tools },
  browserPackages: `${react} ${looks} markdown-it ${time} recharts d3-scale zod`,
  nouns: /^lib\/[^/]+(?=\/)/,
};
