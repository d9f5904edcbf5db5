import type { Allocated, Edit } from "#db/edit.ts";
import type { NamedRecord } from "#db/values.ts";
import { authorsOfRecords } from "#lib/audit/read.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import type { Editor, Planned } from "#lib/editing.ts";
import { type Called, identityOf } from "#lib/identity.ts";
import type { Query } from "#lib/query.ts";
import { forgotten } from "#lib/record-names/editor.ts";
import { recordsNamed } from "#lib/record-names/read.ts";
import type { SystemBody } from "#lib/systems/schema.ts";
import type { Body } from "../mapping/row.ts";
import type { Identity } from "../plan/identity.ts";
import { momentsIn, naturalText } from "../plan/natural-key.ts";
import type { Existing } from "../plan/plan.ts";
import type { Target } from "../targets/target.ts";
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
  id: string;
  number: number | Allocated;
  version: number;
  aliases: string[];
}

interface Numbered {
  id: string;
  number: number;
  version: number;
  deletedAt: Date | null;
}

interface Noun<B, P extends Pending, R extends P & Numbered> {
  target: NamedRecord;
  /** As files know it. */
  imports: Target;
  numbersOf: Query<unknown, Map<string, number>>;
  /** Numbers of the records of whole rows of a source that began at these moments. */
  rowsOf: Query<unknown, number[]>;
  byNumber: Query<unknown, R[]>;
  editor(
    context: CommandContext,
    of: { bodies: readonly Partial<B>[]; called?: readonly Called[]; tell: false },
  ): Promise<Editor<B, P, R> & { addSystem(body: SystemBody): void }>;
  bodyOf(record: P): Body;
  takenBack(record: Numbered, now: Date): Edit[];
  /** Fields that follow the others unless they are said: taking an update back has to say them. */
  following: readonly string[];
  patchOf(before: unknown): Partial<B>;
  /** Records that others hang on: an import that is taken back leaves them. */
  needed(context: CommandContext, records: readonly R[]): Promise<ReadonlySet<number>>;
}

