import { describe, expect, test, vi } from "vitest";
import { declareIncident } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { systemActor } from "./actor.ts";
import { Runtime } from "./scope.ts";
import { onRuntime } from "./testing-runtime.ts";

/** A bundler makes one copy of each module for pages and one for the API; both work in one process. */
async function twice<T>(load: () => Promise<T>): Promise<[T, T]> {
  const first = await load();
  vi.resetModules();
  return [first, await load()];
}

test("pages and the API write at the same time through one queue, each a copy of its own", async () => {
  const scope = await testScope();
  const copies = await twice(() => import("#lib/incidents/write.ts"));
  expect(copies[0].declareIncident).not.toBe(copies[1].declareIncident);
  const body = { title: "Checkout is slow", startedAt: "2026-05-30T10:00:00Z" };
  const written = await Promise.all(
    Array.from({ length: 40 }, (_, i) => copies[i % 2]!.declareIncident(scope, { body })),
  );
  expect(new Set(written.map(({ incident }) => incident.number)).size).toBe(40);
});

test("of two copies that edit one record at once, the slower is refused and not at fault", async () => {
  const scope = await testScope();
  const copies = await twice(() => import("#lib/incidents/write.ts"));
  const body = { title: "Checkout is slow", startedAt: "2026-05-30T10:00:00Z" };
  const { incident } = await copies[0].declareIncident(scope, { body });
  const ends = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      copies[i % 2]!.updateIncident(scope, {
        key: String(incident.number),
        patch: { version: 1, title: `Edit ${i}` },
      }),
    ),
  );
  const codes = ends.map((end) => (end.status === "rejected" ? end.reason.code : "stored"));
  expect(codes.toSorted()).toEqual([...Array(7).fill("conflict"), "stored"]);
});

test("what is refused, allocated or misconfigured is known to every copy by its kind", async () => {
  const [errors, otherErrors] = await twice(() => import("#lib/errors.ts"));
  expect(errors.AppError).not.toBe(otherErrors.AppError);
  expect(errors.isAppError(otherErrors.notFound("incident 1"))).toBe(true);
  const [env, otherEnv] = await twice(() => import("#lib/env.ts"));
  expect(env.isConfigurationError(new otherEnv.ConfigurationError("no"))).toBe(true);
  const [edits, otherEdits] = await twice(() => import("#db/edit.ts"));
  expect(edits.isCommitRefused(new otherEdits.CommitRefused("stale"))).toBe(true);
  expect(edits.isAllocated(otherEdits.allocate("incidents"))).toBe(true);
  for (const other of [new Error("a fault"), null, "AppError", { kind: "AppError" }]) {
    expect(errors.isAppError(other)).toBe(false);
    expect(env.isConfigurationError(other)).toBe(false);
    expect(edits.isCommitRefused(other)).toBe(false);
    expect(edits.isAllocated(other)).toBe(false);
  }
});

test("figures that one copy took in are filtered by the words of another", async () => {
  const scope = await testScope();
  const body = { source: "pager", externalId: "1", title: "Slow", startedAt: "2026-05-30T10:00:00Z" };
  await declareIncident(scope, { body });
  for (const { listIncidents } of await twice(() => import("#lib/analytics/incidents.ts")))
    expect(await listIncidents(scope, { period: "all", source: "pager" })).toMatchObject({ total: 1 });
});

describe("the runtime of a process", () => {
  onRuntime(async () => undefined);

  test("is one for all copies, with the limits, facts and background work in it", async () => {
    const [one, other] = await twice(() => import("#lib/runtime.ts"));
    expect(one.runtime).not.toBe(other.runtime);
    expect(await one.runtime()).toBe(await other.runtime());
    const [scope, otherScope] = [
      await one.scopeFor(systemActor("pages")),
      await other.scopeFor(systemActor("API")),
    ];
    const guess = { email: "guess@example.test", address: null };
    for (let i = 0; i < 10; i += 1) await scope.runtime.limits.countPassword(guess);
    await expect(otherScope.runtime.limits.countPassword(guess)).rejects.toMatchObject({ code: "too-many" });
    expect(otherScope.runtime.facts).toBe(scope.runtime.facts);
    expect(otherScope.runtime.importsAtWork).toBe(scope.runtime.importsAtWork);
  });

  test("opens another one once it was closed", async () => {
    const { runtime, closeRuntime } = await import("#lib/runtime.ts");
    const first = await runtime();
    await closeRuntime();
    expect(await runtime()).not.toBe(first);
  });
});

test("a test makes as many runtimes as it likes, which share nothing but their database", async () => {
  const { runtime } = await testScope();
  const others = Array.from({ length: 5 }, () => new Runtime(runtime.database));
  const guess = { email: "guess@example.test", address: null };
  for (let i = 0; i < 10; i += 1) await runtime.limits.countPassword(guess);
  await expect(runtime.limits.countPassword(guess)).rejects.toMatchObject({ code: "too-many" });
  for (const other of others) await other.limits.countPassword(guess);
  expect(new Set([runtime, ...others].map(({ facts }) => facts)).size).toBe(6);
});
