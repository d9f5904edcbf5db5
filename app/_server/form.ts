import { type AppError, isAppError } from "#lib/errors.ts";

/** What a form shows after it was sent: refusals by field, and one for all of it. */
export interface FormState<T = unknown> {
  message: string | null;
  errors: Record<string, string>;
  /** What was typed, so that a refusal takes none of it away. Never a password. */
  values: Record<string, string>;
  answer?: T;
}

/** Text fields by name; files are no part of these forms. */
function textsOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && !entry[0].startsWith("$"),
    ),
  );
}

const secret = /password|current|code/i;

/** Carries out what a form asks for; what the sender can mend comes back to the form, a fault goes on. */
export async function attempt<T>(
  form: FormData,
  work: (texts: Record<string, string>) => Promise<T>,
): Promise<FormState<T>> {
  const texts = textsOf(form);
  try {
    return { message: null, errors: {}, values: {}, answer: await work(texts) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const values = Object.fromEntries(Object.entries(texts).filter(([name]) => !secret.test(name)));
    return { ...refusalOf(error), values };
  }
}

export function refusalOf(error: AppError): { message: string | null; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.errors) errors[path] ??= sentence(message);
  return { message: Object.keys(errors).length === 0 ? error.message : null, errors };
}

/** Refusals are written to follow a field's name; under the field they stand alone. */
function sentence(message: string): string {
  return `${message[0]!.toUpperCase()}${message.slice(1)}.`;
}

/** The same for a button: nothing was typed that could be lost. */
export async function tried<T>(work: () => Promise<T>): Promise<{ message: string | null; answer?: T }> {
  try {
    return { message: null, answer: await work() };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message, errors } = refusalOf(error);
    return { message: message ?? Object.values(errors).join(" ") };
  }
}
