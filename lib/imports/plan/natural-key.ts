import type { ImportTarget } from "#db/values.ts";
import { oneName } from "#lib/names.ts";
import type { Settlement } from "../mapping/columns.ts";
import type { Body } from "../mapping/row.ts";
import type { Mapping } from "../mapping/schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";

/** What tells rows apart that have no id: fields that say which record it is, and none that is corrected later. */

const candidates: Partial<Record<ImportTarget, readonly (readonly string[])[]>> = {
  incidents: [
    ["startedAt", "title"],
    ["startedAt", "title", "systems"],
    ["startedAt", "title", "regions"],
    ["startedAt", "title", "systems", "regions"],
  ],
  changes: [
    ["deployedAt", "title"],
    ["deployedAt", "title", "system"],
    ["deployedAt", "title", "author"],
    ["deployedAt", "title", "system", "author"],
  ],
};

/** Sets of fields that could be the key, the smallest first: all of their fields are in the file. */
export function naturalKeysOf(target: Target, mapping: Mapping): (readonly string[])[] {
  return (candidates[target.name] ?? []).filter((key) =>
    key.every((name) => feeding(target, mapping, name).length > 0),
  );
}

/** The mapped fields that say something of a member of the key: a list is made of several. */
export function feeding(target: Target, { fields }: Mapping, name: string): string[] {
  return Object.keys(fields).filter((one) => one === name || fieldOf(target, one)?.into?.list === name);
}

export function naturalKeyProblems({ target, mapping, answers }: Settlement): string[] {
  return (answers.naturalKey ?? []).flatMap((name) => {
    if (target.naturalKey.length > 0) return [`${target.label} have a key of their own.`];
    if (feeding(target, mapping, name).length > 0) return [];
    return [`${name} cannot tell rows apart: no column is mapped to it.`];
  });
}

/** One text for all that a record says in the fields of a key, whoever wrote it and how. */
export function naturalText(body: Body, fields: readonly string[], target: Target): string {
  return JSON.stringify(fields.map((name) => [name, said(body[name], knownTo(body, name, target))]));
}

function knownTo(body: Body, name: string, target: Target): string {
  const precision = fieldOf(target, name)?.precision;
  return precision === undefined ? "minute" : String(body[precision] ?? "minute");
}

function said(value: unknown, precision: string): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return `${value.getTime()} ${precision}`;
  if (Array.isArray(value)) return [...new Set(value.map(nameOf))].sort().join("\u001f");
  return plain(String(value));
}

function nameOf(item: unknown): string {
  return typeof item === "object" && item !== null && "slug" in item
    ? String(item.slug)
    : plain(typeof item === "string" ? item : JSON.stringify(item));
}

const plain = (text: string) => oneName(text).toLowerCase();

/** The moments that such a text holds, by which records of it can be looked for. */
export function momentsIn(text: string): Date[] {
  const parts = JSON.parse(text) as [string, string][];
  return parts.flatMap(([, part]) => {
    const at = /^(-?\d+) (minute|day|month|year)$/.exec(part)?.[1];
    return at === undefined ? [] : [new Date(Number(at))];
  });
}
