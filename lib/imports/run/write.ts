import { z } from "zod";
import { type Allocated, create, type Edit, remove, update } from "#db/edit.ts";
import { importMappings, importParts, importRows, importSystems, imports } from "#db/schema/imports.ts";
import { systems } from "#db/schema/systems.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, type Outcome } from "#lib/command.ts";
import { AppError, conflict, notFound } from "#lib/errors.ts";
import { storedLine } from "#lib/parse.ts";
import type { PlannedRow } from "../plan/plan.ts";
import { type ImportJob, importJob, listMappings, madeRows, systemsAdded } from "../read.ts";
import { recordsOf } from "../records/index.ts";
import { type CreateRow, type Made, type MadeRow, Outdated, type UpdateRow } from "../records/records.ts";
import { systemsToRemove } from "../records/systems.ts";
import {
  Answers,
  type FileInspection,
  ImportTarget,
  Mapping,
  type Plan,
  ReadingOptions,
  type RowCounts,
  SavedMapping,
} from "../schema.ts";

// ---- the upload ----

export const beginUpload = command({
  name: "import.begin-upload",
  summary: "Make room for a file that is coming in",
  requires: "import.run",
  audited: "rows",
  input: z.object({ fileName: storedLine(300) }),
  answer: z.object({ id: z.string() }),
  async run(context, { fileName }) {
    const id = context.newId("imp");
    const nothing = { done: 0, created: 0, updated: 0, unchanged: 0, refused: 0, skipped: 0 };
    // What the file is to become is known for sure when the form that carries it is through.
    const row = { id, target: "incidents" as const, fileName, fileBytes: 0, sha256: "", ...nothing };
    return {
      edits: [create(imports, { ...row, state: "uploading", createdBy: context.actor.name })],
      records: [],
      answer: () => ({ id }),
    };
  },
});

export const addPart = command({
  name: "import.add-part",
  summary: "Store one part of a file",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string(), part: z.int().min(0), bytes: z.custom<Buffer>() }),
  answer: z.void(),
  async run(_, { id, part, bytes }) {
    return { edits: [create(importParts, { importId: id, part, bytes })], records: [], answer: () => {} };
  },
});

export const finishUpload = command({
  name: "import.finish-upload",
  summary: "Say that a file is whole, and what it holds",
  requires: "import.run",
  audited: "rows",
  input: z.object({
    id: z.string(),
    target: ImportTarget,
    fileBytes: z.number(),
    sha256: z.string(),
    reading: ReadingOptions,
    inspection: z.custom<FileInspection>(),
  }),
  answer: z.void(),
  async run(context, { id, inspection, ...rest }) {
    const job = await context.ask(importJob, { id });
    const set = { ...rest, inspection, mapping: inspection.mapping, total: inspection.rows };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, { ...set, state: "uploaded" })],
      records: [],
      answer: () => {},
    };
  },
});

/** An upload that broke off leaves nothing behind. */
export const dropUpload = command({
  name: "import.drop-upload",
  summary: "Throw away a file that did not come in whole",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string() }),
  answer: z.void(),
  async run(context, { id }) {
    const { state } = await context.ask(importJob, { id });
    if (state !== "uploading") return { edits: [], records: [], answer: () => {} };
    return {
      edits: [remove(importParts, { importId: id }), remove(imports, { id })],
      records: [],
      answer: () => {},
    };
  },
});

// ---- choices and the plan ----

const open = ["uploaded", "planned"] as const;

function demandOpen({ state }: Pick<ImportJob, "state">): void {
  if ((open as readonly string[]).includes(state)) return;
  const why =
    state === "running" || state === "undoing"
      ? "Something is at work on it; wait for its end or cancel it."
      : "It was run already. Upload the file again to import it in another way.";
  throw new AppError("conflict", `This import is ${state}. ${why}`);
}

