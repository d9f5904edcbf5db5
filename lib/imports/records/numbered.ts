import type { Allocated, Edit } from "#db/edit.ts";
import { authorsOfRecords } from "#lib/audit/read.ts";
import type { CommandContext } from "#lib/command.ts";
import type { Editor, Planned } from "#lib/editing.ts";
import type { Query } from "#lib/query.ts";
import type { SystemBody } from "#lib/systems/schema.ts";
import type { Body } from "../mapping/row.ts";
import type { Identity } from "../plan/identity.ts";
import type { Existing } from "../plan/plan.ts";
import {
  type Ask,
  type Fate,
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

interface Pending {
  number: number | Allocated;
  version: number;
}

interface Numbered {
  id: string;
  number: number;
  version: number;
  deletedAt: Date | null;
}

interface Noun<B, P extends Pending, R extends P & Numbered> {
  /** By `Identity.key`. */
  identified: Query<unknown, Map<string, number>>;
  numbersOf: Query<unknown, Map<string, number>>;
  byNumber: Query<unknown, R[]>;
  editor(
    context: CommandContext,
    of: { bodies: readonly Partial<B>[]; tell: false },
  ): Promise<Editor<B, P, R> & { addSystem(body: SystemBody): void }>;
  bodyOf(record: P): Body;
  takenBack(record: Numbered, now: Date): Edit;
  /** Fields that follow the others unless they are said: taking an update back has to say them. */
  following: readonly string[];
  patchOf(before: unknown): Partial<B>;
  /** Records that others hang on: an import that is taken back leaves them. */
  needed(context: CommandContext, records: readonly R[]): Promise<ReadonlySet<number>>;
}

/** Incidents and changes: what has a number, and is taken out of the figures rather than removed. */
export function numberedRecords<B, P extends Pending, R extends P & Numbered>(of: Noun<B, P, R>): Records {
  const { identified, numbersOf, byNumber, bodyOf } = of;

  async function existing(ask: Ask, stored: readonly R[]): Promise<Existing[]> {
    const authors =
      stored.length === 0 ? null : await ask(authorsOfRecords, { ids: stored.map(({ id }) => id) });
    return stored.map((record) => ({
      id: record.id,
      version: record.version,
      values: bodyOf(record),
      authors: authors?.get(record.id),
    }));
  }

  async function withIds(ask: Ask, ids: readonly string[]): Promise<Map<string, R>> {
    const numbers = [...(await ask(numbersOf, { ids })).values()];
    const stored = numbers.length === 0 ? [] : await ask(byNumber, { numbers });
    return new Map(stored.map((record) => [record.id, record]));
  }

  async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
    const numbers = await ask(identified, { identities });
    const byId = new Map(identities.flatMap(({ id, key }) => (id === null ? [] : [[id, key] as const])));
    const found = new Map<string, Existing>();
    if (numbers.size > 0) {
      const stored = await ask(byNumber, { numbers: [...new Set(numbers.values())] });
      const told = await existing(ask, stored);
      const records = new Map(stored.map(({ number }, i) => [number, told[i]!]));
      for (const [key, number] of numbers) found.set(key, records.get(number)!);
    }
    if (byId.size === 0) return found;
    const named = [...(await withIds(ask, [...byId.keys()])).values()];
    for (const record of await existing(ask, named)) found.set(byId.get(record.id)!, record);
    return found;
  }

  async function store(context: CommandContext, { rows, newSystems }: StoreBatch): Promise<Stored> {
    const bodies = rows.map((row) => (row.action === "create" ? row.body : row.patch) as Partial<B>);
    const editor = await of.editor(context, { bodies, tell: false });
    for (const system of newSystems) editor.addSystem(system);
    const updates = rows.filter((row): row is UpdateRow => row.action === "update");
    const stored = await withIds(
      context.ask,
      updates.map(({ id }) => id),
    );
    const made = rows.map((row): Made => {
      if (row.action === "create") return madeOf(good(editor.add(row.body as B), row.line), null);
      const before = seen(stored.get(row.id), row);
      return madeOf(good(editor.change(before, row.patch as Partial<B>), row.line), before);
    });
    return { edits: editor.edits(), records: editor.records(), made };
  }

  function madeOf({ result, record }: Good<P, R>, before: R | null): Made {
    const { number, version } = record;
    const past = before === null || result === "unchanged" ? null : pastBefore(before, record);
    return { state: result, number, id: null, version, before: past };
  }

  function pastBefore(before: R, after: P): Body {
    const was = before as Body;
    const following = Object.fromEntries(of.following.map((field) => [field, was[field]]));
    return { ...pastOf(bodyOf(before), bodyOf(after)), ...following };
  }

  async function undo(context: CommandContext, rows: readonly MadeRow[]) {
    const numbers = rows.flatMap(({ recordNumber }) => recordNumber ?? []);
    const records = await context.ask(byNumber, { numbers });
    const stored = new Map(records.map((record) => [record.number, record]));
    const needed = await of.needed(context, records);
    const patches = rows.map((row) => (row.state === "updated" ? of.patchOf(row.before) : {}));
    const editor = await of.editor(context, { bodies: patches, tell: false });
    const removals: Edit[] = [];
    const fates = rows.map((row, i): Fate => {
      const record = stored.get(row.recordNumber!);
      if (record === undefined || (row.state === "created" && record.deletedAt !== null)) return "removed";
      if (record.version !== row.recordVersion) return "kept";
      if (row.state === "updated")
        return "errors" in editor.change(record, patches[i]!) ? "kept" : "restored";
      if (needed.has(record.number)) return "kept";
      removals.push(of.takenBack(record, context.now));
      return "removed";
    });
    return { edits: [...editor.edits(), ...removals], records: editor.records(), fates };
  }

  return { find, store, undo };
}

type Good<P, R> = Extract<Planned<P, R>, { result: string }>;

/** The planner looked all names up in the same revision; one that is gone now is planned again. */
function good<P, R>(planned: Planned<P, R>, line: number): Good<P, R> {
  if (!("errors" in planned)) return planned;
  throw new Outdated(`line ${line}: ${planned.errors.map(({ message }) => message).join(" ")}`);
}
