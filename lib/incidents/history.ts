import { and, asc, eq, like } from "drizzle-orm";
import { z } from "zod";
import { auditEntries } from "#db/schema/audit.ts";
import { actorKinds } from "#db/values.ts";
import { earlierThan, latestFirst, placeOf } from "#lib/audit/read.ts";
import { PageInput, paged, pageOf } from "#lib/page.ts";
import { Instant } from "#lib/parse.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { deedOf, fieldChanges } from "./history-words.ts";
import { firstFacts, type Origin, originInWords, originOf } from "./origin/read.ts";
import { getIncident, getIncidentHead, IncidentKey } from "./read.ts";

export const HistoryEntry = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    at: Instant.describe("When it was first done; saves that follow one another closely are one entry."),
    until: Instant.describe("When it was last done."),
    actorKind: z
      .enum(actorKinds)
      .describe(
        "What kind of actor did it: a person, a key, a sender of webhooks, an import, or the program itself.",
      ),
    actorName: z.string().describe("What they were called then."),
    action: z.string().describe("What was done, as the audit trail names it: incident.update."),
    deed: z.string().describe("The same in words."),
    changes: z
      .array(
        z.object({
          field: z.string().describe("What the field is called."),
          before: z.string().nullable().describe("What it said before, in words; null for nothing."),
          after: z.string().nullable().describe("What it says since, in words; null for nothing."),
        }),
      )
      .describe("Each field that changed."),
  })
  .meta({ id: "HistoryEntry" });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Who did what to an incident and all that hangs on it, the latest first: for everyone who may read it. */
export const incidentHistory = query({
  name: "incidents.history",
  summary: "Who changed what of an incident, its post-mortem, timeline and actions, the latest first",
  requires: "read",
  input: PageInput.extend({ key: IncidentKey }),
  answer: pageOf(HistoryEntry),
  async run({ read, ask }, { key, limit, cursor }) {
    const { id, number } = await ask(getIncidentHead, { key });
    const { zone } = await ask(getSettings, undefined);
    const rows = await read
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.subject, id), earlierThan(cursor)))
      .orderBy(...latestFirst)
      .limit(limit + 1);
    const page = paged(rows, limit, placeOf);
    const origin = page.next === null ? await originOf(read, number) : null;
    const first = origin === null ? [] : [await broughtIn({ read, ask }, { key, origin, zone })];
    const items = joined(page.items).map((row) => ({
      id: row.id,
      at: row.at,
      until: row.until,
      actorKind: row.actorKind,
      actorName: row.actorName,
      action: row.action,
      deed: deedOf(row.action),
      changes: fieldChanges({ action: row.action, before: row.before, after: row.after, zone }),
    }));
    return { ...page, items: [...items, ...first] };
  },
});

type Asked = Pick<QueryContext, "read" | "ask">;

/** The first entry of an incident that a file brought in, which only its import keeps. */
async function broughtIn(
  { read, ask }: Asked,
  { key, origin, zone }: { key: string; origin: Origin; zone: string },
): Promise<HistoryEntry> {
  const incident = await ask(getIncident, { key });
  const { subject, action, at: when, before } = auditEntries;
  const since = await read
    .select({ before })
    .from(auditEntries)
    .where(and(eq(subject, incident.id), like(action, "incident.%")))
    .orderBy(asc(when), asc(auditEntries.id));
  const at = incident.createdAt;
  return {
    id: `${origin.id}.${origin.line}`,
    at,
    until: at,
    actorKind: "import",
    actorName: origin.startedBy ?? "import",
    action: "incident.import",
    deed: originInWords(origin),
    changes: fieldChanges({
      action: "incident.import",
      before: null,
      after: firstFacts(incident, since),
      zone,
    }),
  };
}

type Row = typeof auditEntries.$inferSelect;

const joinedMs = 15 * 60_000;

/** Drafts are saved as they are typed; what one person wrote in one go is told once, from its first to its last state. */
function joined(rows: readonly Row[]): (Row & { until: Date })[] {
  const entries: (Row & { until: Date })[] = [];
  for (const row of rows) {
    const later = entries.at(-1);
    const follows =
      later !== undefined &&
      row.action === "postmortem.save" &&
      later.action === row.action &&
      later.actorName === row.actorName &&
      later.at.getTime() - row.at.getTime() < joinedMs;
    if (!follows) {
      entries.push({ ...row, until: row.at });
      continue;
    }
    later.at = row.at;
    later.before = { ...later.before, ...row.before };
    later.after = { ...row.after, ...later.after };
  }
  return entries;
}
