import type { ImportTarget } from "#db/values.ts";
import type { DurationUnit } from "#lib/csv/durations.ts";
import type { SeverityWords } from "./severities.ts";

/**
 * What is known of one tool's file. A column is named by its alternatives, best first; the first one that the file
 * has is taken. Of JSON, a column is named by its path: `severity.name`. With `each`, all columns of these names add
 * to a list, repeated ones too; with `either`, each of them could be the field, which is asked where they disagree.
 * `values` and `severity` are proposals, keyed by the value in lower case.
 */
export type ColumnSpec =
  | string[]
  | { first: string[] }
  | { either: string[]; why: string }
  | { each: string[] }
  | { join: string[]; separator?: string }
  | { constant: string };

export type Profile = {
  name: string;
  label: string;
  /** Whose file it is, and how people come by it; none where no tool writes it for everyone. */
  tool?: { name: string; how: string };
  target: ImportTarget;
  /** What `source` becomes, unless a column is mapped to it. */
  source: string | null;
  /** Names that must all be in the header; in a list within, any one of them. */
  requires: (string | string[])[];
  fields: Readonly<Record<string, ColumnSpec>>;
  /** Columns with ids and keys, of which each names one record; and with numbers, which weigh less. */
  ids?: string[];
  numbers?: string[];
  /** Columns that are kept under their own names, repeated ones too. */
  keep?: string[];
  severity?: SeverityWords;
  values?: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>;
  durationUnit?: Readonly<Record<string, DurationUnit>>;
  /** The zone of times without one, where the tool's documentation is plain about it. */
  zone?: { zone: string; why: string };
  /** Several rows per record: the column that grows with each state. */
  lastBy?: string;
};
