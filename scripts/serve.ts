import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readEnvironment } from "#lib/env.ts";

/** Serves the built product in this process. */
export async function serve(): Promise<void> {
  const { HOST, PORT, DATABASE_URL } = readEnvironment(process.env);
  const built = resolve(".next/standalone");
  if (!existsSync(join(built, "server.js"))) {
    console.error("There is no build yet. Run: npm run build");
    process.exit(1);
  }
  // The standalone server brings neither of these along, and works from its own folder.
  cpSync(resolve(".next/static"), join(built, ".next/static"), { recursive: true });
  cpSync(resolve("public"), join(built, "public"), { recursive: true });
  process.env.DATABASE_URL = DATABASE_URL.startsWith("file:")
    ? `file:${resolve(DATABASE_URL.slice(5))}`
    : DATABASE_URL;
  process.env.HOSTNAME = HOST;
  process.env.PORT = String(PORT);
  await import(pathToFileURL(join(built, "server.js")).href);
}

if (import.meta.main) await serve();
