import { defineConfig } from "vitest/config";

// A zone with an odd offset: code that forgets the zone fails at once.
process.env.TZ = "Asia/Kathmandu";

/** What adds to a copy of the whole tree, and checks it as a whole: minutes, so it runs by itself. */
const copies = ["scripts/new/**/*.test.ts", "app/new-field.test.ts"];

/** What knows of no database is tried once, not on each engine. */
const withoutDatabase = [
  "lib/{statistics,csv}/**",
  "app/_charts/**",
  "scripts/{walls,calibrate}/**",
  "scripts/documents.test.ts",
];
const onPostgres = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "");

const shared = { setupFiles: ["./db/testing-setup.ts"], exclude: ["**/node_modules/**", ".next/**"] };

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["{app,db,lib,scripts}/**/*.test.{ts,tsx}"],
          exclude: [...shared.exclude, "app/_journeys/**", ...copies, ...(onPostgres ? withoutDatabase : [])],
          globalSetup: ["./db/testing-global.ts"],
        },
      },
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
