import { z } from "zod";
import { formatCount, formatShare, formatShareInterval } from "#lib/format.ts";
import type { Share } from "./shapes.ts";

/**
 * Between which shares the base rate lies, whatever the changes are of which it is not known: lowest where none of them
 * was made with AI, highest where all were. The share among those that are known leaves them out as if they were like
 * the rest. Where marks are the only evidence, hardly any change is known to be without AI, and that share comes near
 * 100% however few are marked. So it is told as a bound instead wherever the unknown leave more open than chance does
 * (the two bounds lie further apart than the ends of the share's own interval), and wherever not one change is known to
 * be without AI while of some it is not known.
 */
export const BaseBounds = z
  .object({
    low: z.number().meta({
      description: "The share if none of the changes was made with AI of which it is not known.",
      unit: "a fraction from 0 to 1",
    }),
    high: z.number().meta({
      description: "The share if all of them were.",
      unit: "a fraction from 0 to 1",
    }),
    of: z.int().describe("All changes of the period, totals by day among them."),
    tells: z
      .enum(["share", "bounds"])
      .describe(
        "What pages tell: the share among those that are known, or these bounds. Bounds where they lie further apart than the ends of the share's own 95% interval, and where no change is known to be without AI while of some it is not known.",
      ),
  })
  .meta({
    title: "Bounds of the base rate",
    description:
      "Between which shares of all changes AI's lies, whatever those are of which it is not known. No interval of chance: certain.",
    unit: "a fraction from 0 to 1",
  });
export type BaseBounds = z.infer<typeof BaseBounds>;

/** Null without changes. */
export function boundsOf({ yes, known, unknown, low, high }: Share): BaseBounds | null {
  const of = known + unknown;
  if (of === 0) return null;
  const isOpen = unknown / of > (high ?? 1) - (low ?? 0) || (yes === known && unknown > 0);
  return { low: yes / of, high: (yes + unknown) / of, of, tells: isOpen ? "bounds" : "share" };
}

/** "38% (36–40)", or "between 20% and 60%"; null where nothing is known. */
export function baseRateWords(changes: Share): string | null {
  const bounds = boundsOf(changes);
  if (bounds === null || changes.share === null) return null;
  if (bounds.tells === "share") return formatShareInterval(changes.share, changes);
  return `between ${formatShare(bounds.low)} and ${formatShare(bounds.high)}`;
}

/** Why bounds are told, beside them: "of 400 of 1,000 it is not known"; empty where the share is. */
export function whyBounds(changes: Share): string {
  const { known, unknown } = changes;
  if (boundsOf(changes)?.tells !== "bounds") return "";
  return `of ${formatCount(unknown)} of ${formatCount(known + unknown)} it is not known`;
}

/** Of more than this part nothing is known, and a line of shares would be drawn at a wrong height. */
const MOST_UNKNOWN = 0.1;

/** The share of a bucket in a picture: none where more than a tenth is not known, or nothing known to be without AI. */
export function drawnShare(changes: Share): Share {
  const { yes, known, unknown } = changes;
  const isOpen = unknown > MOST_UNKNOWN * (known + unknown) || (yes === known && unknown > 0);
  return isOpen ? { ...changes, share: null, low: null, high: null } : changes;
}
