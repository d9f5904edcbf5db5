import { and, desc, eq, gte, like, lt, or } from "drizzle-orm";
import { z } from "zod";
import { auditEntries } from "#db/schema/audit.ts";
import { actorKinds } from "#db/values.ts";
import { cursorOf, PageInput, pageOf, readCursor } from "#lib/page.ts";
import { Day, Instant } from "#lib/parse.ts";
import { dayStart } from "#lib/period.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";

export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  actorKind: z.enum(actorKinds),
  actorId: z.string().nullable(),
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Who did what: the latest first. */
export const listAudit = query({
  name: "audit.list",
  summary: "Who changed what, the latest first",
  requires: "audit.read",
  input: PageInput.extend({
    subject: z.string().max(100).optional(),
    /** Whole, such as incident.update, or the part before the dot for all of a kind: incident. */
    action: z
      .string()
      .max(100)
      .regex(/^[a-z.-]*$/, "is not an action; write it as incident.update")
      .optional(),
    actor: z.string().max(200).optional(),
    from: Day.optional(),
    /** The last day that counts. */
    to: Day.optional(),
  }),
  answer: pageOf(AuditEntry),
  async run({ read, ask }, { limit, cursor, subject, action, actor, from, to }) {
    const { zone } = await ask(getSettings, undefined);
    const after = cursor === undefined ? null : readCursor(cursor);
    const at = after === null ? null : new Date(Number(after[0]));
    const rows = await read
      .select()
      .from(auditEntries)
      .where(
        and(
          subject === undefined ? undefined : eq(auditEntries.subject, subject),
          action === undefined ? undefined : isAction(action),
          from === undefined ? undefined : gte(auditEntries.at, dayStart(from, zone)),
          to === undefined ? undefined : lt(auditEntries.at, dayEnd(to, zone)),
          actor === undefined
            ? undefined
            : or(eq(auditEntries.actorId, actor), eq(auditEntries.actorName, actor)),
          at === null
            ? undefined
            : or(
                lt(auditEntries.at, at),
                and(eq(auditEntries.at, at), lt(auditEntries.id, String(after![1]))),
              ),
        ),
      )
      .orderBy(desc(auditEntries.at), desc(auditEntries.id))
      .limit(limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? cursorOf([last.at.getTime(), last.id]) : null };
  },
});

function isAction(action: string) {
  return action.endsWith(".") ? like(auditEntries.action, `${action}%`) : eq(auditEntries.action, action);
}

function dayEnd(day: string, zone: string): Date {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return dayStart(next.toISOString().slice(0, 10), zone);
}
