import { setTimeout as pause } from "node:timers/promises";
import type { Question } from "#lib/imports/mapping/schema.ts";
import type { Import } from "#lib/imports/schema.ts";
import type { Answer, Instance, Upload } from "./server.ts";

/** A file as a careful person imports it: uploaded, every question answered, planned, run. */

export interface Refusal {
  status: number;
  words: string;
}

export type Outcome = { done: Import } | { refused: Refusal };

const runMs = 120_000;

/** `anyColumn`: takes the first column for titles and one day for all, so that every file is read row by row. */
export async function importFile(
  instance: Instance,
  file: Upload,
  { anyColumn = false } = {},
): Promise<Outcome> {
  const uploaded = await instance.upload(file);
  if (uploaded.status !== 201) return { refused: refusalOf(uploaded) };
  const { id } = uploaded.json as Import;
  const looked = anyColumn ? await instance.patch(`/imports/${id}`, anyMapping(uploaded)) : uploaded;
  if (looked.status >= 400) return { refused: refusalOf(looked) };
  const { inspection } = looked.json as Import;
  const planned = await instance.post(`/imports/${id}/plan`, answersTo(inspection?.questions ?? []));
  if (planned.status !== 200) return { refused: refusalOf(planned) };
  const began = await instance.post(`/imports/${id}/run`, {});
  if (began.status >= 300) return { refused: refusalOf(began) };
  for (const until = Date.now() + runMs; ; await pause(50)) {
    const { json } = await instance.get(`/imports/${id}`);
    const now = json as Import;
    if (now.state !== "running") return { done: now };
    if (Date.now() > until) throw new Error(`${file.name} still runs after ${runMs / 1000} s`);
  }
}

function anyMapping({ json }: Answer) {
  const column = (json as Import).inspection!.columns[0]!.column;
  const title = { from: "column", column };
  return { mapping: { fields: { title, startedAt: { from: "constant", value: "2026-01-01T00:00:00Z" } } } };
}

function refusalOf({ status, json, text }: Answer): Refusal {
  const problem = json as { detail?: string; errors?: { path: string; message: string }[] } | null;
  const errors = problem?.errors?.map(({ path, message }) => `${path}: ${message}`) ?? [];
  return { status, words: errors.length > 0 ? errors.join(" ") : (problem?.detail ?? text.slice(0, 300)) };
}

/** What is proposed, and where nothing can be proposed what a person might say. Nothing else is sent. */
function answersTo(questions: readonly Question[]) {
  const all: Record<string, unknown> = {};
  for (const question of questions) {
    const answer = answerTo(question);
    if (answer === undefined) continue;
    const [head, tail] = question.id.split(".") as [string, string | undefined];
    if (tail === undefined) all[head] = answer;
    else all[head] = { ...(all[head] as object | undefined), [tail]: answer };
  }
  const { reading, ...answers } = all;
  return { answers, ...(reading === undefined ? {} : { reading }) };
}

function answerTo({ kind, proposed, values, options }: Question): unknown {
  if (kind === "values" || kind === "zone-words") {
    const table = { ...(proposed as Record<string, unknown> | null) };
    const other = kind === "zone-words" ? "UTC" : null;
    for (const { value } of values) if (!Object.hasOwn(table, value)) table[value] = other;
    return values.length === 0 ? undefined : table;
  }
  if (proposed !== null) return proposed;
  return kind === "zone" ? "UTC" : options[0]?.value;
}

export type Tally = Pick<Import, "created" | "updated" | "unchanged" | "refused" | "skipped">;

export function tallyOf({ created, updated, unchanged, refused, skipped }: Import): Tally {
  return { created, updated, unchanged, refused, skipped };
}
