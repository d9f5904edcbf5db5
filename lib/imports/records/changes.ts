import { type Edit, update } from "#db/edit.ts";
import { changes } from "#db/schema/changes.ts";
import { canonical } from "#lib/canonical.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { type Change, ChangeBody, ChangePatch } from "#lib/changes/schema.ts";
import { changeEditor } from "#lib/changes/write.ts";
import type { CommandContext } from "#lib/command.ts";
import type { Body, Existing, Identity } from "../plan.ts";
import { changeNumbersOf, changesIdentified } from "../read.ts";
import {
  type Ask,
  type Made,
  type MadeRow,
  Outdated,
  pastOf,
  type Records,
  type StoreBatch,
  type Stored,
  seen,
  type UpdateRow,
} from "./records.ts";

export const changeRecords: Records = { find, store, undo };

async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
  const numbers = await ask(changesIdentified, { identities });
  const byId = new Map(identities.flatMap(({ id, key }) => (id === null ? [] : [[id, key] as const])));
  const found = new Map<string, Existing>();
  if (numbers.size > 0) {
    const stored = await ask(changesByNumber, { numbers: [...new Set(numbers.values())] });
    const byNumber = new Map(stored.map((change) => [change.number, existing(change)]));
    for (const [key, number] of numbers) found.set(key, byNumber.get(number)!);
  }
  if (byId.size === 0) return found;
  for (const change of (await changesOf(ask, [...byId.keys()])).values())
    found.set(byId.get(change.id)!, existing(change));
  return found;
}

async function changesOf(ask: Ask, ids: readonly string[]): Promise<Map<string, Change>> {
  const numbers = [...(await ask(changeNumbersOf, { ids })).values()];
  const stored = numbers.length === 0 ? [] : await ask(changesByNumber, { numbers });
  return new Map(stored.map((change) => [change.id, change]));
}

function existing(change: Change): Existing {
  return { id: change.id, version: change.version, values: bodyOf(change) };
}

const fields = Object.keys(ChangeBody.shape);

function bodyOf(change: object): Body {
  const record = change as Body;
  return Object.fromEntries(fields.map((field) => [field, record[field]]));
}

async function store(context: CommandContext, { rows, newSystems }: StoreBatch): Promise<Stored> {
  const bodies = rows.map((row) => (row.action === "create" ? row.body : row.patch) as ChangeBody);
  const editor = await changeEditor(context, { bodies, createSystems: false, tell: false });
  for (const system of newSystems) editor.addSystem(system);
  const updates = rows.filter((row): row is UpdateRow => row.action === "update");
  const stored = await changesOf(
    context.ask,
    updates.map(({ id }) => id),
  );
  const made = rows.map((row): Made => {
    const before = row.action === "create" ? null : seen(stored.get(row.id), row);
    const planned =
      before === null
        ? editor.record((row as { body: Body }).body as ChangeBody)
        : editor.change(before, (row as UpdateRow).patch as Partial<ChangeBody>);
    if ("errors" in planned) throw new Outdated(`line ${row.line}: ${planned.errors[0]?.message}`);
    const { result, change } = planned;
    const past =
      before === null || result === "unchanged"
        ? null
        : pastOf(bodyOf(before), bodyOf(change), (a, b) => canonical(a) === canonical(b));
    return { state: result, number: change.number, id: null, version: change.version, before: past };
  });
  return { edits: editor.edits(), made };
}

async function undo(context: CommandContext, rows: readonly MadeRow[]) {
  const numbers = rows.flatMap(({ recordNumber }) => recordNumber ?? []);
  const stored = new Map(
    (await context.ask(changesByNumber, { numbers })).map((change) => [change.number, change]),
  );
  const patches = rows.map((row) =>
    row.state === "updated" ? (ChangePatch.parse(row.before) as Partial<ChangeBody>) : {},
  );
  const editor = await changeEditor(context, { bodies: patches, createSystems: false, tell: false });
  const removals: Edit[] = [];
  const fates = rows.map((row, i) => {
    const change = stored.get(row.recordNumber!);
    if (change === undefined || (row.state === "created" && change.deletedAt !== null)) return "removed";
    if (change.version !== row.recordVersion) return "kept";
    if (row.state === "updated") return "errors" in editor.change(change, patches[i]!) ? "kept" : "restored";
    // An incident that names it would lose its cause.
    if (change.incidents.length > 0) return "kept";
    const { number, version } = change;
    removals.push(
      update(changes, { key: { number }, version }, { deletedAt: context.now, externalId: null }),
    );
    return "removed";
  });
  return { edits: [...editor.edits(), ...removals], fates };
}
