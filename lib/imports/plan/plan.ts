import type { Authors } from "#lib/audit/rules.ts";
import type { CsvProblem } from "#lib/csv/read.ts";
import type { Reference } from "../mapping/readers/lists.ts";
import type { Body } from "../mapping/row.ts";
import type { Reason } from "../schema.ts";
import type { FieldChange } from "./differences.ts";
import type { Doubt } from "./doubts.ts";
import type { NamedSystem } from "./draft.ts";
import type { Identity } from "./identity.ts";

/** A record that is there already; `values` in the form of its REST body, instants as dates. */
export type Existing = {
  id: string;
  version: number;
  values: Body;
  /** Who said what it holds; left out where only files did. */
  authors?: Authors;
  /** What it is called besides its external id, and what the row calls it that it was not called so far. */
  aliases?: readonly string[];
  fresh?: readonly string[];
  /** Of refused rows that came home: the row beside them that it was made of then, in words. */
  madeBy?: string;
};

/** All that a plan has to know of what is stored, asked for in batches. Nothing found is left out of the answer. */
export type Lookup = {
  /** By `Identity.key`. An identity's own id goes first, then source with external id, or the natural key. */
  records: (identities: readonly Identity[]) => Promise<ReadonlyMap<string, Existing>>;
  /** By the slug asked for: the slug of the system that has this slug or this name. */
  systems: (names: readonly NamedSystem[]) => Promise<ReadonlyMap<string, string>>;
  /** By `changeKey`: the change's id. */
  changes: (references: readonly Reference[]) => Promise<ReadonlyMap<string, string>>;
  /** By the reference as written (`INC-118`, `118`, an id, an id in the source): the incident's id. */
  incidents: (references: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

export function changeKey(reference: Reference): string {
  if ("id" in reference) return JSON.stringify([reference.id]);
  return JSON.stringify([reference.source ?? null, reference.externalId]);
}

/** The lines of all events that a record was made of. */
type Lines = number[];

export type PlannedRow =
  | { action: "create"; line: number; lines?: Lines; identity: Identity; body: Body }
  | {
      action: "update";
      line: number;
      lines?: Lines;
      identity: Identity;
      id: string;
      version: number;
      changes: FieldChange[];
      patch: Body;
    }
  | { action: "unchanged"; line: number; identity: Identity; id: string }
  | { action: "refuse"; line: number; cells: string[]; reasons: Reason[] }
  | { action: "skip"; line: number; reason: string };

export type PlannedBatch = {
  rows: PlannedRow[];
  /** Systems met for the first time, to be created before the rows; only when that was allowed. */
  newSystems: { slug: string; name: string }[];
  /** Remarks on rows that are imported all the same. */
  remarks: CsvProblem[];
  /** What in the rows cannot be right. */
  doubts: (Doubt & { line: number })[];
  bytesRead: number;
};
