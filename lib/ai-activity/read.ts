import { and, asc, eq, gt, gte, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import { aiActivity } from "#db/schema/ai-activity.ts";
import { dayOf } from "#lib/calendar.ts";
import { ChangeKey, getChange } from "#lib/changes/read.ts";
import { writtenMoment } from "#lib/moments.ts";
import { PageInput, paged, pageOf, readCursor } from "#lib/page.ts";
import { AskedName, Day } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { addressOf } from "./rules.ts";
import { Address, AiActivity } from "./schema.ts";

export const listActivity = query({
  name: "ai-activity.list",
  summary: "Who used AI tools on which day; oldest first",
  requires: "read",
  input: PageInput.extend({
    from: Day.optional().describe("The first day that counts."),
    to: Day.optional().describe("The day at which it ends, not included."),
    email: Address.optional().describe("Of this person alone, by e-mail address."),
    source: AskedName.optional().describe("Told by this source alone."),
  }),
  answer: pageOf(AiActivity),
  async run({ read }, { limit, cursor, from, to, email, source }) {
    const { day, id } = aiActivity;
    const [lastDay, lastId] = cursor === undefined ? [null, null] : readCursor(cursor).map(String);
    const rows = await read
      .select({
        id,
        user_email: aiActivity.email,
        day,
        is_active: aiActivity.isActive,
        tools: aiActivity.tools,
        models: aiActivity.models,
        source: aiActivity.source,
      })
      .from(aiActivity)
      .where(
        and(
          isNull(aiActivity.deletedAt),
          from === undefined ? undefined : gte(day, from),
          to === undefined ? undefined : lt(day, to),
          email === undefined ? undefined : eq(aiActivity.email, email),
          source === undefined ? undefined : eq(aiActivity.source, source),
          lastDay == null || lastId == null
            ? undefined
            : or(gt(day, lastDay), and(eq(day, lastDay), gt(id, lastId))),
        ),
      )
      .orderBy(asc(day), asc(id))
      .limit(limit + 1);
    return paged(rows, limit, (last) => [last.day, last.id]);
  },
});

/** What is stored under these ids, withdrawn or not: what is told anew has to fit to it. */
export const activityById = query({
  name: "ai-activity.by-id",
  summary: "Days of people with these ids",
  requires: "read",
  input: z.object({ ids: z.array(z.string()) }),
  answer: z.map(z.string(), z.custom<StoredActivity>()),
  async run({ read }, { ids }) {
    const { id, version, deletedAt, isActive, tools, models } = aiActivity;
    const rows = await read
      .select({ id, version, deletedAt, isActive, tools, models })
      .from(aiActivity)
      .where(amongThese(id, ids));
    return new Map(
      rows.map((row) => [
        row.id,
        {
          version: row.version,
          isWithdrawn: row.deletedAt !== null,
          is_active: row.isActive,
          tools: row.tools,
          models: row.models,
        },
      ]),
    );
  },
});

export interface StoredActivity {
  version: number;
  isWithdrawn: boolean;
  is_active: boolean;
  tools: string[];
  models: string[];
}

/**
 * What is recorded of a change's author on the day it went out: a hint, and nothing of the change itself. Null where the
 * author is not named by an e-mail address, the day is not known, or nothing is recorded. Active is who was so by any
 * source.
 */
export const activityOfChange = query({
  name: "ai-activity.of-change",
  summary: "Whether the author of a change used AI tools on the day it went out",
  requires: "read",
  input: z.object({ key: ChangeKey }),
  answer: z
    .object({ email: z.string(), day: z.string(), isActive: z.boolean(), tools: z.array(z.string()) })
    .nullable(),
  async run({ read, ask }, { key }) {
    const [change, { zone }] = await Promise.all([ask(getChange, { key }), ask(getSettings, undefined)]);
    const email = addressOf(change.author);
    const { deployedAt, deployedPrecision: known } = change;
    if (email === null || known === "month" || known === "year") return null;
    const day = known === "day" ? writtenMoment(deployedAt, known) : dayOf(deployedAt, zone);
    const told = await read
      .select({ isActive: aiActivity.isActive, tools: aiActivity.tools })
      .from(aiActivity)
      .where(and(eq(aiActivity.email, email), eq(aiActivity.day, day), isNull(aiActivity.deletedAt)));
    if (told.length === 0) return null;
    const active = told.filter(({ isActive }) => isActive);
    const tools = [...new Set(active.flatMap((one) => one.tools))].sort();
    return { email, day, isActive: active.length > 0, tools };
  },
});
