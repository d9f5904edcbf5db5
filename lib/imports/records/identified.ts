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