export const saveChoices = command({
  name: "import.choose",
  summary: "Keep how a file is read, what its columns mean, and what was answered",
  requires: "import.run",
  audited: "rows",
  input: z.object({
    id: z.string(),
    reading: ReadingOptions,
    mapping: Mapping,
    answers: Answers,
    inspection: z.custom<FileInspection>(),
  }),
  answer: z.void(),
  async run(context, { id, ...choices }) {
    const job = await context.ask(importJob, { id });
    demandOpen(job);
    // Another choice makes another plan.
    const set = { ...choices, total: choices.inspection.rows, state: "uploaded" as const, plan: null };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set)],
      records: [],
      answer: () => {},
      again: true,
    };
  },
});

export const savePlan = command({
  name: "import.plan",
  summary: "Keep what a run would do",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string(), plan: z.custom<Plan>(), planRevision: z.int() }),
  answer: z.void(),
  async run(context, { id, plan, planRevision }) {
    const job = await context.ask(importJob, { id });
    demandOpen(job);
    const set = {
      plan: JSON.parse(JSON.stringify(plan)) as unknown,
      planRevision,
      state: "planned" as const,
    };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set)],
      records: [],
      answer: () => {},
    };
  },
});

// ---- the run ----

export const beginRun = command({
  name: "import.begin",
  summary: "Begin to store the rows of an import",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string(), unseen: z.boolean().default(false) }),
  answer: z.void(),
  async run(context, { id, unseen }) {
    const job = await context.ask(importJob, { id });
    if (job.state === "uploaded" && !unseen)
      throw new AppError("conflict", "Look at the plan before running it: POST …/plan first.");
    if (!["uploaded", "planned", "cancelled", "failed"].includes(job.state)) demandOpen(job);
    const set = {
      state: "running" as const,
      startedBy: context.actor.name,
      startedAt: job.startedAt ?? context.now,
      finishedAt: null,
      failure: null,
    };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set)],
      records: [],
      answer: () => {},
    };
  },
});

export interface StoreInput {
  id: string;
  /** The version of the import that its runner last saw: whoever else moved it on has taken over. */
  version: number;
  rows: readonly PlannedRow[];
  newSystems: readonly { slug: string; name: string }[];
}

/** Rows, their provenance and the progress in one commit, so that nothing is done twice whatever happens. */
export const storeRows = command({
  name: "import.store",
  summary: "Store some rows of an import",
  requires: "import.run",
  audited: "rows",
  input: z.custom<StoreInput>(),
  answer: z.custom<RowCounts>(),
  async run(context, { id, version, rows, newSystems }) {
    const job = await context.ask(importJob, { id });
    if (job.version !== version || job.state !== "running") throw conflict("The import", null);
    const wanted = rows.filter((row) => row.action === "create" || row.action === "update");
    const { edits, made } = await recordsOf[job.target]
      .store(context, { rows: wanted as (CreateRow | UpdateRow)[], newSystems })
      .catch(toConflict);
    const told = provenance(id, rows, made);
    const counts = addCounts(job, countsOf(rows, made));
    const set = { done: rows.at(-1)?.line ?? job.done, ...counts };
    return {
      edits: [
        ...edits,
        ...told,
        ...addedSystems(id, edits, made),
        update(imports, { key: { id }, version }, set),
      ],
      records: [],
      answer: () => counts,
    };
  },
});

function toConflict(error: unknown): never {
  if (error instanceof Outdated) throw new AppError("conflict", error.message, { cause: error });
  throw error;
}

function provenance(importId: string, rows: readonly PlannedRow[], made: readonly Made[]): Edit[] {
  let next = 0;
  return rows.flatMap((row): Edit | [] => {
    const { line } = row;
    switch (row.action) {
      case "skip":
        return [];
      case "refuse":
        return create(importRows, { importId, line, state: "refused", raw: row.cells, reasons: row.reasons });
      case "unchanged":
        return create(importRows, { importId, line, state: "unchanged" });
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
        });
      }
    }
  });
}

