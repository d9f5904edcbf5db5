import type { SavedView } from "./schema.ts";

/** Where a view leads. */
export function hrefOfView({ page, query }: Pick<SavedView, "page" | "query">): string {
  return query === "" ? page : `${page}?${query}`;
}
