import { and, asc, gt, inArray, or } from "drizzle-orm";
import { beyondPlain, type Column, type Table } from "#db/dialect.ts";
import { update } from "#db/edit.ts";
import { actionFields } from "#db/fields/actions.ts";
import { changeFields } from "#db/fields/changes.ts";
import { type Fields, ofKind } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { interventionFields } from "#db/fields/interventions.ts";
import { postmortemFields } from "#db/fields/postmortems.ts";
import { systemFields } from "#db/fields/systems.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { interventions } from "#db/schema/interventions.ts";
import { actionItems, postmortems } from "#db/schema/postmortems.ts";
import { systems } from "#db/schema/systems.ts";
import type { ImportTarget, NamedRecord } from "#db/values.ts";
import { identityOf } from "#lib/identity.ts";
import { oneName } from "#lib/names.ts";
import { renamed } from "#lib/record-names/editor.ts";
import { emptySlice, type Looking, type Repair, rowsInSlice, type Slice } from "./repair.ts";
import { followedByImports } from "./undo.ts";

/**
 * Every field that is a name, of every noun, in its one form. A record whose source and id would then be another's
 * keeps them as they are: whether the two are one is nothing that a program may decide.
 */
export const nameFields: Repair = {
  name: "name-fields",
  async slice(looking, after) {
    const { noun: at = 0, past } = (after ?? {}) as { noun?: number; past?: string | number };
    const noun = nouns[at]!;
    const rows = await candidates(looking, noun, past);
    const slice = emptySlice();
    const mended = new Map(rows.map((row) => [row, mendedFields(noun, row)]));
    const held = "externalId" in noun.fields ? await identitiesHeld(looking, noun, mended) : null;
    const subjects = await subjectsOf(looking, rows);
    const changed = [...mended].filter(([row, set]) =>
      mend({ noun, row, set, held, subject: subjects(row), slice }),
    );
    if (noun.target !== undefined) {
      const numbered = changed.map(([{ key, version }]) => ({ number: Number(key), version }));
      slice.edits.push(...(await followedByImports(looking, noun.target, numbered)));
    }
    if (rows.length === rowsInSlice) slice.next = { noun: at, past: rows.at(-1)!.key };
    else if (at + 1 < nouns.length) slice.next = { noun: at + 1 };
    return slice;
  },
};

interface Noun {
  name: string;
  table: Table;
  fields: Fields;
  key: "number" | "id";
  prefix?: string;
  /** What imports call it, where they know its records by number. */
  target?: ImportTarget;
  /** Whether its source has names for it. */
  named?: NamedRecord;
}

const nouns: readonly Noun[] = [
  {
    name: "incident",
    table: incidents,
    fields: incidentFields,
    key: "number",
    prefix: "INC",
    target: "incidents",
    named: "incident",
  },
  {
    name: "change",
    table: changes,
    fields: changeFields,
    key: "number",
    prefix: "CHG",
    target: "changes",
    named: "change",
  },
  { name: "system", table: systems, fields: systemFields, key: "number", target: "systems" },
  { name: "action", table: actionItems, fields: actionFields, key: "id" },
  { name: "postmortem", table: postmortems, fields: postmortemFields, key: "id" },
  { name: "intervention", table: interventions, fields: interventionFields, key: "id" },
];

type Names = Record<string, string | null>;
interface Row {
  key: number | string;
  id: string;
  version: number;
  incidentNumber?: number;
  names: Names;
}

const namesIn = ({ fields }: Noun) => ofKind(fields, "key", "name");
const columnOf = ({ table }: Noun, name: string) => (table as unknown as Record<string, Column>)[name]!;

