import { z } from "zod";
import { type Allocated, allocate, create, type Edit, numberOf, update } from "#db/edit.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, type Outcome, type RecordChange } from "#lib/command.ts";
import { type FieldError, invalid } from "#lib/errors.ts";
import { fieldErrors, Instant, said, storedLine } from "#lib/parse.ts";
import { setDeleted } from "#lib/removal.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import type { SystemBody } from "#lib/systems/schema.ts";
import { newSystem } from "#lib/systems/write.ts";
import { demandUnchanged, demandVersion } from "#lib/versions.ts";
import { ChangeKey, changeIdentityOf, changesByIdentity, getChange, volumesById } from "./read.ts";
import { guardrailsOf, volumeId } from "./rules.ts";
import { AuditBody, Change, ChangeBody, ChangePatch, ChangeVolume } from "./schema.ts";

export const recordChange = command({
  name: "change.record",
  summary: "Record a production change, or bring the one with this source and external id up to date",
  requires: "change.write",
  input: z.object({ body: ChangeBody, createSystems: z.boolean().default(false) }),
  answer: z.object({ result: z.enum(["created", "updated", "unchanged"]), change: Change }),
  async run(context, { body, createSystems }) {
    const plan = await changePlanner(context, [body], createSystems);
    const planned = plan.take(body);
    if ("errors" in planned) throw invalid(planned.errors);
    return {
      edits: plan.edits,
      records: plan.records,
      answer: () => ({ result: planned.result, change: planned.read() }),
      again: true,
    };
  },
});

const mostInBatch = 5000;

const Refusals = z.array(
  z.object({ index: z.int(), errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
);

export const recordChanges = command({
  name: "change.record-many",
  summary: "Record many changes: good ones are stored, refused ones are reported",
  requires: "change.write",
  input: z.object({
    items: z
      .array(z.unknown())
      .max(mostInBatch, `holds more than ${mostInBatch.toLocaleString("en")} items; send several batches`),
    atomic: z.boolean().default(false),
    createSystems: z.boolean().default(false),
  }),
  answer: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), refused: Refusals }),
  async run(context, { items, atomic, createSystems }) {
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const { good, refused } = sorted(ChangeBody, items);
    const plan = await changePlanner(
      context,
      good.map(({ body }) => body),
      createSystems,
    );
    for (const { index, body } of good) {
      const planned = plan.take(body);
      if ("errors" in planned) refused.push({ index, errors: planned.errors });
      else counts[planned.result] += 1;
    }
    refused.sort((a, b) => a.index - b.index);
    if (atomic && refused.length > 0) throw invalid(batchErrors(refused));
    return {
      edits: plan.edits,
      records: plan.records,
      answer: () => ({ ...counts, refused }),
      again: true,
    };
  },
});

interface Refused {
  index: number;
  errors: FieldError[];
}

function sorted<T>(schema: z.ZodType<T>, items: readonly unknown[]) {
  const good: { index: number; body: T }[] = [];
  const refused: Refused[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = schema.safeParse(item);
    if (parsed.success) good.push({ index, body: parsed.data });
    else refused.push({ index, errors: fieldErrors(parsed.error) });
  }
  return { good, refused };
}

function batchErrors(refused: readonly Refused[]): FieldError[] {
  return refused.flatMap(({ index, errors }) =>
    errors.map(({ path, message }) => ({
      path: path === "" ? `items.${index}` : `items.${index}.${path}`,
      message,
    })),
  );
}

export const updateChange = command({
  name: "change.update",
  summary: "Correct a change; needs the version you saw",
  requires: "change.write",
  input: z.object({ key: ChangeKey, patch: ChangePatch, createSystems: z.boolean().default(false) }),
  answer: Change,
  async run(context, { key, patch: { version, ...patch }, createSystems }) {
    const before = await context.ask(getChange, { key });
    demandVersion({ version, before, name: `CHG-${before.number}` });
    const plan = await changePlanner(context, [patch], createSystems);
    const planned = plan.change(before, patch);
    if ("errors" in planned) throw invalid(planned.errors);
    return { edits: plan.edits, records: plan.records, answer: planned.read };
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
    demandUnchanged({ version, before, name: `CHG-${before.number}` });
    const audit = { ...body, auditedAt: context.now, auditedBy: context.actor.name };
    const { edit, record, after } = audited(context, before, audit);
    return { edits: [edit], records: [record], answer: () => after };
  },
});

const PastAudit = z.strictObject({
  source: storedLine(100),
  externalId: storedLine(300),
  outcome: AuditBody.shape.outcome,
  note: AuditBody.shape.note,
  auditedAt: Instant,
  auditedBy: storedLine(300),
});

