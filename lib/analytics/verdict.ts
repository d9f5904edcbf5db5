import { z } from "zod";
import { benjaminiHochberg } from "#lib/statistics/benjamini-hochberg.ts";
import { CLAIMED_BELOW } from "#lib/statistics/placebo-rule.ts";
import { Figure, figure } from "./shapes.ts";
import type { Judged } from "./verdict-rule.ts";
import { verdictWords } from "./verdict-words.ts";

/**
 * Whether as many days after a day differ from those before it by more than their own history does by itself. The same
 * comparison is made all through the history before, and the p is the rank among those: see `placebo`.
 */

const rank = (description: string) =>
  Figure.meta({ description, unit: "a fraction from 0 to 1", declines: "null where `declined` says why" });

const Range = z.object({
  low: z.number().describe("Lower end."),
  high: z.number().describe("Upper end."),
});

export const Verdict = z
  .object({
    p: rank("The largest of the three below."),
    placeboP: rank("Rank of the size of ln((after + ½) / (before + ½)) among the same at earlier days."),
    adjustedP: rank(
      "The same after regression to the mean: a stretch of many tends to be followed by fewer.",
    ),
    runningP: rank("The same with both counts against the mean of up to four windows before."),
    earlierSplits: z
      .int()
      .describe("Among how many earlier comparisons of the same history; 0 where none was made."),
    windowDays: z.int().meta({
      description:
        "Days on either side. Shorter than what is compared where the history before is too short for it, 14 at the least.",
      unit: "days",
    }),
    before: Figure.describe(
      "How many began in the days before; null where not all of these are known by day.",
    ),
    after: Figure.describe("How many began in the days after; null where not all of these are known by day."),
    ratio: z
      .object({
        estimate: z.number().describe("(after + ½) / (before + ½)."),
        ...Range.shape,
      })
      .nullable()
      .meta({
        title: "Ratio within its wandering",
        description: "After over before.",
        uncertainty:
          "divided by the 97.5% and 2.5% quantiles of the same ratio at earlier days: what of it this history does by itself",
        declines: "null where `declined` says why",
      }),
    wander: Range.nullable().meta({
      title: "Wandering",
      description: "Between which ratios 95 of 100 earlier comparisons lay.",
      declines: "null where `declined` says why",
    }),
    declined: z.string().nullable().describe("Why there is no verdict, in words; null where there is one."),
    outOfScope: z
      .object({
        p: rank("Rank of the size of `difference` among the same at earlier days: the sentence follows it."),
        earlierSplits: z.int().describe("Among how many earlier comparisons."),
        difference: Figure.describe("ln of the ratio in scope, less that out of scope."),
        before: Figure.describe("How many began out of scope in the days before."),
        after: Figure.describe("How many began out of scope in the days after."),
        declined: z.string().nullable().describe("Why they were not held against each other."),
      })
      .nullable()
      .meta({
        title: "Against what is out of scope",
        description:
          "Whether what is in scope changed by more than what is not; null where everything is in scope. What moves both alike, such as a season, has no part in it. With too few of either the sentence follows `p`.",
        declines: "fewer than 5 in the days before, in scope or out of it",
      }),
    look: z
      .object({
        p: z.number().meta({
          description: "Rank of the largest difference at any look so far: the sentence follows it.",
          unit: "a fraction from 0 to 1",
        }),
        earlierSplits: z.int().describe("Among how many earlier histories of looks."),
        windowDays: z.int().meta({ description: "The longest window looked at so far.", unit: "days" }),
        loudest: z
          .object({
            windowDays: z.int().meta({ description: "Days on either side.", unit: "days" }),
            before: z.int().describe("How many began in the days before."),
            after: z.int().describe("How many began in the days after."),
          })
          .meta({ title: "Loudest look", description: "The look whose ratio stood out most." }),
      })
      .nullable()
      .meta({
        title: "Looked at every week",
        description:
          "While it is under way: may be read at 14, 21, … days, since looking often is paid for. Null when it is over, or has run for less than 14 days.",
        source: "maximum over looks, Westfall and Young (1993)",
      }),
    q: Figure.meta({
      description:
        "The p that the sentence follows, corrected for the verdicts of the same measure in the answer.",
      declines: "null where there is no verdict",
      source: "Benjamini and Hochberg (1995)",
    }),
    claims: z
      .enum(["fewer", "more"])
      .nullable()
      .describe(
        "What is claimed: where the p that the sentence follows is below 0.05, and q below 0.1 where the answer has several verdicts. Null is no claim, and does not say that nothing changed.",
      ),
    falseCalls: z
      .object({
        called: z.int().describe("On how many of them this rule would have claimed something."),
        of: z.int().describe("Earlier days of this history on which it could have been asked, 100 at most."),
      })
      .meta({
        title: "False calls",
        description:
          "How often this rule calls something on earlier days of this very history. What truly happened then counts as nothing.",
      }),
    text: z.string().describe("What can be said of it, in words."),
  })
  .meta({
    title: "Verdict",
    description:
      "Whether the days after differ from as many before by more than this history does by itself. Over made-up histories in which nothing happened it claims something in 1 to 8 of 100 cases, after their worst stretch in up to 13; in up to 24 there where a rate has only ever fallen (docs/calibration.md).",
    declines:
      "null p, with `declined` in words, where the days are not all recorded, or the history before is short",
    source:
      "in-time placebo after Abadie, Diamond and Hainmueller (2010); regression to the mean after Barnett, van der Pols and Dobson (2005)",
  });
