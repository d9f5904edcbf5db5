import type { Reader } from "#db/database.ts";
import type { Edit } from "#db/edit.ts";
import type { RecordChange } from "#lib/command.ts";

/**
 * Mends what is stored and no migration can mend, since it needs code. Each is carried through once for a database,
 * at the start after the migrations, slice by slice; one that is interrupted goes on where something is left to mend.
 * It never guesses: what it cannot know is left as it is, and told.
 */
export interface Repair {
  /** Kept in the database: it never changes. */
  name: string;
  slice(of: Looking, after: Place): Promise<Slice>;
}

export type Looking = { read: Reader; now: Date };

/** Where a slice ended, as its repair understands it; null before the first. */
export type Place = Readonly<Record<string, string | number>> | null;

export interface Slice {
  edits: Edit[];
  /** What becomes of each record, for the audit trail. */
  records: RecordChange[];
  /** What is left as it is, in words for the log. */
  left: string[];
  /** Where the next slice begins; null after the last. */
  next: Place;
}

export const emptySlice = (next: Place = null): Slice => ({ edits: [], records: [], left: [], next });

/** So many rows are looked at together: few enough for one transaction. */
export const rowsInSlice = 5000;
