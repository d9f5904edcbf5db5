import { formatCount, formatPlural } from "#lib/format.ts";
import type { Rest } from "./top.ts";

/**
 * "the 12 most frequent of 350 systems; the other 338 have 1,204 incidents between them". A page may show fewer than
 * the answer lists. Null where all are shown. Of a list of incidents how many there are says it all.
 */
export function topWords(of: {
  rest: Rest;
  shown: number;
  which: string;
  many: string;
  ofIncidents?: true;
}): string | null {
  const { rest, shown, which, many, ofIncidents } = of;
  if (shown >= rest.of) return null;
  const head = `the ${formatCount(shown)} ${which} of ${formatCount(rest.of)} ${many}`;
  if (rest.left === 0 || ofIncidents) return head;
  const others = `${shown + rest.left === rest.of ? "other" : "last"} ${formatCount(rest.left)}`;
  const have = rest.left === 1 ? "has" : "have";
  const together = rest.left === 1 ? "" : " between them";
  return `${head}; the ${others} ${have} ${formatPlural(rest.incidents, "incident")}${together}`;
}
