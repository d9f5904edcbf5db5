import { spawn } from "node:child_process";
import { withPostgres } from "./postgres.ts";

/** Runs the tests on PostgreSQL: the server in TEST_DATABASE_URL, or one of its own that goes when they end. */
const code = await withPostgres(
  (url) =>
    new Promise<number>((resolve, reject) => {
      const tests = spawn(
        process.execPath,
        ["node_modules/vitest/vitest.mjs", "run", "--project", "unit*", ...process.argv.slice(2)],
        {
          env: { ...process.env, DATABASE_URL: url },
          stdio: "inherit",
        },
      );
      tests.on("error", reject);
      tests.on("exit", (status) => resolve(status ?? 1));
    }),
);
process.exit(code);
