import type { Profile } from "#lib/integrations/profile.ts";
import type { WordMeaning } from "#lib/meanings/schema.ts";
import { columnsOf } from "../../file/cells.ts";
import type { Table } from "../../file/open-table.ts";
import type { Survey } from "../../file/survey.ts";
import { type FieldValue, fieldOf, type Target } from "../../targets/target.ts";
import type { Mapping, Question, ReadingOptions, Settled } from "../schema.ts";

/** How a question is put, or found to be settled by the file. */

export type Asking = {
  reading: Pick<
    Table,
    | "columns"
    | "separator"
    | "separatorDoubtful"
    | "encoding"
    | "headerDoubtful"
    | "sheet"
    | "tables"
    | "told"
  >;
  options: ReadingOptions;
  target: Target;
  mapping: Mapping;
  profile: Profile | null;
  survey: Survey;
  meanings: readonly WordMeaning[];
  /** Fields that several columns could be, and what is known of them. */
  undecided: readonly { field: string; columns: string[]; why: string }[];
};

export type Finding = { question?: Question; settled?: Settled };

type Draft = Pick<Question, "id" | "kind" | "text" | "why"> & Partial<Question>;

export function ask(draft: Draft): { question: Question } {
  return {
    question: { field: null, columns: [], options: [], values: [], proposed: null, required: true, ...draft },
  };
}

export function settle(settled: Settled): { settled: Settled } {
  return { settled };
}

export function columnsFor(field: string, { mapping }: Asking): string[] {
  const source = mapping.fields[field];
  return source ? columnsOf(source) : [];
}

export function labelOf(field: string, { target }: Asking): string {
  return fieldOf(target, field)?.label ?? field;
}

export function tableOf(
  proposals: readonly (readonly [string, FieldValue | undefined])[],
): Record<string, FieldValue> {
  return Object.fromEntries(proposals.filter((pair): pair is [string, FieldValue] => pair[1] !== undefined));
}
