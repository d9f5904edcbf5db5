import { and, eq } from "drizzle-orm";
import { amongThese } from "#db/dialect.ts";
import { type Edit, update } from "#db/edit.ts";
import { importRows, imports } from "#db/schema/imports.ts";
import type { ImportTarget } from "#db/values.ts";
import type { Looking } from "./repair.ts";

/**
 * Taking an import back leaves alone what was edited since, which it knows by the version: a record that is mended was
 * edited by nobody.
 */
export async function followedByImports(
  { read }: Pick<Looking, "read">,
  target: ImportTarget,
  mended: readonly { number: number; version: number }[],
): Promise<Edit[]> {
  const versions = new Map(mended.map(({ number, version }) => [number, version]));
  const rows = await rowsOf({ read }, target, [...versions.keys()]);
  return rows.flatMap(({ importId, line, number, version }) => {
    if (version === null || versions.get(number!) !== version) return [];
    const key = { importId, line };
    return update(importRows, { key, version: null }, { recordVersion: version + 1 });
  });
}

/** The rows of files that made or changed these records. */
export async function rowsOf(
  { read }: Pick<Looking, "read">,
  target: ImportTarget,
  numbers: readonly number[],
) {
  if (numbers.length === 0) return [];
  const { importId, line, state, recordNumber: number, recordVersion: version } = importRows;
  return read
    .select({ importId, line, state, number, version })
    .from(importRows)
    .innerJoin(imports, eq(imports.id, importId))
    .where(and(eq(imports.target, target), amongThese(number, numbers)));
}
