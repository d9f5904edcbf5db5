import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of the standalone server, whole: the build leaves its static files and `public` outside of it. */
export function assemble(): string {
  const built = resolve(".next/standalone");
  if (!existsSync(join(built, "server.js"))) {
    console.error("There is no build yet. Run: npm run build");
    process.exit(1);
  }
  const build = readFileSync(resolve(".next/BUILD_ID"), "utf8").trim();
  // Whoever serves may have no leave to write here.
  if (existsSync(join(built, ".next/static", build))) return built;
  for (const folder of ["public", ".next/static"])
    if (existsSync(folder)) cpSync(resolve(folder), join(built, folder), { recursive: true });
  return built;
}

if (import.meta.main) assemble();
