import { hash } from "node:crypto";
import { contentNames, type Names } from "#lib/identity.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";

/**
 * What makes two rows the same record: our own id, the source with its id, or the natural key of the target.
 * Where a row names none of these, its own content does, and how many times it occurred before.
 */
export type Identity = {
  /** One text for the whole identity, unique among the rows of a file. */
  key: string;
  id: string | null;
  source: string | null;
  externalId: string | null;
  natural: Readonly<Record<string, unknown>> | null;
  /** Made of what the row says: of all of it, a corrected row is another record. */
  derived: boolean;
  /** What it says in the fields that tell it apart, where those were chosen for rows without an id. */
  content?: { fields: readonly string[]; text: string };
  /** All that the source calls it, where the file is known to tell. */
  names?: Names;
};

export const ownSource = "faultline";
export const plainSource = "csv";

type Body = Readonly<Record<string, unknown>>;

export function identityByKey(body: Body, id: string | null, names?: Names): Identity | null {
  const externalId = textOf(body.externalId) ?? id;
  if (externalId === null) return null;
  const source = textOf(body.source) ?? (textOf(body.externalId) === null ? ownSource : plainSource);
  return { key: keyOf(source, externalId), id, source, externalId, natural: null, derived: false, names };
}

type NaturalKey = { id: string | null; fields: readonly string[] };

export function identityByNaturalKey(body: Body, { id, fields }: NaturalKey): Identity {
  const natural = Object.fromEntries(fields.map((field) => [field, body[field] ?? null]));
  const key = JSON.stringify(Object.values(natural));
  return { key, id, source: null, externalId: null, natural, derived: false };
}

export type FingerprintCounter = (cells: readonly string[], source: string) => Identity;

/** The order of columns and blanks around cells do not matter; truly identical rows are told apart by counting. */
export function fingerprints(columns: readonly string[]): FingerprintCounter {
  const order = columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => (a.column < b.column ? -1 : 1));
  const seen = new NumbersByKey();
  return (cells, source) => {
    let text = "";
    for (const { column, index } of order) {
      const cell = (cells[index] ?? "").trim();
      if (cell !== "") text += `${column}\u001f${cell}\u001e`;
    }
    const print = hash("sha256", text, "base64url").slice(0, 22);
    const occurrence = (seen.get(print) ?? 0) + 1;
    seen.set(print, occurrence);
    const externalId = `${contentNames.row}${print}${occurrence === 1 ? "" : `-${occurrence}`}`;
    return {
      key: keyOf(source, externalId),
      id: null,
      source,
      externalId,
      natural: null,
      derived: true,
    };
  };
}

/**
 * A row by the fields that tell it apart, so that a corrected one is known again; one that shares them with another by
 * all of its cells. What all of its cells make of it stays a name of it, so that no row comes in twice.
 */
export function identityByContent(
  print: Identity,
  { fields, text, isShared }: { fields: readonly string[]; text: string; isShared: boolean },
): Identity {
  const source = print.source!;
  const row = print.externalId!;
  const names: Names = { ids: [row], numbers: [] };
  if (isShared) {
    const externalId = `${contentNames.twin}${row.slice(contentNames.row.length)}`;
    return { ...print, key: keyOf(source, externalId), externalId, names };
  }
  const externalId = `${contentNames.key}${hash("sha256", text, "base64url").slice(0, 22)}`;
  return { ...print, key: keyOf(source, externalId), externalId, names, content: { fields, text } };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** How `Identity.key` is made of a source and an id; a lookup names what it found in the same way. */
export function keyOf(source: string, externalId: string): string {
  return `${source}\u001f${externalId}`;
}
