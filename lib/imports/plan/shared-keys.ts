import type { CsvBatch } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import { mappedFields, type Settlement } from "../mapping/columns.ts";
import { LeftOut } from "../mapping/readers/outcome.ts";
import { rowReader } from "../mapping/row.ts";
import { applyAids } from "./aids.ts";
import { plainSource } from "./identity.ts";
import { feeding, naturalText } from "./natural-key.ts";

/** Whether several rows of the file, without an id and of one source, say the same in the fields of the key. */
export type Shared = (source: string, text: string) => boolean;

/**
 * Which keys several rows without an id share: those are told apart by all of their cells. A pass before the plan that
 * reads the fields of the key alone.
 */
export async function sharedKeys(batches: AsyncIterable<CsvBatch>, settlement: Settlement): Promise<Shared> {
  const { target, mapping, answers } = settlement;
  const key = answers.naturalKey ?? [];
  const needed = new Set([
    ...key.flatMap((name) => feeding(target, mapping, name)),
    "id",
    "externalId",
    "source",
  ]);
  const fields = mappedFields(settlement).filter(({ field }) => needed.has(field.name));
  const read = rowReader(fields, { ...settlement, mapping: { ...mapping, customFields: [] } });
  const times = new NumbersByKey();
  const nameOfKey = (source: string, text: string) => `${source}\u001f${text}`;
  for await (const { rows } of batches) {
    for (const { cells } of rows) {
      const row = read(cells);
      if (row instanceof LeftOut || row.body.externalId !== undefined || row.aids.id !== undefined) continue;
      applyAids(row, { target, fields });
      const name = nameOfKey(String(row.body.source ?? plainSource), naturalText(row.body, key, target));
      if ((times.get(name) ?? 0) < 2) times.set(name, (times.get(name) ?? 0) + 1);
    }
  }
  return (source, text) => times.get(nameOfKey(source, text)) === 2;
}
