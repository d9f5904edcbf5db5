import { csvLine } from "#lib/csv/write.ts";

export const textOf = (content: string | object) =>
  typeof content === "string" ? content : JSON.stringify(content, null, 2);

/** A JSON document as the table it means, written plainly: its longest list, paths with points, named values by name. */
export function flattened(document: object): string {
  const records = longestList(document).map((record) => Object.fromEntries(leaves(record, "")));
  const all = [...new Set(records.flatMap((record) => Object.keys(record)))];
  // Nothing stood where elsewhere objects stand.
  const isPlain = (column: string) =>
    records.some((record) => record[column]) || !all.some((other) => other.startsWith(`${column}.`));
  const columns = all.filter(isPlain);
  return [
    csvLine(columns),
    ...records.map((record) => csvLine(columns.map((column) => record[column] ?? ""))),
  ].join("");
}

function longestList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value)
    .map(longestList)
    .reduce((best, list) => (list.length > best.length ? list : best), []);
}

function leaves(value: unknown, path: string): [string, string][] {
  const inner = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (value === null || value === undefined) return path === "" ? [] : [[path, ""]];
  if (Array.isArray(value)) {
    const named = value.map(namedValue);
    if (named.length > 0 && named.every((one) => one !== null))
      return named.flatMap((one) => leaves(one![1], inner(one![0])));
    return [[path, value.length === 0 ? "" : JSON.stringify(value)]];
  }
  if (typeof value !== "object") return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, inner(key)));
}

type Named = {
  incident_timestamp?: { name: string };
  value?: { value: string };
  custom_field?: { name: string };
  values?: { value_catalog_entry?: { name: string }; value_option?: { value: string } }[];
  type?: string;
  occurred_at?: string;
  key?: string;
  label?: string;
} | null;

function namedValue(item: unknown): [string, unknown] | null {
  const one = item as Named;
  if (one?.incident_timestamp) return [one.incident_timestamp.name, one.value?.value ?? null];
  if (one?.custom_field && one.values)
    return [
      one.custom_field.name,
      one.values.map((each) => each.value_catalog_entry?.name ?? each.value_option?.value),
    ];
  if (one?.type && one.occurred_at) return [one.type, one.occurred_at];
  if (one?.key && one.label) return [one.key, one.label];
  return null;
}
