import { address } from "#app/_ui/filter-address.ts";
import type { Words } from "./address.ts";

/** Words that say how a list is shown; a file has none of these, and has columns of its own. */
const ofTheList = ["cursor", "sort", "limit", "columns", "page"];

/** The file of what a list holds with these words. */
export function exportHref(file: "incidents" | "changes" | "actions" | "systems", words: Words): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) if (!ofTheList.includes(name)) params.set(name, value);
  return address(`/api/v1/${file}.csv`, params);
}
