import { z } from "zod";
import { proposalTaken, proposalUndone } from "#lib/audit/rules.ts";
import { type CommandContext, command, type RecordChange } from "#lib/command.ts";
import { accepted } from "#lib/editing.ts";
import { AppError, conflict } from "#lib/errors.ts";
import { requireUnchanged } from "#lib/versions.ts";
import { incidentEditor } from "../editor.ts";
import { getIncident, IncidentKey } from "../read.ts";
import { Incident, type IncidentBody } from "../schema.ts";
import { aiTakenOver } from "./read.ts";
import { SeenProposal } from "./schema.ts";

export const acceptAiProposal = command({
  name: proposalTaken,
  summary: "Take over from its culprits whether AI was involved in an incident that says nothing of it",
  requires: "incident.write",
  input: z.object({
    key: IncidentKey,
    version: z.int().optional(),
    seen: SeenProposal.optional(),
  }),
  answer: Incident,
  async run(context, { key, version, seen }) {
    const before = await context.ask(getIncident, { key });
    const name = `INC-${before.number}`;
    requireUnchanged({ version, before, name });
    const { aiProposal: proposal } = before;
    if (proposal === null)
      throw new AppError("conflict", `${name} has nothing to take over.`, { current: before });
    const isOther = (field: keyof SeenProposal) =>
      seen?.[field] !== undefined && seen[field] !== proposal[field];
    if (isOther("aiInvolvement") || isOther("aiTool") || isOther("aiEvidence"))
      throw conflict(`What ${name} can take over`, before);
    const { aiInvolvement, aiTool, aiEvidence, changes } = proposal;
    const from = changes.map((number) => `CHG-${number}`).join(", ");
    return edited(context, before, {
      patch: { aiInvolvement, aiTool, aiEvidence },
      told: (record) => ({
        ...record,
        action: proposalTaken,
        before: { ...record.before, aiTakenFrom: null },
        after: { ...record.after, aiTakenFrom: from },
      }),
      again: version === undefined,
    });
  },
});
export const undoAiProposal = command({
  name: proposalUndone,
  summary: "Give an incident back what it said of AI before it took that over from its culprits",
  requires: "incident.write",
  input: z.object({ key: IncidentKey, version: z.int().optional() }),
  answer: Incident,
  async run(context, { key, version }) {
    const before = await context.ask(getIncident, { key });
    const name = `INC-${before.number}`;
    requireUnchanged({ version, before, name });
    const taken = await context.ask(aiTakenOver, { key });
    if (taken === null)
      throw new AppError("conflict", `${name} says nothing of AI that it took over.`, { current: before });
    return edited(context, before, {
      patch: taken.before,
      told: (record) => ({
        ...record,
        action: proposalUndone,
        before: { ...record.before, aiTakenFrom: taken.from },
        after: { ...record.after, aiTakenFrom: null },
      }),
      again: version === undefined,
    });
  },
});

async function edited(
  context: CommandContext,
  before: Incident,
  of: { patch: Partial<IncidentBody>; told: (record: RecordChange) => RecordChange; again: boolean },
) {
  const { change, edits, records } = await incidentEditor(context, { bodies: [of.patch] });
  const { read } = accepted(change(before, of.patch));
  return { edits: edits(), records: records().map(of.told), answer: read, again: of.again };
}
