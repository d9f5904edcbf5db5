import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { among, amongThese, listParameter } from "#db/dialect.ts";
import { recordNames } from "#db/schema/record-names.ts";
import { type NamedRecord, namedRecords } from "#db/values.ts";
import { type Called, identityOf } from "#lib/identity.ts";
import { query } from "#lib/query.ts";
import { statement } from "#lib/statement.ts";
import { allNames, type Bearer, freshNames, idsOf, recordMeant } from "./rules.ts";

export interface Found {
  /** The number here of the record that is meant; null where there is none. */
  record: number | null;
  /** Names that no record bears so far. */
  fresh: readonly Omit<Bearer, "record">[];
}

const bearing = statement((read) =>
  read
    .select({ name: recordNames.name, isNumber: recordNames.isNumber, record: recordNames.record })
    .from(recordNames)
    .where(
      and(
        eq(recordNames.target, sql.placeholder("target")),
        eq(recordNames.source, sql.placeholder("source")),
        among(recordNames.name, "names"),
      ),
    )
    .prepare(),
);

/** Which records are meant by what they are called; keys are `identityOf`. All ways in look records up by it. */
export const recordsNamed = query({
  name: "record-names.meant",
  summary: "Records that are meant by their names in a source",
  requires: "read",
  input: z.object({ target: z.enum(namedRecords), called: z.custom<readonly Called[]>() }),
  answer: z.custom<ReadonlyMap<string, Found>>(),
  async run({ read }, { target, called }) {
    const found = new Map<string, Found>();
    for (const [source, group] of Map.groupBy(called, (one) => one.source)) {
      const names = listParameter([...new Set(group.flatMap(allNames))]);
      const bearers = await bearing(read).execute({ target, source, names });
      const byName = Map.groupBy(bearers, ({ name }) => name);
      const numbered = bearers.filter(({ isNumber }) => isNumber).map(({ record }) => record);
      const isWeighed = group.some((one) => one.names !== undefined && idsOf(one).length > 0);
      const ids = isWeighed ? await idsHeldBy(read, target, numbered) : none;
      for (const one of group) {
        const its = allNames(one).flatMap((name) => byName.get(name) ?? []);
        const record = recordMeant(one, its, (number) => ids.get(number) ?? []);
        found.set(identityOf(one)!, { record, fresh: freshNames(one, its) });
      }
    }
    return found;
  },
});

/** The same of those that are there. */
export const recordsFound = query({
  name: "record-names.found",
  summary: "Records that are there, by their names in a source",
  requires: "read",
  input: z.object({ target: z.enum(namedRecords), called: z.custom<readonly Called[]>() }),
  answer: z.map(z.string(), z.int()),
  async run({ ask }, of) {
    const meant = await ask(recordsNamed, of);
    return new Map(
      [...meant].flatMap(([identity, { record }]) => (record === null ? [] : [[identity, record] as const])),
    );
  },
});

const none: ReadonlyMap<number, readonly string[]> = new Map();

async function idsHeldBy(read: Reader, target: NamedRecord, records: readonly number[]) {
  const rows = await namesBorne(read, target, records);
  const ids = rows.filter(({ isNumber }) => !isNumber);
  return new Map(
    [...Map.groupBy(ids, ({ record }) => record)].map(([record, its]) => [
      record,
      its.map(({ name }) => name),
    ]),
  );
}

/** All names of some records. */
export async function namesBorne(
  read: Reader,
  target: NamedRecord,
  records: readonly number[],
): Promise<Bearer[]> {
  if (records.length === 0) return [];
  return read
    .select({ name: recordNames.name, isNumber: recordNames.isNumber, record: recordNames.record })
    .from(recordNames)
    .where(and(eq(recordNames.target, target), amongThese(recordNames.record, [...new Set(records)])));
}
