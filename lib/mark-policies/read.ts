import { asc } from "drizzle-orm";
import { z } from "zod";
import { markPolicies } from "#db/schema/mark-policies.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { MarkPolicy } from "./schema.ts";

export const listMarkPolicies = query({
  name: "mark-policies.list",
  summary: "What repositories ask of marks of AI, each from a day on",
  requires: "read",
  input: z.strictObject({}),
  answer: z.object({
    items: z.array(MarkPolicy).describe("By repository, and each from its first day on."),
    next: OnePage,
  }),
  async run({ read }) {
    const rows = await read
      .select()
      .from(markPolicies)
      .orderBy(asc(markPolicies.repository), asc(markPolicies.holdsFrom));
    return { items: rows.map(({ revision: _, ...row }) => row), next: null };
  },
});
