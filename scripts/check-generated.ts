import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definitions } from "./definitions/write.ts";

/** Fails when something generated says other than what it is generated from: definitions, migrations. */
const written = "docs/definitions.md";
if (!existsSync(written) || readFileSync(written, "utf8") !== definitions()) {
  console.error(`${written} is not what the code says of itself today. Run: npm run definitions`);
  process.exit(1);
}
console.log("The definitions are what the code says of itself today.");

const engines = [
  { name: "sqlite", url: "file:./unused.db" },
  { name: "postgres", url: "postgres://unused" },
];

const stale = engines.filter(({ name, url }) => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-migrations-"));
  const existing = join("db/migrations", name);
  cpSync(existing, folder, { recursive: true });
  const before = readdirSync(folder).length;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/drizzle-kit/bin.cjs", "generate", "--config", "drizzle.config.ts"],
    { env: { ...process.env, DATABASE_URL: url, MIGRATIONS_FOLDER: folder }, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stdout + stderr);
  const grown = readdirSync(folder).length > before;
  rmSync(folder, { recursive: true });
  return grown;
});

if (stale.length > 0) {
  console.error(
    `The migrations for ${stale.map(({ name }) => name).join(" and ")} do not hold the present tables. Run: npm run db:generate`,
  );
  process.exit(1);
}
console.log("The migrations hold the present tables.");