/** Incidents and changes: what has a number, and is taken out of the figures rather than removed. */
export function numberedRecords<B, P extends Pending, R extends P & Numbered>(of: Noun<B, P, R>): Records {
  const { target, numbersOf, byNumber, bodyOf } = of;

  async function existing(ask: Ask, stored: readonly R[]): Promise<Existing[]> {
    const authors =
      stored.length === 0 ? null : await ask(authorsOfRecords, { ids: stored.map(({ id }) => id) });
    return stored.map((record) => ({
      id: record.id,
      version: record.version,
      values: bodyOf(record),
      aliases: record.aliases,
      authors: authors?.get(record.id),
    }));
  }

  async function withIds(ask: Ask, ids: readonly string[]): Promise<Map<string, R>> {
    const numbers = [...(await ask(numbersOf, { ids })).values()];
    const stored = numbers.length === 0 ? [] : await ask(byNumber, { numbers });
    return new Map(stored.map((record) => [record.id, record]));
  }

  /** Of rows that nothing is named after: the one record of a whole row that says the same as theirs. */
  async function saying(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
    const wanted = identities.flatMap(({ key, source, content }) =>
      content ? [{ key, source: source!, ...content }] : [],
    );
    const found = new Map<string, Existing>();
    for (const [source, group] of Map.groupBy(wanted, (one) => one.source)) {
      const numbers = await ask(of.rowsOf, { source, at: group.flatMap(({ text }) => momentsIn(text)) });
      if (numbers.length === 0) continue;
      const told = await existing(ask, await ask(byNumber, { numbers }));
      const { fields } = group[0]!;
      const bySaying = Map.groupBy(told, ({ values }) => naturalText(values, fields, of.imports));
      for (const { key, text } of group) {
        const [record, another] = bySaying.get(text) ?? [];
        if (record !== undefined && another === undefined) found.set(key, record);
      }
    }
    return found;
  }

  async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
    const named = await ask(recordsNamed, { target, called: identities.flatMap(calledBy) });
    const byId = new Map(identities.flatMap(({ id, key }) => (id === null ? [] : [[id, key] as const])));
    const found = new Map<string, Existing>();
    const numbers = [...new Set([...named.values()].flatMap(({ record }) => record ?? []))];
    if (numbers.length > 0) {
      const stored = await ask(byNumber, { numbers });
      const told = await existing(ask, stored);
      const records = new Map(stored.map(({ number }, i) => [number, told[i]!]));
      for (const identity of identities) {
        const { record = null, fresh = [] } = named.get(identityOf(identity) ?? "") ?? {};
        if (record !== null)
          found.set(identity.key, { ...records.get(record)!, fresh: fresh.map(({ name }) => name) });
      }
    }
    const open = identities.filter(({ key }) => !found.has(key));
    const taken = new Set([...found.values()].map(({ id }) => id));
    for (const [key, record] of await saying(ask, open)) if (!taken.has(record.id)) found.set(key, record);
    if (byId.size === 0) return found;
    const own = [...(await withIds(ask, [...byId.keys()])).values()];
    for (const record of await existing(ask, own)) found.set(byId.get(record.id)!, record);
    return found;
  }

  async function store(context: CommandContext, { rows, newSystems }: StoreBatch): Promise<Stored> {
    const bodies = rows.map((row) => (row.action === "create" ? row.body : row.patch) as Partial<B>);
    const called = rows.flatMap(({ identity }) => calledBy(identity));
    const editor = await of.editor(context, { bodies, called, tell: false });
    for (const system of newSystems) editor.addSystem(system);
    const updates = rows.filter((row): row is UpdateRow => row.action === "update");
    const stored = await withIds(
      context.ask,
      updates.map(({ id }) => id),
    );
    const made = rows.map((row): Made => {
      const [called] = calledBy(row.identity);
      if (row.action === "create") return madeOf(good(editor.add(row.body as B, called), row.line), null);
      const before = seen(stored.get(row.id), row);
      return madeOf(good(editor.change(before, row.patch as Partial<B>, called), row.line), before);
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
    const aliases = before.aliases.length === after.aliases.length ? {} : { aliases: before.aliases };
    return { ...pastOf(bodyOf(before), bodyOf(after)), ...following, ...aliases };
  }

  async function undo(context: CommandContext, rows: readonly MadeRow[]) {
    const numbers = rows.flatMap(({ recordNumber }) => recordNumber ?? []);
    const records = await context.ask(byNumber, { numbers });
    const stored = new Map(records.map((record) => [record.number, record]));
    const needed = await of.needed(context, records);
    const pasts = rows.map((row) => (row.state === "updated" ? (row.before as Past) : {}));
    const patches = pasts.map(({ aliases: _, ...past }) => of.patchOf(past));
    const editor = await of.editor(context, { bodies: patches, tell: false });
    const removals: Edit[] = [];
    const gone: RecordChange[] = [];
    const forget = (record: R, { aliases }: Past) => {
      const since = aliases === undefined ? [] : record.aliases.filter((name) => !aliases.includes(name));
      removals.push(...forgotten(target, record.number, since));
    };
    const fates = rows.map((row, i): Fate => {
      const record = stored.get(row.recordNumber!);
      if (record === undefined || (row.state === "created" && record.deletedAt !== null)) return "removed";
      if (record.version !== row.recordVersion) return "kept";
      if (row.state === "updated") {
        if ("errors" in editor.change(record, patches[i]!)) return "kept";
        forget(record, pasts[i]!);
        return "restored";
      }
      if (needed.has(record.number)) return "kept";
      removals.push(...of.takenBack(record, context.now));
      gone.push({
        subject: record.id,
        action: `${target}.withdraw`,
        before: { deletedAt: null },
        after: { deletedAt: context.now },
      });
      return "removed";
    });
    return { edits: [...editor.edits(), ...removals], records: [...editor.records(), ...gone], fates };
  }

  return { find, store, undo };
}

type Past = Body & { aliases?: readonly string[] };

/** What the source of a row calls its record. */
function calledBy({ source, externalId, names }: Identity): Called[] {
  return source === null || externalId === null ? [] : [{ source, externalId, names }];
}

type Good<P, R> = Extract<Planned<P, R>, { result: string }>;

/** The planner looked all names up in the same revision; one that is gone now is planned again. */
function good<P, R>(planned: Planned<P, R>, line: number): Good<P, R> {
  if (!("errors" in planned)) return planned;
  throw new Outdated(`line ${line}: ${planned.errors.map(({ message }) => message).join(" ")}`);
}
