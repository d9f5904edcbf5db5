import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { timelineEntries } from "#db/schema/postmortems.ts";
import { notFound } from "#lib/errors.ts";
import { getIncidentHead, IncidentKey } from "#lib/incidents/read.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { TimelineEntry } from "./schema.ts";

export const listTimeline = query({
  name: "timeline.list",
  summary: "The timeline of an incident, in order",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({
    items: z.array(TimelineEntry).describe("All entries, in the order of what happened."),
    next: OnePage,
  }),
  async run({ read, ask }, { key }) {
    const { number } = await ask(getIncidentHead, { key });
    const items = await read
      .select()
      .from(timelineEntries)
      .where(eq(timelineEntries.incidentNumber, number))
      .orderBy(asc(timelineEntries.at), asc(timelineEntries.id));
    return { items, next: null };
  },
});

export const getTimelineEntry = query({
  name: "timeline.get",
  summary: "One entry of a timeline",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: TimelineEntry,
  async run({ read }, { id }) {
    const [entry] = await read.select().from(timelineEntries).where(eq(timelineEntries.id, id)).limit(1);
    if (entry === undefined) throw notFound(`timeline entry ${id}`);
    return entry;
  },
});
