import { z } from "zod";
import type { Selection } from "./facts/rows.ts";

/**
 * A list that keeps only the first so many is told as a top: beside it stands how many there are, and what those that
 * are left out add up to. Every such list of an answer is declared by `top` and made by `firstOf`.
 */

export const Rest = z
  .object({
    of: z.int().describe("How many there are in all."),
    left: z.int().describe("How many of them are not in the list."),
    incidents: z
      .int()
      .describe(
        "Incidents of those that are not in the list, each counted once, however many of them it belongs to. Some may belong to a listed one as well, so this and the listed ones do not add up to all.",
      ),
  })
  .meta({
    title: "Rest of a list",
    description: "How many a list that is cut leaves out, and what they add up to.",
  });
export type Rest = z.infer<typeof Rest>;

type Top<N extends string, S extends z.ZodType, R extends z.ZodType> = {
  [K in N]: z.ZodArray<S>;
} & { [K in `${N}Rest`]: R };

/** Two members of an answer: the first so many, and as `<name>Rest` what is left. */
export function top<N extends string, S extends z.ZodType, R extends z.ZodType = typeof Rest>(
  name: N,
  of: { shape: S; most: number; description: string; rest?: R },
): Top<N, S, R> {
  const { shape, most, description, rest = Rest } = of;
  return {
    [name]: z.array(shape).max(most).describe(description),
    [`${name}Rest`]: rest.describe(`What \`${name}\` leaves out: it holds at most ${most}.`),
  } as Top<N, S, R>;
}

/** The first so many, and what is left of all; `incidentsOf` counts the incidents of the others. */
export function firstOf<T>(
  all: readonly T[],
  most: number,
  incidentsOf: (others: readonly T[]) => number,
): { listed: T[]; rest: Rest } {
  const [listed, others] = [all.slice(0, most), all.slice(most)];
  const incidents = others.length === 0 ? 0 : incidentsOf(others);
  return { listed, rest: { of: all.length, left: others.length, incidents } };
}

/** How many rows there are in these, each counted once. */
export function distinctRows(selections: readonly Selection[]): number {
  let last = -1;
  for (const rows of selections) for (let i = 0; i < rows.length; i += 1) last = Math.max(last, rows[i]!);
  // Marks, since a set of a million rows takes longer than the groups themselves.
  const marks = new Uint8Array(last + 1);
  let distinct = 0;
  for (const rows of selections) {
    for (let i = 0; i < rows.length; i += 1) {
      distinct += 1 - marks[rows[i]!]!;
      marks[rows[i]!] = 1;
    }
  }
  return distinct;
}
