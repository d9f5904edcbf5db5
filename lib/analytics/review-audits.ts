import { z } from "zod";
import { changesByNumber } from "#lib/changes/read.ts";
import type { QueryContext } from "#lib/query.ts";
import { selectChanges } from "./base-rate.ts";
import { outcomeCodes } from "./facts/changes.ts";
import type { Filter } from "./filter.ts";
import { tiersOf } from "./guardrail-states.ts";
import type { View } from "./question.ts";

/** What audits of changes found in the week. */

export const Audits = z
  .object({
    tier1Changes: z.int().describe("Changes to Tier-1 systems deployed in the week."),
    tier1Audited: z.int().describe("Those of them that are audited by now."),
    made: z.int().describe("Audits made in the week, whenever the change was deployed."),
    inOrder: z.int().describe("Those of them that found the change in order."),
    deviations: z
      .array(
        z.object({
          number: z.int().describe("Number of the change: 12 is CHG-12."),
          title: z.string().describe("Title of the change."),
          system: z.string().nullable().describe("Name of the changed system; null where none is recorded."),
          auditedBy: z.string().nullable().describe("Who made the audit; null where nobody is named."),
          note: z.string().nullable().describe("What the audit says; null where it says nothing."),
        }),
      )
      .describe("Those of them that found a deviation."),
  })
  .meta({ title: "Audits of a week" });

export async function auditsIn(context: QueryContext, { facts, filter, period }: View<Filter>) {
  const { changes } = facts;
  const tiers = tiersOf(facts);
  const deployed = selectChanges({ facts, which: filter, period });
  const tier1 = deployed.filter((row) => tiers[changes.system.values[row]!] === 1);
  const ever = { from: new Date(-8.64e15), to: new Date(8.64e15), zone: period.zone };
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  const made = selectChanges({ facts, which: filter, period: ever }).filter((row) => {
    const at = changes.auditedAt.values[row]!;
    return at >= from && at < to;
  });
  const withOutcome = (code: number) => made.filter((row) => changes.auditOutcome.values[row] === code);
  const deviating = withOutcome(outcomeCodes.code("deviation"));
  const deviations = await context.ask(changesByNumber, {
    numbers: Array.from(deviating, (row) => changes.number.values[row]!),
  });
  return {
    tier1Changes: tier1.length,
    tier1Audited: tier1.filter((row) => !Number.isNaN(changes.auditedAt.values[row]!)).length,
    made: made.length,
    inOrder: withOutcome(outcomeCodes.code("in-order")).length,
    deviations: deviations.map(({ number, title, systemName, auditedBy, auditNote }) => ({
      number,
      title,
      system: systemName,
      auditedBy,
      note: auditNote,
    })),
  };
}
