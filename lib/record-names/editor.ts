import { type Allocated, create, type Edit, remove } from "#db/edit.ts";
import { recordNames } from "#db/schema/record-names.ts";
import type { NamedRecord } from "#db/values.ts";
import type { CommandContext } from "#lib/command.ts";
import { type Called, identityOf, type Names } from "#lib/identity.ts";
import { recordsNamed } from "./read.ts";
import { aliasesOf, freshNames, numbersOf } from "./rules.ts";

/**
 * Gives records their names. A name is one record's: what another bears stays with that one, and two that claim one at
 * the same time are told apart by the table, which refuses the second.
 */
export async function nameGiver(
  context: CommandContext,
  { target, called }: { target: NamedRecord; called: readonly Called[] },
) {
  const edits: Edit[] = [];
  const given = new Set<string>();
  const several = called.filter(({ names }) => names !== undefined);
  const known = several.length === 0 ? none : await context.ask(recordsNamed, { target, called: several });

  function give(record: number | Allocated, names: readonly Name[]): Name[] {
    const more = names.filter((name) => !given.has(keyOf(name)));
    for (const name of more) {
      given.add(keyOf(name));
      edits.push(create(recordNames, { target, record, ...name }));
    }
    return more;
  }

  const within = (source: string, names: readonly Omit<Name, "source">[]) =>
    names.map((name) => ({ source, ...name }));

  /** Those of its names that no record bears. */
  function giveOthers(record: number | Allocated, called: Called): Name[] {
    const { fresh } = known.get(identityOf(called)!) ?? { fresh: freshNames(called, []) };
    return give(record, within(called.source, fresh));
  }

  function giveOwn(record: number | Allocated, called: Called): void {
    const { source, externalId: name } = called;
    give(record, [{ source, name, isNumber: false }]);
    if (numbersOf(called).includes(name)) give(record, [{ source, name, isNumber: true }]);
  }

  /** Its own name, and whatever else it is called. One that has come to mean another record meanwhile is refused. */
  function giveAll(record: number | Allocated, called: Called): Name[] {
    giveOwn(record, called);
    const isTaken = (known.get(identityOf(called)!)?.record ?? null) !== null;
    if (isTaken) return give(record, within(called.source, freshNames(called, [])));
    return giveOthers(record, called);
  }

  function free(record: number | Allocated, { source, name }: Omit<Name, "isNumber">): void {
    for (const isNumber of [false, true]) given.delete(keyOf({ source, name, isNumber }));
    edits.push(remove(recordNames, { target, record, source, name }));
  }

  return {
    edits: () => edits,
    /** A new record; answers its other names. */
    add(record: number | Allocated, of: MaybeNamed, names?: Names): string[] {
      return isNamed(of) ? aliasesOf(giveAll(record, { ...own(of), names }), of.externalId) : [];
    },
    /** A record that is there: its source may tell more names of it, or store it under another from now on. */
    change(before: Aliased & MaybeNamed, after: MaybeNamed, told?: Called): string[] {
      const { number, aliases } = before;
      if (!isNamed(after)) return [...aliases];
      const isRenamed = before.externalId !== after.externalId || before.source !== after.source;
      if (isRenamed)
        for (const name of [before.externalId, after.externalId])
          if (name !== null) free(number, { source: after.source, name });
      if (isRenamed) giveOwn(number, { ...own(after), names: told?.names });
      const more = told === undefined ? [] : giveOthers(number, told);
      return aliasesOf([...aliases.map((name) => ({ name })), ...more], after.externalId);
    },
  };
}

const none: Awaited<ReturnType<typeof recordsNamed>> = new Map();

interface Name {
  source: string;
  name: string;
  isNumber: boolean;
}
interface Aliased {
  number: number | Allocated;
  aliases: readonly string[];
}
interface MaybeNamed {
  source: string | null;
  externalId: string | null;
}

const isNamed = (of: MaybeNamed): of is { source: string; externalId: string } =>
  of.source !== null && of.externalId !== null;
const own = ({ source, externalId }: { source: string; externalId: string }) => ({ source, externalId });

/** A record that goes leaves its names to whoever comes next. */
export function namesFreed(target: NamedRecord, record: number): Edit {
  return remove(recordNames, { target, record });
}

/** Names that a record had for a time. */
export function forgotten(target: NamedRecord, record: number, names: readonly string[]): Edit[] {
  return names.map((name) => remove(recordNames, { target, record, name }));
}

/** A record in whose own name something was put in order. */
export function renamed(
  target: NamedRecord,
  record: number,
  of: { source: string | null; externalId: string | null },
): Edit[] {
  if (!isNamed(of)) return [namesFreed(target, record)];
  const { source, externalId } = of;
  const own = { target, record, source, name: externalId };
  const numbers = numbersOf(of).map((name) => create(recordNames, { ...own, name, isNumber: true }));
  return [namesFreed(target, record), create(recordNames, { ...own, isNumber: false }), ...numbers];
}

const keyOf = ({ source, name, isNumber }: Name) => JSON.stringify([source, name, isNumber]);
