import { and, asc, desc, eq, gt, inArray, isNotNull, lte, ne } from "drizzle-orm";
import { z } from "zod";
import { importRows, importSystems, imports } from "#db/schema/imports.ts";
import { systems } from "#db/schema/systems.ts";
import { importRowStates } from "#db/values.ts";
import { query } from "#lib/query.ts";
import { isRefusedColumn } from "../file/refused-columns.ts";
import { type FileInspection, ImportId, ImportTarget, Reason } from "../schema.ts";

/** What an import left in the database: its rows, and the systems that were added for them. */

const RowPage = ImportId.extend({ afterLine: z.int().default(-1), limit: z.int().max(5000).default(1000) });

/** Refused rows in the order of the file. */
export const refusedRows = query({
  name: "imports.refused",
  summary: "Refused rows of an import, as they stood",
  requires: "import.run",
  input: RowPage,
  answer:
    z.custom<
      {
        line: number;
        cells: string[];
        reasons: { column: string | null; value: string | null; reason: string }[];
      }[]
    >(),
  async run({ read }, { id, afterLine, limit }) {
    const rows = await read
      .select({ line: importRows.line, cells: importRows.raw, reasons: importRows.reasons })
      .from(importRows)
      .where(
        and(eq(importRows.importId, id), eq(importRows.state, "refused"), gt(importRows.line, afterLine)),
      )
      .orderBy(asc(importRows.line))
      .limit(limit);
    return rows.map(({ line, cells, reasons }) => ({ line, cells: cells ?? [], reasons: reasons ?? [] }));
  },
});

/** Created and updated rows up to a line, the last first: they are taken back in this order. */
export const madeRows = query({
  name: "imports.made",
  summary: "Rows of an import that made or changed a record",
  requires: "import.run",
  input: ImportId.extend({ upTo: z.int(), limit: z.int() }),
  answer: z.custom<(typeof importRows.$inferSelect)[]>(),
  async run({ read }, { id, upTo, limit }) {
    return read
      .select()
      .from(importRows)
      .where(
        and(
          eq(importRows.importId, id),
          lte(importRows.line, upTo),
          inArray(importRows.state, ["created", "updated"]),
        ),
      )
      .orderBy(desc(importRows.line))
      .limit(limit);
  },
});

/** What undoing left alone, because somebody had edited it since. */
export const keptRows = query({
  name: "imports.kept",
  summary: "Records that undoing an import left alone, because they were edited since",
  requires: "import.run",
  input: RowPage,
  answer: z.array(
    z.object({
      line: z.int().describe("Where its row stands in the file, from 1."),
      number: z.int().nullable().describe("The record's number; null where it has none."),
      id: z.string().nullable().describe("The record's id; null where it has none."),
    }),
  ),
  async run({ read }, { id, afterLine, limit }) {
    return read
      .select({ line: importRows.line, number: importRows.recordNumber, id: importRows.recordId })
      .from(importRows)
      .where(and(eq(importRows.importId, id), eq(importRows.state, "kept"), gt(importRows.line, afterLine)))
      .orderBy(asc(importRows.line))
      .limit(limit);
  },
});

/** Rows that were stored although something in them was not kept to the letter, in the order of the file. */
export const remarkedRows = query({
  name: "imports.remarked",
  summary: "Rows of an import that were stored with a remark",
  requires: "import.run",
  input: RowPage,
  answer: z.array(
    z.object({
      line: z.int().describe("Where the row stands in the file, from 1."),
      number: z.int().nullable().describe("The record's number; null where it has none."),
      id: z.string().nullable().describe("The record's id; null where it is named by its number."),
      reasons: z.array(Reason).describe("What was not kept, and why."),
    }),
  ),
  async run({ read }, { id, afterLine, limit }) {
    const { line, recordNumber: number, recordId, reasons } = importRows;
    const rows = await read
      .select({ line, number, id: recordId, reasons })
      .from(importRows)
      .where(
        and(
          eq(importRows.importId, id),
          ne(importRows.state, "refused"),
          isNotNull(reasons),
          gt(line, afterLine),
        ),
      )
      .orderBy(asc(line))
      .limit(limit);
    return rows.map((row) => ({ ...row, reasons: row.reasons ?? [] }));
  },
});

/** Numbers of the records that imports made or changed; what was taken back is not among them. */
export const importedNumbers = query({
  name: "imports.numbers",
  summary: "Numbers of the records that these imports made or changed",
  requires: "read",
  input: z.object({ target: ImportTarget, ids: z.array(z.string()) }),
  answer: z.set(z.int()),
  async run({ read }, { target, ids }) {
    const rows = await read
      .select({ number: importRows.recordNumber })
      .from(importRows)
      .innerJoin(imports, eq(imports.id, importRows.importId))
      .where(
        and(
          inArray(importRows.importId, ids),
          eq(imports.target, target),
          inArray(importRows.state, ["created", "updated", "kept"]),
        ),
      );
    return new Set(rows.flatMap(({ number }) => number ?? []));
  },
});

/** Systems that were added for an import and still stand as it left them, by what undo has said of them so far. */
export const systemsAdded = query({
  name: "imports.systems-added",
  summary: "Systems that were added for an import",
  requires: "import.run",
  input: ImportId,
  answer: z.array(z.object({ number: z.int(), state: z.enum(importRowStates), version: z.int().nullable() })),
  async run({ read }, { id }) {
    return read
      .select({ number: importSystems.systemNumber, state: importSystems.state, version: systems.version })
      .from(importSystems)
      .leftJoin(systems, eq(systems.number, importSystems.systemNumber))
      .where(eq(importSystems.importId, id))
      .orderBy(asc(importSystems.systemNumber));
  },
});

/** Which rows of these imports made or changed these records, the first of each. */
export const rowsBehind = query({
  name: "imports.rows-behind",
  summary: "By number of a record: the import and the line that made or changed it",
  requires: "import.run",
  input: z.object({ ids: z.array(z.string()), numbers: z.array(z.int()) }),
  answer: z.custom<Map<number, { fileName: string; line: number }>>(),
  async run({ read }, { ids, numbers }) {
    const { importId, line, recordNumber, state } = importRows;
    const rows = await read
      .select({ fileName: imports.fileName, line, number: recordNumber })
      .from(importRows)
      .innerJoin(imports, eq(imports.id, importId))
      .where(
        and(
          inArray(importId, ids),
          inArray(recordNumber, numbers),
          inArray(state, ["created", "updated", "kept"]),
        ),
      )
      .orderBy(desc(line));
    return new Map(rows.map(({ number, ...of }) => [number as number, of]));
  },
});

const mostLookedAt = 50;

export const refusedBefore = query({
  name: "imports.refused-before",
  summary: "The latest import that refused rows of these columns; null for none",
  requires: "import.run",
  input: z.object({ target: ImportTarget, columns: z.array(z.string()) }),
  answer: z.string().nullable(),
  async run({ read }, { target, columns }) {
    const rows = await read
      .select({ id: imports.id, inspection: imports.inspection })
      .from(imports)
      .where(and(eq(imports.target, target), gt(imports.refused, 0), isNotNull(imports.mapping)))
      .orderBy(desc(imports.id))
      .limit(mostLookedAt);
    const there = new Set(columns);
    const hasAll = (inspection: unknown) =>
      ownColumns(inspection as FileInspection).every((column) => there.has(column));
    return rows.find(({ inspection }) => hasAll(inspection))?.id ?? null;
  },
});

function ownColumns({ columns }: FileInspection): string[] {
  return columns.flatMap(({ column, path }) => (path === null && !isRefusedColumn(column) ? [column] : []));
}
