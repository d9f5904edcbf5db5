import { and, desc, eq, gte, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { changes } from "#db/schema/changes.ts";
import { systems } from "#db/schema/systems.ts";
import { aiAssistances, changeKinds } from "#db/values.ts";
import { knownTo } from "#lib/fields/record.ts";
import { OnePage } from "#lib/page.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { Slug } from "#lib/systems/schema.ts";
import { getIncident, IncidentKey } from "./read.ts";

const daysBefore = 14;
const mostSuggested = 25;

export const SuggestedChange = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    number: z.int().describe("Its number: 12 is CHG-12."),
    title: z.string().describe("What was changed."),
    kind: z
      .enum(changeKinds)
      .nullable()
      .describe("What kind of change it was; null where it is not recorded."),
    system: z.string().describe("The system that was changed, by slug."),
    systemName: z.string().describe("What people call the system."),
    deployedAt: Instant.describe("When it went into production."),
    deployedPrecision: knownTo,
    author: z.string().nullable().describe("Who wrote it; null where it is not recorded."),
    aiAssistance: z.enum(aiAssistances).describe("How far AI made it; unknown is not none."),
    rolledBackAt: Instant.nullable().describe("When it was taken back; null where that is not recorded."),
    minutesBefore: z.number().describe("Minutes from the change to the start of the incident."),
  })
  .meta({ id: "SuggestedChange" });
export type SuggestedChange = z.infer<typeof SuggestedChange>;

const suggested = z.array(SuggestedChange).describe("The changes, the nearest first; 25 at most.");

/**
 * Changes that may have to do with an incident: those to its systems in the 14 days before it began, the nearest
 * first. It is for people to say which one was to blame; nothing is linked by itself.
 */
export const suggestChanges = query({
  name: "incidents.suggest-changes",
  summary: "Changes to these systems in the 14 days before a start, the nearest first",
  requires: "read",
  input: z.strictObject({
    systems: z.array(Slug).max(1000).describe("The systems it reached, by slug."),
    startedAt: Instant.describe("When its impact began."),
  }),
  answer: z.object({ items: suggested }),
  async run({ read }, { systems: slugs, startedAt }) {
    if (slugs.length === 0) return { items: [] };
    const from = new Date(startedAt.getTime() - daysBefore * 86_400_000);
    const rows = await read
      .select({
        id: changes.id,
        number: changes.number,
        title: changes.title,
        kind: changes.kind,
        system: systems.slug,
        systemName: systems.name,
        deployedAt: changes.deployedAt,
        deployedPrecision: changes.deployedPrecision,
        author: changes.author,
        aiAssistance: changes.aiAssistance,
        rolledBackAt: changes.rolledBackAt,
      })
      .from(changes)
      .innerJoin(systems, eq(systems.number, changes.systemNumber))
      .where(
        and(
          inArray(systems.slug, slugs.slice(0, 500)),
          lte(changes.deployedAt, startedAt),
          gte(changes.deployedAt, from),
          isNull(changes.deletedAt),
        ),
      )
      .orderBy(desc(changes.deployedAt), desc(changes.number))
      .limit(mostSuggested);
    const items = rows.map((row) => ({
      ...row,
      minutesBefore: (startedAt.getTime() - row.deployedAt.getTime()) / 60_000,
    }));
    return { items };
  },
});

export const suggestChangesFor = query({
  name: "incidents.suggested-changes",
  summary: "Changes to an incident's systems in the 14 days before it began, the nearest first",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({ items: suggested, next: OnePage }),
  async run({ ask }, { key }) {
    const { systems: reached, startedAt } = await ask(getIncident, { key });
    const { items } = await ask(suggestChanges, { systems: reached.map(({ slug }) => slug), startedAt });
    return { items, next: null };
  },
});
