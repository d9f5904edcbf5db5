import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withPostgres } from "#scripts/postgres.ts";
import { killAgainAndAgain } from "./kill.ts";
import { killServer } from "./kill-server.ts";

/**
 * `npm run torture`: kills writers again and again on a database of their own, and looks at what is stored.
 * --http kills the built server, with its clients elsewhere; --postgres does it on PostgreSQL.
 */

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    rows: { type: "string", default: "10000" },
    http: { type: "boolean" },
    postgres: { type: "boolean" },
  },
});

if (values.postgres && !process.env.DATABASE_URL?.startsWith("postgres")) {
  process.exitCode = await withPostgres(async (url) => {
    const again = spawnSync(process.execPath, process.argv.slice(1), {
      env: { ...process.env, DATABASE_URL: url },
      stdio: "inherit",
    });
    return again.status ?? 1;
  });
} else await torture();

async function torture(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-torture-"));
  const url = values.postgres ? process.env.DATABASE_URL! : `file:${join(folder, "faultline.db")}`;
  const rounds = { url, kills: Number(values.kills), seed: Number(values.seed), tell: console.log };
  const survived = values.http
    ? await killServer(rounds)
    : await killAgainAndAgain({ ...rounds, rows: Number(values.rows) });
  const { acknowledged, faults, imports } = survived;
  console.log(
    `${acknowledged} acknowledged records; ${imports.done} imports came to their end, ${imports.other} did not; ${faults.length} faults`,
  );
  for (const fault of faults) console.log(fault);
  if (faults.length > 0 || imports.other > 0) {
    console.log(`The database is kept: ${url}`);
    process.exitCode = 1;
    return;
  }
  rmSync(folder, { recursive: true, force: true });
}
