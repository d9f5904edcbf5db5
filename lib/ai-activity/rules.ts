import { hash } from "node:crypto";
import { oneName } from "#lib/names.ts";

const address = /^[^\s<>@,;"]+@[^\s<>@,;"]+$/;

/**
 * The e-mail address that an author is named by, in lower case: the whole name, or what stands in angle brackets at its
 * end, as in `Jane Doe <jane@shop.example>`. Null for any other name: nobody is guessed at.
 */
export function addressOf(author: string | null): string | null {
  if (author === null || !author.includes("@")) return null;
  const name = oneName(author).toLowerCase();
  const inner = name.endsWith(">") ? name.slice(name.lastIndexOf("<") + 1, -1).trim() : name;
  return address.test(inner) ? inner : null;
}

/** The id of what one source tells of a person and a day, made of what names it. */
export function activityId(of: { email: string; day: string; source: string }): string {
  const name = JSON.stringify([of.email, of.day, of.source]);
  return `aia_${hash("sha256", name, "hex").slice(0, 32)}`;
}
