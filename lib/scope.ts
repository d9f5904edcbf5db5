import type { Database } from "#db/database.ts";
import { Limits } from "./access/limits.ts";
import type { Actor } from "./actor.ts";
import { FactsStore } from "./analytics/facts/store.ts";
import { type Environment, readEnvironment } from "./env.ts";
import { makeId, type NewId } from "./id.ts";
import type { Metrics } from "./metrics.ts";

/**
 * What a program has one of, since two of it would each believe to be the only one. Everybody reaches it through a
 * scope: the copies that a bundler makes of a module share it, and a test makes as many as it likes.
 */
export class Runtime {
  /** With its connections, the queue of its commits and its timers inside. */
  readonly database: Database;
  readonly environment: Environment;
  readonly facts = new FactsStore();
  readonly limits = new Limits();
  /** What the operator watches; only a server is watched. */
  readonly metrics: Metrics | null;
  /** When the use of a key was noted last, in milliseconds. */
  readonly keyUses = new Map<string, number>();
  /** Writes under way that no answer waits for; who closes the database does. */
  readonly asides = new Set<Promise<unknown>>();
  /** Imports by their id, so that none is taken up twice. */
  readonly importsAtWork = new Set<string>();
  /** Looks for notifications to send at once, where this program sends them. */
  wakeNotifications = (): void => {};

  constructor(database: Database, of: { environment?: Environment; metrics?: Metrics } = {}) {
    this.database = database;
    this.environment = of.environment ?? readEnvironment({});
    this.metrics = of.metrics ?? null;
  }
}

/** All that a command or query needs of the world; the clock and chance are part of it, so tests own them. */
export interface Scope {
  runtime: Runtime;
  actor: Actor;
  clock: () => Date;
  newId: NewId;
}

export function scopeOf(runtime: Runtime, actor: Actor, clock: () => Date = () => new Date()): Scope {
  return { runtime, actor, clock, newId: (prefix) => makeId(prefix, clock()) };
}
