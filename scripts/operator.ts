import { systemActor } from "#lib/actor.ts";
import { ConfigurationError, readEnvironment } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { openScope } from "#lib/runtime.ts";
import type { Scope } from "#lib/scope.ts";

/** Work of whoever holds the machine, on the configured database; a refusal is told in one line. */
export async function runAsOperator(work: (scope: Scope) => Promise<void>): Promise<void> {
  try {
    const { DATABASE_URL } = readEnvironment(process.env);
    const { scope, close } = await openScope(DATABASE_URL, systemActor("command line"));
    try {
      await work(scope);
    } finally {
      await close();
    }
  } catch (error) {
    const known = error instanceof AppError || error instanceof ConfigurationError;
    console.error(known ? error.message : error);
    process.exitCode = 1;
  }
}
