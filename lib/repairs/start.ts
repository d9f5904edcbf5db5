import type { Database } from "#db/database.ts";
import { systemActor } from "#lib/actor.ts";
import { log } from "#lib/log.ts";
import { Runtime, scopeOf } from "#lib/scope.ts";
import { repairsDue } from "./read.ts";
import type { Place } from "./repair.ts";
import { repairNext } from "./write.ts";

/** Carries through what is due. Something to lose is copied before; `backUp` says where to, once there is a copy. */
export async function repairAll(
  database: Database,
  backUp: (before: string) => Promise<string | null>,
  clock?: () => Date,
): Promise<void> {
  const scope = scopeOf(new Runtime(database), systemActor("Faultline"), clock);
  const due = await repairsDue(scope, undefined);
  if (due[0] === undefined) return;
  const backup = await backUp(due[0]);
  for (const name of due) {
    const told = { name, backup, mended: 0, left: [] as string[] };
    for (let after: Place = null; ; ) {
      const { next, mended, left } = await repairNext(scope, { name, after });
      told.mended += mended;
      told.left.push(...left);
      if (next === null) break;
      after = next;
    }
    if (told.mended > 0) log.info(told, "what was stored was put in order");
  }
}
