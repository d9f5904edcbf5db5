import { readNumber } from "#lib/csv/numbers.ts";
import { isMissing } from "#lib/csv/words.ts";
import type { Mapping } from "../mapping/schema.ts";
import { type Field, fieldOf, type Target } from "../targets/target.ts";
import { type CellSource, columnsOf } from "./cells.ts";
import type { Survey } from "./survey.ts";

/** Of a field that every row needs: how many rows say it, and in how many it cannot be read whatever is answered. */
export type RequiredEvidence = { filled: number; unreadable: number; examples: string[] };

/** Moments are collected with all that they leave open; of the rest it is counted here. */
export function watchRequired(
  field: Field,
  { cell, survey }: { cell: CellSource; survey: Survey },
): (cells: readonly string[]) => void {
  const found: RequiredEvidence = { filled: 0, unreadable: 0, examples: [] };
  survey.required[field.name] = found;
  const isNumber = field.kind === "count" || field.kind === "percent";
  return (cells) => {
    const text = cell(cells);
    if (isMissing(text)) return;
    found.filled += 1;
    if (!isNumber || readNumber(text, null).kind !== "unreadable") return;
    found.unreadable += 1;
    if (found.examples.length < 3) found.examples.push(text);
  };
}

/** A row alone is refused by itself; of this many and more, nearly all count as all. */
const few = 20;
const nearlyAll = 0.95;

/** Where nearly every row would be refused for want of one field, that is said before anything is planned. */
export function unreadableProblems(target: Target, mapping: Mapping, survey: Survey): string[] {
  const { rows } = survey;
  if (rows < 2) return [];
  return Object.entries(mapping.fields).flatMap(([name, source]) => {
    const field = fieldOf(target, name);
    const found = evidenceOf(name, survey);
    if (!field?.required || found === undefined) return [];
    const lost = rows - found.filled + found.unreadable;
    if (lost < rows && (rows < few || lost < rows * nearlyAll)) return [];
    const which = `${field.label}, which every row needs, comes from ${columnsOf(source).join(" + ")}`;
    const all = `${lost === rows ? "any" : `all but ${rows - lost}`} of the ${rows} rows`;
    if (found.unreadable === 0) return [`${which}, but nothing is recorded there in ${all}.`];
    const examples = found.examples.map((text) => `“${text.trim().slice(0, 80)}”`).join(", ");
    return [`${which}, but cannot be read in ${all}: ${examples}.`];
  });
}

function evidenceOf(name: string, { instants, required }: Survey): RequiredEvidence | undefined {
  const evidence = instants[name];
  if (evidence === undefined) return required[name];
  const { filled, unreadable, unreadableExamples: examples } = evidence;
  return { filled, unreadable, examples };
}
