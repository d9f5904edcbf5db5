import type { CsvBatch } from "#lib/csv/read.ts";
import type { Answers } from "../mapping/schema.ts";
import type { GoodDraft, NamedSystem } from "./draft.ts";
import type { Lookup } from "./plan.ts";

/** Systems of one file may name one another in any order, so all of them are read before one is decided. */
export async function* wholeFile(batches: AsyncIterable<CsvBatch>): AsyncGenerator<CsvBatch> {
  const whole: CsvBatch = { rows: [], problems: [], bytesRead: 0 };
  for await (const { rows, problems, bytesRead } of batches) {
    for (const row of rows) whole.rows.push(row);
    for (const problem of problems) whole.problems.push(problem);
    whole.bytesRead = bytesRead;
  }
  yield whole;
}

/**
 * The systems that the rows of a file of systems will make. One that depends on a system which is nowhere will be
 * refused, and so will those that depend on it.
 */
export async function declaredSystems(
  drafts: readonly GoodDraft[],
  answers: Answers,
  lookup: Lookup,
): Promise<Set<string>> {
  const needs = new Map<string, NamedSystem[]>();
  for (const { body, systems } of drafts) needs.set(String(body.slug), systems);
  if (answers.createSystems) return new Set(needs.keys());
  const named = new Map([...needs.values()].flat().map((system) => [system.slug, system]));
  const stored = named.size === 0 ? new Map() : await lookup.systems([...named.values()]);
  for (let before = -1; before !== needs.size; ) {
    before = needs.size;
    for (const [slug, systems] of needs) {
      if (systems.some((one) => !needs.has(one.slug) && !stored.has(one.slug))) needs.delete(slug);
    }
  }
  return new Set(needs.keys());
}
