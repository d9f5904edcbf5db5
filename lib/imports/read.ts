import { and, asc, count, desc, eq, inArray, lt, ne } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { importSystems, imports } from "#db/schema/imports.ts";
import { systems } from "#db/schema/systems.ts";
import { notFound } from "#lib/errors.ts";
import { revision } from "#lib/health.ts";
import { cursorOf, PageInput, pageOf, readCursor } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import type { Answers, Mapping } from "./mapping/schema.ts";
import { Import, ImportHead, ImportId } from "./schema.ts";

type ImportRow = typeof imports.$inferSelect;

export const getImport = query({
  name: "imports.get",
  summary: "One import: what the file holds, what it leaves open, its plan, its progress and what came of it",
  requires: "import.run",
  input: ImportId,
  answer: Import,
  async run({ read }, { id }) {
    const row = await rowOf(read, id);
    const { state, createdAt, finishedAt, target } = imports;
    const same = await read
      .select({ id: imports.id, state, createdAt, finishedAt, target })
      .from(imports)
      .where(and(eq(imports.sha256, row.sha256), ne(imports.id, id), ne(imports.state, "uploading")))
      .orderBy(desc(imports.createdAt))
      .limit(20);
    const inspection = row.inspection as Import["inspection"];
    return {
      ...headOf(row),
      reading: (row.reading ?? {}) as Import["reading"],
      mapping: row.mapping as Import["mapping"],
      answers: (row.answers ?? {}) as Import["answers"],
      inspection,
      plan: Import.shape.plan.parse(row.plan ?? null),
      addedSystems: await addedTo(read, id),
      comesFrom: await origin(read, inspection?.comesFrom ?? null),
      same,
    };
  },
});

async function origin(read: Reader, id: string | null): Promise<Import["comesFrom"]> {
  if (id === null) return null;
  const { fileName, finishedAt } = imports;
  const [found] = await read
    .select({ id: imports.id, fileName, finishedAt })
    .from(imports)
    .where(eq(imports.id, id))
    .limit(1);
  return found ?? null;
}

const mostListed = 1000;

async function addedTo(read: Reader, id: string): Promise<Import["addedSystems"]> {
  const { importId, state } = importSystems;
  const counts = await read
    .select({ state, count: count() })
    .from(importSystems)
    .where(eq(importId, id))
    .groupBy(state);
  const countOf = (one: string) => counts.find((row) => row.state === one)?.count ?? 0;
  const kept = await read
    .select({ slug: systems.slug, name: systems.name })
    .from(importSystems)
    .innerJoin(systems, eq(systems.number, importSystems.systemNumber))
    .where(and(eq(importId, id), eq(state, "kept")))
    .orderBy(asc(systems.slug))
    .limit(mostListed);
  return { added: counts.reduce((sum, row) => sum + row.count, 0), removed: countOf("removed"), kept };
}

async function rowOf(read: Reader, id: string): Promise<ImportRow> {
  const [row] = await read.select().from(imports).where(eq(imports.id, id)).limit(1);
  if (row === undefined) throw notFound(`import ${id}`);
  return row;
}

type HeadRow = Pick<ImportRow, Exclude<keyof ImportHead, "done">>;

function headOf(row: HeadRow): ImportHead {
  const counted = row.created + row.updated + row.unchanged + row.refused + row.skipped;
  return ImportHead.parse({ ...row, done: counted });
}

const headColumns = {
  id: imports.id,
  version: imports.version,
  target: imports.target,
  fileName: imports.fileName,
  fileBytes: imports.fileBytes,
  sha256: imports.sha256,
  state: imports.state,
  total: imports.total,
  created: imports.created,
  updated: imports.updated,
  unchanged: imports.unchanged,
  refused: imports.refused,
  skipped: imports.skipped,
  failure: imports.failure,
  undo: imports.undo,
  createdBy: imports.createdBy,
  startedBy: imports.startedBy,
  createdAt: imports.createdAt,
  startedAt: imports.startedAt,
  finishedAt: imports.finishedAt,
  undoneAt: imports.undoneAt,
};

export const listImports = query({
  name: "imports.list",
  summary: "Imports, the latest first",
  requires: "import.run",
  input: PageInput,
  answer: pageOf(ImportHead),
  async run({ read }, { limit, cursor }) {
    const before = cursor === undefined ? undefined : String(readCursor(cursor)[0]);
    const rows = await read
      .select(headColumns)
      .from(imports)
      .where(and(ne(imports.state, "uploading"), before === undefined ? undefined : lt(imports.id, before)))
      .orderBy(desc(imports.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    return {
      items: page.map(headOf),
      next: rows.length > limit ? cursorOf([page.at(-1)!.id]) : null,
    };
  },
});

/** What the machinery has to know of an import in progress, without what only people read. */
export const importJob = query({
  name: "imports.job",
  summary: "An import's choices and how far it is",
  requires: "import.run",
  input: ImportId,
  answer: z.custom<ImportJob>(),
  async run({ read, ask }, { id }) {
    const row = await rowOf(read, id);
    const inspection = row.inspection as Import["inspection"];
    const { revision: latest } = await ask(revision, undefined);
    return {
      ...row,
      reading: (row.reading ?? {}) as Import["reading"],
      mapping: row.mapping as Mapping | null,
      answers: (row.answers ?? {}) as Answers,
      inspection,
      settled: inspection?.settled ?? [],
      questions: inspection?.questions ?? [],
      plan: Import.shape.plan.parse(row.plan ?? null),
      revision: latest,
    };
  },
});

export type ImportJob = Omit<ImportRow, "reading" | "mapping" | "answers" | "inspection" | "plan"> &
  Pick<Import, "reading" | "mapping" | "answers" | "inspection" | "plan"> & {
    settled: NonNullable<Import["inspection"]>["settled"];
    questions: NonNullable<Import["inspection"]>["questions"];
    /** Of the database, when it was asked. */
    revision: number;
  };

/** Imports that something should be at work on. */
export const busyImports = query({
  name: "imports.busy",
  summary: "Imports that run, are taken back or are being uploaded",
  requires: "import.run",
  input: z.void(),
  answer: z.array(z.object({ id: z.string(), state: ImportHead.shape.state, updatedAt: z.date() })),
  async run({ read }) {
    return read
      .select({ id: imports.id, state: imports.state, updatedAt: imports.updatedAt })
      .from(imports)
      .where(inArray(imports.state, ["running", "undoing", "uploading"]))
      .orderBy(asc(imports.id));
  },
});
