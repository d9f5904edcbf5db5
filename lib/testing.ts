import { testDatabase } from "#db/testing.ts";
import type { Role } from "#db/values.ts";
import { personActor } from "./actor.ts";
import { type AppError, isAppError } from "./errors.ts";
import { Runtime, type Scope, scopeOf } from "./scope.ts";

/** A scope on an empty database of the running test's own. */
export async function testScope(options: { role?: Role; now?: string } = {}): Promise<Scope> {
  const database = await testDatabase();
  const { role = "admin", now = "2026-06-01T12:00:00Z" } = options;
  const actor = personActor({ id: `usr_${role}`, name: `A ${role}`, role });
  return scopeOf(new Runtime(database), actor, () => new Date(now));
}

/** The same world, seen by somebody else. */
export function as(scope: Scope, role: Role): Scope {
  return { ...scope, actor: personActor({ id: `usr_${role}`, name: `A ${role}`, role }) };
}

/** What somebody is told who may not, or asks for what cannot be. */
export async function refusalOf(asked: Promise<unknown>): Promise<AppError> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (isAppError(error)) return error;
  throw error ?? new Error("It was not refused.");
}
