import type { z } from "zod";
import { commit } from "#db/commit.ts";
import { type AuditEntry, type CommitRefused, type Edit, isCommitRefused } from "#db/edit.ts";
import type { Limits } from "./access/limits.ts";
import type { Actor, Permission } from "./actor.ts";
import { hold } from "./answer.ts";
import { canonical } from "./canonical.ts";
import { AppError } from "./errors.ts";
import type { NewId } from "./id.ts";
import { parse } from "./parse.ts";
import { type Query, requirePermission } from "./query.ts";
import type { Scope } from "./scope.ts";
import { unavailable } from "./unavailable.ts";

/**
 * The way in. `run` reads through queries and returns what is to change as data; permission, parsing, transaction,
 * audit entry and revision happen here, once, and so cannot be forgotten.
 */
export interface CommandDefinition<I, O> {
  /** `noun.verb`: also the action in the audit trail. */
  name: string;
  summary: string;
  requires: Permission;
  input: z.ZodType<I>;
  answer: z.ZodType<O>;
  /**
   * `records`: every change of a record is told in the audit trail (the rule). `rows`: import_rows or hook_facts tell
   * it too, and an entry holds what came of them. `use`: it only notes that something was used, which is no change.
   */
  audited?: "records" | "rows" | "use";
  run(context: CommandContext, input: I): Promise<Outcome<O>>;
}

export interface CommandContext {
  ask<I, O>(query: Query<I, O>, input: unknown): Promise<O>;
  actor: Actor;
  now: Date;
  newId: NewId;
  /** How often something may be tried. */
  limits: Limits;
}

/**
 * A record before and after, as its readers know it. The audit entry keeps the fields that differ. Without edits it
 * tells what somebody did that changed nothing here: signed in, took an export.
 */
export interface RecordChange {
  subject: string | (() => string);
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Where it is more telling than the command's own name. */
  action?: string;
}

export interface Outcome<O> {
  edits: readonly Edit[];
  records: readonly RecordChange[];
  /** Called once the edits are stored; numbers handed out by commit are known by then. */
  answer(): O;
  /** The writer named no version: when somebody else was faster, decide again on what there is now. */
  again?: boolean;
}

/** As it is already, nothing is stored, and nothing told. */
export function unchanged<O>(answer: O): Outcome<O> {
  return { edits: [], records: [], answer: () => answer };
}

export interface Command<I, O> {
  (scope: Scope, input: unknown): Promise<O>;
  readonly definition: CommandDefinition<I, O>;
}

const mostTries = 12;

export function command<I, O>(definition: CommandDefinition<I, O>): Command<I, O> {
  const execute = async (scope: Scope, raw: unknown): Promise<O> => {
    requirePermission(scope.actor, definition.requires, definition.name);
    const input = parse(definition.input, raw);
    for (let tried = 1; ; tried += 1) {
      const now = scope.clock();
      const context: CommandContext = {
        ask: (query, question) => query(scope, question),
        actor: scope.actor,
        now,
        newId: scope.newId,
        limits: scope.runtime.limits,
      };
      const outcome = await definition.run(context, input);
      const told = () => hold(definition.name, definition.answer, outcome.answer());
      if (outcome.edits.length === 0 && outcome.records.length === 0) return told();
      try {
        await perform({ scope, definition, outcome, now });
        return told();
      } catch (error) {
        const away = unavailable(error);
        if (away !== null) throw away;
        if (!isCommitRefused(error)) throw error;
        if (!outcome.again || tried === mostTries) throw refusal(error);
      }
    }
  };
  return Object.assign(execute, { definition });
}

async function perform(work: {
  scope: Scope;
  definition: { name: string; audited?: "records" | "rows" | "use" };
  outcome: Outcome<unknown>;
  now: Date;
}): Promise<void> {
  const { scope, definition, outcome, now } = work;
  if (outcome.records.length === 0 && (definition.audited ?? "records") === "records") {
    throw new Error(`${definition.name} changes data but names no record for the audit trail.`);
  }
  const entries = outcome.records.map((record) => auditEntry({ scope, name: definition.name, record, now }));
  await commit(scope.runtime.database, { edits: outcome.edits, entries, now });
}

function auditEntry(of: { scope: Scope; name: string; record: RecordChange; now: Date }): AuditEntry {
  const { scope, record } = of;
  const { before, after } = changedFields(record.before, record.after);
  return {
    id: scope.newId("aud"),
    at: of.now,
    actorKind: scope.actor.kind,
    actorId: scope.actor.id,
    actorName: scope.actor.name,
    action: record.action ?? of.name,
    command: of.name,
    // A number that commit hands out is not known yet: the subject is the record's id.
    subject: typeof record.subject === "string" ? record.subject : record.subject(),
    before,
    after,
  };
}

function changedFields(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): { before: Record<string, unknown> | null; after: Record<string, unknown> | null } {
  if (before === null || after === null) return { before: plain(before), after: plain(after) };
  const old: Record<string, unknown> = {};
  const fresh: Record<string, unknown> = {};
  const differs = (key: string) => canonical(before[key] ?? null) !== canonical(after[key] ?? null);
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!differs(key) && !differs(toldWith(key))) continue;
    old[key] = before[key] ?? null;
    fresh[key] = after[key] ?? null;
  }
  return { before: plain(old), after: plain(fresh) };
}

/** A moment and what it is known to mean something only together. */
function toldWith(key: string): string {
  return key.endsWith("At") ? key.replace(/At$/, "Precision") : key.replace(/Precision$/, "At");
}

/** Only what was said is kept: a null tells nothing in a new record. */
function plain(record: Record<string, unknown> | null): Record<string, unknown> | null {
  return record === null ? null : (JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
}

function refusal(error: CommitRefused): AppError {
  const words = {
    stale:
      "The record was changed by someone else in the meantime. Nothing was stored; look at it and try again.",
    duplicate: "Another record already has this identity. Nothing was stored.",
    reference: "It refers to a record that is not there. Nothing was stored.",
    unavailable: "",
  };
  return new AppError("conflict", words[error.reason], { cause: error });
}
