import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readEnvironment } from "#lib/env.ts";
import { exitWithMessage, typed } from "./command-line.ts";
import { fillDemo } from "./demo-data.ts";
import { serve } from "./serve.ts";

/** `npm run demo`: builds the product if need be, makes a company to look at, and serves both on this machine only. */

const usage = "npm run demo -- [--fresh] [--data <folder>/demo.db]";
const daysKept = 7;

await exitWithMessage(async () => {
  const { values } = typed(usage, { options: { fresh: { type: "boolean" }, data: { type: "string" } } });
  const file = resolve(values.data ?? "data/demo.db");
  process.env.FAULTLINE_DEMO = "1";
  process.env.DATABASE_URL = `file:${file}`;
  process.env.HOST = "127.0.0.1";
  process.env.LOG_LEVEL ??= "warn";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  // What cannot be served is neither built nor made.
  const { PORT } = readEnvironment(process.env);
  buildIfNeeded();
  if (values.fresh || !existsSync(file)) await makeCompany(file);
  else if (Date.now() - statSync(file).birthtimeMs > daysKept * 86_400_000) {
    console.log(
      `The demo's data is more than ${daysKept} days old. For a company up to today: npm run demo -- --fresh`,
    );
  }
  console.log(`The demo is at http://127.0.0.1:${PORT} (stop it with Ctrl-C)`);
  await serve();
});

function buildIfNeeded(): void {
  const built = resolve(".next/BUILD_ID");
  const sources = globSync(["app/**/*", "db/**/*", "lib/**/*", "package.json", "next.config.ts"]);
  const latest = Math.max(...sources.map((source) => statSync(source).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs >= latest) return;
  console.log("Building (about a minute, the first time only) …");
  const { status } = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Made beside and then moved into place: a demo that was interrupted leaves no half of a company behind. */
async function makeCompany(file: string): Promise<void> {
  console.log("Making a company with thirty months of history …");
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  for (const old of [fresh, file]) for (const end of ["", "-wal", "-shm"]) rmSync(old + end, { force: true });
  const counts = await fillDemo(`file:${fresh}`, new Date());
  renameSync(fresh, file);
  console.log(counts);
}
