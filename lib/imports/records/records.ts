import type { Allocated, Edit } from "#db/edit.ts";
import { canonical } from "#lib/canonical.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import type { Query } from "#lib/query.ts";
import type { Body } from "../mapping/row.ts";
import type { Identity } from "../plan/identity.ts";
import type { Existing, PlannedRow } from "../plan/plan.ts";

/** How the records of one target are found, stored and taken back; the machinery around it is the same for all. */
export interface Records {
  /** By `Identity.key`. */
  find(ask: Ask, identities: readonly Identity[]): Promise<ReadonlyMap<string, Existing>>;
  store(context: CommandContext, batch: StoreBatch): Promise<Stored>;
  undo(context: CommandContext, rows: readonly MadeRow[]): Promise<Undone>;
}

export type Ask = <I, O>(query: Query<I, O>, input: unknown) => Promise<O>;

export type CreateRow = Extract<PlannedRow, { action: "create" }>;
export type UpdateRow = Extract<PlannedRow, { action: "update" }>;

export interface StoreBatch {
  rows: readonly (CreateRow | UpdateRow)[];
  /** To be made before the rows. */
  newSystems: readonly { slug: string; name: string }[];
}

/** What became of a row, in the order of the rows of the batch. */
export interface Made {
  state: "created" | "updated" | "unchanged";
  number: number | Allocated | null;
  id: string | null;
  version: number;
  /** The fields that an update replaced, as they were. */
  before: Body | null;
}

export interface Stored {
  edits: Edit[];
  /** What was changed, for the history of each. */
  records?: readonly RecordChange[];
  made: Made[];
}

/** A created or updated row as its provenance tells it. */
export interface MadeRow {
  line: number;
  state: "created" | "updated";
  recordNumber: number | null;
  recordId: string | null;
  recordVersion: number;
  before: unknown;
}

export type Fate = "removed" | "restored" | "kept";

/** `fates` in the order of the rows. */
interface Undone {
  edits: Edit[];
  records?: readonly RecordChange[];
  fates: Fate[];
}

/** A record as the body that would make it. */
export function bodyReader(body: { shape: object }): (record: object) => Body {
  const fields = Object.keys(body.shape);
  return (record) => Object.fromEntries(fields.map((field) => [field, (record as Body)[field]]));
}

/** The fields of a body in which a record differs from what it was. */
export function pastOf(before: Body, after: Body): Body {
  const past: Body = {};
  for (const field of Object.keys(before)) {
    if (canonical(before[field] ?? null) !== canonical(after[field] ?? null))
      past[field] = before[field] ?? null;
  }
  return past;
}

/** What was planned no longer fits what is stored: the rows have to be planned again. */
export class Outdated extends Error {}

export function seen<R extends { version: number }>(record: R | undefined, row: UpdateRow): R {
  if (record !== undefined && record.version === row.version) return record;
  throw new Outdated(`line ${row.line}: the record was changed in the meantime`);
}
