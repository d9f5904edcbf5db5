import { type Allocated, allocate, create, type Edit, numberOf, update } from "#db/edit.ts";
import { changeFields } from "#db/fields/changes.ts";
import { blankOf, ofKind } from "#db/fields/field.ts";
import { changes } from "#db/schema/changes.ts";
import { gitSource } from "#lib/attribution/git/pieces.ts";
import { canonical } from "#lib/canonical.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import type { Planned } from "#lib/editing.ts";
import type { FieldError } from "#lib/errors.ts";
import { commitKeeper, evidenceKeeper, type Kept } from "#lib/evidence/editor.ts";
import { ownLedger } from "#lib/evidence/rules.ts";
import { pieceInWords, whyInWords } from "#lib/evidence/words.ts";
import { withPrecisions } from "#lib/fields/moments.ts";
import { type Called, identityOf } from "#lib/identity.ts";
import { momentProblem } from "#lib/moments.ts";
import { omitUndefined } from "#lib/parse.ts";
import { nameGiver, namesFreed } from "#lib/record-names/editor.ts";
import { takenBack } from "#lib/removal.ts";
import { reworkKeeper } from "#lib/reworks/editor.ts";
import { getSettings } from "#lib/settings/read.ts";
import { noSystem, systemFinder } from "#lib/systems/finder.ts";
import { changesFromClones, commitName } from "./commits/read.ts";
import { guardrailsOf } from "./rules.ts";
import type { Change, ChangeBody } from "./schema.ts";

/** What the guardrails say, and why it is said of AI what is said, is worked out where somebody reads it. */
type PendingChange = Omit<Change, "number" | "guardrails" | "aiReason"> & { number: number | Allocated };
type PlannedChange = Planned<PendingChange, Change>;

interface Editing {
  bodies: readonly Partial<ChangeBody>[];
  /** What sources call the changes, where they tell more than one name. */
  called?: readonly Called[];
  createSystems?: boolean;
  /** An import tells in its own rows what it made; what it changed stands in the record's history as well. */
  tell?: boolean;
  /** What is said of AI corrects the record: it is a decision, and no evidence. */
  decides?: boolean;
}

/** The one place that turns bodies into edits. */
export async function changeEditor(
  context: CommandContext,
  { bodies, called = [], createSystems, tell = true, decides = false }: Editing,
) {
  const slugs = bodies.flatMap((body) => body.system ?? []);
  const systems = await systemFinder(context, { slugs, createSystems });
  const { earliestDay } = await context.ask(getSettings, undefined);
  const names = await nameGiver(context, { target: "change", called });
  const bounds = { now: context.now, earliestDay };
  const ledger = evidenceKeeper(context, { bounds, decides });
  const commits = await commitKeeper(
    context,
    bodies.flatMap(({ shas }) => shas ?? []),
  );
  const reworks = await reworkKeeper(context, bodies);
  const others = bodies.filter(({ source }) => source !== gitSource);
  const read = await context.ask(changesFromClones, { shas: others.flatMap(({ shas }) => shas ?? []) });
  const edits: Edit[] = [];
  const records: RecordChange[] = [];

  /** Of the moments that are said anew. */
  function momentProblems(before: PendingChange | undefined, said: Partial<PendingChange>): FieldError[] {
    return ofKind(changeFields, "instant").flatMap((path) => {
      const at = said[path];
      if (at == null || at.getTime() === before?.[path]?.getTime()) return [];
      const message = momentProblem(at, bounds);
      return message === null ? [] : [{ path, message }];
    });
  }

  function resolve(
    { evidence, shas, reworks: mended, ...patch }: Partial<ChangeBody>,
    before?: PendingChange,
  ): Partial<PendingChange> | FieldError[] {
    const fields: Partial<PendingChange> = withPrecisions(changeFields, omitUndefined(patch), before);
    const { repository = before?.repository ?? null } = fields;
    const errors = [
      ...momentProblems(before, fields),
      ...ledger.problems(before, { ...patch, evidence }),
      ...commits.problems({ repository, shas }),
      ...reworks.problems(repository, { reworks: mended }),
    ];
    if (errors.length > 0) return errors;
    if (mended !== undefined && mended.length > 0) fields.rework = true;
    else if (mended !== undefined) fields.rework ??= before?.rework ?? false;
    if (patch.system === undefined) return fields;
    if (patch.system === null) return { ...fields, systemName: null, tier: null, org: null };
    const system = systems.find(patch.system);
    if (system === null) return [{ path: "system", message: noSystem(patch.system) }];
    return { ...fields, systemName: system.name, tier: system.tier, org: system.org };
  }

  function add(body: ChangeBody, its?: Called): PlannedChange {
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
      deployedAt: fields.deployedAt ?? body.deployedAt,
      createdBy: context.actor.name,
      createdAt: context.now,
      updatedAt: context.now,
    };
    const kept = ledger.keep(change, body);
    Object.assign(change, kept.fields);
    change.evidence = kept.evidence ?? ownLedger(change);
    commits.keep(change, body);
    reworks.keep(change, body);
    edits.push(create(changes, { ...rowOf(change), systemNumber: systemNumber(change), number }));
    change.aliases = names.add(number, change, its?.names);
    if (tell)
      records.push({
        subject: change.id,
        before: null,
        after: auditView(change, kept),
        action: "change.record",
      });
    return { result: "created", record: change, read: () => withDerived(change) };
  }

  function change(before: PendingChange, patch: Partial<ChangeBody>, its?: Called): PlannedChange {
    const fields = resolve(patch, before);
    if (Array.isArray(fields)) return { errors: fields };
    const after = { ...before, ...fields };
    after.aliases = names.change(before, after, its);
    const kept = ledger.keep(before, patch);
    return edited(before, after, kept, {
      moves: patch.system !== undefined,
      brings: [commits.keep(after, patch), reworks.keep(after, patch)].some(Boolean),
    });
  }

  function edited(
    before: PendingChange,
    after: PendingChange,
    kept: Kept,
    { moves, brings }: { moves: boolean; brings: boolean },
  ): PlannedChange {
    Object.assign(after, kept.fields);
    after.evidence = kept.evidence ?? ownLedger(after);
    if (!brings && canonical(auditView(before)) === canonical(auditView(after, kept)))
      return { result: "unchanged", record: before, read: () => withDerived(before) };
    after.version = before.version + 1;
    after.updatedAt = context.now;
    const { number, createdAt: _, createdBy: __, id: ___, version: ____, ...set } = rowOf(after);
    // A system that the patch does not name was not looked up, and stays.
    const moved = moves ? { systemNumber: systemNumber(after) } : {};
    edits.push(update(changes, { key: { number }, version: before.version }, { ...set, ...moved }));
    records.push({
      subject: before.id,
      before: auditView(before),
      after: auditView(after, kept),
      action: "change.update",
    });
    return { result: "updated", record: after, read: () => withDerived(after) };
  }

  /** The evidence alone says what is said of AI. */
  function undecide(before: PendingChange) {
    const kept = ledger.takeBack(before);
    if (kept === null)
      return { result: "unchanged" as const, record: before, read: () => withDerived(before) };
    return edited(before, { ...before }, kept, { moves: false, brings: false });
  }

  function systemNumber({ system }: PendingChange): number | Allocated | null {
    return system === null ? null : systems.find(system)!.number;
  }

  return {
    add(body: ChangeBody, its?: Called): PlannedChange {
      const known = takenOver(body, read);
      return known === undefined ? add(body, its) : change(known, saidIn(body), its);
    },
    change,
    undecide,
    addSystem: systems.add,
    records: () => (tell ? [...systems.records, ...records] : records),
    edits: () => [
      ...systems.edits,
      ...edits,
      ...ledger.edits(),
      ...commits.edits(),
      ...reworks.edits(),
      ...names.edits(),
    ],
  };
}

