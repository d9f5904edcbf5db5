import { asc } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { amongThese } from "#db/dialect.ts";
import { changeCommits, changeEvidence } from "#db/schema/evidence.ts";
import { query } from "#lib/query.ts";
import { ledgerOf } from "./rules.ts";
import type { Evidence } from "./schema.ts";

/** The ledgers of these changes, by their numbers; a change that says all in its fields has none. */
export async function ledgersOf(read: Reader, numbers: readonly number[]): Promise<Map<number, Evidence[]>> {
  const rows = await read
    .select()
    .from(changeEvidence)
    .where(amongThese(changeEvidence.changeNumber, numbers))
    .orderBy(asc(changeEvidence.at));
  const byChange = Map.groupBy(rows, ({ changeNumber }) => changeNumber);
  return new Map(
    [...byChange].map(([number, its]) => [
      number,
      ledgerOf(its.map(({ id: _, changeNumber: __, saidBy: by, ...piece }) => ({ ...piece, by }))),
    ]),
  );
}

const KnownCommit = z.object({ repository: z.string(), sha: z.string(), change: z.int() });

/** Which changes these commits went out with. */
export const commitsKnown = query({
  name: "changes.of-commits",
  summary: "Changes that these commits went out with",
  requires: "read",
  input: z.object({ shas: z.array(z.string()) }),
  answer: z.array(KnownCommit),
  async run({ read }, { shas }) {
    if (shas.length === 0) return [];
    return await read
      .select({
        repository: changeCommits.repository,
        sha: changeCommits.sha,
        change: changeCommits.changeNumber,
      })
      .from(changeCommits)
      .where(amongThese(changeCommits.sha, shas));
  },
});
