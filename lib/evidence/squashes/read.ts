import { and, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { changeEvidence } from "#db/schema/evidence.ts";
import { query } from "#lib/query.ts";
import type { AiEvidence } from "#lib/values.ts";

const before: AiEvidence[] = [
  "squashed-commits",
  "pull-request-label",
  "pull-request-disclosure",
  "pull-request-branch",
  "pull-request-author",
];
const out: AiEvidence[] = ["commit-trailer", "commit-author", "line-notes", "agent-trace"];

/**
 * Changes in which marks of AI stood before they went out: in commits before a squash, or on their pull request; and
 * those of them in whose commits, as they went out, none was ever found.
 */
export const marksBeforeSquash = query({
  name: "changes.marks-before-squash",
  summary: "Changes with marks of AI before they went out, and whether any is left",
  requires: "read",
  input: z.void(),
  answer: z.array(z.object({ change: z.int(), lost: z.boolean() })),
  async run({ read }) {
    const some = (channels: AiEvidence[]) =>
      sql<number>`max(case when ${inArray(changeEvidence.channel, channels)} then 1 else 0 end)`;
    const rows = await read
      .select({ change: changeEvidence.changeNumber, marked: some(before), left: some(out) })
      .from(changeEvidence)
      .where(
        and(
          isNull(changeEvidence.decision),
          inArray(changeEvidence.assistance, ["assisted", "generated", "agent"]),
          inArray(changeEvidence.channel, [...before, ...out]),
        ),
      )
      .groupBy(changeEvidence.changeNumber);
    return rows
      .filter(({ marked }) => Number(marked) === 1)
      .map(({ change, left }) => ({ change, lost: Number(left) === 0 }));
  },
});
