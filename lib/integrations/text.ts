import { hash } from "node:crypto";
import { z } from "zod";
import type { NamedSystem } from "#lib/hooks/schema.ts";
import { oneName, shows, storable } from "#lib/names.ts";
import { Instant } from "#lib/parse.ts";
import { Slug, slugOf } from "#lib/systems/schema.ts";

/** What senders write, made fit to be stored. A title that is too long is cut; an incident is never lost for it. */

export const Id = z.union([z.string().min(1, "must not be empty").max(5000), z.int()]).transform(String);
export const Text = z.string().nullish();

/** Senders write "never" as the beginning of some calendar. */
export const Moment = z
  .union([Instant, z.null()])
  .optional()
  .transform((at) => (at == null || at.getUTCFullYear() <= 1970 ? null : at));

export function line(text: string | null | undefined, max: number): string | null {
  const plain = oneName(text ?? "");
  return plain === "" ? null : cut(plain, max);
}

export function paragraphs(text: string | null | undefined, max: number): string | null {
  const plain = storable(text ?? "").trim();
  return !shows(plain) ? null : cut(plain, max);
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;
}

const longest = 240;

/** An id in its one form; one that is too long to be stored is cut, and what was cut is told apart by its hash. */
export function joinNames(...parts: readonly string[]): string {
  const id = oneName(parts.join("/"));
  if (id.length <= longest && id !== "") return id;
  return `${id.slice(0, longest - 40).toWellFormed()}…${hash("sha256", id, "hex").slice(0, 32)}`;
}

export function webAddress(text: string | null | undefined): string | null {
  if (text == null || text.length > 2000 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return storable(text);
}

/** A system by its names at the sender; each is looked for as a slug, and by the name itself. */
export function systemCalled(...names: readonly (string | null | undefined)[]): NamedSystem[] {
  const known = names.flatMap((name) => line(name, 200) ?? []);
  if (known.length === 0) return [];
  const slugs = new Set(known.map(slugOf));
  return [{ name: known[0]!, slugs: [...slugs].filter((slug) => Slug.safeParse(slug).success) }];
}

/** Fields of the sender's that have no column of their own; what it did not say is left out. */
export function compact(fields: Record<string, string | number | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = value == null ? null : paragraphs(String(value), 10_000);
      return text === null ? [] : [[name, text]];
    }),
  );
}

export const iso = (at: Date | null) => at?.toISOString() ?? null;
export const instant = (text: string | null) => (text === null ? null : new Date(text));

/** By the sender's time; what happened at once is put in an order that does not depend on who came first. */
export function inOrder<F extends { order: Date; key: string }>(
  facts: readonly F[],
  rank = (_: F) => 0,
): F[] {
  return facts.toSorted(
    (a, b) => a.order.getTime() - b.order.getTime() || rank(a) - rank(b) || (a.key < b.key ? -1 : 1),
  );
}
