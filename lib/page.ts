import { z } from "zod";
import { AppError } from "./errors.ts";

/** A page of a list: so many items from where the cursor points. */
export const PageInput = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500, "can be 500 at most; follow `next` for more")
    .default(50)
    .describe("How many to answer at most."),
  cursor: z.string().max(2000).optional().describe("Where the page begins: `next` of the page before."),
});

export const Next = z.string().nullable().describe("Cursor of the next page; null on the last.");
/** Of a list that is never longer than a page. */
export const OnePage = z.null().describe("Always null: everything is on this page.");
export const Total = z.int().describe("How many there are, on all pages together.");

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item).describe("The records of this page."), next: Next });
}

/** A page of rows, of which one more than it holds were read, and where the next begins. */
export function paged<R>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => readonly (string | number | null)[],
) {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? cursorOf(keyOf(items.at(-1)!)) : null };
}

/** Where the next page begins: the sort key of the last item, opaque to the caller. */
export function cursorOf(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

export function readCursor(cursor: string): (string | number | null)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(key)) return key as (string | number | null)[];
  } catch {
    // told below, in words
  }
  throw new AppError("invalid", "cursor: is not one that a list gave; begin again without it", {
    errors: [{ path: "cursor", message: "is not one that a list gave; begin again without it" }],
  });
}
