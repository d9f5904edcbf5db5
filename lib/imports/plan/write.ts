import { z } from "zod";
import { update } from "#db/edit.ts";
import { imports } from "#db/schema/imports.ts";
import { command } from "#lib/command.ts";
import { requireOpen } from "../open.ts";
import { importJob } from "../read.ts";
import type { Plan } from "../schema.ts";

export const savePlan = command({
  name: "import.plan",
  summary: "Keep what a run would do",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string(), plan: z.custom<Plan>(), planRevision: z.int() }),
  answer: z.void(),
  async run(context, { id, plan, planRevision }) {
    const job = await context.ask(importJob, { id });
    requireOpen(job);
    const set = {
      plan: JSON.parse(JSON.stringify(plan)) as unknown,
      planRevision,
      state: "planned" as const,
    };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set)],
      records: [],
      answer: () => {},
    };
  },
});
