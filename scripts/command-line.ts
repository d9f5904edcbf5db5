import { type ParseArgsConfig, parseArgs } from "node:util";
import { configurationStatus, isConfigurationError } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { formatPlural } from "#lib/format.ts";

/** What was typed cannot be used; the message says how the command is. */
class UsageError extends Error {}

/** Runs a command of the terminal: a refusal is a sentence and an exit code, a fault shows all it knows. */
export async function exitWithMessage(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const status = statusOf(error);
    if (status === null) throw error;
    console.error((error as Error).message);
    process.exitCode = status;
  }
}

function statusOf(error: unknown): number | null {
  if (error instanceof UsageError) return 2;
  if (isConfigurationError(error)) return configurationStatus;
  return isAppError(error) ? 1 : null;
}

/** What was typed after the command, as `parseArgs` reads it. */
export function typed<const T extends ParseArgsConfig>(usage: string, config: T) {
  try {
    return parseArgs(config);
  } catch {
    throw usageOf(usage);
  }
}

/** How much a copy holds, in words. */
export function sizeOf({ incidents, changes }: { incidents: number; changes: number }): string {
  return `${formatPlural(incidents, "incident")} and ${formatPlural(changes, "change")}`;
}

export function usageOf(usage: string): Error {
  return new UsageError(`Usage: ${usage}`);
}
