import type { ImportState } from "#db/values.ts";
import { AppError } from "#lib/errors.ts";

const open = ["uploaded", "planned"] as const;

/** Refuses what would change an import that began to run. */
export function requireOpen({ state }: { state: ImportState }): void {
  if ((open as readonly string[]).includes(state)) return;
  const why =
    state === "running" || state === "undoing"
      ? "Something is at work on it; wait for its end or cancel it."
      : "It was run already. Upload the file again to import it in another way.";
  throw new AppError("conflict", `This import is ${state}. ${why}`);
}
