"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { tried } from "#app/_server/form.ts";
import type { Answers, Mapping, ReadingOptions } from "#lib/imports/mapping/schema.ts";
import { saveMapping } from "#lib/imports/mapping/write.ts";
import {
  cancelImport,
  planImportFile,
  runImport,
  setImportChoices,
  undoImport,
} from "#lib/imports/operations.ts";
import type { ImportTarget } from "#lib/values.ts";

export type Done = { message: string | null };

export interface Chosen {
  reading?: ReadingOptions;
  mapping?: Mapping;
  answers?: Answers;
}

async function carry(id: string, work: () => Promise<unknown>): Promise<Done> {
  const { message } = await tried(work);
  revalidatePath(`/import/${id}`);
  return { message };
}

export async function choose(id: string, choices: Chosen): Promise<Done> {
  return carry(id, async () => setImportChoices(await pageScope(), { id, choices }));
}

export async function plan(id: string, answers: Answers, reading?: ReadingOptions): Promise<Done> {
  return carry(id, async () => planImportFile(await pageScope(), { id, request: { answers, reading } }));
}

/** Reads a file as another one was read, with its mapping and answers. */
export async function readLike(id: string, like: string): Promise<Done> {
  return carry(id, async () => planImportFile(await pageScope(), { id, request: { like } }));
}

export async function run(id: string): Promise<Done> {
  return carry(id, async () => runImport(await pageScope(), { id }));
}

export async function cancel(id: string): Promise<Done> {
  return carry(id, async () => cancelImport(await pageScope(), { id }));
}

export async function undo(id: string): Promise<Done> {
  return carry(id, async () => undoImport(await pageScope(), { id }));
}

export async function keepMapping(of: {
  name: string;
  target: ImportTarget;
  mapping: Mapping;
  answers: Answers;
}): Promise<Done> {
  const { message } = await tried(async () => saveMapping(await pageScope(), of));
  return { message };
}
