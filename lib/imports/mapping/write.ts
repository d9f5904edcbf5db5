import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { importMappings, imports } from "#db/schema/imports.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, type Outcome } from "#lib/command.ts";
import { notFound } from "#lib/errors.ts";
import { storedName } from "#lib/parse.ts";
import { requireOpen } from "../open.ts";
import { importJob } from "../read.ts";
import { type FileInspection, ImportTarget, SavedMapping } from "../schema.ts";
import { listMappings } from "./read.ts";
import { Answers, Mapping, ReadingOptions } from "./schema.ts";

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
    requireOpen(job);
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

// ---- mappings kept under a name ----

export const saveMapping = command({
  name: "import.save-mapping",
  summary: "Keep a mapping under a name, or replace the one that has it",
  requires: "import.run",
  input: z.strictObject({
    name: storedName(100).describe("What it is called."),
    target: ImportTarget.describe("What the rows of such files are."),
    mapping: Mapping.describe("Which column feeds which field."),
    answers: Answers.default({}).describe("The answers that go with it."),
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