export type Verdict = z.infer<typeof Verdict>;

/** Whether what is in scope is held against what is not: with too few of either, what is in scope stands by itself. */
function isHeld(outOfScope: Verdict["outOfScope"]): outOfScope is NonNullable<Verdict["outOfScope"]> {
  return outOfScope !== null && outOfScope.declined === null;
}

/** The p that its sentence follows. */
function followed({ declined, placebo: ruled, outOfScope, look }: Judged): number | null {
  if (declined !== null || ruled === null || ruled.declined !== null) return null;
  // Against what is out of scope nobody looks before it is over: such looks are not paid for.
  if (isHeld(outOfScope)) return look === null ? outOfScope.p : null;
  return look === null ? ruled.p : look.p;
}

const CLAIMED_Q_BELOW = 0.1;

/** The verdicts on one measure that an answer tells together: their q, what they claim, and their words. */
export function verdictsOf(family: readonly Judged[]): Verdict[] {
  const ps = family.map(followed);
  const made = ps.filter((p) => p !== null);
  const qs = benjaminiHochberg(made);
  let next = 0;
  return family.map((judged, i) => {
    const q = ps[i] === null ? null : qs[next++]!;
    const isClaimed = q !== null && ps[i]! < CLAIMED_BELOW && (made.length < 2 || q < CLAIMED_Q_BELOW);
    return toldOf(judged, { q, isClaimed });
  });
}

function toldOf(judged: Judged, of: { q: number | null; isClaimed: boolean }): Verdict {
  const { windowDays, placebo: ruled, outOfScope, look, declined } = judged;
  const made = declined === null && ruled?.declined === null ? ruled : null;
  const claims = of.isClaimed && made !== null ? sideOf(made, { outOfScope, look }) : null;
  const told = {
    p: made?.p ?? null,
    placeboP: made?.placeboP ?? null,
    adjustedP: made?.adjustedP ?? null,
    runningP: made?.runningP ?? null,
    earlierSplits: made?.earlierSplits ?? 0,
    windowDays,
    before: ruled === null ? null : figure(ruled.before),
    after: ruled === null ? null : figure(ruled.after),
    ratio: made?.ratio ?? null,
    wander: made?.wander ?? null,
    outOfScope,
    look,
    q: of.q,
    claims,
    falseCalls: made?.falseCalls ?? { called: 0, of: 0 },
  };
  const words = verdictWords({ ...told, why: declined, rankedAmong: made?.rankedAmong ?? 0 });
  return { ...told, declined: words.declined, text: words.text };
}

function sideOf(
  { ratio }: { ratio: { estimate: number } },
  { outOfScope, look }: Pick<Verdict, "outOfScope" | "look">,
): "fewer" | "more" {
  if (isHeld(outOfScope)) return outOfScope.difference! < 0 ? "fewer" : "more";
  if (look !== null) return look.loudest.after < look.loudest.before ? "fewer" : "more";
  return ratio.estimate < 1 ? "fewer" : "more";
}
