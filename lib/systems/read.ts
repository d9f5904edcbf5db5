import { and, asc, eq, gt, inArray, isNull, like, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { among, beyondPlain, listParameter } from "#db/dialect.ts";
import { systemDependencies, systems } from "#db/schema/systems.ts";
import { notFound } from "#lib/errors.ts";
import { oneName } from "#lib/names.ts";
import { PageInput, paged, pageOf, readCursor } from "#lib/page.ts";
import { AskedName } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { statement } from "#lib/statement.ts";
import { System } from "./schema.ts";

export const listSystems = query({
  name: "systems.list",
  summary: "Systems, by slug",
  requires: "read",
  input: PageInput.extend({
    q: AskedName.max(200).optional().describe("Words of the name or the slug."),
    retired: z.stringbool().default(true).describe("Whether retired systems are listed too."),
  }),
  answer: pageOf(System),
  async run({ read }, { limit, cursor, q, retired }) {
    const after = cursor === undefined ? "" : String(readCursor(cursor)[0]);
    const words = q === undefined ? undefined : `%${q.toLowerCase()}%`;
    const rows = await read
      .select()
      .from(systems)
      .where(
        and(
          gt(systems.slug, after),
          words === undefined
            ? undefined
            : or(like(systems.slug, words), like(sql`lower(${systems.name})`, words)),
          retired ? undefined : isNull(systems.retiredAt),
        ),
      )
      .orderBy(asc(systems.slug))
      .limit(limit + 1);
    const { items, next } = paged(rows, limit, ({ slug }) => [slug]);
    return { items: await withDependencies(read, items), next };
  },
});

export const getSystem = query({
  name: "systems.get",
  summary: "One system",
  requires: "read",
  input: z.object({ slug: AskedName }),
  answer: System,
  async run({ read }, { slug }) {
    const rows = await read.select().from(systems).where(eq(systems.slug, slug)).limit(1);
    const [system] = await withDependencies(read, rows);
    if (system === undefined) throw notFound(`system ${slug}`);
    return system;
  },
});

const withSlugs = statement((read) =>
  read
    .select({
      number: systems.number,
      slug: systems.slug,
      name: systems.name,
      tier: systems.tier,
      org: systems.org,
    })
    .from(systems)
    .where(among(systems.slug, "slugs"))
    .prepare(),
);

/** Numbers of the systems with these slugs; a slug that no system has is left out. */
export const systemsBySlug = query({
  name: "systems.by-slug",
  summary: "Systems with these slugs",
  requires: "read",
  input: z.object({ slugs: z.array(z.string()) }),
  answer: z.map(
    z.string(),
    z.object({
      number: z.int(),
      slug: z.string(),
      name: z.string(),
      tier: z.int().nullable(),
      org: z.string().nullable(),
    }),
  ),
  async run({ read }, { slugs }) {
    const found = new Map<
      string,
      { number: number; slug: string; name: string; tier: number | null; org: string | null }
    >();
    const rows = await withSlugs(read).execute({ slugs: listParameter([...new Set(slugs)]) });
    for (const row of rows) found.set(row.slug, row);
    return found;
  },
});

/** Every system without its dependencies: there are hundreds or thousands of them. */
export const allSystems = query({
  name: "systems.all",
  summary: "Every system, without its dependencies",
  requires: "read",
  input: z.void(),
  answer: z.array(
    z.object({
      number: z.int(),
      slug: z.string(),
      name: z.string(),
      tier: z.int().nullable(),
      org: z.string().nullable(),
      owner: z.string().nullable(),
      retiredAt: z.date().nullable(),
    }),
  ),
  async run({ read }) {
    return read
      .select({
        number: systems.number,
        slug: systems.slug,
        name: systems.name,
        tier: systems.tier,
        org: systems.org,
        owner: systems.owner,
        retiredAt: systems.retiredAt,
      })
      .from(systems)
      .orderBy(asc(systems.slug));
  },
});

async function withDependencies(read: Reader, rows: (typeof systems.$inferSelect)[]): Promise<System[]> {
  if (rows.length === 0) return [];
  const links = await read
    .select({ from: systemDependencies.systemNumber, slug: systems.slug })
    .from(systemDependencies)
    .innerJoin(systems, eq(systems.number, systemDependencies.dependsOnNumber))
    .where(
      inArray(
        systemDependencies.systemNumber,
        rows.map((row) => row.number),
      ),
    )
    .orderBy(asc(systems.slug));
  const dependsOn = Map.groupBy(links, (link) => link.from);
  return rows.map(({ revision: _, ...row }) => ({
    ...row,
    dependsOn: (dependsOn.get(row.number) ?? []).map((link) => link.slug),
  }));
}

const namedAtOnce = 500;

/** What two ways of writing one system's name have in common. */
const nameKey = (name: string) => oneName(name).toLowerCase();
const isBeyondPlain = (name: string) => /[^ -~]/.test(name);

/** By the slug asked for: the slug of the system that has this slug or, failing that, this name. */
export const systemsNamed = query({
  name: "systems.named",
  summary: "Systems with these slugs or names",
  requires: "read",
  input: z.object({ names: z.custom<readonly { slug: string; name: string }[]>() }),
  answer: z.map(z.string(), z.string()),
  async run({ read }, { names }) {
    const slugs = new Set<string>();
    const byName = new Map<string, string>();
    for (let i = 0; i < names.length; i += namedAtOnce) {
      const some = names.slice(i, i + namedAtOnce);
      const rows = await read
        .select({ slug: systems.slug, name: systems.name })
        .from(systems)
        .where(
          or(
            inArray(
              systems.slug,
              some.map(({ slug }) => slug),
            ),
            inArray(
              sql`lower(${systems.name})`,
              some.map(({ name }) => nameKey(name)),
            ),
            some.some(({ name }) => isBeyondPlain(name)) ? beyondPlain(systems.name) : undefined,
          ),
        );
      for (const { slug, name } of rows) {
        slugs.add(slug);
        byName.set(nameKey(name), slug);
      }
    }
    return new Map(
      names.flatMap(({ slug, name }) => {
        const found = slugs.has(slug) ? slug : byName.get(nameKey(name));
        return found === undefined ? [] : [[slug, found] as const];
      }),
    );
  },
});
