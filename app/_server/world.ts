import { systemActor } from "#lib/actor.ts";
import { type Runtime, runtime, scopeFor } from "#lib/runtime.ts";
import type { Scope } from "#lib/scope.ts";

/** What this server has, for what comes before a reader is known: signing in and out, and what the settings say. */
export function world(): Promise<Runtime> {
  return runtime();
}

/** For what a part of the server does by itself, as the audit tells it. */
export function scopeOfPart(part: string): Promise<Scope> {
  return scopeFor(systemActor(part));
}
