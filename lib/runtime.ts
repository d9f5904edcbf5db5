import { clientAddress, noteAddresses } from "./access/address.ts";
import { noteKeyUse } from "./access/api-keys/write.ts";
import { sessionActor } from "./access/auth.ts";
import { announceSetUp } from "./access/first-start.ts";
import { hashKey } from "./access/keys.ts";
import { requireSameOrigin } from "./access/origin.ts";
import { usableKey } from "./access/read.ts";
import { type Actor, demoActor, keyActor, systemActor } from "./actor.ts";
import {
  ConfigurationError,
  configurationStatus,
  type Environment,
  isConfigurationError,
  isLoopback,
  readEnvironment,
} from "./env.ts";
import { AppError, isAppError } from "./errors.ts";
import { revision, warmFacts } from "./health.ts";
import { keepImportsGoing } from "./imports/run/background.ts";
import { log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { keepNotificationsGoing } from "./notifications/background.ts";
import { openMigrated } from "./open-scope.ts";
import { Runtime, type Scope, scopeOf } from "./scope.ts";
import { stopAtSignal } from "./stopping.ts";
import { unavailable } from "./unavailable.ts";

/**
 * The runtime of this process, kept where every copy of this module finds it: a bundler makes one copy for pages and
 * one for the API. Everything else that exists once is a member of it.
 */
const holder = processWide<Holder>("runtime", () => ({ starting: null, open: null, hasBegun: false }));

interface Holder {
  starting: Promise<Runtime> | null;
  open: Runtime | null;
  hasBegun: boolean;
}

function processWide<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`faultline.${name}`);
  store[key] ??= make();
  return store[key];
}

export function runtime(): Promise<Runtime> {
  holder.starting ??= start().catch((error: unknown) => {
    // The next request tries again: a database that was away at the start may be back.
    holder.starting = null;
    throw unavailable(error) ?? error;
  });
  return holder.starting;
}

/** Null until the database was there for the first time. */
export function openRuntime(): Runtime | null {
  return holder.open;
}

async function start(): Promise<Runtime> {
  const environment = readEnvironment(process.env);
  requireLoopback(environment);
  const database = await openMigrated(environment.DATABASE_URL);
  holder.open = new Runtime(database, { environment, metrics: new Metrics() });
  return holder.open;
}

/** After it, the next to ask opens another one. */
export async function closeRuntime(): Promise<void> {
  const { starting } = holder;
  holder.starting = null;
  holder.open = null;
  const world = await starting;
  await Promise.all(world?.asides ?? []);
  await world?.database.close();
}

/** The built server listens where HOSTNAME says, and everywhere when it says nothing. */
function requireLoopback({ FAULTLINE_DEMO }: Environment): void {
  if (!FAULTLINE_DEMO || process.env.NODE_ENV !== "production" || isLoopback(process.env.HOSTNAME ?? ""))
    return;
  throw new ConfigurationError(
    "The demo answers on this machine alone, since nobody signs in there. Start it with: npm run demo",
  );
}

/**
 * The server finishes its requests before the process ends; what is left then is to close the database, which
 * writes SQLite's log back into its file.
 */
function closeAtExit(): void {
  process.once("exit", () => void holder.open?.database.close());
}

/** What a server does before its first request; a configuration that cannot be used ends it with a sentence. */
export function startUp(): void {
  if (holder.hasBegun) return;
  holder.hasBegun = true;
  noteAddresses();
  closeAtExit();
  if (process.env.NODE_ENV === "production") stopAtSignal();
  beginWarmUp();
}

const warmUpAgainMs = 3_000;

/** A database that is away at the start is waited for: without this, imports and notifications would not go on. */
function beginWarmUp(): void {
  warmUp().catch((error: unknown) => {
    if (isConfigurationError(error)) {
      log.fatal(error.message);
      process.exit(configurationStatus);
    }
    if (isAppError(error)) log.warn({ reason: reasonOf(error) }, "the start waits");
    else log.error({ err: error }, "the start did not go through, and is tried again");
    setTimeout(beginWarmUp, warmUpAgainMs).unref();
  });
}

