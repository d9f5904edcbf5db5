import type { Edit } from "#db/edit.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import { type System, SystemBody, SystemPatch } from "#lib/systems/schema.ts";
import { changedSystem, dependencyEdits, newSystem, removedSystems } from "#lib/systems/write.ts";
import type { Identity } from "../plan/identity.ts";
import type { Existing } from "../plan/plan.ts";
import {
  type Ask,
  bodyReader,
  type Fate,
  type Made,
  type MadeRow,
  Outdated,
  pastOf,
  type Records,
  type StoreBatch,
  type Stored,
  seen,
} from "./records.ts";
import { systemsInUse, systemsWith } from "./systems-in-use.ts";

export const systemRecords: Records = { find, store, undo };

async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
  const slugs = identities.map(({ natural }) => String(natural?.slug));
  const stored = await ask(systemsWith, { slugs });
  return new Map(
    identities.flatMap(({ key }, i) => {
      const system = stored.get(slugs[i] as string);
      if (system === undefined) return [];
      return [[key, { id: system.id, version: system.version, values: bodyOf(system) }] as const];
    }),
  );
}

const bodyOf = bodyReader(SystemBody);

/** Systems of one file may depend on one another in any order: all are made before they are tied together. */
async function store(context: CommandContext, { rows, newSystems }: StoreBatch): Promise<Stored> {
  const bodies = rows.map((row) => (row.action === "create" ? row.body : row.patch) as SystemBody);
  const stored = await context.ask(systemsWith, { slugs: rows.map(slugOfRow) });
  const slugs = bodies.flatMap(({ dependsOn }) => dependsOn ?? []);
  const known = new Map<string, { number: System["number"] | ReturnType<typeof newSystem>["number"] }>(
    await context.ask(systemsBySlug, { slugs }),
  );
  const edits: Edit[] = [];
  const links: (() => Edit[])[] = [];
  const add = (body: SystemBody) => {
    const { number, system, edits: creates } = newSystem(context, body);
    edits.push(...creates);
    known.set(body.slug, { number });
    links.push(() => dependencyEdits({ number, slug: body.slug, dependsOn: system.dependsOn, known }));
    return { number, id: system.id };
  };
  const records: RecordChange[] = [];
  for (const system of newSystems) add(system);
  const made = rows.map((row, i): Made => {
    const body = bodies[i] as SystemBody;
    if (row.action === "create") {
      if (stored.has(body.slug)) throw new Outdated(`line ${row.line}: the system is there by now`);
      return { state: "created", ...add(body), version: 1, before: null };
    }
    const before = seen(stored.get(slugOfRow(row)), row);
    const { number, id, version } = before;
    links.push(() => changedSystem(before, { patch: body, known }).edits);
    records.push(changeOf(before, body));
    const past = pastOf(bodyOf(before), { ...bodyOf(before), ...body });
    return { state: "updated", number, id, version: version + 1, before: past };
  });
  return { edits: [...edits, ...links.flatMap((link) => link())], records, made };
}

function changeOf(system: System, patch: object): RecordChange {
  const before = bodyOf(system);
  return { subject: system.id, action: "system.update", before, after: { ...before, ...patch } };
}

function slugOfRow({ identity }: StoreBatch["rows"][number]): string {
  return String(identity.natural?.slug);
}

async function undo(context: CommandContext, rows: readonly MadeRow[]) {
  const numbers = rows.flatMap(({ recordNumber }) => recordNumber ?? []);
  const stored = new Map(
    [...(await context.ask(systemsWith, { numbers })).values()].map((system) => [system.number, system]),
  );
  const untouched = rows.flatMap(({ state, recordNumber, recordVersion }) => {
    const system = stored.get(recordNumber as number);
    return state === "created" && system?.version === recordVersion ? [system.number] : [];
  });
  const { removable, removalOf } = await systemsToRemove(context, untouched);
  const patches = rows.map((row) =>
    row.state === "updated" ? SystemPatch.omit({ version: true }).parse(row.before) : {},
  );
  const slugs = patches.flatMap(({ dependsOn }) => dependsOn ?? []);
  const known = await context.ask(systemsBySlug, { slugs });
  const edits: Edit[] = [];
  const records: RecordChange[] = [];
  const fates = rows.map((row, i): Fate => {
    const system = stored.get(row.recordNumber as number);
    if (system === undefined) return "removed";
    if (row.state === "created") return removable.has(system.number) ? "removed" : "kept";
    if (system.version !== row.recordVersion || patches[i]?.dependsOn?.some((slug) => !known.has(slug)))
      return "kept";
    edits.push(...changedSystem(system, { patch: patches[i] as object, known }).edits);
    records.push(changeOf(system, patches[i] as object));
    return "restored";
  });
  return { edits: [...edits, ...removalOf([...removable])], records, fates };
}

interface Removal {
  removable: Set<number>;
  removalOf: (numbers: readonly number[]) => Edit[];
}

/** A system goes only when nothing that stays names it; what it keeps from going stays too. */
export async function systemsToRemove(
  context: Pick<CommandContext, "ask">,
  numbers: readonly number[],
): Promise<Removal> {
  const removable = new Set(numbers);
  const { used, leftBehind, dependents } = await context.ask(systemsInUse, { numbers: [...numbers] });
  for (const number of used) removable.delete(number);
  for (let before = -1; before !== removable.size; ) {
    before = removable.size;
    for (const { on, from } of dependents) if (!removable.has(from)) removable.delete(on);
  }
  const removalOf = (going: readonly number[]) => removedSystems(going, leftBehind);
  return { removable, removalOf };
}
