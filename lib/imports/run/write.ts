import { z } from "zod";
import { update } from "#db/edit.ts";
import { importRows, importSystems, imports } from "#db/schema/imports.ts";
import { permits } from "#lib/actor.ts";
import { command } from "#lib/command.ts";
import { AppError, conflict } from "#lib/errors.ts";
import { WordMeaning } from "#lib/meanings/schema.ts";
import { keepMeanings } from "#lib/meanings/write.ts";
import { wordsAnswered } from "../mapping/answers.ts";
import { requireOpen } from "../open.ts";
import type { PlannedBatch, PlannedRow } from "../plan/plan.ts";
import { type ImportJob, importJob } from "../read.ts";
import { recordsOf } from "../records/index.ts";
import { type CreateRow, type MadeRow, Outdated, type UpdateRow } from "../records/records.ts";
import { systemsToRemove } from "../records/systems.ts";
import type { RowCounts } from "../schema.ts";
import { addCounts, addedSystems, countsOf, provenance } from "./provenance.ts";
import { madeRows, systemsAdded } from "./read.ts";

export const beginRun = command({
  name: "import.begin",
  summary: "Begin to store the rows of an import",
  requires: "import.run",
  audited: "rows",
  input: z.object({
    id: z.string(),
    unseen: z.boolean().default(false),
    /** Whether what was answered of words is kept for their source. */
    keepWords: z.boolean().default(true),
  }),
  answer: z.array(WordMeaning),
  async run(context, { id, unseen, keepWords }) {
    const job = await context.ask(importJob, { id });
    if (job.state === "uploaded" && !unseen)
      throw new AppError("conflict", "Look at the plan before running it: POST …/plan first.");
    if (!["uploaded", "planned", "cancelled", "failed"].includes(job.state)) requireOpen(job);
    const set = {
      state: "running" as const,
      startedBy: context.actor.name,
      startedAt: job.startedAt ?? context.now,
      finishedAt: null,
      failure: null,
    };
    // What words of a source mean is said once: by whoever may say it for all ways in.
    const bodies = keepWords && permits(context.actor, "settings.write") ? wordsAnswered(job) : [];
    const { edits, records, changed } = await keepMeanings(context, bodies);
    return {
      edits: [update(imports, { key: { id }, version: job.version }, set), ...edits],
      records,
      answer: () => changed,
    };
  },
});

export interface StoreInput {
  id: string;
  /** The version of the import that its runner last saw: whoever else moved it on has taken over. */
  version: number;
  rows: readonly PlannedRow[];
  newSystems: readonly { slug: string; name: string }[];
  /** What could not be stored to the letter, kept with its row. */
  remarks?: PlannedBatch["remarks"];
}

/** Rows, their provenance and the progress in one commit, so that nothing is done twice whatever happens. */
export const storeRows = command({
  name: "import.store",
  summary: "Store some rows of an import",
  requires: "import.run",
  audited: "rows",
  input: z.custom<StoreInput>(),
  answer: z.custom<RowCounts>(),
  async run(context, { id, version, rows, newSystems, remarks = [] }) {
    const job = await context.ask(importJob, { id });
    if (job.version !== version || job.state !== "running") throw conflict("The import", null);
    const wanted = rows.filter((row) => row.action === "create" || row.action === "update");
    const {
      edits,
      records = [],
      made,
    } = await recordsOf[job.target]
      .store(context, { rows: wanted as (CreateRow | UpdateRow)[], newSystems })
      .catch(toConflict);
    const told = provenance(id, { rows, made, remarks });
    const counts = addCounts(job, countsOf(rows, made));
    const set = { done: rows.at(-1)?.line ?? job.done, ...counts };
    return {
      edits: [
        ...edits,
        ...told,
        ...addedSystems(id, edits, made),
        update(imports, { key: { id }, version }, set),
      ],
      records,
      answer: () => counts,
    };
  },
});

function toConflict(error: unknown): never {
  if (error instanceof Outdated) throw new AppError("conflict", error.message, { cause: error });
  throw error;
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
    const { edits, records = [], fates } = await recordsOf[job.target].undo(context, rows as MadeRow[]);
    const undo = { removed: 0, restored: 0, kept: 0, ...job.undo };
    const told = rows.map(({ line }, i) => {
      const state = fates[i]!;
      undo[state] += 1;
      return update(importRows, { key: { importId: id, line }, version: null }, { state });
    });
    const set = { undo, done: rows.at(-1)!.line - 1 };
    return {
      edits: [...edits, ...told, update(imports, { key: { id }, version }, set)],
      records,
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
