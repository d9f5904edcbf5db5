import { type FieldError, invalid, isAppError } from "#lib/errors.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";

/**
 * What a sender tells and that cannot be. A message is never refused for it once it could be read: a sender would
 * send it again and again. What cannot be is left out, and the answer says so.
 */

/** Why a moment cannot be, with its name and value; null where it can. */
export function impossible(name: string, at: Date, bounds: Bounds): FieldError | null {
  const message = momentProblem(at, bounds);
  return message === null ? null : withValue({ path: name, message }, { [name]: at });
}

function withValue({ path, message }: FieldError, said: object): FieldError {
  const value = (said as Record<string, unknown>)[path];
  return { path, message: value instanceof Date ? `(${value.toISOString()}) ${message}` : message };
}

export const inWords = (errors: readonly FieldError[]): string =>
  errors.map(({ path, message }) => `${path} ${message}.`).join(" ");

/** Without the fields that are refused; a record whose needed fields are is refused as a whole. */
export function taken<B extends object, P extends object>(
  body: B,
  needed: readonly (keyof B)[],
  attempt: (body: B) => P | { errors: FieldError[] },
): { planned: Exclude<P, { errors: FieldError[] }>; left: FieldError[] } {
  const left: FieldError[] = [];
  const rest = { ...body };
  for (;;) {
    const planned = attempt(rest);
    if (!("errors" in planned)) return { planned: planned as Exclude<P, { errors: FieldError[] }>, left };
    const errors = (planned.errors as FieldError[]).map((error) => withValue(error, rest));
    const fields = errors.map(({ path }) => path.split(".")[0] as keyof B);
    if (fields.some((field) => !(field in rest) || needed.includes(field))) throw invalid(errors);
    left.push(...errors);
    for (const field of fields) delete rest[field];
  }
}

/** Why nothing can be made of what a sender told; another fault is nobody's answer. */
export function whyUnusable(error: unknown): string {
  if (!isAppError(error) || error.code !== "invalid") throw error;
  return inWords(error.errors);
}
