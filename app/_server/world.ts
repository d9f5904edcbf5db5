import { systemActor } from "#lib/actor.ts";
import type { Metrics } from "#lib/metrics.ts";
import { openRuntime, runtime, scopeFor } from "#lib/runtime.ts";
import type { Runtime, Scope } from "#lib/scope.ts";

/** What this server has, for what comes before a reader is known: signing in and out, and what the settings say. */
export function world(): Promise<Runtime> {
  return runtime();
}

/** For what a part of the server does by itself, as the audit tells it. */
export function scopeOfPart(part: string): Promise<Scope> {
  return scopeFor(systemActor(part));
}

/** Nothing is measured before the database was there for the first time. */
export function metrics(): Metrics | null {
  return openRuntime()?.metrics ?? null;
}
