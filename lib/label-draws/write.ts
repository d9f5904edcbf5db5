import { randomInt } from "node:crypto";
import { z } from "zod";
import { create } from "#db/edit.ts";
import { labelAudits } from "#db/schema/label-audits.ts";
import { drawLabelSample, sampledWords } from "#lib/analytics/label-sample.ts";
import { command } from "#lib/command.ts";
import { LabelAudit } from "#lib/label-audits/schema.ts";

/** Apart from lib/label-audits, which questions read: to draw, questions are asked. */

const word = (name: keyof typeof sampledWords) =>
  z.string().max(10_000).optional().describe(sampledWords[name].description!);

/** The words as they stand in an address: lists are separated by commas. */
export const DrawBody = z.strictObject({
  from: word("from"),
  to: word("to"),
  period: word("period"),
  zone: word("zone"),
  org: word("org"),
  tier: word("tier"),
  system: word("system"),
  source: word("source"),
  size: z
    .int("is not a whole number")
    .min(10, "must be 10 at least")
    .max(500, "must be 500 at most")
    .default(80)
    .describe(
      "How many changes to draw: a quarter culprits, the rest half marked and half not, as far as there are.",
    ),
  seed: z
    .int()
    .min(0)
    .optional()
    .describe("Draws the same sample again from the same changes; one by chance when left out."),
});

export const drawLabelAudit = command({
  name: "label-audit.draw",
  summary: "Draw a random sample of changes, so that people check whether AI made them",
  requires: "change.audit",
  input: DrawBody,
  answer: LabelAudit,
  async run(context, { seed = randomInt(2 ** 32), ...body }) {
    const sample = await context.ask(drawLabelSample, { ...body, seed });
    const audit: LabelAudit = {
      id: context.newId("lba"),
      version: 1,
      createdAt: context.now,
      updatedAt: context.now,
      createdBy: context.actor.name,
      seed,
      ...sample,
      deletedAt: null,
      checks: [],
    };
    const { period, checks: _, ...row } = audit;
    return {
      edits: [
        create(labelAudits, { ...row, periodFrom: period.from, periodTo: period.to, zone: period.zone }),
      ],
      records: [
        {
          subject: audit.id,
          before: null,
          after: { ...sample, seed, drawn: sample.drawn.map(({ change }) => `CHG-${change}`) },
        },
      ],
      answer: () => audit,
    };
  },
});
