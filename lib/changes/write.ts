import { z } from "zod";
import { type Allocated, create, type Edit, update } from "#db/edit.ts";
import { changeFields } from "#db/fields/changes.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { Batch, BatchAnswer, Items, mostInBatch, Refusals, recordBatch, sorted } from "#lib/batch.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, type Outcome, type RecordChange } from "#lib/command.ts";
import { accepted, recorder } from "#lib/editing.ts";
import { invalid } from "#lib/errors.ts";
import { withDates } from "#lib/fields/moments.ts";
import { identityOf } from "#lib/identity.ts";
import { Instant, storedName } from "#lib/parse.ts";
import { setDeleted } from "#lib/removal.ts";
import { implausible, momentBounds } from "#lib/settings/bounds.ts";
import { noSystem, systemFinder } from "#lib/systems/finder.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { changeEditor } from "./editor.ts";
import { ChangeKey, changesByIdentity, getChange, volumesById } from "./read.ts";
import { volumeId } from "./rules.ts";
import { AuditBody, Change, ChangeBody, ChangePatch, ChangeVolume } from "./schema.ts";

const given = <S extends z.ZodType>(body: S) => withDates(changeFields, body);

export const recordChange = command({
  name: "change.record",
  summary: "Record a production change, or bring the one with this source and external id up to date",
  requires: "change.write",
  input: z.object({ body: given(ChangeBody), createSystems: z.boolean().default(false) }),
  answer: z.object({ result: z.enum(["created", "updated", "unchanged"]), change: Change }),
  async run(context, { body, createSystems }) {
    const { take, edits, records } = await recorderFor(context, [body], createSystems);
    const { result, read } = accepted(take(body));
    return {
      edits: edits(),
      records: records(),
      answer: () => ({ result, change: read() }),
      again: true,
    };
  },
});

export const recordChanges = command({
  name: "change.record-many",
  summary: "Record many changes: good ones are stored, refused ones are reported",
  requires: "change.write",
  input: Batch,
  answer: BatchAnswer,
  run: (context, { createSystems, ...batch }) =>
    recordBatch({ ...batch, schema: given(ChangeBody) }, (bodies) =>
      recorderFor(context, bodies, createSystems),
    ),
});

async function recorderFor(context: CommandContext, bodies: ChangeBody[], createSystems: boolean) {
  const editor = await changeEditor(context, { bodies, createSystems });
  return recorder(context, bodies, { editor, byIdentity: changesByIdentity });
}

export const updateChange = command({
  name: "change.update",
  summary: "Correct a change; needs the version you saw",
  requires: "change.write",
  input: z.object({ key: ChangeKey, patch: given(ChangePatch), createSystems: z.boolean().default(false) }),
  answer: Change,
  async run(context, { key, patch: { version, ...patch }, createSystems }) {
    const before = await context.ask(getChange, { key });
    requireVersion({ version, before, name: `CHG-${before.number}` });
    const { change, edits, records } = await changeEditor(context, {
      bodies: [patch],
      createSystems,
      decides: true,
    });
    const { read } = accepted(change(before, patch));
    return { edits: edits(), records: records(), answer: read };
  },
});

export const takeBackDecision = command({
  name: "change.take-back-decision",
  summary: "Let the evidence alone say of AI in a change what somebody had decided",
  requires: "change.write",
  input: z.object({ key: ChangeKey, version: z.int().optional() }),
  answer: Change,
  async run(context, { key, version }) {
    const before = await context.ask(getChange, { key });
    requireUnchanged({ version, before, name: `CHG-${before.number}` });
    const { undecide, edits, records } = await changeEditor(context, { bodies: [] });
    const { read } = accepted(undecide(before));
    return { edits: edits(), records: records(), answer: read };
  },
});

const RemovalInput = z.object({ key: ChangeKey, version: z.int().optional() });

export const deleteChange = command({
  name: "change.delete",
  summary: "Take a change out of all figures; its history stays",
  requires: "change.write",
  input: RemovalInput,
  answer: Change,
  run: (context, input) => removal(context, input, context.now),
});

export const restoreChange = command({
  name: "change.restore",
  summary: "Bring a deleted change back",
  requires: "change.write",
  input: RemovalInput,
  answer: Change,
  run: (context, input) => removal(context, input, null),
});

async function removal(
  context: CommandContext,
  { key, version }: z.infer<typeof RemovalInput>,
  deletedAt: Date | null,
): Promise<Outcome<Change>> {
  const before = await context.ask(getChange, { key });
  return setDeleted({ context, table: changes, name: `CHG-${before.number}`, before, version, deletedAt });
}

export const auditChange = command({
  name: "change.audit",
  summary: "Say that a production change was audited, and what was found",
  requires: "change.audit",
  input: z.object({ key: ChangeKey, body: AuditBody, version: z.int().optional() }),
  answer: Change,
  async run(context, { key, body, version }) {
    const before = await context.ask(getChange, { key });
    requireUnchanged({ version, before, name: `CHG-${before.number}` });
    const audit = { ...body, auditedAt: context.now, auditedBy: context.actor.name };
    const { edit, record, after } = audited(context, before, audit);
    return { edits: [edit], records: [record], answer: () => after };
  },
});

