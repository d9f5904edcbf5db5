import { invalid } from "#lib/errors.ts";
import { contentType, parseJson, readJson, readText, requireType, textOf } from "./body.ts";
import type { Endpoint } from "./endpoint.ts";
import { readUpload } from "./upload.ts";

/** What a request says: the parts of its path, the words of its address, its body. */
export interface Received {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  headers: Headers;
  /** The version a writer saw, from If-Match. */
  ifMatch: number | undefined;
}

export const usualLimit = 2 * 1_048_576;

/** `bytes` is the body where it was read already, because its signature was asked for. */
export async function receive<I, O>(
  request: Request,
  of: Endpoint<I, O>,
  { params, bytes }: { params: Record<string, string>; bytes: Uint8Array | null },
): Promise<Received> {
  const query = readQuery(new URL(request.url).searchParams);
  return {
    params: textOnly(params),
    query: textOnly(query),
    body: bytes === null ? await readBody(request, of, query) : await hookBody(request, bytes),
    headers: request.headers,
    ifMatch: readIfMatch(request.headers.get("if-match")),
  };
}

/** GitHub sends its JSON as the field of a form, unless it is told otherwise. */
async function hookBody(request: Request, bytes: Uint8Array): Promise<unknown> {
  const form = "application/x-www-form-urlencoded";
  requireType(request, ["application/json", "application/cloudevents+json", form]);
  const text = await textOf([bytes]);
  return parseJson(contentType(request) === form ? (new URLSearchParams(text).get("payload") ?? "") : text);
}

/** What cannot be stored as text names no record, and one engine would fault on it. */
function textOnly(words: Record<string, string>): Record<string, string> {
  const strange = Object.keys(words).filter(
    (name) => words[name]!.includes("\0") || !words[name]!.isWellFormed(),
  );
  if (strange.length === 0) return words;
  throw invalid(strange.map((path) => ({ path, message: "holds characters that are not text" })));
}

/** A word given twice is joined by a comma, as if it had been written so. */
function readQuery(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of search) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

function readIfMatch(header: string | null): number | undefined {
  if (header === null) return undefined;
  const version = /^(?:W\/)?"?(\d+)"?$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw invalid([{ path: "If-Match", message: 'is not a version; write it as "3"' }]);
  return Number(version);
}

async function readBody<I, O>(
  request: Request,
  of: Endpoint<I, O>,
  query: Record<string, string>,
): Promise<unknown> {
  if (of.upload) return readUpload(request, query);
  if (of.body === undefined) return undefined;
  const limit = of.limitBytes ?? usualLimit;
  if (of.bodyOptional) {
    const text = await readText(request, limit);
    return text.trim() === "" ? undefined : parseJson(text);
  }
  if (!of.ndjson) return readJson(request, limit);
  requireType(request, ["application/json", "application/x-ndjson"]);
  const text = await readText(request, limit);
  if (contentType(request) !== "application/x-ndjson") return parseJson(text);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  // A line that is not JSON is refused as an item, by its index, like any other bad item.
  const items = lines.map((line) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      return line;
    }
  });
  return { items };
}

/** Takes words of the address out of the query: `?atomic=true`. */
export function flagOf(query: Record<string, string>, name: string): boolean {
  const value = query[name];
  if (value === undefined || value === "false" || value === "0") return false;
  if (value === "true" || value === "1" || value === "") return true;
  throw invalid([{ path: name, message: "is true or false" }]);
}

/** Refuses words of the address that an endpoint does not know, so that typing errors are found. */
export function onlyKnown(query: Record<string, string>, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw invalid(unknown.map((path) => ({ path, message: "is not a known parameter; check its spelling" })));
  }
}
