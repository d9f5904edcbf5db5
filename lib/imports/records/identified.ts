import { sql } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import type { Scan } from "#db/scan.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { query } from "#lib/query.ts";

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

type Numbered = typeof incidents | typeof changes;

async function numbersOf(scan: Scan, table: Numbered, ids: readonly string[]): Promise<Numbers> {
  if (ids.length === 0) return new Map();
  const rows = await scan(
    sql`select ${table.id}, ${table.number} from ${table} where ${amongThese(table.id, ids)}`,
  );
  return new Map(rows as [string, number][]);
}

const Identities = z.object({
  identities: z.custom<readonly { key: string; source: string | null; externalId: string | null }[]>(),
});

/** By `Identity.key`. A first import finds nothing, and most rows of it ask: so only numbers are looked for. */
export const incidentsIdentified = query({
  name: "imports.incidents-identified",
  summary: "Numbers of the incidents with these sources and external ids",
  requires: "import.run",
  input: Identities,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { identities }) => identified(scan, incidents, identities),
});

export const changesIdentified = query({
  name: "imports.changes-identified",
  summary: "Numbers of the changes with these sources and external ids",
  requires: "import.run",
  input: Identities,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { identities }) => identified(scan, changes, identities),
});

async function identified(
  scan: Scan,
  table: Numbered,
  identities: z.infer<typeof Identities>["identities"],
): Promise<Numbers> {
  const found: Numbers = new Map();
  for (const [source, group] of Map.groupBy(identities, (one) => one.source)) {
    if (source === null) continue;
    const keys = new Map(
      group.flatMap(({ externalId, key }) => (externalId === null ? [] : [[externalId, key]])),
    );
    const rows = await scan(sql`select ${table.externalId}, ${table.number} from ${table}
      where ${table.source} = ${source} and ${amongThese(table.externalId, [...keys.keys()])}`);
    for (const [externalId, number] of rows as [string, number][]) found.set(keys.get(externalId)!, number);
  }
  return found;
}