const PastAudit = z.strictObject({
  source: storedName(100),
  externalId: storedName(300),
  outcome: AuditBody.shape.outcome,
  note: AuditBody.shape.note,
  auditedAt: Instant,
  auditedBy: storedName(300),
});

export const recordAudits = command({
  name: "change.audit-many",
  summary: "Bring in audits that were held elsewhere, with who held them and when",
  requires: "change.audit",
  input: z.object({ items: Items }),
  answer: z.object({ updated: z.int(), unchanged: z.int(), refused: Refusals }),
  async run(context, { items }) {
    const { good, refused } = sorted(PastAudit, items);
    const stored = await context.ask(changesByIdentity, { identities: good.map(({ body }) => body) });
    const edits: Edit[] = [];
    const records: RecordChange[] = [];
    const bounds = await momentBounds(context);
    let unchanged = 0;
    for (const { index, body } of good) {
      const wrong = implausible({ auditedAt: body.auditedAt }, bounds);
      if (wrong.length > 0) {
        refused.push({ index, errors: wrong });
        continue;
      }
      const identity = identityOf(body)!;
      const before = stored.get(identity);
      if (before === undefined) {
        refused.push({ index, errors: [{ path: "externalId", message: "there is no such change" }] });
        continue;
      }
      const { edit, record, after } = audited(context, before, body);
      if (canonical(auditOf(after)) === canonical(auditOf(before))) {
        unchanged += 1;
        continue;
      }
      edits.push(edit);
      records.push(record);
      stored.set(identity, after);
    }
    refused.sort((a, b) => a.index - b.index);
    return {
      edits,
      records,
      answer: () => ({ updated: edits.length, unchanged, refused }),
      again: true,
    };
  },
});

interface Audit {
  outcome: z.infer<typeof AuditBody>["outcome"];
  note: string | null;
  auditedAt: Date;
  auditedBy: string;
}

function auditOf({ auditedAt, auditedBy, auditOutcome, auditNote }: Change) {
  return { auditedAt, auditedBy, auditOutcome, auditNote };
}

function audited(context: CommandContext, before: Change, { outcome, note, auditedAt, auditedBy }: Audit) {
  const set = { auditedAt, auditedBy, auditOutcome: outcome, auditNote: note };
  return {
    edit: update(changes, { key: { number: before.number }, version: before.version }, set),
    record: { subject: before.id, before: auditOf(before), after: set, action: "change.audit" },
    after: { ...before, ...set, version: before.version + 1, updatedAt: context.now },
  };
}

export const recordVolumes = command({
  name: "change-volumes.record",
  summary: "Set totals of changes by day, system and AI assistance; zero takes one back",
  requires: "change.write",
  input: z.strictObject({
    items: z
      .array(ChangeVolume)
      .max(mostInBatch, `holds more than ${mostInBatch.toLocaleString("en")} items; send several batches`),
    createSystems: z.boolean().default(false),
  }),
  answer: BatchAnswer.omit({ refused: true }),
  async run(context, { items, createSystems }) {
    const slugs = items.flatMap(({ system }) => system ?? []);
    const systems = await systemFinder(context, { slugs, createSystems });
    const missing = items.flatMap(({ system }, i) =>
      system !== null && systems.find(system) === null
        ? [{ path: `items.${i}.system`, message: noSystem(system) }]
        : [],
    );
    const bounds = await momentBounds(context);
    const wrong = items.flatMap(({ day }, i) =>
      implausible({ [`items.${i}.day`]: new Date(`${day}T00:00:00Z`) }, bounds),
    );
    if (missing.length + wrong.length > 0) throw invalid([...missing, ...wrong]);
    // The last of several totals for one day stands, as if they had been sent one after the other.
    const last = new Map(items.map((item) => [volumeId(item), item]));
    const stored = await context.ask(volumesById, { ids: [...last.keys()] });
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const edits: Edit[] = [];
    for (const [id, item] of last) {
      const system = item.system === null ? null : systems.find(item.system);
      const { result, edit } = volumeEdit(item, { system, before: stored.get(id) });
      counts[result] += 1;
      if (edit !== null) edits.push(edit);
    }
    return {
      edits: [...systems.edits, ...edits],
      records:
        edits.length === 0
          ? systems.records
          : [...systems.records, { subject: "change-volumes", before: null, after: counts }],
      answer: () => counts,
      again: true,
    };
  },
});

/** The one place that turns a day's total into an edit. */
export function volumeEdit(
  { system: _, ...volume }: ChangeVolume,
  {
    system,
    before,
  }: { system: { number: number | Allocated; slug: string } | null; before: StoredVolume | undefined },
): { result: "created" | "updated" | "unchanged"; edit: Edit | null } {
  const id = volumeId({ ...volume, system: system?.slug ?? null });
  if (before === undefined) {
    const row = { id, ...volume, systemNumber: system?.number ?? null };
    return { result: "created", edit: create(changeVolumes, row) };
  }
  const { count } = volume;
  if (before.count === count) return { result: "unchanged", edit: null };
  return {
    result: "updated",
    edit: recountedVolume(id, before.version, count),
  };
}

export function recountedVolume(id: string, version: number, count: number): Edit {
  return update(changeVolumes, { key: { id }, version }, { count });
}

interface StoredVolume {
  count: number;
  version: number;
}
