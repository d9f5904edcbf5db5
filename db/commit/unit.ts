import { refusalOf } from "../dialect.ts";
import { CommitRefused, type Edit, isCommitRefused, type Sequence } from "../edit.ts";

/** The edits of one command, as they wait for their transaction. */
export interface Unit {
  edits: readonly Edit[];
  now: Date;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** What an import stores is taken into the search index once it is through. */
export function isSmall(units: readonly Unit[]): boolean {
  return units.reduce((sum, { edits }) => sum + edits.length, 0) <= 1000;
}

export function asRefusal(error: unknown): unknown {
  if (isCommitRefused(error)) return error;
  const reason = refusalOf(error);
  return reason === null ? error : new CommitRefused(reason, { cause: error });
}

/** They live in one row; on PostgreSQL its lock also puts writers, and so revisions, in order. */
export type Counters = Record<Sequence, number> & { revision: number };
