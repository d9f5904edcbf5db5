import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { latestFirst } from "#lib/audit/read.ts";
import { proposalTaken, proposalUndone } from "#lib/audit/rules.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { getIncident, IncidentKey } from "../read.ts";
import { Incident } from "../schema.ts";

const Said = Incident.pick({ aiInvolvement: true, aiTool: true, aiEvidence: true });

/** The last time an incident took over from its culprits, while it still says what it took over. */
export const aiTakenOver = query({
  name: "incidents.ai-taken-over",
  summary: "From which culprits an incident took over that AI was involved, and what it said before",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({ at: Instant, by: z.string(), from: z.string(), before: Said.partial() }).nullable(),
  async run({ read, ask }, { key }) {
    const incident = await ask(getIncident, { key });
    const [last] = await read
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.subject, incident.id),
          amongThese(auditEntries.action, [proposalTaken, proposalUndone]),
        ),
      )
      .orderBy(...latestFirst)
      .limit(1);
    if (last === undefined || last.action !== proposalTaken) return null;
    const { aiTakenFrom: from, ...said } = last.after as Partial<Incident> & { aiTakenFrom: string };
    const stands = Object.entries(said).every(([name, value]) => incident[name as "aiTool"] === value);
    if (!stands) return null;
    const { aiTakenFrom: _, ...before } = last.before as Partial<Incident> & { aiTakenFrom: null };
    return { at: last.at, by: last.actorName, from, before };
  },
});
