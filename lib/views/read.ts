import { asc, eq, or } from "drizzle-orm";
import { z } from "zod";
import { views } from "#db/schema/settings.ts";
import type { Actor } from "#lib/actor.ts";
import { notFound } from "#lib/errors.ts";
import { query } from "#lib/query.ts";
import { SavedView } from "./schema.ts";

/** Those who act without being anybody, such as the program itself, see what is shared. */
const seenBy = ({ id }: Actor) =>
  id === null ? eq(views.shared, true) : or(eq(views.shared, true), eq(views.createdBy, id));

export const listViews = query({
  name: "views.list",
  summary: "Your saved views and those that are shared, by name",
  requires: "read",
  input: z.strictObject({}),
  answer: z.object({ items: z.array(SavedView).describe("The views, by name.") }),
  async run({ read, actor }) {
    const rows = await read
      .select()
      .from(views)
      .where(seenBy(actor))
      .orderBy(asc(views.name), asc(views.id))
      .limit(500);
    return { items: rows.map((row) => viewOf(row, actor)) };
  },
});

export const getView = query({
  name: "views.get",
  summary: "One saved view",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: SavedView,
  async run({ read, actor }, { id }) {
    const [row] = await read.select().from(views).where(eq(views.id, id)).limit(1);
    // Somebody else's own view is as good as none: its name may tell something.
    if (row === undefined || !(row.shared || row.createdBy === actor.id)) throw notFound(`view ${id}`);
    return viewOf(row, actor);
  },
});

function viewOf({ createdBy, ...row }: typeof views.$inferSelect, actor: Actor): SavedView {
  return { ...row, mine: actor.id !== null && createdBy === actor.id };
}
