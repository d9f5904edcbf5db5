import { systemActor } from "#lib/actor.ts";
import { readEnvironment } from "#lib/env.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";

/** Work of whoever holds the machine, on the configured database. */
export async function asOperator(work: (scope: Scope) => Promise<void>): Promise<void> {
  const { DATABASE_URL } = readEnvironment(process.env);
  const { scope, close } = await openScope(DATABASE_URL, systemActor("command line"));
  try {
    await work(scope);
  } finally {
    await close();
  }
}
