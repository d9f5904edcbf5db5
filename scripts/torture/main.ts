import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withPostgres } from "#scripts/postgres.ts";
import { killAgainAndAgain, type Rounds, type Survived } from "./kill.ts";
import { killImport } from "./kill-import.ts";
import { killServer } from "./kill-server.ts";

/**
 * `npm run torture`: kills writers again and again on a database of their own, and looks at what is stored.
 * --http kills the built server, with its clients elsewhere; --postgres does it on PostgreSQL. --import kills one large
 * import (--rows) and compares what is stored with an import that was left in peace.
 */

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    rows: { type: "string", default: "10000" },
    http: { type: "boolean" },
    import: { type: "boolean" },
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

function survive(rounds: Rounds & { rows: number; folder: string }): Promise<Survived> {
  if (values.http) return killServer(rounds);
  if (!values.import) return killAgainAndAgain(rounds);
  if (values.postgres) throw new Error("--import needs two databases, and makes them as files of SQLite.");
  return killImport({ ...rounds, peaceful: `file:${join(rounds.folder, "peaceful.db")}` });
}

async function torture(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-torture-"));
  const url = values.postgres ? process.env.DATABASE_URL! : `file:${join(folder, "faultline.db")}`;
  const rounds = { url, kills: Number(values.kills), seed: Number(values.seed), tell: console.log };
  const survived = await survive({ ...rounds, rows: Number(values.rows), folder });
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
