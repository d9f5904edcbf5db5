import { readAgain } from "#lib/incidents/meanings/operations.ts";
import type { Scope } from "#lib/scope.ts";
import { beginRun } from "./write.ts";

/** What was answered of words holds for what is stored already, as it does for what the run stores. */
export async function startRun(
  scope: Scope,
  of: { id: string; unseen?: boolean; keepWords?: boolean },
): Promise<void> {
  for (const meaning of await beginRun(scope, of)) await readAgain(scope, meaning);
}
