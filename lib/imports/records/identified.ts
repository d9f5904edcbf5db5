import { and, eq, inArray, isNull, like, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { amongThese } from "#db/dialect.ts";
import type { Scan } from "#db/scan.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { contentNames } from "#lib/identity.ts";
import { query } from "#lib/query.ts";
import { inChunks } from "./chunks.ts";

/** Incidents and changes by what names them. */

const Ids = z.object({ ids: z.custom<readonly string[]>() });
type Numbers = Map<string, number>;

export const incidentNumbersOf = query({
  name: "imports.incident-numbers",
  summary: "Numbers of the incidents with these ids",
  requires: "import.run",
  input: Ids,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { ids }) => numbersOf(scan, incidents, ids),
});

export const changeNumbersOf = query({
  name: "imports.change-numbers",
  summary: "Numbers of the changes with these ids",
  requires: "import.run",
  input: Ids,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { ids }) => numbersOf(scan, changes, ids),
});

const Rows = z.object({ source: z.string(), at: z.custom<readonly Date[]>() });

export const incidentsOfRows = query({
  name: "imports.incidents-of-rows",
  summary: "Incidents named after a whole row of a file, that began at these moments",
  requires: "import.run",
  input: Rows,
  answer: z.array(z.int()),
  run: ({ read }, { source, at }) =>
    ofRows(read, { table: incidents, moment: incidents.startedAt, source, at }),
});

export const changesOfRows = query({
  name: "imports.changes-of-rows",
  summary: "Changes named after a whole row of a file, that were deployed at these moments",
  requires: "import.run",
  input: Rows,
  answer: z.array(z.int()),
  run: ({ read }, { source, at }) => ofRows(read, { table: changes, moment: changes.deployedAt, source, at }),
});

type OfRows = {
  table: Numbered;
  moment: typeof incidents.startedAt | typeof changes.deployedAt;
  source: string;
  at: readonly Date[];
};

async function ofRows(read: Reader, { table, moment, source, at }: OfRows): Promise<number[]> {
  const isRow = and(
    eq(table.source, source),
    like(table.externalId, `${contentNames.row}%`),
    isNull(table.deletedAt),
  );
  // Nearly always there is none, and then none has to be looked for by its moment.
  const some = await read.select({ number: table.number }).from(table).where(isRow).limit(1);
  if (some.length === 0) return [];
  const moments = [...new Set(at.map((one) => one.getTime()))].map((one) => new Date(one));
  const rows = await inChunks(moments, (few) =>
    read
      .select({ number: table.number })
      .from(table)
      .where(and(isRow, inArray(moment, few))),
  );
  return rows.map(({ number }) => number);
}

type Numbered = typeof incidents | typeof changes;

async function numbersOf(scan: Scan, table: Numbered, ids: readonly string[]): Promise<Numbers> {
  if (ids.length === 0) return new Map();
  const rows = await scan(
    sql`select ${table.id}, ${table.number} from ${table} where ${amongThese(table.id, ids)}`,
  );
  return new Map(rows as [string, number][]);
}
