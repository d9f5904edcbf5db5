import { z } from "zod";
import { formatCount, formatPlural } from "#lib/format.ts";
import { tippingPoint } from "#lib/statistics/tipping-point.ts";
import type { Groups } from "./ai-counts.ts";
import { tooFew } from "./ai-failures.ts";
import { AI, OTHER, UNKNOWN } from "./ai-groups.ts";
import { Declined } from "./shapes.ts";

/** How many wrong labels it would take to change the answer. */

const TippingBound = z
  .object({
    bound: z.number().describe("The ratio in question: 1 or 2."),
    toward: z
      .enum(["ai", "other"])
      .nullable()
      .describe("The group that would gain failures; null when the ratio is the bound itself."),
    mislabelled: z
      .int()
      .nullable()
      .describe(
        "Known culprit changes that would have to belong to the other group. Null: not even all of them would do.",
      ),
    unknown: z
      .int()
      .nullable()
      .describe(
        "Culprit changes of unknown assistance that would all have to belong to the group that gains. Null: not even all of them would do.",
      ),
  })
  .meta({ title: "Tipping bound" });

export const Tipping = z
  .union([
    z.object({
      text: z.string().describe("The same, in words."),
      bounds: z.array(TippingBound).describe("For a ratio of 1, and for one of 2."),
    }),
    Declined,
  ])
  .meta({ title: "Tipping points" });

export function tippingOf(all: Groups): z.infer<typeof Tipping> {
  const declined = tooFew(all);
  if (declined !== null) return declined;
  const failed = all.map((one) => one.failed);
  const points = [1, 2].map((bound) => ({
    bound,
    ...tippingPoint({
      events: [all[AI].failed, all[OTHER].failed],
      totals: [all[AI].changes, all[OTHER].changes],
      unknown: all[UNKNOWN].failed,
      bound,
    }),
  }));
  const bounds = points.map(({ bound, toward, mislabelled, unknown }) => ({
    bound,
    toward: toward === null ? null : toward === 0 ? ("ai" as const) : ("other" as const),
    mislabelled,
    unknown,
  }));
  const clauses = bounds.map((one) => tippingClause(one, failed));
  return { text: `If labels are wrong: ${clauses.join("; ")}.`, bounds };
}

function tippingClause(
  { bound, toward, mislabelled, unknown }: z.infer<typeof TippingBound>,
  failed: readonly number[],
): string {
  if (toward === null) return `the ratio is ${bound} already, and a single wrong label moves it past`;
  const from = toward === "ai" ? "other" : "AI-assisted";
  const to = toward === "ai" ? "AI-assisted after all" : "not AI-assisted after all";
  const pool = failed[toward === "ai" ? OTHER : AI]!;
  const known =
    mislabelled === null
      ? `no number of wrong labels among the ${formatCount(pool)} ${from} culprits moves the ratio to ${bound}`
      : `the ratio reaches ${bound} when ${formatCount(mislabelled)} of the ${formatCount(pool)} ${from} culprits ${mislabelled === 1 ? "was" : "were"} ${to}`;
  const unsaid = failed[UNKNOWN]!;
  if (unsaid === 0) return known;
  const unknowns =
    unknown === null
      ? `the ${formatPlural(unsaid, "culprit")} of unknown assistance cannot move it that far`
      : `${formatCount(unknown)} of the ${formatCount(unsaid)} of unknown assistance would do`;
  return `${known} (${unknowns})`;
}
