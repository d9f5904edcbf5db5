import { ConfigurationError } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";

/** Runs a command of the terminal: a refusal is a sentence and an exit code, a fault shows all it knows. */
export async function told(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError || error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
