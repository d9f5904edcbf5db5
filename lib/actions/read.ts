import { asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { actionItems } from "#db/schema/postmortems.ts";
import { notFound } from "#lib/errors.ts";
import { getIncidentHead, IncidentKey } from "#lib/incidents/read.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { byUrgency, isOverdue, todayIn } from "./rules.ts";
import { Action } from "./schema.ts";

export const getAction = query({
  name: "actions.get",
  summary: "One action item",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: Action,
  async run({ read, ask, now }, { id }) {
    const { zone } = await ask(getSettings, undefined);
    const [row] = await read.select().from(actionItems).where(eq(actionItems.id, id)).limit(1);
    if (row === undefined) throw notFound(`action ${id}`);
    return { ...row, overdue: isOverdue(row, todayIn(zone, now)) };
  },
});

export const listIncidentActions = query({
  name: "actions.of-incident",
  summary: "Action items of an incident, the most urgent first",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({ items: z.array(Action), next: z.null() }),
  async run({ read, ask, now }, { key }) {
    const { number } = await ask(getIncidentHead, { key });
    const { zone } = await ask(getSettings, undefined);
    const today = todayIn(zone, now);
    const rows = await read
      .select()
      .from(actionItems)
      .where(eq(actionItems.incidentNumber, number))
      .orderBy(asc(actionItems.id));
    const items = rows.map((row) => ({ ...row, overdue: isOverdue(row, today) })).sort(byUrgency);
    return { items, next: null };
  },
});

/** Actions with these ids, in the order of the ids given. */
export const actionsById = query({
  name: "actions.by-id",
  summary: "Action items with these ids",
  requires: "read",
  input: z.object({ ids: z.array(z.string()) }),
  answer: z.array(Action),
  async run({ read, ask, now }, { ids }) {
    const { zone } = await ask(getSettings, undefined);
    const today = todayIn(zone, now);
    const found = new Map<string, Action>();
    for (let i = 0; i < ids.length; i += 500) {
      const rows = await read
        .select()
        .from(actionItems)
        .where(inArray(actionItems.id, ids.slice(i, i + 500)));
      for (const row of rows) found.set(row.id, { ...row, overdue: isOverdue(row, today) });
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  },
});
