import type { ImportTarget } from "#db/values.ts";
import { invalid, isAppError } from "#lib/errors.ts";
import type { WordMeaning } from "#lib/meanings/schema.ts";
import type { Scope } from "#lib/scope.ts";
import type { RefusedList } from "../file/refused-columns.ts";
import { type Carried, carriedOver, type Origin } from "../mapping/carry.ts";
import { type ImportJob, importJob } from "../read.ts";
import { targets } from "../targets/index.ts";
import { refusedBefore } from "./read.ts";

/** Which import a file follows: the one that refused its rows, or the one that it was said to be like. */

type Followed = Carried & { target: ImportTarget; comesFrom: string | null };

/** Asked when the columns of a file are known; null where it follows none. */
export type Follow = (file: { columns: string[]; refused: RefusedList | null }) => Promise<Followed | null>;

type Following = {
  target: ImportTarget;
  /** Where it was said to be something else than what the file says. */
  isTargetSaid?: boolean;
  like?: string;
  comesFrom?: string | null;
  meanings: readonly WordMeaning[];
};

export function follow(scope: Scope, { target, isTargetSaid, like, comesFrom, meanings }: Following): Follow {
  return async ({ columns, refused }) => {
    const taken = (job: Followable, from: string | null): Followed => ({
      ...carriedOver(job, { target: targets[job.target], columns, meanings }),
      target: job.target,
      comesFrom: from,
    });
    if (like !== undefined) return taken(await likeImport(scope, { like, target }), null);
    if (refused === null) return null;
    const named = comesFrom ?? refused.importId;
    const found =
      (named === null ? null : await importOrNone(scope, named)) ??
      (await likely(scope, { target, columns }));
    if (found === null || (isTargetSaid && found.target !== target)) return null;
    return taken(found, found.id);
  };
}

type Followable = Origin & Pick<ImportJob, "id" | "target">;

async function importOrNone(scope: Scope, id: string): Promise<Followable | null> {
  try {
    return followable(await importJob(scope, { id }));
  } catch (error) {
    // A list may come from another installation.
    if (isAppError(error) && error.code === "not-found") return null;
    throw error;
  }
}

/** Lists of earlier releases do not say whose they are. */
async function likely(
  scope: Scope,
  of: { target: ImportTarget; columns: string[] },
): Promise<Followable | null> {
  const id = await refusedBefore(scope, of);
  return id === null ? null : importOrNone(scope, id);
}

function followable({ id, target, mapping, answers, settled }: ImportJob): Followable | null {
  return mapping === null ? null : { id, target, mapping, answers, settled };
}

async function likeImport(
  scope: Scope,
  { like, target }: { like: string; target: ImportTarget },
): Promise<Followable> {
  const found = await importOrNone(scope, like);
  if (found === null) throw invalid([{ path: "like", message: `There is no import ${like} to be like.` }]);
  if (found.target !== target)
    throw invalid([{ path: "like", message: `The rows of ${like} are ${found.target}, not ${target}.` }]);
  return found;
}
