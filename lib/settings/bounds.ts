import type { CommandContext } from "#lib/command.ts";
import { type FieldError, invalid } from "#lib/errors.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";
import { getSettings } from "./read.ts";

/** What the moments of records are held against, by the settings. */
export async function momentBounds({ ask, now }: Pick<CommandContext, "ask" | "now">): Promise<Bounds> {
  const { earliestDay } = await ask(getSettings, undefined);
  return { now, earliestDay };
}

type Moments = Readonly<Record<string, Date | null | undefined>>;

/** What is wrong with moments that are said, by their paths. */
export function implausible(said: Moments, bounds: Bounds): FieldError[] {
  return Object.entries(said).flatMap(([path, at]) => {
    const message = at == null ? null : momentProblem(at, bounds);
    return message === null ? [] : [{ path, message }];
  });
}

/** Refuses what cannot have happened then. */
export async function requirePlausible(
  context: Pick<CommandContext, "ask" | "now">,
  said: Moments,
): Promise<void> {
  const problems = implausible(said, await momentBounds(context));
  if (problems.length > 0) throw invalid(problems);
}
