import { z } from "zod";
import { formatCount, formatPlural, formatShareInterval } from "#lib/format.ts";
import { bucketFinder } from "#lib/period.ts";
import { AI, changeGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { question } from "./question.ts";
import { BucketSize, InWords, recordedStretch, Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/**
 * How many of the changes take back or mend an earlier one?
 *
 * The rework rate of DORA's measures of stability: of the changes of the period whose commits were read, or of which
 * somebody said, those that revert, roll back or fix an earlier change. Only single changes count, and of the filter's
 * words those that a change has. What names no commit is not seen, so that the true rate is at least this.
 */

export type Rework = z.infer<typeof getRework.definition.answer>;

export const getRework = question({
  name: "rework",
  summary: "How many of the changes take back or mend an earlier one?",
  parameters: {},
  answer: {
    text: InWords,
    rework: Share.meta({
      description:
        "Changes that take back or mend an earlier one, among those of which it is known whether they do.",
      uncertainty: "Wilson's 95% interval",
      source: "DORA's rework rate",
    }),
    byAi: z
      .object({
        ai: Share.describe("Of the AI-assisted changes."),
        other: Share.describe("Of the changes made without AI."),
        unknown: Share.describe("Of those of which it is not known whether AI made them."),
      })
      .describe(
        "The same by how the change was made that does the rework: it does not say whose work was reworked.",
      ),
    bucket: BucketSize,
    buckets: z
      .array(z.object({ ...recordedStretch, rework: Share.describe("Of the changes deployed in it.") }))
      .describe("The share over time."),
  },
  compute({ facts, filter, period, buckets }) {
    const rows = selectChanges({ facts, which: filter, period });
    const { edges, complete, recorded } = buckets;
    const inside = complete.map((): number[] => []);
    const find = bucketFinder(buckets);
    for (const row of rows) inside[find(facts.changes.deployedAt.values[row]!)]!.push(row);
    const rework = reworkOf(facts, rows);
    const among = (group: number) =>
      reworkOf(
        facts,
        rows.filter((row) => changeGroups[facts.changes.aiAssistance.values[row]!] === group),
      );
    return {
      text: textOn(rework),
      rework,
      byAi: { ai: among(AI), other: among(OTHER), unknown: among(UNKNOWN) },
      bucket: buckets.size,
      buckets: inside.map((own, i) => ({
        start: new Date(edges[i]!),
        end: new Date(edges[i + 1]!),
        complete: complete[i]!,
        recorded: recorded[i]!,
        rework: reworkOf(facts, own),
      })),
    };
  },
});

function reworkOf({ changes }: Facts, rows: Selection | readonly number[]): Share {
  const counts = [0, 0, 0];
  for (const row of rows) counts[changes.rework.values[row]!]! += 1;
  const [unknown, no, yes] = counts as [number, number, number];
  return shareOf({ yes, known: yes + no, unknown });
}

function textOn(rework: Share): string {
  const { yes, known, unknown } = rework;
  if (known + unknown === 0) return "No single change is recorded in this period.";
  const rest =
    unknown === 0 ? "" : ` Of ${formatPlural(unknown, "change")} nobody said, and no commit was read.`;
  if (known === 0) return `Whether changes take back or mend earlier ones is not known.${rest}`;
  const number = yes === 0 ? "None" : formatCount(yes);
  const verbs = yes === 1 ? "takes back or mends" : "take back or mend";
  return `${number} of ${formatPlural(known, "change")} ${verbs} an earlier one: ${formatShareInterval(rework.share, rework)}.${rest}`;
}
