import { z } from "zod";
import { formatPlural } from "#lib/format.ts";
import type { Facts } from "./facts/store.ts";

/** Records whose own date cannot be: stored once, before such dates were refused, and in no figure. */

const mostNamed = 20;

export const LeftOutShape = z
  .object({
    incidents: z.int().describe("How many incidents are left out of all figures."),
    changes: z.int().describe("How many changes are."),
    numbers: z.array(z.int()).describe(`Numbers of these incidents, the first ${mostNamed} of them.`),
    text: z.string().nullable().describe("The same in words; null where nothing is left out."),
  })
  .meta({
    title: "Left out",
    description:
      "Records that are dated in the future, or before the first day that records may speak of: a mistake to be mended, and left out of every figure, list and axis, whatever the filter.",
  });
export type LeftOut = z.infer<typeof LeftOutShape>;

export function leftOutOf({ leftOut: { incidents, changes } }: Facts): LeftOut {
  const numbers = incidents.slice(0, mostNamed);
  return {
    incidents: incidents.length,
    changes: changes.length,
    numbers,
    text: wordsOn({ incidents: incidents.length, changes: changes.length, numbers }),
  };
}

function wordsOn({ incidents, changes, numbers }: Omit<LeftOut, "text">): string | null {
  if (incidents + changes === 0) return null;
  const counts = [
    incidents === 0 ? null : formatPlural(incidents, "incident"),
    changes === 0 ? null : formatPlural(changes, "change"),
  ].filter((count) => count !== null);
  const named = numbers.map((number) => `INC-${number}`).join(", ");
  const more = incidents > numbers.length ? " and more" : "";
  return `${counts.join(" and ")} with a date that cannot be ${incidents + changes === 1 ? "is" : "are"} left out${named === "" ? "" : `: ${named}${more}`}.`;
}
