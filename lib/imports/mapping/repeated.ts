import type { ColumnFacts } from "../file/columns.ts";
import { type Field, fieldOf, plainName, type Target } from "../targets/target.ts";
import type { FieldSource, Mapping } from "./schema.ts";

/** Columns that stand several times: a header that is repeated, or one with numbers. */

export type Group = {
  /** What they are called without their numbers. */
  stem: string;
  columns: string[];
  /** Those that have one header, the first of them without a number. */
  repeats: string[];
};

const repeat = /^(.+) \((\d+)\)$/;
const numberLast = /^(.*?\p{L}.*?)[\s_.#:/([-]*(\d{1,3})[\])]?$/u;
const numberWithin = /^(.*?\p{L}.*?)[\s_.#:/([-]+(\d{1,3})[\])]?[\s_.:/-]+(\p{L}.*)$/u;
/** Of a part of what is listed: components.0.name are the names of components. */
const namingPart = /^(?:name|title|label|value|key|slug|id)$/i;

function stemOf(name: string): string | null {
  const within = numberWithin.exec(name);
  if (within) {
    const [, list = "", , part = ""] = within;
    return namingPart.test(part) ? list : `${list} ${part}`;
  }
  return numberLast.exec(name)?.[1] ?? null;
}

/** `Labels`, `Labels (2)`; `component`, `component_1`; `Service 1`, `Service 2`; `services.0.name`, `services.1.name`. */
export function groupsOf(columns: readonly string[]): Group[] {
  const known = new Set(columns);
  const groups = new Map<string, Group>();
  for (const column of columns) {
    const again = repeat.exec(column)?.[1];
    const header = again !== undefined && known.has(again) ? again : column;
    const stem = stemOf(header) ?? header;
    const key = plainName(stem);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { stem, columns: [column], repeats: [header] });
    else group.columns.push(column);
    if (header !== column && group?.repeats[0] === header) group.repeats.push(column);
  }
  return [...groups.values()].filter((group) => group.columns.length > 1 && plainName(group.stem) !== "");
}

/** A column of each numbered group under the name that all of them have, to be recognised by it. */
export function stemsOf(facts: readonly ColumnFacts[], groups: readonly Group[]): ColumnFacts[] {
  return groups.flatMap(({ stem, columns }) => {
    const members = facts.filter(({ column, path }) => path === null && columns.includes(column));
    const [fullest] = members.sort((a, b) => b.filled - a.filled);
    return fullest ? [{ ...fullest, column: columns[0]!, name: stem }] : [];
  });
}

const lists = new Set<Field["kind"]>(["names", "places", "labels", "factors", "references"]);

export const isList = ({ kind }: Field) => lists.has(kind);

export type Repeating = { target: Target; groups: readonly Group[]; facts: readonly ColumnFacts[] };

/**
 * Of a field's column that stands several times, all are read: they add to a list, stand on the lines of a text, or
 * fill one another's gaps. Kept columns are kept with all that repeat them.
 */
export function withRepeats(
  { mapping, why }: { mapping: Mapping; why: Record<string, string> },
  repeating: Repeating,
): { mapping: Mapping; why: Record<string, string> } {
  const fields = { ...mapping.fields };
  const reasons = { ...why };
  for (const [name, source] of Object.entries(fields)) {
    const field = fieldOf(repeating.target, name);
    const all = field && severalOf(field, source, repeating);
    if (!all) continue;
    fields[name] = all;
    if (all.from === "each") reasons[name] = `${inWords(all.columns)} each add to the list.`;
    if (all.from === "first")
      reasons[name] = `${inWords(all.columns)} have one name: the first that is filled.`;
    if (all.from === "join")
      reasons[name] = `${inWords(all.columns)} have one name, and stand one below the other.`;
  }
  const kept = mapping.customFields.flatMap((column) => repeatsOf(column, repeating.groups) ?? [column]);
  return { mapping: { ...mapping, fields, customFields: [...new Set(kept)] }, why: reasons };
}

function severalOf(field: Field, source: FieldSource, { groups, facts }: Repeating): FieldSource | null {
  if (source.from !== "column" || source.path !== undefined) return null;
  const group = groups.find(({ columns }) => columns.includes(source.column));
  if (group === undefined) return null;
  const split = source.split === undefined ? {} : { split: source.split };
  if (isList(field)) return { from: "each", columns: group.columns, ...split };
  const columns = repeatsOf(source.column, groups);
  if (columns === null) return null;
  if (field.kind === "text") return { from: "join", columns, separator: "\n" };
  // Where the first leaves no gap, the others say something else.
  return hasGaps(source.column, facts) ? { from: "first", columns } : null;
}

function hasGaps(column: string, facts: readonly ColumnFacts[]): boolean {
  const rows = Math.max(...facts.filter(({ path }) => path === null).map(({ filled }) => filled));
  const here = facts.find((one) => one.column === column && one.path === null);
  return here !== undefined && here.filled < rows;
}

/** All columns of one header; null where it stands once. */
function repeatsOf(column: string, groups: readonly Group[]): string[] | null {
  const group = groups.find(({ repeats }) => repeats[0] === column && repeats.length > 1);
  return group ? group.repeats : null;
}

export function inWords(columns: readonly string[]): string {
  const shown = columns.slice(0, 5).join(", ");
  return columns.length > 5 ? `${shown} and ${columns.length - 5} more` : shown;
}
