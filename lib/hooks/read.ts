import { and, asc, desc, eq, lt, or } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import { heartbeats, heldChanges, hookFacts } from "#db/schema/hooks.ts";
import { hookSenders } from "#db/values.ts";
import { PageInput, paged, pageOf, readCursor } from "#lib/page.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { type Fact, HeldDeployment } from "./schema.ts";

/** All that a sender told of these subjects, each in the order it came in. */
export const factsAbout = query({
  name: "hooks.facts",
  summary: "What a sender told of subjects",
  requires: "hook.receive",
  input: z.object({ sender: z.enum(hookSenders), subjects: z.array(z.string()) }),
  answer: z.map(z.string(), z.array(z.custom<Fact & { heardAt: Date }>())),
  async run({ read }, { sender, subjects }) {
    const { subject, key, at, heardAt, data } = hookFacts;
    const rows = await read
      .select({ subject, key, at, heardAt, data })
      .from(hookFacts)
      .where(and(eq(hookFacts.sender, sender), amongThese(subject, subjects)))
      .orderBy(asc(subject), asc(hookFacts.position));
    const bySubject = Map.groupBy(rows, (row) => row.subject);
    return new Map([...bySubject].map(([name, its]) => [name, its.map(({ subject: _, ...fact }) => fact)]));
  },
});

export const lastHeard = query({
  name: "hooks.last-heard",
  summary: "When a source of incidents last spoke, to the hour; null where it never did",
  requires: "hook.receive",
  input: z.object({ source: z.string() }),
  answer: Instant.nullable(),
  async run({ read }, { source }) {
    const [row] = await read
      .select({ at: heartbeats.at })
      .from(heartbeats)
      .where(eq(heartbeats.source, source));
    return row?.at ?? null;
  },
});

export const listHeld = query({
  name: "hooks.held",
  summary:
    "Deployments that webhooks told of and that have not reached production: kept, and not counted; the latest first",
  requires: "read",
  input: PageInput,
  answer: pageOf(HeldDeployment),
  async run({ read }, { limit, cursor }) {
    const { source, externalId, title, askedAt, url, reason } = heldChanges;
    const [ms, last] = cursor === undefined ? [] : readCursor(cursor);
    const before = new Date(Number(ms));
    const rows = await read
      .select({ source, externalId, title, askedAt, url, reason })
      .from(heldChanges)
      .where(
        cursor === undefined
          ? undefined
          : or(lt(askedAt, before), and(eq(askedAt, before), lt(externalId, String(last)))),
      )
      .orderBy(desc(askedAt), desc(externalId))
      .limit(limit + 1);
    return paged(rows, limit, (row) => [row.askedAt.getTime(), row.externalId]);
  },
});
