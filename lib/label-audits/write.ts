import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { labelAudits, labelChecks } from "#db/schema/label-audits.ts";
import { command, unchanged } from "#lib/command.ts";
import { invalid, notFound } from "#lib/errors.ts";
import { requireUnchanged } from "#lib/versions.ts";
import { AuditId, checkerOf, getLabelAudit, ownLabelCheck } from "./read.ts";
import { LabelAudit, LabelCheck, LabelCheckBody } from "./schema.ts";

/**
 * Everyone has an answer of their own for each change, so that none takes the place of another's; what they mean
 * together is `findingOf`. The label on record stays as it is.
 */
export const recordLabelCheck = command({
  name: "label-check.record",
  summary: "Say whether AI made a change of a sample; said again it is your new answer",
  requires: "change.audit",
  input: z.object({ id: AuditId, change: z.coerce.number().int(), body: LabelCheckBody }),
  answer: LabelCheck,
  async run(context, { id, change, body }) {
    const { drawn } = await context.ask(getLabelAudit, { id });
    if (!drawn.some((one) => one.change === change))
      throw invalid([{ path: "change", message: `CHG-${change} is not among the changes that were drawn` }]);
    const before = await context.ask(ownLabelCheck, { id, change });
    if (before !== null) {
      const { answer, note } = before;
      if (answer === body.answer && note === body.note) return unchanged(before);
      const after = { ...before, ...body, version: before.version + 1, updatedAt: context.now };
      return {
        edits: [update(labelChecks, { key: { id: before.id }, version: before.version }, body)],
        records: [{ subject: before.id, before: { answer, note }, after: body }],
        answer: () => after,
        again: true,
      };
    }
    const check: LabelCheck = {
      id: context.newId("lck"),
      version: 1,
      createdAt: context.now,
      updatedAt: context.now,
      auditId: id,
      change,
      checker: context.actor.name,
      ...body,
    };
    const { change: changeNumber, ...row } = check;
    return {
      edits: [create(labelChecks, { ...row, changeNumber, checkerId: checkerOf(context.actor) })],
      records: [
        { subject: check.id, before: null, after: { auditId: id, change: `CHG-${change}`, ...body } },
      ],
      answer: () => check,
      again: true,
    };
  },
});

export const withdrawLabelCheck = command({
  name: "label-check.withdraw",
  summary: "Take your answer for a change of a sample back; the audit trail keeps it",
  requires: "change.audit",
  input: z.object({ id: AuditId, change: z.coerce.number().int() }),
  answer: LabelCheck,
  async run(context, { id, change }) {
    await context.ask(getLabelAudit, { id });
    const before = await context.ask(ownLabelCheck, { id, change });
    if (before === null) throw notFound(`answer of yours for CHG-${change}`);
    const { answer, note } = before;
    const told = { auditId: id, change: `CHG-${change}`, answer, note };
    return {
      edits: [remove(labelChecks, { id: before.id })],
      records: [{ subject: before.id, before: told, after: null }],
      answer: () => before,
    };
  },
});

export const deleteLabelAudit = command({
  name: "label-audit.delete",
  summary: "Take a sample and what was found in it out of all figures; its history stays",
  requires: "change.audit",
  input: z.object({ id: AuditId, version: z.int().optional() }),
  answer: LabelAudit,
  async run(context, { id, version }) {
    const before = await context.ask(getLabelAudit, { id });
    requireUnchanged({ version, before, name: "the audit of labels" });
    const deletedAt = context.now;
    return {
      edits: [update(labelAudits, { key: { id }, version: before.version }, { deletedAt })],
      records: [{ subject: id, before: { deletedAt: null }, after: { deletedAt } }],
      answer: () => ({ ...before, deletedAt, version: before.version + 1, updatedAt: context.now }),
    };
  },
});
