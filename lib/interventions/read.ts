import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { interventions } from "#db/schema/interventions.ts";
import { notFound } from "#lib/errors.ts";
import { query } from "#lib/query.ts";
import { Intervention } from "./schema.ts";

export const listInterventions = query({
  name: "interventions.list",
  summary: "What was done to change how things go, by first day",
  requires: "read",
  input: z.strictObject({}),
  answer: z.object({ items: z.array(Intervention).describe("All of them, the latest first.") }),
  async run({ read }) {
    const rows = await read
      .select()
      .from(interventions)
      .where(isNull(interventions.deletedAt))
      .orderBy(asc(interventions.startsOn), asc(interventions.id));
    return { items: rows.map((row) => Intervention.parse(row)) };
  },
});

export const getIntervention = query({
  name: "interventions.get",
  summary: "One intervention",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: Intervention,
  async run({ read }, { id }) {
    const [row] = await read
      .select()
      .from(interventions)
      .where(and(eq(interventions.id, id), isNull(interventions.deletedAt)))
      .limit(1);
    if (row === undefined) throw notFound(`intervention ${id}`);
    return Intervention.parse(row);
  },
});
