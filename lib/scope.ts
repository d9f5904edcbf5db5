import type { Database } from "#db/database.ts";
import type { Actor } from "./actor.ts";
import { makeId, type NewId } from "./id.ts";

/** All that a command or query needs of the world; the clock and chance are part of it, so tests own them. */
export interface Scope {
  database: Database;
  actor: Actor;
  clock: () => Date;
  newId: NewId;
}

export function scopeOf(database: Database, actor: Actor, clock: () => Date = () => new Date()): Scope {
  return { database, actor, clock, newId: (prefix) => makeId(prefix, clock()) };
}
