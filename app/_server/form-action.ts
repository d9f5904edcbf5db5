import type { Command } from "#lib/command.ts";
import { isAppError } from "#lib/errors.ts";
import { pageScope } from "./ask.ts";
import { refusalOf } from "./form.ts";

/** What a page learns from a command it asked for. A refusal changes nothing and names the fields to mend. */
export type Performed<T> =
  | { answer: T }
  | {
      message: string | null;
      errors: Record<string, string>;
      /** The record as it stands, where somebody else was faster. */
      current: unknown;
      conflict: boolean;
    };

/** The one way from a page to a command; what the reader may do is decided by the command alone. */
export async function formAction<I, O>(command: Command<I, O>, input: unknown): Promise<Performed<O>> {
  try {
    return { answer: await command(await pageScope(), input) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...refusalOf(error), current: error.current, conflict: error.code === "conflict" };
  }
}

/** Where a form keeps its fields under one name of the command's input, refusals name the fields alone. */
export function fieldsUnder<T>(name: string, performed: Performed<T>): Performed<T> {
  if ("answer" in performed) return performed;
  const errors = Object.entries(performed.errors).map(([path, message]) => [
    path.startsWith(`${name}.`) ? path.slice(name.length + 1) : path,
    message,
  ]);
  return { ...performed, errors: Object.fromEntries(errors) };
}
