import type { Table } from "#db/dialect.ts";
import type { Edit } from "#db/edit.ts";
import { type CommandContext, type Outcome, unchanged } from "./command.ts";
import { requireUnchanged } from "./versions.ts";

interface Removable {
  id: string;
  number: number;
  version: number;
  deletedAt: Date | null;
  updatedAt: Date;
}

/** Takes a record out of all figures, or brings it back; as it is already, nothing changes. */
export function setDeleted<R extends Removable>(of: {
  context: CommandContext;
  table: Table;
  name: string;
  before: R;
  /** The version its reader saw, where they say so. */
  version: number | undefined;
  deletedAt: Date | null;
}): Outcome<R> {
  const { context, table, before, deletedAt } = of;
  const { number, version } = before;
  requireUnchanged(of);
  if ((before.deletedAt === null) === (deletedAt === null)) return unchanged(before);
  return {
    edits: [{ kind: "update", table, key: { number }, version, set: { deletedAt } }],
    records: [{ subject: before.id, before: { deletedAt: before.deletedAt }, after: { deletedAt } }],
    answer: () => ({ ...before, deletedAt, version: version + 1, updatedAt: context.now }),
  };
}

/** Taken out of the figures without its name in the source: importing the file again makes the record anew. */
export function takenBack(
  table: Table,
  { number, version }: Pick<Removable, "number" | "version">,
  deletedAt: Date,
): Edit {
  return { kind: "update", table, key: { number }, version, set: { deletedAt, externalId: null } };
}
