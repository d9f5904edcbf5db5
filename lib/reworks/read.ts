import { and, eq, gte, isNull, lt, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import { changes } from "#db/schema/changes.ts";
import { changeCommits } from "#db/schema/evidence.ts";
import { incidents } from "#db/schema/incidents.ts";
import { changeReworks } from "#db/schema/reworks.ts";
import { reworkKinds } from "#db/values.ts";
import { query } from "#lib/query.ts";
import { joinedStretches, mendingOf } from "./rules.ts";

const Known = z.object({
  change: z.int(),
  kind: z.enum(reworkKinds),
  repository: z.string(),
  sha: z.string(),
});

export const reworksKnown = query({
  name: "reworks.of-commits",
  summary: "Changes that take back or mend these commits",
  requires: "read",
  input: z.object({ shas: z.array(z.string()) }),
  answer: z.array(Known),
  async run({ read }, { shas }) {
    if (shas.length === 0) return [];
    const { changeNumber: change, kind, repository, sha } = changeReworks;
    return await read
      .select({ change, kind, repository, sha })
      .from(changeReworks)
      .where(amongThese(sha, [...new Set(shas)]));
  },
});

/** A change, and an earlier one that it takes back or mends. */
export const ReworkPair = z.object({
  kind: z.enum(reworkKinds),
  said: z.string().nullable(),
  sha: z.string(),
  lines: z.int().nullable(),
  /** The number of the change that reworks, and of the one that it reworks. */
  by: z.int(),
  of: z.int(),
});
export type ReworkPair = z.infer<typeof ReworkPair>;

/**
 * Every change that reworks another one, of those that are in the figures. A hash that is abbreviated means the
 * commits that begin so; one that nothing went out with here means none.
 */
export const reworkPairs = query({
  name: "reworks.pairs",
  summary: "Changes that take back or mend earlier ones, with these",
  requires: "read",
  input: z.void(),
  answer: z.array(ReworkPair),
  async run({ read }) {
    const { kind, said, sha, lines, changeNumber: by } = changeReworks;
    const reworking = read
      .select({ number: changes.number })
      .from(changes)
      .where(isNull(changes.deletedAt))
      .as("reworking");
    return await read
      .selectDistinct({ kind, said, sha, lines, by, of: changeCommits.changeNumber })
      .from(changeReworks)
      .innerJoin(
        changeCommits,
        and(
          eq(changeCommits.repository, changeReworks.repository),
          gte(changeCommits.sha, sha),
          // Every hash that begins so comes before it: no digit of one is beyond f.
          lt(changeCommits.sha, sql`${sha} || 'g'`),
          ne(changeCommits.changeNumber, by),
        ),
      )
      .innerJoin(reworking, eq(reworking.number, by))
      .innerJoin(changes, and(eq(changes.number, changeCommits.changeNumber), isNull(changes.deletedAt)))
      .orderBy(by, changeCommits.changeNumber, kind, sha);
  },
});

/** When something may have been done about any incident: what is asked of a repository at its cost is asked of that alone. */
export const mendingTimes = query({
  name: "reworks.mending-times",
  summary: "Stretches from the beginning of incidents to two days after their end",
  requires: "read",
  input: z.void(),
  answer: z.array(z.object({ from: z.number(), to: z.number() })),
  async run({ read, now }) {
    const { startedAt, mitigatedAt, resolvedAt, deletedAt } = incidents;
    const all = await read
      .select({ startedAt, mitigatedAt, resolvedAt })
      .from(incidents)
      .where(isNull(deletedAt));
    return joinedStretches(all.map((one) => mendingOf(one, now)));
  },
});
