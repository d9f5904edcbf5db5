import type { AiAssistance } from "#db/values.ts";

/** What one place of a commit or a pull request says of AI: `none` is a denial, and no mark at all says nothing. */
export interface Said {
  assistance: Exclude<AiAssistance, "unknown">;
  /** Proper names, by the alphabet; null where it names none. */
  tool: string | null;
  /** As it was said. */
  model: string | null;
  /** The words that said it, at most 200 characters. */
  said: string;
}

const byDegree: readonly Said["assistance"][] = ["none", "assisted", "generated", "agent"];

/**
 * What several places come to: the strongest of them, and every tool and model that any names. One that tells of AI
 * outweighs all that deny it.
 */
export function joined<S extends Said>(places: readonly S[]): S | null {
  const positive = places.filter(({ assistance }) => assistance !== "none");
  const told = positive.length > 0 ? positive : places;
  const [first] = told.toSorted((a, b) => byDegree.indexOf(b.assistance) - byDegree.indexOf(a.assistance));
  if (first === undefined) return null;
  return { ...first, tool: list(told.map(({ tool }) => tool)), model: list(told.map(({ model }) => model)) };
}

/** A list of names as one text, each once; as many as a field holds. */
export function list(names: readonly (string | null)[]): string | null {
  const each = [...new Set(names.flatMap((name) => name?.split(", ") ?? []))].sort();
  let text = "";
  for (const name of each) {
    const longer = text === "" ? name : `${text}, ${name}`;
    if (longer.length <= 200) text = longer;
  }
  return text === "" ? null : text;
}

/** Words as they can be shown and stored, at most 200 characters. */
export function quoted(words: string): string {
  const line = words
    .slice(0, 1000)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .toWellFormed();
  return line.length <= 200 ? line : `${line.slice(0, 199).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
