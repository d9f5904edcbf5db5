import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { Database } from "#db/database.ts";
import { openDatabase } from "#db/open.ts";
import { indexDue } from "#db/search-index.ts";
import { systemActor } from "#lib/actor.ts";
import { isAppError } from "#lib/errors.ts";
import { Runtime, scopeOf } from "#lib/scope.ts";
import type { ThreadAnswer, ThreadTask } from "./in-thread.ts";
import { lookThrough } from "./look.ts";
import { planThrough } from "./plan-file.ts";
import { work } from "./run.ts";

/** The other end of `inThread`. */

async function carryOut(task: ThreadTask, database: Database): Promise<unknown> {
  const scope = scopeOf(new Runtime(database), systemActor("imports"));
  if (task.kind === "look") return lookThrough(scope, task.id, task.looking);
  if (task.kind === "plan") return planThrough(scope, task.id);
  await work(scope, task.id);
  await indexDue(database);
}

async function answer(task: ThreadTask): Promise<ThreadAnswer> {
  const database = openDatabase(task.url);
  try {
    return { answer: await carryOut(task, database) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message, errors } = error;
    return { refusal: { code, message, errors } };
  } finally {
    await database.close();
  }
}

/** Those who look at pages go first. Elsewhere than on Linux this would hold for the whole process. */
function stepBack(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(10);
  } catch {
    // A sandbox may forbid it: the import goes on all the same.
  }
}

stepBack();
parentPort?.postMessage(await answer(workerData as ThreadTask));