/** Systems made beside the rows' own records. */
function addedSystems(importId: string, edits: readonly Edit[], made: readonly Made[]): Edit[] {
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

function countsOf(rows: readonly PlannedRow[], made: readonly Made[]): RowCounts {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0, skipped: 0 };
  for (const { state } of made) counts[state] += 1;
  for (const { action } of rows) {
    if (action === "unchanged") counts.unchanged += 1;
    else if (action === "refuse") counts.refused += 1;
    else if (action === "skip") counts.skipped += 1;
  }
  return counts;
}

function addCounts(job: RowCounts, more: RowCounts): RowCounts {
  return {
    created: job.created + more.created,
    updated: job.updated + more.updated,
    unchanged: job.unchanged + more.unchanged,
    refused: job.refused + more.refused,
    skipped: job.skipped + more.skipped,
  };
}

export const endRun = command({
  name: "import.run",
  summary: "Say that an import is through, or why it is not",
  requires: "import.run",
  input: z.object({
    id: z.string(),
    state: z.enum(["done", "failed", "cancelled"]),
    failure: z.string().nullable().default(null),
  }),
  answer: z.void(),
  async run(context, { id, state, failure }) {
    const job = await context.ask(importJob, { id });
    if (job.state !== "running") {
      if (state !== "cancelled") return { edits: [], records: [], answer: () => {} };
      throw new AppError("conflict", `This import is ${job.state}; there is nothing to cancel.`);
    }
    const set = { state, failure, finishedAt: context.now };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set)],
      records: [{ subject: id, before: null, after: told(job, state) }],
      answer: () => {},
      again: true,
    };
  },
});

function told(job: ImportJob, state: string) {
  const { fileName, target, created, updated, unchanged, refused, skipped } = job;
  return { fileName, target, state, created, updated, unchanged, refused, skipped };
}

// ---- taking it back ----

export const beginUndo = command({
  name: "import.begin-undo",
  summary: "Begin to take an import back",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string() }),
  answer: z.void(),
  async run(context, { id }) {
    const job = await context.ask(importJob, { id });
    if (!["done", "cancelled", "failed"].includes(job.state)) {
      const why = job.state === "undone" ? "It was taken back already." : "It has not stored anything.";
      const busy = job.state === "running" || job.state === "undoing";
      throw new AppError(
        "conflict",
        `This import is ${job.state}. ${busy ? "Cancel it or wait for its end first." : why}`,
      );
    }
    const set = {
      state: "undoing" as const,
      startedBy: context.actor.name,
      undo: { removed: 0, restored: 0, kept: 0 },
    };
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set)],
      records: [],
      answer: () => {},
    };
  },
});

export const undoRows = command({
  name: "import.undo-rows",
  summary: "Take back some rows of an import, the last first",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string(), version: z.int(), limit: z.int() }),
  answer: z.object({ more: z.boolean() }),
  async run(context, { id, version, limit }) {
    const job = await context.ask(importJob, { id });
    if (job.version !== version || job.state !== "undoing") throw conflict("The import", null);
    const rows = await context.ask(madeRows, { id, upTo: job.done, limit });
    if (rows.length === 0) return { edits: [], records: [], answer: () => ({ more: false }) };
    const { edits, fates } = await recordsOf[job.target].undo(context, rows as MadeRow[]);
    const undo = { removed: 0, restored: 0, kept: 0, ...job.undo };
    const told = rows.map(({ line }, i) => {
      const state = fates[i]!;
      undo[state] += 1;
      return update(importRows, { key: { importId: id, line }, version: null }, { state });
    });
    const set = { undo, done: rows.at(-1)!.line - 1 };
    return {
      edits: [...edits, ...told, update(imports, { key: { id }, version }, set)],
      records: [],
      answer: () => ({ more: true }),
    };
  },
});

const systemsPerCommit = 100;

