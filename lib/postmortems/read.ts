import { count, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { epochMs } from "#db/dialect.ts";
import { actionItems, postmortems, timelineEntries } from "#db/schema/postmortems.ts";
import { type PostmortemState, postmortemStates as states } from "#db/values.ts";
import { AppError } from "#lib/errors.ts";
import { getIncidentHead, type IncidentHead, IncidentKey } from "#lib/incidents/read.ts";
import { query } from "#lib/query.ts";
import { missingFor } from "./rules.ts";
import { Postmortem } from "./schema.ts";

export const getPostmortem = query({
  name: "postmortems.get",
  summary: "The post-mortem of an incident, and what publishing it still needs",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: Postmortem,
  async run({ read, ask }, { key }) {
    const incident = await ask(getIncidentHead, { key });
    const postmortem = await postmortemOf(read, incident);
    if (postmortem === null)
      throw new AppError("not-found", `INC-${incident.number} has no post-mortem yet. Begin one with PUT.`);
    return postmortem;
  },
});

/** The same, where having none is an answer. */
export const findPostmortem = query({
  name: "postmortems.find",
  summary: "The post-mortem of an incident, or null",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: Postmortem.nullable(),
  async run({ read, ask }, { key }) {
    return postmortemOf(read, await ask(getIncidentHead, { key }));
  },
});

/** What publishing needs of everything around the text; the text itself is still in its writer's hands. */
export const publicationEvidence = query({
  name: "postmortems.evidence",
  summary: "Severity, AI involvement, timeline entries and actions of an incident",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({
    severity: z.int().nullable(),
    aiInvolvement: z.string(),
    timelineEntries: z.int(),
    actions: z.int(),
  }),
  async run({ read, ask }, { key }) {
    return evidenceOf(read, await ask(getIncidentHead, { key }));
  },
});

async function evidenceOf(read: Reader, { number, severity, aiInvolvement }: IncidentHead) {
  const [[entries], [actions]] = await Promise.all([
    read.select({ n: count() }).from(timelineEntries).where(eq(timelineEntries.incidentNumber, number)),
    read.select({ n: count() }).from(actionItems).where(eq(actionItems.incidentNumber, number)),
  ]);
  return { severity, aiInvolvement, timelineEntries: entries!.n, actions: actions!.n };
}

async function postmortemOf(read: Reader, incident: IncidentHead): Promise<Postmortem | null> {
  const [row] = await read
    .select()
    .from(postmortems)
    .where(eq(postmortems.incidentNumber, incident.number))
    .limit(1);
  if (row === undefined) return null;
  return { ...row, missing: missingFor(row, await evidenceOf(read, incident)) };
}

/** Which of these incidents have a post-mortem already. */
export const incidentsWithPostmortem = query({
  name: "postmortems.among",
  summary: "Which of these incidents have a post-mortem",
  requires: "read",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.set(z.int()),
  async run({ read }, { numbers }) {
    const found = new Set<number>();
    for (let i = 0; i < numbers.length; i += 500) {
      const rows = await read
        .select({ number: postmortems.incidentNumber })
        .from(postmortems)
        .where(inArray(postmortems.incidentNumber, numbers.slice(i, i + 500)));
      for (const row of rows) found.add(row.number);
    }
    return found;
  },
});

/** State of every post-mortem by incident number: what follow-through counts. */
export const postmortemStandings = query({
  name: "postmortems.standings",
  summary: "State and day of publication of every post-mortem",
  requires: "read",
  input: z.void(),
  answer: z.map(z.int(), z.object({ state: z.enum(states), publishedAt: z.number().nullable() })),
  async run({ scan }) {
    const rows = await scan(
      sql`select ${postmortems.incidentNumber}, ${postmortems.state}, ${epochMs(postmortems.publishedAt)} from ${postmortems}`,
    );
    const found = new Map<number, { state: PostmortemState; publishedAt: number | null }>();
    for (const [number, state, publishedAt] of rows)
      found.set(number as number, {
        state: state as PostmortemState,
        publishedAt: publishedAt as number | null,
      });
    return found;
  },
});
