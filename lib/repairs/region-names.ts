import { and, asc, gt, inArray } from "drizzle-orm";
import { beyondPlain } from "#db/dialect.ts";
import { create, remove, update } from "#db/edit.ts";
import { incidentRegions, incidents } from "#db/schema/incidents.ts";
import { distinctRegions } from "#lib/incidents/rules.ts";
import { shows } from "#lib/names.ts";
import { emptySlice, type Looking, type Repair, rowsInSlice } from "./repair.ts";
import { followedByImports } from "./undo.ts";

/** The regions of an incident in the one form of names, each once. */
export const regionNames: Repair = {
  name: "region-names",
  async slice(looking, after) {
    const slice = emptySlice();
    const numbers = await incidentsWithSuch(looking, Number(after?.past ?? 0));
    const mended: { number: number; version: number }[] = [];
    for (const { number, id, version, regions } of await withRegions(looking, numbers)) {
      const before = regions.toSorted();
      const fresh = distinctRegions(before.filter(shows));
      if (JSON.stringify(fresh) === JSON.stringify(before)) continue;
      mended.push({ number, version });
      slice.edits.push(
        update(incidents, { key: { number }, version }, {}),
        remove(incidentRegions, { incidentNumber: number }),
        ...fresh.map((region) => create(incidentRegions, { incidentNumber: number, region })),
      );
      slice.records.push({
        subject: id,
        before: { regions: before },
        after: { regions: fresh },
        action: "incident.mend",
      });
    }
    slice.edits.push(...(await followedByImports(looking, "incidents", mended)));
    if (numbers.length === rowsInSlice) slice.next = { past: numbers.at(-1)! };
    return slice;
  },
};

async function incidentsWithSuch({ read }: Looking, past: number): Promise<number[]> {
  const { incidentNumber, region } = incidentRegions;
  const rows = await read
    .selectDistinct({ incidentNumber })
    .from(incidentRegions)
    .where(and(gt(incidentNumber, past), beyondPlain(region)))
    .orderBy(asc(incidentNumber))
    .limit(rowsInSlice);
  return rows.map((row) => row.incidentNumber);
}

async function withRegions({ read }: Looking, numbers: readonly number[]) {
  if (numbers.length === 0) return [];
  const { number, id, version } = incidents;
  const rows = await read
    .select({ number, id, version })
    .from(incidents)
    .where(inArray(number, [...numbers]));
  const places = await read
    .select()
    .from(incidentRegions)
    .where(inArray(incidentRegions.incidentNumber, [...numbers]));
  const byIncident = Map.groupBy(places, ({ incidentNumber }) => incidentNumber);
  return rows.map((row) => ({
    ...row,
    regions: (byIncident.get(row.number) ?? []).map(({ region }) => region),
  }));
}