export const recordAudits = command({
  name: "change.audit-many",
  summary: "Bring in audits that were held elsewhere, with who held them and when",
  requires: "change.audit",
  input: z.object({ items: z.array(z.unknown()).max(mostInBatch) }),
  answer: z.object({ updated: z.int(), unchanged: z.int(), refused: Refusals }),
  async run(context, { items }) {
    const { good, refused } = sorted(PastAudit, items);
    const stored = await context.ask(changesByIdentity, { identities: good.map(({ body }) => body) });
    const edits: Edit[] = [];
    const records: RecordChange[] = [];
    let unchanged = 0;
    for (const { index, body } of good) {
      const identity = changeIdentityOf(body)!;
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

const mostVolumes = 5000;

export const recordVolumes = command({
  name: "change-volumes.record",
  summary: "Set totals of changes by day, system and AI assistance; zero takes one back",
  requires: "change.write",
  input: z.strictObject({
    items: z
      .array(ChangeVolume)
      .max(mostVolumes, `holds more than ${mostVolumes.toLocaleString("en")} items; send several batches`),
    createSystems: z.boolean().default(false),
  }),
  answer: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
  async run(context, { items, createSystems }) {
    const systems = await systemFinder(
      context,
      items.map((item) => item.system),
      createSystems,
    );
    const missing = items.flatMap(({ system }, i) =>
      system !== null && systems.find(system) === null
        ? [{ path: `items.${i}.system`, message: noSystem(system) }]
        : [],
    );
    if (missing.length > 0) throw invalid(missing);
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
  }: { system: Pick<KnownSystem, "number" | "slug"> | null; before: StoredVolume | undefined },
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
    edit: update(changeVolumes, { key: { id }, version: before.version }, { count }),
  };
}

interface StoredVolume {
  count: number;
  version: number;
}

interface KnownSystem {
  number: number | Allocated;
  slug: string;
  name: string;
  tier: number | null;
  org: string | null;
}

function noSystem(slug: string): string {
  return `there is no system ${slug}; add it first, or send ?createSystems=true`;
}

/** Systems by slug; asked to, it makes those that are not there. */
export async function systemFinder(
  context: CommandContext,
  named: readonly (string | null | undefined)[],
  createSystems: boolean,
) {
  const slugs = named.filter((slug) => slug != null);
  const known: Map<string, KnownSystem> = new Map(
    slugs.length === 0 ? [] : await context.ask(systemsBySlug, { slugs }),
  );
  const edits: Edit[] = [];
  const records: RecordChange[] = [];
  function find(slug: string): KnownSystem | null {
    const found = known.get(slug);
    if (found !== undefined || !createSystems) return found ?? null;
    return add({ slug, name: slug });
  }
  function add(body: SystemBody): KnownSystem {
    const fresh = newSystem(context, body);
    edits.push(...fresh.edits);
    records.push({ subject: fresh.system.id, before: null, after: fresh.system, action: "system.register" });
    const { slug, name, tier, org } = fresh.system;
    const system = { number: fresh.number, slug, name, tier, org };
    known.set(slug, system);
    return system;
  }
  return { find, add, edits, records };
}

type Planned =
  | { result: "created" | "updated" | "unchanged"; change: PendingChange; read: () => Change }
  | { errors: FieldError[] };
/** What the guardrails say is worked out where somebody reads it. */
type PendingChange = Omit<Change, "number" | "guardrails"> & { number: number | Allocated };

/**
 * Works out what bodies change, one after the other, against what is stored and what the bodies before them made.
 * Everything it needs from the database is read once, for all bodies together.
 */
async function changePlanner(
  context: CommandContext,
  bodies: readonly (Partial<ChangeBody> & { source?: string; externalId?: string })[],
  createSystems: boolean,
) {
  const editor = await changeEditor(context, { bodies, createSystems });
  const identities = bodies.flatMap(({ source, externalId }) =>
    source !== undefined && externalId !== undefined ? [{ source, externalId }] : [],
  );
  const stored: Map<string, PendingChange> = new Map(
    identities.length === 0 ? [] : await context.ask(changesByIdentity, { identities }),
  );

  /** A record taken out of the figures stays out: the same body again must not bring it back. */
  function take(body: ChangeBody): Planned {
    if ((body.source === undefined) !== (body.externalId === undefined)) {
      const path = body.source === undefined ? "source" : "externalId";
      return {
        errors: [{ path, message: "source and externalId name a record together: give both or neither" }],
      };
    }
    const identity = changeIdentityOf(body);
    const before = identity === null ? undefined : stored.get(identity);
    const planned = before === undefined ? editor.record(body) : editor.change(before, body);
    if (identity !== null && !("errors" in planned)) stored.set(identity, planned.change);
    return planned;
  }

  return {
    take,
    change: editor.change,
    get records() {
      return editor.records();
    },
    get edits() {
      return editor.edits();
    },
  };
}

interface Editing {
  bodies: readonly Partial<ChangeBody>[];
  createSystems: boolean;
  /** An import tells what it did in its own rows, not record by record. */
  tell?: boolean;
}

/** The one place that turns bodies into edits; it does not look for records that are there already. */
export async function changeEditor(context: CommandContext, { bodies, createSystems, tell = true }: Editing) {
  const systems = await systemFinder(
    context,
    bodies.map((body) => body.system),
    createSystems,
  );
  const edits: Edit[] = [];
  const records: RecordChange[] = [];
  const note = (change: () => RecordChange) => {
    if (tell) records.push(change());
  };

  function resolve(patch: Partial<ChangeBody>): Partial<PendingChange> | FieldError[] {
    const fields: Partial<PendingChange> = said(patch);
    if (patch.system === undefined) return fields;
    if (patch.system === null) return { ...fields, systemName: null, tier: null, org: null };
    const system = systems.find(patch.system);
    if (system === null) return [{ path: "system", message: noSystem(patch.system) }];
    return { ...fields, systemName: system.name, tier: system.tier, org: system.org };
  }

  function record(body: ChangeBody): Planned {
    const fields = resolve(body);
    if (Array.isArray(fields)) return { errors: fields };
    const number = allocate("changes");
    const change: PendingChange = {
      ...blank,
      ...fields,
      id: context.newId("chg"),
      number,
      version: 1,
      title: body.title,
      deployedAt: body.deployedAt,
      createdBy: context.actor.name,
      createdAt: context.now,
      updatedAt: context.now,
    };
    edits.push(create(changes, { ...rowOf(change), systemNumber: systemNumber(change), number }));
    note(() => ({ subject: change.id, before: null, after: told(change), action: "change.record" }));
    return { result: "created", change, read: () => judged(change) };
  }

  function change(before: PendingChange, patch: Partial<ChangeBody>): Planned {
    const fields = resolve(patch);
    if (Array.isArray(fields)) return { errors: fields };
    const after = { ...before, ...fields };
    if (canonical(told(before)) === canonical(told(after)))
      return { result: "unchanged", change: before, read: () => judged(before) };
    after.version = before.version + 1;
    after.updatedAt = context.now;
    const { number, createdAt: _, createdBy: __, id: ___, version: ____, ...set } = rowOf(after);
    // A system that the patch does not name was not looked up, and stays.
    const moved = patch.system === undefined ? {} : { systemNumber: systemNumber(after) };
    edits.push(update(changes, { key: { number }, version: before.version }, { ...set, ...moved }));
    note(() => ({ subject: before.id, before: told(before), after: told(after), action: "change.update" }));
    return { result: "updated", change: after, read: () => judged(after) };
  }

  function systemNumber({ system }: PendingChange): number | Allocated | null {
    return system === null ? null : systems.find(system)!.number;
  }

  return {
    record,
    change,
    addSystem: systems.add,
    records: () => (tell ? [...systems.records, ...records] : []),
    edits: () => [...systems.edits, ...edits],
  };
}

const blank = {
  source: null,
  externalId: null,
  kind: null,
  system: null,
  systemName: null,
  tier: null,
  org: null,
  author: null,
  authorLevel: "unknown",
  aiAssistance: "unknown",
  aiTool: null,
  aiEvidence: "none",
  approvals: null,
  seniorApproval: null,
  documented: null,
  documentUrl: null,
  checksPassed: null,
  riskAssessed: null,
  rollbackPlan: null,
  sandboxTested: null,
  rolledBackAt: null,
  url: null,
  customFields: null,
  auditedAt: null,
  auditedBy: null,
  auditOutcome: null,
  auditNote: null,
  incidents: [],
  deletedAt: null,
} satisfies Partial<Change>;

function judged(change: PendingChange): Change {
  return { ...change, number: numberOf(change.number), guardrails: guardrailsOf(change) };
}

/** What the audit trail and the comparison look at: what the author said, not what follows from it. */
function told(change: PendingChange): Record<string, unknown> {
  const { id, number, version, createdAt, updatedAt, createdBy, ...facts } = change as Change;
  const { systemName, tier, org, guardrails, incidents, ...own } = facts;
  return own;
}

function rowOf(change: PendingChange) {
  const { system, systemName, tier, org, guardrails, incidents, ...row } = change as Change;
  return { ...row, number: change.number };
}
