import { afterAll, beforeAll } from "vitest";
import { copyOfTemplate } from "#db/testing.ts";
import { systemActor } from "./actor.ts";
import { closeRuntime, scopeFor } from "./runtime.ts";
import type { Scope } from "./scope.ts";

/** The runtime of a whole process on a database of its own, for all tests of a file. */
export function onRuntime(
  prepare: (scope: Scope) => Promise<unknown>,
  environment: Record<string, string> = {},
): void {
  const before = { ...process.env };
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const copy = await copyOfTemplate();
    drop = copy.drop;
    Object.assign(process.env, environment, { DATABASE_URL: copy.url });
    delete process.env.BASE_URL;
    await prepare(await scopeFor(systemActor("test")));
  });
  afterAll(async () => {
    await closeRuntime();
    await drop();
    // Other files of this process begin where this one did.
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
    Object.assign(process.env, before);
  });
}