async function candidates({ read }: Looking, noun: Noun, past: string | number | undefined): Promise<Row[]> {
  const names = namesIn(noun);
  const key = columnOf(noun, noun.key);
  const ofIncident = "incidentNumber" in noun.table;
  const selected: Record<string, Column> = {
    key,
    id: columnOf(noun, "id"),
    version: columnOf(noun, "version"),
  };
  if (ofIncident) selected.incidentNumber = columnOf(noun, "incidentNumber");
  for (const name of names) selected[name] = columnOf(noun, name);
  const rows = (await read
    .select(selected)
    .from(noun.table)
    .where(
      and(
        or(...names.map((name) => beyondPlain(columnOf(noun, name)))),
        past === undefined ? undefined : gt(key, past),
      ),
    )
    .orderBy(asc(key))
    .limit(rowsInSlice)) as (Omit<Row, "names"> & Names)[];
  return rows.map((row) => ({
    key: row.key,
    id: row.id,
    version: row.version,
    incidentNumber: row.incidentNumber,
    names: Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
  }));
}

/** What of a record is not in its one form, and what it is in it. A name of which nothing can be seen is none. */
function mendedFields({ fields }: Noun, { names }: Row): Names {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, value]) => {
      const one = value === null ? null : oneName(value);
      if (one === value) return [];
      if (one !== "") return [[name, one]];
      return fields[name]!.kind === "key" || fields[name]!.required ? [] : [[name, null]];
    }),
  );
}

const namedLike = (row: Row, set: Names) => {
  const { source = null, externalId = null } = { ...row.names, ...set };
  return { source, externalId };
};

/** Who has the identities that these records would come to have. */
async function identitiesHeld(
  { read }: Looking,
  noun: Noun,
  mended: ReadonlyMap<Row, Names>,
): Promise<Map<string, number>> {
  const wanted = [...mended].flatMap(([row, set]) =>
    "source" in set || "externalId" in set ? [namedLike(row, set)] : [],
  );
  const ids = [...new Set(wanted.flatMap(({ externalId }) => externalId ?? []))];
  const table = noun.table as typeof incidents;
  const held = new Map<string, number>();
  for (let i = 0; i < ids.length; i += 500) {
    const { number, source, externalId } = table;
    const some = ids.slice(i, i + 500);
    const rows = await read
      .select({ number, source, externalId })
      .from(table)
      .where(inArray(externalId, some));
    for (const row of rows) held.set(identityOf(row) ?? "", row.number);
  }
  return held;
}

/** An entry about an action or a post-mortem has the incident as its subject. */
async function subjectsOf({ read }: Looking, rows: readonly Row[]): Promise<(row: Row) => string> {
  const numbers = rows.flatMap(({ incidentNumber }) => incidentNumber ?? []);
  if (numbers.length === 0) return ({ id }) => id;
  const found = await read
    .select({ id: incidents.id, number: incidents.number })
    .from(incidents)
    .where(inArray(incidents.number, numbers));
  const ids = new Map(found.map(({ id, number }) => [number, id]));
  return ({ id, incidentNumber }) => ids.get(incidentNumber!) ?? id;
}

function mend(of: {
  noun: Noun;
  row: Row;
  set: Names;
  held: Map<string, number> | null;
  subject: string;
  slice: Slice;
}): boolean {
  const { noun, row, held, slice, subject } = of;
  const { named } = noun;
  const set = { ...of.set };
  const action = `${noun.name}.mend`;
  if (held !== null && ("source" in set || "externalId" in set)) {
    const identity = identityOf(namedLike(row, set));
    const holder = identity === null ? undefined : held.get(identity);
    if (holder === undefined) held.set(identity ?? "", row.key as number);
    else {
      delete set.source;
      delete set.externalId;
      const like = `${noun.prefix}-${holder}`;
      slice.left.push(`${noun.prefix}-${row.key} is named like ${like}: both stay.`);
      slice.records.push({ subject, before: { namedLike: null }, after: { namedLike: like }, action });
    }
  }
  if (Object.keys(set).length === 0) return false;
  slice.edits.push(
    update(noun.table, { key: { [noun.key]: row.key } as never, version: row.version }, set as never),
  );
  if (named !== undefined && ("source" in set || "externalId" in set))
    slice.edits.push(...renamed(named, Number(row.key), namedLike(row, set)));
  const before = Object.fromEntries(Object.keys(set).map((name) => [name, row.names[name] ?? null]));
  const told = (fields: Names) => (noun.name === "action" ? { action: { id: row.id, ...fields } } : fields);
  slice.records.push({ subject, before: told(before), after: told(set), action });
  return true;
}
