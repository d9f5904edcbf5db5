import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes the migrations that the tables still need, for both engines. drizzle-kit compares the tables with the last
 * snapshot alone, so the ones before it go.
 */
for (const [engine, url] of [
  ["sqlite", "file:./unused.db"],
  ["postgres", "postgres://unused"],
] as const) {
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/drizzle-kit/bin.cjs", "generate", ...process.argv.slice(2)],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: "inherit",
    },
  );
  if (status !== 0) process.exit(status ?? 1);
  const meta = join("db/migrations", engine, "meta");
  const snapshots = readdirSync(meta).filter((name) => name.endsWith("_snapshot.json"));
  for (const name of snapshots.toSorted().slice(0, -1)) rmSync(join(meta, name));
}
