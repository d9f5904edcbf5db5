import { and, desc, eq, lt, or } from "drizzle-orm";
import { z } from "zod";
import { auditEntries } from "#db/schema/audit.ts";
import { actorKinds } from "#db/values.ts";
import { cursorOf, PageInput, pageOf, readCursor } from "#lib/page.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";

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
    action: z.string().max(100).optional(),
    actor: z.string().max(200).optional(),
  }),
  answer: pageOf(AuditEntry),
  async run({ read }, { limit, cursor, subject, action, actor }) {
    const after = cursor === undefined ? null : readCursor(cursor);
    const at = after === null ? null : new Date(Number(after[0]));
    const rows = await read
      .select()
      .from(auditEntries)
      .where(
        and(
          subject === undefined ? undefined : eq(auditEntries.subject, subject),
          action === undefined ? undefined : eq(auditEntries.action, action),
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
