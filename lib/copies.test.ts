import { expect, test, vi } from "vitest";
import { testScope } from "#lib/testing.ts";

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

test("a refusal of one copy is known as such to the other", async () => {
  const [errors, otherErrors] = await twice(() => import("#lib/errors.ts"));
  expect(otherErrors.notFound("incident 1")).toBeInstanceOf(errors.AppError);
  const [limits, otherLimits] = await twice(() => import("#lib/access/limits.ts"));
  const guess = { email: `${Math.random()}@example.test`, address: null };
  for (let i = 0; i < 10; i += 1) await limits.countPassword(guess);
  await expect(otherLimits.countPassword(guess)).rejects.toMatchObject({ code: "too-many" });
});
