import { and, asc, desc, eq, gte, like, lt, or } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { actorKinds } from "#db/values.ts";
import { dayStart, shiftDays } from "#lib/calendar.ts";
import { PageInput, paged, pageOf, readCursor } from "#lib/page.ts";
import { Day, Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { type Authors, authorsOf, partyOf } from "./rules.ts";

export const AuditEntry = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    at: Instant.describe("When it was done."),
    actorKind: z
      .enum(actorKinds)
      .describe(
        "What kind of actor did it: a person, a key, a sender of webhooks, an import, or the program itself.",
      ),
    actorId: z.string().nullable().describe("Who did it; null for senders and the program itself."),
    actorName: z.string().describe("What they were called then."),
    action: z.string().describe("What was done: incident.update, say."),
    command: z
      .string()
      .nullable()
      .describe(
        "The command that did it: incident.declare, import.store, hook.pagerduty; null in old entries.",
      ),
    subject: z.string().describe("The id of what it was done to."),
    before: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe("The fields that changed, as they were; null where there was nothing before."),
    after: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe("The same fields as they are since; null where nothing is left."),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Who did what: the latest first. */
export const listAudit = query({
  name: "audit.list",
  summary: "Who changed what, the latest first",
  requires: "audit.read",
  input: PageInput.extend({
    subject: z.string().max(100).optional().describe("What was done to this id alone."),
    action: z
      .string()
      .max(100)
      .regex(/^[a-z.-]*$/, "is not an action; write it as incident.update")
      .optional()
      .describe("Whole, such as incident.update, or the part before the dot for all of a kind: incident."),
    actor: z.string().max(200).optional().describe("Who did it, by id or by name."),
    from: Day.optional().describe("The first day that counts, in the organisation's zone."),
    to: Day.optional().describe("The last day that counts, in the organisation's zone."),
  }),
  answer: pageOf(AuditEntry),
  async run({ read, ask }, { limit, cursor, subject, action, actor, from, to }) {
    const { zone } = await ask(getSettings, undefined);
    const rows = await read
      .select()
      .from(auditEntries)
      .where(
        and(
          subject === undefined ? undefined : eq(auditEntries.subject, subject),
          action === undefined ? undefined : isAction(action),
          from === undefined ? undefined : gte(auditEntries.at, dayStart(from, zone)),
          to === undefined ? undefined : lt(auditEntries.at, dayStart(shiftDays(to, 1), zone)),
          actor === undefined
            ? undefined
            : or(eq(auditEntries.actorId, actor), eq(auditEntries.actorName, actor)),
          earlierThan(cursor),
        ),
      )
      .orderBy(...latestFirst)
      .limit(limit + 1);
    return paged(rows, limit, placeOf);
  },
});

function isAction(action: string) {
  return action.endsWith(".") ? like(auditEntries.action, `${action}%`) : eq(auditEntries.action, action);
}

export const latestFirst = [desc(auditEntries.at), desc(auditEntries.id)];

export function placeOf({ at, id }: { at: Date; id: string }): [number, string] {
  return [at.getTime(), id];
}

/** Entries after the place of a cursor, the latest first; all of them without one. */
export function earlierThan(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [ms, id] = readCursor(cursor);
  const at = new Date(Number(ms));
  return or(lt(auditEntries.at, at), and(eq(auditEntries.at, at), lt(auditEntries.id, String(id))));
}

/** Who said what records hold; one that no entry is about was made by an import, and is not in the answer. */
export const authorsOfRecords = query({
  name: "audit.authors",
  summary: "Who last changed each field of these records",
  requires: "read",
  input: z.object({ ids: z.array(z.string()) }),
  answer: z.custom<ReadonlyMap<string, Authors>>(),
  async run({ read }, { ids }) {
    const { subject, at, action, actorKind, command, before, after } = auditEntries;
    const rows = await read
      .select({ subject, at, action, actorKind, command, before, after })
      .from(auditEntries)
      // What hangs on a record is told under its id as well.
      .where(and(amongThese(subject, ids), or(isAction("incident."), isAction("change."))))
      .orderBy(asc(at), asc(auditEntries.id));
    const entries = Map.groupBy(rows, (row) => row.subject);
    return new Map([...entries].map(([id, told]) => [id, authorsOf(told)]));
  },
});

/** Of these records those that a hook made, and of which nobody else said anything, nor wrote anything about them. */
export const toldByHooksAlone = query({
  name: "audit.told-by-hooks-alone",
  summary: "Which of these records hooks alone spoke of",
  requires: "hook.receive",
  input: z.object({ ids: z.array(z.string()) }),
  answer: z.set(z.string()),
  async run({ read }, { ids }) {
    const { subject, actorKind, command, action } = auditEntries;
    const rows = await read
      .select({ subject, actorKind, command, action })
      .from(auditEntries)
      .where(amongThese(subject, ids));
    const entries = Map.groupBy(rows, (row) => row.subject);
    const isAlone = (id: string) => {
      const told = (entries.get(id) ?? []).map((entry) => ({ ...entry, party: partyOf(entry) }));
      const isMade = told.some(
        (entry) => entry.party === "hook" && ["incident.declare", "change.record"].includes(entry.action),
      );
      return isMade && told.every(({ party }) => party === "hook" || party === null);
    };
    return new Set(ids.filter(isAlone));
  },
});