function reasonOf({ message, cause }: AppError): string {
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

/** Begins to load the facts, so that the first reader does not wait for all of it. */
async function warmUp(): Promise<void> {
  const world = await runtime();
  await announceSetUp(world);
  const began = performance.now();
  const rows = await warmFacts(scopeOf(world, systemActor("start")), undefined);
  log.info({ ...rows, ms: Math.round(performance.now() - began) }, "facts loaded");
  keepImportsGoing(scopeOf(world, systemActor("imports")));
  keepNotificationsGoing(scopeOf(world, systemActor("notifications")), world.environment);
}

export async function scopeFor(actor: Actor): Promise<Scope> {
  return scopeOf(await runtime(), actor);
}

/** Who a request speaks for: its key, its session, or, in the demo alone, whoever sits before this machine. */
export async function actorOf(headers: Headers): Promise<Actor> {
  const world = await runtime();
  const authorization = headers.get("authorization");
  if (authorization !== null) return keyHolder(world, headers, authorization);
  if (world.environment.FAULTLINE_DEMO) return demoVisitor(headers);
  const person = await personBehind(world, headers);
  if (person !== null) return person;
  throw new AppError("unauthenticated", "Sign in, or send a key as “Authorization: Bearer <key>”.");
}

async function personBehind(world: Runtime, headers: Headers): Promise<Actor | null> {
  try {
    return await sessionActor(world, headers);
  } catch (error) {
    // Better Auth hides why it failed; the database itself says whether it was away.
    await revision(scopeOf(world, systemActor("sign-in")), undefined);
    throw error;
  }
}

/** The same for a request that may change something: not from another site, and not too often. */
export async function actorOfRequest(request: Request): Promise<Actor> {
  const { environment, limits } = await runtime();
  const { BASE_URL, API_REQUESTS_PER_MINUTE } = environment;
  requireSameOrigin({ method: request.method, headers: request.headers, baseUrl: BASE_URL });
  const actor = await actorOf(request.headers);
  await limits.countRequest({ actorId: actor.id ?? actor.name, perMinute: API_REQUESTS_PER_MINUTE });
  return actor;
}

async function keyHolder(world: Runtime, headers: Headers, authorization: string): Promise<Actor> {
  const scope = scopeOf(world, systemActor("sign-in"));
  const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  const known = key === undefined ? null : await usableKey(scope, { hash: hashKey(key) });
  if (known !== null) {
    noteUse(scope, known.id);
    return keyActor(known);
  }
  await world.limits.countWrongKey(clientAddress(headers, world.environment.TRUST_PROXY));
  throw new AppError(
    "unauthenticated",
    "The API key is not known, was revoked, or has expired. Send it as “Authorization: Bearer <key>”.",
  );
}

const keyUseMs = 60_000;

/** At most once a minute for each key, and nobody waits for it. */
function noteUse(scope: Scope, id: string): void {
  const { keyUses, asides } = scope.runtime;
  const now = scope.clock().getTime();
  if (now - (keyUses.get(id) ?? 0) < keyUseMs) return;
  keyUses.set(id, now);
  const noted = noteKeyUse(scope, { id })
    .catch((error: unknown) => log.warn({ err: error }, "a key's use was not noted"))
    .finally(() => asides.delete(noted));
  asides.add(noted);
}

/** A site that points its own name at this machine must not get at the demo through a reader's browser. */
function demoVisitor(headers: Headers): Actor {
  const host = headers.get("host") ?? "localhost";
  if (isLoopback(host.replace(/:\d+$/, ""))) return demoActor();
  throw new AppError("forbidden", "The demo answers to 127.0.0.1 and localhost alone.");
}

export interface Health {
  status: "ok";
  database: "sqlite" | "postgres";
  revision: number;
  figures: "ready" | "loading";
}

export async function health(): Promise<Health> {
  const world = await runtime();
  const { revision: latest } = await revision(scopeOf(world, systemActor("health")), undefined);
  return {
    status: "ok",
    database: world.database.engine,
    revision: latest,
    figures: world.facts.isLoaded ? "ready" : "loading",
  };
}
