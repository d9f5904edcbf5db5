import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./dialect.ts";

/** A step of the tables' history. `when` is its identity: both engines' journals and databases keep it. */
export interface Migration {
  when: number;
  tag: string;
}

export function migrationsFolder(): string {
  return join(process.cwd(), "db/migrations");
}

/** The steps this release knows, in order. */
export function knownMigrations(engine: Engine, folder: string = migrationsFolder()): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, engine, "meta/_journal.json"), "utf8")) as {
    entries: Migration[];
  };
  return journal.entries.map(({ when, tag }) => ({ when, tag }));
}

/** A database whose history this release does not share must be left alone: it may have been made by a later one. */
export class UnknownMigrations extends Error {
  constructor() {
    super(
      "The database was made by another release of Faultline, probably a later one. Use that release, or restore a backup that this one made.",
    );
    this.name = "UnknownMigrations";
  }
}

/** The steps that a database still needs. */
export function pendingMigrations(known: readonly Migration[], applied: readonly number[]): Migration[] {
  const ours = new Set(known.map(({ when }) => when));
  if (applied.some((when) => !ours.has(when))) throw new UnknownMigrations();
  return known.filter(({ when }) => !applied.includes(when));
}
