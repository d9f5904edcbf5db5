/** JSON values with the digits of their numbers as they are written: an id of twenty digits is no double. */

type RawJson = { rawJSON: string };
/** In the language since ES2026, and not yet in the types. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON: (text: string) => RawJson;
  isRawJSON: (value: unknown) => value is RawJson;
};
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** Numbers that a double cannot hold, or that are written otherwise than a double is. */
const delicate =
  /(?:^|[:,[])\s*-?(?:\d{16,}|\d+\.\d{16,}|\d+\.\d*0|\d[\d.]*[eE][+-]?\d+|0(?=\s*[,}\]]))[\d.eE+-]*\s*(?:[,}\]]|$)/;

function parseJson(text: string): unknown {
  if (!delicate.test(text)) return JSON.parse(text);
  const keep: Reviver = (_, value, { source }) =>
    typeof value === "number" && source !== undefined ? rawJSON(source) : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

/** Programs write numbers that JSON has not; they stand for nothing. */
const noNumbers = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

export function parseLeniently(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return parseJson(text.replace(noNumbers, (found) => (found.startsWith('"') ? found : "null")));
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawJSON(value);
}

/** A value as the text of a cell: a plain list as JSON texts, what holds objects as it is. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (isRawJSON(value)) return value.rawJSON;
  if (Array.isArray(value)) return listCell(value);
  if (typeof value !== "object") return String(value);
  return Object.keys(value).length === 0 ? "" : JSON.stringify(value);
}

function listCell(list: readonly unknown[]): string {
  const items = list.filter((item) => item !== null);
  if (items.length === 0) return "";
  return JSON.stringify(
    items.some((item) => isObject(item) || Array.isArray(item)) ? items : items.map(cellOf),
  );
}
