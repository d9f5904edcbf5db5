import { existsSync, globSync, readFileSync, type StatsFs, statfsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { reachesDatabase } from "./scripts/reaches-database.ts";

// A zone with an odd offset: code that forgets the zone fails at once.
process.env.TZ = "Asia/Kathmandu";

// What tests write need not outlive them: in memory, where there is room, no commit waits for a disk.
const memory = "/dev/shm";
const gigabytes = ({ bavail, bsize }: StatsFs) => (bavail * bsize) / 1e9;
if (process.env.TMPDIR === undefined && existsSync(memory) && gigabytes(statfsSync(memory)) > 4)
  process.env.TMPDIR = memory;

/** What adds to a copy of the whole tree, and checks it as a whole: minutes, so it runs by itself. */
const copies = ["scripts/new/**/*.test.ts", "app/new-field.test.ts"];

/**
 * What changes more than its own files would find again: modules put in place of others, a document, the environment.
 * Each of these files has a process of its own; all others share theirs, and load what they import once.
 */
const changesItsProcess =
  /vi\.(mock|resetModules|stubEnv)\(|@vitest-environment|process\.env\.\w+ = |process\.(on|emit)\(/;
const tests = globSync("{app,db,lib,scripts}/**/*.test.{ts,tsx}");
// Brackets of folders are no pattern.
const named = (files: string[]) => files.map((file) => file.replace(/[()[\]]/g, "\\$&"));
const apart = tests.filter((file) => changesItsProcess.test(readFileSync(file, "utf8")));

/** What knows of no database is tried once, not on each engine. */
const onPostgres = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "");
const triedElsewhere = onPostgres ? tests.filter((file) => !reachesDatabase(file)) : [];

const shared = {
  setupFiles: ["./db/testing-setup.ts"],
  exclude: ["**/node_modules/**", ".next/**"],
};
const unit = {
  ...shared,
  exclude: [...shared.exclude, "app/_journeys/**", ...copies, ...named(triedElsewhere)],
  globalSetup: ["./db/testing-global.ts"],
};

export default defineConfig({
  test: {
    // So long only where something hangs: a machine may be busy with much else.
    testTimeout: 60_000,
    // Tests wait for disks and servers: as many at once as there are processors, where one less is usual.
    maxWorkers: availableParallelism(),
    // Windows of one browser that are walked side by side.
    maxConcurrency: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: "unit",
          include: ["{app,db,lib,scripts}/**/*.test.{ts,tsx}"],
          exclude: [...unit.exclude, ...named(apart)],
          isolate: false,
        },
      },
      { extends: true, test: { ...unit, name: "unit apart", include: named(apart) } },
      {
        extends: true,
        test: {
          ...shared,
          name: "copies",
          include: copies,
          globalSetup: ["./db/testing-global.ts"],
          fileParallelism: false,
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "journeys",
          include: ["app/_journeys/**/*.test.ts"],
          // One browser and one server at a time: two cores are few.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
