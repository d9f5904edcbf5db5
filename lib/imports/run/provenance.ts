import { type Allocated, create, type Edit } from "#db/edit.ts";
import { importRows, importSystems } from "#db/schema/imports.ts";
import { systems } from "#db/schema/systems.ts";
import { excerpt } from "../mapping/readers/text.ts";
import type { PlannedBatch, PlannedRow } from "../plan/plan.ts";
import type { Made } from "../records/records.ts";
import type { RowCounts } from "../schema.ts";

/** What an import notes of its rows and of the systems made beside them, so that it can be told and taken back. */

type Told = { rows: readonly PlannedRow[]; made: readonly Made[]; remarks: PlannedBatch["remarks"] };

export function provenance(importId: string, { rows, made, remarks }: Told): Edit[] {
  let next = 0;
  const byLine = Map.groupBy(remarks, ({ line }) => line);
  const remarksOn = (line: number) => {
    const told = byLine.get(line);
    if (told === undefined) return {};
    return {
      reasons: told.map(({ column, value, reason }) => ({ column, value: value && excerpt(value), reason })),
    };
  };
  return rows.flatMap((row): Edit | [] => {
    const { line } = row;
    switch (row.action) {
      case "skip":
        return [];
      case "refuse":
        return create(importRows, { importId, line, state: "refused", raw: row.cells, reasons: row.reasons });
      case "unchanged":
        return create(importRows, { importId, line, state: "unchanged", ...remarksOn(line) });
      default: {
        const { state, number, id, version, before } = made[next] as Made;
        next += 1;
        return create(importRows, {
          importId,
          line,
          state,
          recordNumber: number,
          recordId: id,
          recordVersion: version,
          before,
          lines: row.lines,
          ...remarksOn(line),
        });
      }
    }
  });
}

/** Systems made beside the rows' own records. */
export function addedSystems(importId: string, edits: readonly Edit[], made: readonly Made[]): Edit[] {
  const own = new Set<unknown>(made.map(({ number }) => number));
  return edits.flatMap((edit) => {
    if (edit.kind !== "create" || edit.table !== systems || own.has(edit.row.number)) return [];
    return create(importSystems, {
      importId,
      systemNumber: edit.row.number as Allocated,
      state: "created",
    });
  });
}

export function countsOf(rows: readonly PlannedRow[], made: readonly Made[]): RowCounts {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0, skipped: 0 };
  for (const { state } of made) counts[state] += 1;
  for (const { action } of rows) {
    if (action === "unchanged") counts.unchanged += 1;
    else if (action === "refuse") counts.refused += 1;
    else if (action === "skip") counts.skipped += 1;
  }
  return counts;
}

export function addCounts(job: RowCounts, more: RowCounts): RowCounts {
  return {
    created: job.created + more.created,
    updated: job.updated + more.updated,
    unchanged: job.unchanged + more.unchanged,
    refused: job.refused + more.refused,
    skipped: job.skipped + more.skipped,
  };
}
