import type { z } from "zod";
import type { Database, Reader } from "#db/database.ts";
import { readerOf, scanOf } from "#db/reader.ts";
import type { Scan } from "#db/scan.ts";
import { type Actor, type Permission, permits } from "./actor.ts";
import type { Facts } from "./analytics/facts/store.ts";
import { hold } from "./answer.ts";
import { AppError } from "./errors.ts";
import { parse } from "./parse.ts";
import type { Scope } from "./scope.ts";
import { unavailable } from "./unavailable.ts";

/**
 * The way out. A query states what it requires of the actor and the shapes of its input and answer; `run` gets a
 * connection that cannot write, and facts that include every write committed before it was asked.
 */
export interface QueryDefinition<I, O> {
  name: string;
  /** What it answers, in one line, for the REST document. */
  summary: string;
  requires: Permission;
  input: z.ZodType<I>;
  answer: z.ZodType<O>;
  run(context: QueryContext, input: I): Promise<O>;
}

export interface QueryContext {
  read: Reader;
  scan: Scan;
  actor: Actor;
  now: Date;
  facts(): Promise<Facts>;
  /** Asks another query, as the same actor. */
  ask<I, O>(query: Query<I, O>, input: unknown): Promise<O>;
}

export interface Query<I, O> {
  (scope: Scope, input: unknown): Promise<O>;
  readonly definition: QueryDefinition<I, O>;
}

export function query<I, O>(definition: QueryDefinition<I, O>): Query<I, O> {
  const ask = async (scope: Scope, input: unknown): Promise<O> => {
    requirePermission(scope.actor, definition.requires, definition.name);
    const parsed = parse(definition.input, input);
    const answer = await definition.run(contextOf(scope), parsed).catch((error: unknown) => {
      throw unavailable(error) ?? error;
    });
    return hold(definition.name, definition.answer, answer);
  };
  return Object.assign(ask, { definition });
}

export function requirePermission(actor: Actor, permission: Permission, what: string): void {
  if (permits(actor, permission)) return;
  const may = actor.roles.length === 0 ? "nothing" : actor.roles.join(", ");
  throw new AppError(
    "forbidden",
    `${actor.name} (${may}) may not do this: ${what} needs the permission ${permission}.`,
  );
}

function contextOf(scope: Scope): QueryContext {
  const { actor, runtime } = scope;
  const { database, facts } = runtime;
  return {
    read: readerOf(database),
    scan: scanFor(database),
    actor,
    now: scope.clock(),
    facts: () => facts.upToDate(scanFor(database)),
    ask: (other, input) => other(scope, input),
  };
}

const scans = new WeakMap<Database, Scan>();

function scanFor(database: Database): Scan {
  let scan = scans.get(database);
  if (scan === undefined) {
    scan = scanOf(database);
    scans.set(database, scan);
  }
  return scan;
}
