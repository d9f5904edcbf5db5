import { and, asc, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { changes } from "#db/schema/changes.ts";
import { gitSource } from "#lib/attribution/git/pieces.ts";
import { commitsKnown } from "#lib/evidence/read.ts";
import { query } from "#lib/query.ts";
import { changesByNumber } from "../read.ts";
import { Change } from "../schema.ts";

/** Changes by the repository that they are of, and by the commits that went out with them. */

/**
 * What is recorded of a repository; hosts fold the case of its name. Webhooks once told its name in addresses and ids
 * alone, and its commit in a field of their own.
 */
export const changesOfRepository = query({
  name: "changes.of-repository",
  summary: "Changes of a repository, deleted ones too, with what their sources call them",
  requires: "read",
  input: z.object({ repository: z.string() }),
  answer: z.array(
    z.object({
      number: z.int(),
      source: z.string().nullable(),
      externalId: z.string().nullable(),
      title: z.string(),
      deployedAt: z.date(),
      /** A commit of it that is told outside of its list. */
      sha: z.string().nullable(),
    }),
  ),
  async run({ read }, { repository }) {
    const rows = await read
      .select({
        number: changes.number,
        source: changes.source,
        externalId: changes.externalId,
        title: changes.title,
        deployedAt: changes.deployedAt,
        repository: changes.repository,
        url: changes.url,
        customFields: changes.customFields,
      })
      .from(changes)
      .where(
        or(
          sql`lower(${changes.repository}) = lower(${repository})`,
          and(isNull(changes.repository), inArray(changes.source, ["github", "gitlab"])),
        ),
      )
      .orderBy(asc(changes.number));
    const called = repository.toLowerCase();
    return rows
      .filter(
        ({ repository: its, externalId, url }) =>
          its !== null ||
          externalId?.toLowerCase().startsWith(`${called}@`) ||
          url?.toLowerCase().includes(`/${called}/`),
      )
      .map(({ repository: _, url: __, customFields, ...change }) => ({
        ...change,
        sha: customFields?.sha?.toLowerCase() ?? null,
      }));
  },
});

/** What clones of repositories told of, by the commits that went out with it. */
export const changesFromClones = query({
  name: "changes.from-clones",
  summary: "Changes that were read from clones, by repository and commit",
  requires: "read",
  input: z.object({ shas: z.array(z.string()) }),
  answer: z.map(z.string(), Change),
  async run({ ask }, { shas }) {
    const known = await ask(commitsKnown, { shas });
    const numbers = [...new Set(known.map(({ change }) => change))];
    const found = new Map((await ask(changesByNumber, { numbers })).map((one) => [one.number, one]));
    return new Map(
      known.flatMap(({ repository, sha, change }) => {
        const one = found.get(change);
        return one?.source === gitSource && one.deletedAt === null
          ? [[commitName(repository, sha), one] as const]
          : [];
      }),
    );
  },
});

/** A commit of a repository; hosts fold the case of its name. */
export const commitName = (repository: string, sha: string) => `${repository.toLowerCase()} ${sha}`;
