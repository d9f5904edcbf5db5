import { defineConfig } from "vitest/config";

// A zone with an odd offset: code that forgets the zone fails at once.
process.env.TZ = "Asia/Kathmandu";

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
          exclude: [...shared.exclude, "app/_journeys/**"],
          globalSetup: ["./db/testing-global.ts"],
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
