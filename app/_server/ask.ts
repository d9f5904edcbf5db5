import { headers } from "next/headers";
import { cache } from "react";
import { type AppError, isAppError } from "#lib/errors.ts";
import type { Query } from "#lib/query.ts";
import { actorOf, scopeFor } from "#lib/runtime.ts";
import { toEntrance } from "./session.ts";

/** Who looks at the page, proven once for the request. */
export const pageScope = cache(async () => {
  try {
    return await scopeFor(await actorOf(await headers()));
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return toEntrance();
    throw error;
  }
});

export async function ask<I, O>(query: Query<I, O>, input: unknown): Promise<O> {
  return query(await pageScope(), input);
}

/** For input that comes from the address bar: a refusal is shown on the page, in words. */
export async function askOrRefuse<I, O>(
  query: Query<I, O>,
  input: unknown,
): Promise<{ answer: O } | { refusal: AppError }> {
  try {
    return { answer: await ask(query, input) };
  } catch (error) {
    if (isAppError(error) && error.code === "invalid") return { refusal: error };
    throw error;
  }
}
