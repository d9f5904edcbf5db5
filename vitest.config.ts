import { defineConfig } from "vitest/config";

// A zone with an odd offset: code that forgets the zone fails at once.
process.env.TZ = "Asia/Kathmandu";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{db,lib,scripts}/**/*.test.ts", "app/**/*.test.{ts,tsx}"],
          exclude: ["app/_journeys/**", "**/node_modules/**"],
          setupFiles: ["./db/testing-setup.ts"],
          globalSetup: ["./db/testing-global.ts"],
        },
      },
    ],
    env: { TZ: "Asia/Kathmandu" },
    testTimeout: 20_000,
  },
});
