import { workerData } from "node:worker_threads";
import { openDatabase } from "#db/connect.ts";
import { indexDue } from "#db/search-index.ts";
import { systemActor } from "#lib/actor.ts";
import { scopeOf } from "#lib/scope.ts";
import { work } from "./run.ts";

/** A thread that is at work on one import, with connections of its own. */

export interface ThreadWork {
  url: string;
  id: string;
}

const { url, id } = workerData as ThreadWork;
const database = openDatabase(url);
try {
  await work(scopeOf(database, systemActor("imports")), id);
  await indexDue(database);
} finally {
  await database.close();
}
