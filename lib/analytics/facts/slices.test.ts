import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { engine } from "#db/dialect.ts";
import { scanOf } from "#db/reader.ts";
import type { RawRow } from "#db/scan.ts";
import { incidentSystems, incidents } from "#db/schema/incidents.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { linksOf, slices } from "./slices.ts";

const body = (title: string) => ({
  title,
  startedAt: "2026-03-05T14:05:00Z",
  systems: [{ slug: "cart" }],
});

async function stored(batches: readonly number[]) {
  const scope = await testScope();
  await registerSystem(scope, { slug: "cart", name: "Cart" });
  const scan = scanOf(scope.runtime.database);
  const declare = (count: number) =>
    declareIncidents(scope, { items: Array.from({ length: count }, (_, i) => body(`incident ${i}`)) });
  for (const count of batches) await declare(count);
  return { scope, scan, declare };
}

async function read(of: Parameters<typeof slices>[0]): Promise<RawRow[][]> {
  const all: RawRow[][] = [];
  for await (const rows of slices(of)) all.push(rows);
  return all;
}

test("everything, and what came above a revision, is read once, in the order of numbers within a slice", async () => {
  const { scope, scan, declare } = await stored([3000, 2500]);
  const from = { scan, table: incidents, columns: sql`${incidents.number}` };
  const all = await read({ ...from, after: 0 });
  expect(all.map((rows) => rows.length)).toEqual([4000, 1500]);

  const { revision } = await scope.runtime.facts.upToDate(scan);
  expect(await read({ ...from, after: revision })).toEqual([]);
  await declare(4500);
  const fresh = await read({ ...from, after: revision });
  expect(fresh.map((rows) => rows.length)).toEqual([4000, 500]);
  const numbers = fresh.flat().map(([number]) => number as number);
  expect(new Set(numbers).size).toBe(4500);
  expect(Math.min(...numbers)).toBe(5501);
  for (const rows of fresh) expect(rows).toEqual(rows.toSorted((a, b) => Number(a[0]) - Number(b[0])));
});

test.runIf(engine === "sqlite")(
  "what is taken in anew is found along indexes, and never by going through all that is stored",
  async () => {
    const { scope, scan, declare } = await stored([10]);
    const { incidents: facts, revision } = await scope.runtime.facts.upToDate(scan);
    await declare(5000);
    const asked: SQL[] = [];
    await facts.pull((query) => {
      asked.push(query);
      return scan(query);
    }, revision);
    expect(facts.count).toBe(5010);
    const plans = await Promise.all(asked.map((query) => scan(sql`explain query plan ${query}`)));
    const steps = plans.flat().map((step) => String(step[3]));
    expect(steps.filter((step) => /incidents_revision/.test(step))).toHaveLength(2);
    expect(steps.filter((step) => /^SCAN|SUBQUERY|incidents USING INTEGER PRIMARY KEY/.test(step))).toEqual(
      [],
    );
  },
);

test("the links of new rows are looked up by the numbers of their slice alone", async () => {
  const { scan } = await stored([6]);
  const key = sql`${incidentSystems.incidentNumber}`;
  const linksAre = async (rows: RawRow[], after: number) =>
    (
      await scan(sql`select ${key} from ${incidentSystems} where ${linksOf(rows, { key, after })} order by 1`)
    ).map(([number]) => number);
  expect(await linksAre([[2], [5]], 1)).toEqual([2, 5]);
  expect(await linksAre([[2], [5]], 0)).toEqual([2, 3, 4, 5]);
});
