import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { changes } from "#db/schema/changes.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";

/** A change as another record names it. */
export const ChangeReference = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  deployedAt: Instant,
  source: z.string().nullable(),
  externalId: z.string().nullable(),
});
export type ChangeReference = z.infer<typeof ChangeReference>;

const ChangeKey = z.object({
  id: z.string().optional(),
  source: z.string().optional(),
  externalId: z.string().optional(),
});

/** Changes by id, or by source and external id; keyed by `[id, source, externalId]` as given, in JSON. */
export const changesByKey = query({
  name: "changes.by-key",
  summary: "Changes with these ids, or sources and external ids",
  requires: "read",
  input: z.object({ keys: z.array(ChangeKey) }),
  answer: z.map(z.string(), ChangeReference),
  async run({ read }, { keys }) {
    const columns = {
      id: changes.id,
      number: changes.number,
      title: changes.title,
      deployedAt: changes.deployedAt,
      source: changes.source,
      externalId: changes.externalId,
    };
    const byId = new Map<string, ChangeReference>();
    const byIdentity = new Map<string, ChangeReference>();
    const ids = keys.flatMap((key) => key.id ?? []);
    for (let i = 0; i < ids.length; i += chunk) {
      const rows = await read
        .select(columns)
        .from(changes)
        .where(inArray(changes.id, ids.slice(i, i + chunk)));
      for (const row of rows) byId.set(row.id, row);
    }
    const named = keys.filter(
      (key) => key.id === undefined && key.source !== undefined && key.externalId !== undefined,
    );
    for (const [source, group] of Map.groupBy(named, (key) => key.source!)) {
      for (let i = 0; i < group.length; i += chunk) {
        const externalIds = group.slice(i, i + chunk).map((key) => key.externalId!);
        const rows = await read
          .select(columns)
          .from(changes)
          .where(and(eq(changes.source, source), inArray(changes.externalId, externalIds)));
        for (const row of rows) byIdentity.set(`${source}\n${row.externalId}`, row);
      }
    }
    const found = new Map<string, ChangeReference>();
    for (const { id, source, externalId } of keys) {
      const change = id === undefined ? byIdentity.get(`${source}\n${externalId}`) : byId.get(id);
      if (change !== undefined)
        found.set(JSON.stringify([id ?? null, source ?? null, externalId ?? null]), change);
    }
    return found;
  },
});

const chunk = 500;
