import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readEnvironment } from "#lib/env.ts";
import { assemble } from "./assemble.ts";
import { exitWithMessage } from "./command-line.ts";

/** Serves the built product in this process. */
export async function serve(): Promise<void> {
  const { HOST, PORT, DATABASE_URL } = readEnvironment(process.env);
  const built = assemble();
  // The standalone server works from its own folder.
  process.env.DATABASE_URL = DATABASE_URL.startsWith("file:")
    ? `file:${resolve(DATABASE_URL.slice(5))}`
    : DATABASE_URL;
  process.env.HOSTNAME = HOST;
  process.env.PORT = String(PORT);
  await import(pathToFileURL(join(built, "server.js")).href);
}

if (import.meta.main) await exitWithMessage(serve);
