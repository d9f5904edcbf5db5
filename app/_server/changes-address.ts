import type { Period } from "#lib/period.ts";
import { incidentsHref, type Words } from "./address.ts";

/**
 * The list of exactly the changes that a figure counts. Words in the texts of incidents keep their meaning under
 * another name, since in a list of changes `q` searches the changes.
 */
export function changesHref({ words, period, more }: { words: Words; period: Period; more?: Words }): string {
  const { q, ...rest } = words;
  return incidentsHref({
    words: q === undefined ? rest : { ...rest, incidentWords: q },
    period,
    more,
    path: "/changes",
  });
}

/** The values that a figure adds to those the filter already has for a word: both must hold. */
export function narrowed(words: Words, word: string, values: readonly string[]): Words {
  const chosen = words[word]?.split(",").map((value) => value.trim());
  const both = chosen === undefined ? values : values.filter((value) => chosen.includes(value));
  return { [word]: both.join(",") };
}

export const aiInvolved = ["contributing", "primary"];
export const aiAssisted = ["assisted", "generated", "agent"];