/**
 * A deployment that was read from a clone is the one change of those commits: whoever tells of them under a name of
 * its own takes it over. That happens once, so that a second deployment of the same commit is another change.
 */
function takenOver(body: ChangeBody, read: Map<string, Change>): Change | undefined {
  const { source, repository, shas = [] } = body;
  if (repository == null || identityOf(body) === null || source === gitSource) return undefined;
  // Senders name the commit at its head first, or last.
  const found = [...shas.slice(0, 1), ...shas.toReversed()]
    .map((sha) => read.get(commitName(repository, sha)))
    .find((one) => one !== undefined);
  for (const [name, { number }] of read) if (number === found?.number) read.delete(name);
  return found;
}

/** What a body leaves open does not clear what is known. */
function saidIn(body: ChangeBody): Partial<ChangeBody> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

const blank = {
  ...blankOf(changeFields),
  system: null,
  systemName: null,
  tier: null,
  org: null,
  incidents: [],
  evidence: [],
  aliases: [],
  deletedAt: null,
} satisfies Partial<Change>;

function withDerived(change: PendingChange): Change {
  const aiReason = whyInWords(change, change.evidence);
  return { ...change, aiReason, number: numberOf(change.number), guardrails: guardrailsOf(change) };
}

/** What the audit trail and the comparison look at: what the author omitUndefined, not what follows from it. */
function auditView(
  change: PendingChange,
  { fresh }: Pick<Kept, "fresh"> = { fresh: [] },
): Record<string, unknown> {
  const { id, number, version, createdAt, updatedAt, createdBy, ...facts } = change as Change;
  const { systemName, tier, org, guardrails, incidents, evidence, aiReason, aliases, ...own } = facts;
  return {
    ...own,
    ...(fresh.length === 0 ? {} : { evidence: fresh.map(pieceInWords) }),
    ...(aliases.length === 0 ? {} : { aliases }),
  };
}

function rowOf(change: PendingChange) {
  const { system, systemName, tier, org, guardrails, incidents, evidence, aiReason, aliases, ...row } =
    change as Change;
  return { ...row, number: change.number };
}

export function changeTakenBack(record: { number: number; version: number }, now: Date): Edit[] {
  return [takenBack(changes, record, now), namesFreed("change", record.number)];
}
