import type { SQL } from "drizzle-orm";

/** Rows as bare arrays, past the mapper: for the few reads of a million rows. */
export type RawRow = (string | number | null)[];
export type Scan = (query: SQL) => Promise<RawRow[]>;
