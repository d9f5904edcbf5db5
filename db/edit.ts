import type { InferInsertModel } from "drizzle-orm";
import type { Table } from "./dialect.ts";
import type { ActorKind } from "./values.ts";

/** Edits are plain data: a command returns them, commit performs them, so no transaction is ever held open. */
export type Edit = CreateEdit | UpdateEdit | RemoveEdit;

export interface CreateEdit {
  kind: "create";
  table: Table;
  row: Record<string, unknown>;
}

export interface UpdateEdit {
  kind: "update";
  table: Table;
  key: Record<string, unknown>;
  /** The version the writer saw; null where the table has none or the writer is its only one. */
  version: number | null;
  set: Record<string, unknown>;
}

export interface RemoveEdit {
  kind: "remove";
  table: Table;
  where: Record<string, unknown>;
}

/** What commit fills in by itself when a row leaves it out. */
type Stamped = "version" | "createdAt" | "updatedAt" | "revision";
type Writable<R> = { [K in keyof R]: R[K] | (number extends R[K] ? Allocated : never) };
export type NewRow<T extends Table> = Writable<
  Omit<InferInsertModel<T>, Stamped> & Partial<Pick<InferInsertModel<T>, Stamped & keyof InferInsertModel<T>>>
>;

export function create<T extends Table>(table: T, row: NewRow<T>): CreateEdit {
  return { kind: "create", table, row };
}

export function update<T extends Table>(
  table: T,
  target: { key: Partial<NewRow<T>>; version: number | null },
  set: Partial<NewRow<T>>,
): UpdateEdit {
  return { kind: "update", table, key: target.key, version: target.version, set };
}

export function remove<T extends Table>(table: T, where: Partial<NewRow<T>>): RemoveEdit {
  return { kind: "remove", table, where };
}

export type Sequence = "incidents" | "changes" | "systems";

/** By these a copy of this module, made by a bundler, knows what another one made. No JSON can hold a symbol. */
const allocated = Symbol.for("faultline.Allocated");
const commitRefused = Symbol.for("faultline.CommitRefused");

/** A number that commit hands out inside its transaction; the same object may stand in several edits. */
export class Allocated {
  readonly kind = allocated;
  readonly sequence: Sequence;
  private value: number | null = null;

  constructor(sequence: Sequence) {
    this.sequence = sequence;
  }

  assign(value: number): void {
    this.value = value;
  }

  get isAssigned(): boolean {
    return this.value !== null;
  }

  get number(): number {
    if (this.value === null)
      throw new Error(`No number of ${this.sequence} was handed out: nothing was committed.`);
    return this.value;
  }
}

export function isAllocated(value: unknown): value is Allocated {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === allocated;
}

export function allocate(sequence: Sequence): Allocated {
  return new Allocated(sequence);
}

export function numberOf(value: number | Allocated): number {
  return typeof value === "number" ? value : value.number;
}

export interface AuditEntry {
  id: string;
  at: Date;
  actorKind: ActorKind;
  actorId: string | null;
  actorName: string;
  action: string;
  command: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Why a commit changed nothing. Everything in it was rolled back, unless its outcome is unknown. */
export class CommitRefused extends Error {
  readonly kind = commitRefused;
  override readonly name = "CommitRefused";
  readonly reason: "stale" | "duplicate" | "reference" | "unavailable";
  /** The connection broke between asking the server to commit and its answer: it may have been stored. */
  readonly outcomeUnknown: boolean;

  constructor(reason: CommitRefused["reason"], options: { cause?: unknown; outcomeUnknown?: boolean } = {}) {
    super(`commit refused: ${reason}`, { cause: options.cause });
    this.reason = reason;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
  }
}

export function isCommitRefused(value: unknown): value is CommitRefused {
  return value instanceof Error && "kind" in value && value.kind === commitRefused;
}
