import type { CsvRefusal } from "#lib/csv/read.ts";
import { type AppError, invalid, isAppError } from "#lib/errors.ts";

/** A file that cannot be read, at its beginning or on the way: the words say what to do. */

export function refuse(reason: string): AppError {
  return invalid([{ path: "file", message: reason }]);
}

/** What `refuse` said; whatever else went wrong is thrown on. */
export function refusalIn(error: unknown): { ok: false; refusal: CsvRefusal } {
  const said = isAppError(error) ? error.errors.find(({ path }) => path === "file") : undefined;
  if (said === undefined) throw error;
  return { ok: false, refusal: { code: "no-table", reason: said.message } };
}
