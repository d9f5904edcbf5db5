import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { amongThese, epochMs } from "#db/dialect.ts";
import { actionItems } from "#db/schema/postmortems.ts";
import { notFound } from "#lib/errors.ts";
import { getIncidentHead, IncidentKey } from "#lib/incidents/read.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { byUrgency, isOverdue, todayIn } from "./rules.ts";
import { Action, actionKinds, actionPriorities, actionStates } from "./schema.ts";

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
  answer: z.object({
    items: z.array(Action).describe("All of them, in the order in which they were opened."),
    next: OnePage,
  }),
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
    const rows = await read.select().from(actionItems).where(amongThese(actionItems.id, ids));
    const found = new Map(rows.map((row) => [row.id, { ...row, overdue: isOverdue(row, today) }]));
    return ids.flatMap((id) => found.get(id) ?? []);
  },
});

/** What lists and figures look at; the page that is shown is read whole. */
export const ActionFact = z.object({
  id: z.string(),
  incidentNumber: z.int(),
  owner: z.string().nullable(),
  dueOn: z.string().nullable(),
  state: z.enum(actionStates),
  kind: z.enum(actionKinds),
  priority: z.enum(actionPriorities),
  createdAt: z.number(),
  closedAt: z.number().nullable(),
});
export type ActionFact = z.infer<typeof ActionFact>;

export const actionFacts = query({
  name: "actions.facts",
  summary: "Every action item, without its words",
  requires: "read",
  input: z.void(),
  answer: z.array(ActionFact),
  async run({ scan }) {
    const rows = await scan(sql`
      select ${actionItems.id}, ${actionItems.incidentNumber}, ${actionItems.owner}, ${actionItems.dueOn},
        ${actionItems.state}, ${actionItems.kind}, ${actionItems.priority},
        ${epochMs(actionItems.createdAt)}, ${epochMs(actionItems.closedAt)}
      from ${actionItems}`);
    return rows.map(
      ([id, incidentNumber, owner, dueOn, state, kind, priority, createdAt, closedAt]) =>
        ({ id, incidentNumber, owner, dueOn, state, kind, priority, createdAt, closedAt }) as ActionFact,
    );
  },
});
