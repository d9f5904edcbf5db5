import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { importParts, imports } from "#db/schema/imports.ts";
import { command } from "#lib/command.ts";
import { storedLine } from "#lib/parse.ts";
import { Answers, ReadingOptions } from "../mapping/schema.ts";
import { importJob } from "../read.ts";
import { type FileInspection, ImportTarget } from "../schema.ts";

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
    answers: Answers,
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