/** After the rows: systems that were added for them go too, unless somebody edited them or something names them. */
export const undoSystems = command({
  name: "import.undo-systems",
  summary: "Take back systems that were added for an import",
  requires: "import.run",
  audited: "rows",
  input: z.object({ id: z.string() }),
  answer: z.object({ more: z.boolean() }),
  async run(context, { id }) {
    const job = await context.ask(importJob, { id });
    if (job.state !== "undoing") throw conflict("The import", null);
    const open = (await context.ask(systemsAdded, { id })).filter(({ state }) => state === "created");
    const untouched = open.filter(({ version }) => version === 1).map(({ number }) => number);
    const { removable, removalOf } = await systemsToRemove(context, untouched);
    const going = [...removable].slice(0, systemsPerCommit);
    const gone = new Set(open.filter(({ version }) => version === null).map(({ number }) => number));
    const told = (number: number, state: "removed" | "kept") =>
      update(importSystems, { key: { importId: id, systemNumber: number }, version: null }, { state });
    if (going.length > 0)
      return {
        edits: [...removalOf(going), ...going.map((number) => told(number, "removed"))],
        records: [],
        answer: () => ({ more: true }),
        again: true,
      };
    return {
      edits: open.map(({ number }) => told(number, gone.has(number) ? "removed" : "kept")),
      records: [],
      answer: () => ({ more: false }),
      again: true,
    };
  },
});

export const endUndo = command({
  name: "import.undo",
  summary: "Say that an import was taken back",
  requires: "import.run",
  input: z.object({ id: z.string() }),
  answer: z.void(),
  async run(context, { id }) {
    const job = await context.ask(importJob, { id });
    if (job.state !== "undoing") return { edits: [], records: [], answer: () => {} };
    const { fileName, target, undo } = job;
    return {
      edits: [
        update(imports, { key: { id }, version: job.version }, { state: "undone", undoneAt: context.now }),
      ],
      records: [{ subject: id, before: null, after: { fileName, target, ...undo } }],
      answer: () => {},
    };
  },
});

// ---- mappings kept under a name ----

export const saveMapping = command({
  name: "import.save-mapping",
  summary: "Keep a mapping under a name, or replace the one that has it",
  requires: "import.run",
  input: z.strictObject({
    name: storedLine(100),
    target: ImportTarget,
    mapping: Mapping,
    answers: Answers.default({}),
  }),
  answer: SavedMapping,
  async run(context, body): Promise<Outcome<SavedMapping>> {
    const { items } = await context.ask(listMappings, { target: body.target });
    const before = items.find(({ name }) => name === body.name);
    if (before === undefined) return newMapping(context, body);
    const after = { ...before, ...body, version: before.version + 1 };
    if (canonical({ ...after, version: before.version }) === canonical(before))
      return { edits: [], records: [], answer: () => before };
    const { mapping, answers } = body;
    return {
      edits: [
        update(importMappings, { key: { id: before.id }, version: before.version }, { mapping, answers }),
      ],
      records: [{ subject: before.id, before, after }],
      answer: () => after,
      again: true,
    };
  },
});

function newMapping(
  context: CommandContext,
  body: Omit<SavedMapping, "id" | "version">,
): Outcome<SavedMapping> {
  const fresh = { id: context.newId("map"), version: 1, ...body };
  return {
    edits: [create(importMappings, fresh)],
    records: [{ subject: fresh.id, before: null, after: fresh }],
    answer: () => fresh,
    again: true,
  };
}

export const removeMapping = command({
  name: "import.remove-mapping",
  summary: "Forget a saved mapping",
  requires: "import.run",
  input: z.object({ id: z.string().max(100) }),
  answer: SavedMapping,
  async run(context, { id }) {
    const { items } = await context.ask(listMappings, {});
    const before = items.find((one) => one.id === id);
    if (before === undefined) throw notFound(`saved mapping ${id}`);
    return {
      edits: [remove(importMappings, { id })],
      records: [{ subject: id, before, after: null }],
      answer: () => before,
    };
  },
});
