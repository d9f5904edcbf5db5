import { type Database, openDatabase } from "#db/connect.ts";
import { migrate } from "#db/migrate.ts";
import { processWide } from "#db/process.ts";
import { hashKey } from "./access/keys.ts";
import { usableKey } from "./access/read.ts";
import { type Actor, demoActor, keyActor, systemActor } from "./actor.ts";
import { factsLoaded } from "./analytics/facts/store.ts";
import { type Environment, readEnvironment } from "./env.ts";
import { AppError } from "./errors.ts";
import { revision, warmFacts } from "./health.ts";
import { log } from "./log.ts";
import { type Scope, scopeOf } from "./scope.ts";

/** What a running program has: its configuration and its open, migrated database. Made once in a process. */
export interface Runtime {
  environment: Environment;
  database: Database;
}

interface Holder {
  starting: Promise<Runtime> | null;
}

const holder = processWide<Holder>("runtime", () => ({ starting: null }));

export function runtime(): Promise<Runtime> {
  holder.starting ??= start().catch((error: unknown) => {
    // The next request tries again: a database that was away at the start may be back.
    holder.starting = null;
    throw error;
  });
  return holder.starting;
}

async function start(): Promise<Runtime> {
  const environment = readEnvironment(process.env);
  const database = openDatabase(environment.DATABASE_URL);
  await migrate(database);
  return { environment, database };
}

/** Opens a database for a program of its own, such as the command line; close it when done. */
export async function openScope(
  url: string,
  actor: Actor,
): Promise<{ scope: Scope; close: () => Promise<void> }> {
  const database = openDatabase(url);
  await migrate(database);
  return { scope: scopeOf(database, actor), close: () => database.close() };
}

/** Begins to load the facts, so that the first reader does not wait for all of it. */
export async function warmUp(): Promise<void> {
  const { database } = await runtime();
  const began = performance.now();
  const rows = await warmFacts(scopeOf(database, systemActor("start")), undefined);
  log.info({ ...rows, ms: Math.round(performance.now() - began) }, "facts loaded");
}

export async function scopeFor(actor: Actor): Promise<Scope> {
  const { database } = await runtime();
  return scopeOf(database, actor);
}

/** Who a request speaks for: its key, or whoever sits before this machine. */
export async function actorOf(headers: Headers): Promise<Actor> {
  const authorization = headers.get("authorization");
  if (authorization === null) return demoActor();
  const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  const scope = await scopeFor(systemActor("sign-in"));
  const known = key === undefined ? null : await usableKey(scope, { hash: hashKey(key) });
  if (known !== null) return keyActor(known);
  throw new AppError(
    "unauthenticated",
    "The API key is not known, was revoked, or has expired. Send it as “Authorization: Bearer <key>”.",
  );
}

export interface Health {
  status: "ok";
  database: "sqlite" | "postgres";
  revision: number;
  figures: "ready" | "loading";
}

export async function health(): Promise<Health> {
  const { database } = await runtime();
  const { revision: latest } = await revision(scopeOf(database, systemActor("health")), undefined);
  return {
    status: "ok",
    database: database.engine,
    revision: latest,
    figures: factsLoaded(database) ? "ready" : "loading",
  };
}
