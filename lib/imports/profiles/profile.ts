import type { ImportTarget } from "#db/values.ts";
import type { DurationUnit } from "#lib/csv/durations.ts";
import type { FieldSource, Mapping } from "../schema.ts";
import type { SeverityWords } from "../severities.ts";
import { type FieldValue, plainName } from "../targets/target.ts";

/**
 * What is known of one tool's CSV. A column is named by its alternatives, best first; the first one that the file
 * has is taken. `values` and `severity` are proposals, keyed by the value in lower case.
 */
type ColumnSpec =
  | string[]
  | { first: string[] }
  | { join: string[]; separator?: string }
  | { constant: string };

export type Profile = {
  name: string;
  label: string;
  target: ImportTarget;
  /** What `source` becomes, unless a column is mapped to it. */
  source: string | null;
  /** Names that must all be in the header; in a list within, any one of them. */
  requires: (string | string[])[];
  fields: Readonly<Record<string, ColumnSpec>>;
  keep?: string[];
  severity?: SeverityWords;
  values?: Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;
  durationUnit?: Readonly<Record<string, DurationUnit>>;
  /** The zone of times without one, where the tool's documentation is plain about it. */
  zone?: { zone: string; why: string };
  /** Several rows per record: the column that grows with each state. */
  lastBy?: string;
};

export type Header = { columns: readonly string[]; find: (name: string) => string | undefined };

export function headerOf(columns: readonly string[]): Header {
  const byName = new Map<string, string>();
  for (const column of columns) if (!byName.has(plainName(column))) byName.set(plainName(column), column);
  return { columns, find: (name) => byName.get(plainName(name)) };
}

export function fits(profile: Profile, header: Header): boolean {
  return profile.requires.every((need) =>
    typeof need === "string"
      ? header.find(need) !== undefined
      : need.some((name) => header.find(name) !== undefined),
  );
}

export function mappingOf(profile: Profile, header: Header): Mapping {
  const fields: Record<string, FieldSource> = {};
  if (profile.source !== null) fields.source = { from: "constant", value: profile.source };
  for (const [field, spec] of Object.entries(profile.fields)) {
    const source = sourceOf(spec, header);
    if (source) fields[field] = source;
  }
  const customFields = (profile.keep ?? []).flatMap((name) => header.find(name) ?? []);
  return { profile: profile.name, fields, customFields };
}

function sourceOf(spec: ColumnSpec, header: Header): FieldSource | null {
  if ("constant" in spec) return { from: "constant", value: spec.constant };
  const names = Array.isArray(spec) ? spec : "first" in spec ? spec.first : spec.join;
  const columns = [...new Set(names.flatMap((name) => header.find(name) ?? []))];
  const [first] = columns;
  if (first === undefined) return null;
  if (Array.isArray(spec) || columns.length === 1) return { from: "column", column: first };
  if ("first" in spec) return { from: "first", columns };
  return { from: "join", columns, separator: spec.separator ?? " " };
}
