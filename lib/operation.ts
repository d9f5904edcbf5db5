import { z } from "zod";
import type { Permission } from "./actor.ts";
import { hold } from "./answer.ts";
import { parse } from "./parse.ts";
import { requirePermission } from "./query.ts";
import type { Scope } from "./scope.ts";

/**
 * Several queries and commands in a row, for what no single transaction should hold: a file that comes in, a plan of
 * a million rows. It reads and writes through their doors alone; this states what they are together.
 */
export interface OperationDefinition<I, O> {
  name: string;
  summary: string;
  requires: Permission;
  input: z.ZodType<I>;
  answer: z.ZodType<O>;
  run(scope: Scope, input: I): Promise<O>;
}

export interface Operation<I, O> {
  (scope: Scope, input: unknown): Promise<O>;
  readonly definition: OperationDefinition<I, O>;
}

export function operation<I, O>(definition: OperationDefinition<I, O>): Operation<I, O> {
  const execute = async (scope: Scope, input: unknown): Promise<O> => {
    requirePermission(scope.actor, definition.requires, definition.name);
    return hold(
      definition.name,
      definition.answer,
      await definition.run(scope, parse(definition.input, input)),
    );
  };
  return Object.assign(execute, { definition });
}

/** A file that an operation hands out as it is written. */
export const TextFile = z.object({ fileName: z.string(), text: z.custom<AsyncIterable<string>>() });
export type TextFile = z.infer<typeof TextFile>;
