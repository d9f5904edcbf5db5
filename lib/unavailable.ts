import { refusalOf, whyUnavailable } from "#db/dialect.ts";
import { type CommitRefused, isCommitRefused } from "#db/edit.ts";
import { AppError, isAppError } from "./errors.ts";

const retryAfterSeconds = 2;

/** The refusal that tells a caller why the database cannot be used right now; null for any other error. */
export function unavailable(error: unknown): AppError | null {
  if (isCommitRefused(error)) {
    return error.reason === "unavailable"
      ? refuse(error, `${whyUnavailable(error.cause)} ${afterWrite(error)}`)
      : null;
  }
  if (isAppError(error) || refusalOf(error) !== "unavailable") return null;
  return refuse(error, `${whyUnavailable(error)} Try again in a moment.`);
}

function refuse(cause: unknown, message: string): AppError {
  return new AppError("unavailable", message, { cause, retryAfterSeconds });
}

function afterWrite({ outcomeUnknown }: CommitRefused): string {
  return outcomeUnknown
    ? "It may or may not have been stored: look before you send it again. With a source and an external id, sending it again is safe."
    : "Nothing was stored; try again in a moment.";
}
