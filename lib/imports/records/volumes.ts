import type { Edit } from "#db/edit.ts";
import { volumesById } from "#lib/changes/read.ts";
import { volumeId } from "#lib/changes/rules.ts";
import { ChangeVolume } from "#lib/changes/schema.ts";
import { recountedVolume, volumeEdit } from "#lib/changes/write.ts";
import type { CommandContext } from "#lib/command.ts";
import { systemFinder } from "#lib/systems/finder.ts";
import type { Body } from "../mapping/row.ts";
import type { Identity } from "../plan/identity.ts";
import type { Existing } from "../plan/plan.ts";
import {
  type Ask,
  type Fate,
  type Made,
  type MadeRow,
  Outdated,
  type Records,
  type StoreBatch,
  type Stored,
} from "./records.ts";

export const volumeRecords: Records = { find, store, undo };

/** A total of zero is one that was taken back; it counts as there, so that it can be set again. */
async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
  const ids = identities.map(({ natural }) => idOf(natural as Body));
  const stored = await ask(volumesById, { ids });
  return new Map(
    identities.flatMap(({ key, natural }, i) => {
      const found = stored.get(ids[i] as string);
      if (found === undefined) return [];
      const values = { ...natural, count: found.count };
      return [[key, { id: ids[i] as string, version: found.version, values }] as const];
    }),
  );
}

function idOf(natural: Body): string {
  const { day, system, aiAssistance, source } = natural;
  return volumeId({
    day: String(day),
    system: typeof system === "string" ? system : null,
    aiAssistance: String(aiAssistance),
    source: String(source),
  });
}

async function store(context: CommandContext, { rows, newSystems }: StoreBatch): Promise<Stored> {
  const volumes = rows.map((row) => {
    const said = row.action === "create" ? row.body : { ...row.identity.natural, ...row.patch };
    return ChangeVolume.parse(said);
  });
  const slugs = volumes.flatMap(({ system }) => system ?? []);
  const systems = await systemFinder(context, { slugs });
  for (const system of newSystems) systems.add(system);
  const ids = volumes.map((volume) => idOf(volume));
  const stored = await context.ask(volumesById, { ids });
  const edits: Edit[] = [];
  const made = rows.map((row, i): Made => {
    const volume = volumes[i] as ChangeVolume;
    const before = stored.get(ids[i] as string);
    const system = volume.system === null ? null : systems.find(volume.system);
    if (volume.system !== null && system === null) throw new Outdated(`line ${row.line}: no such system`);
    const { result, edit } = volumeEdit(volume, { system, before });
    if (edit !== null) edits.push(edit);
    const was = result === "updated" && before !== undefined ? { count: before.count } : null;
    const version = (before?.version ?? 0) + (edit === null ? 0 : 1);
    return { state: result, number: null, id: ids[i] as string, version, before: was };
  });
  return { edits: [...systems.edits, ...edits], made };
}

async function undo(context: CommandContext, rows: readonly MadeRow[]) {
  const ids = rows.map(({ recordId }) => recordId as string);
  const stored = await context.ask(volumesById, { ids });
  const edits: Edit[] = [];
  const fates = rows.map((row, i): Fate => {
    const id = ids[i] as string;
    const volume = stored.get(id);
    if (volume === undefined) return "removed";
    if (volume.version !== row.recordVersion) return "kept";
    const count = row.state === "created" ? 0 : (row.before as { count: number }).count;
    edits.push(recountedVolume(id, volume.version, count));
    return row.state === "created" ? "removed" : "restored";
  });
  return { edits, fates };
}
