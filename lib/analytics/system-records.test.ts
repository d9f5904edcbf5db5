import { expect, test } from "vitest";
import { declareIncidents } from "#lib/incidents/write.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { listIncidents } from "./incidents.ts";
import { listSystemRecords, systemNeighbours } from "./system-records.ts";

async function company() {
  const scope = await testScope();
  for (const body of [
    { slug: "db", name: "Database", tier: 1, org: "Platform" },
    { slug: "cart", name: "Cart", tier: 1, org: "Retail", dependsOn: ["db"] },
    { slug: "shop", name: "Shop", tier: 2, org: "Retail", dependsOn: ["cart"] },
    { slug: "wiki", name: "Wiki", dependsOn: ["shop"] },
  ])
    await registerSystem(scope, body);
  const incident = (title: string, more: object) => ({ title, startedAt: "2026-05-01T10:00:00Z", ...more });
  await declareIncidents(scope, {
    items: [
      incident("a", {
        severity: 1,
        status: "open",
        lostOrders: 10,
        systems: [{ slug: "db", part: "origin" }, { slug: "cart" }],
      }),
      incident("b", {
        severity: 4,
        resolvedAt: "2026-05-01T12:00:00Z",
        systems: [{ slug: "cart", part: "origin" }],
      }),
      incident("drill", { kind: "exercise", systems: [{ slug: "cart" }] }),
    ],
  });
  return scope;
}

test("a system's record counts the incidents that reached it, as many as its list holds", async () => {
  const scope = await company();
  const { items, orgs } = await listSystemRecords(scope, { sort: "-incidents" });
  expect(items.map(({ slug, incidents }) => [slug, incidents])).toEqual([
    ["cart", 2],
    ["db", 1],
    ["shop", 0],
    ["wiki", 0],
  ]);
  expect(items[0]).toMatchObject({ sev12: 1, open: 1, asOrigin: 1, lostOrders: 10 });
  expect(orgs).toEqual(["Platform", "Retail"]);
  expect((await listIncidents(scope, { system: "cart" })).total).toBe(items[0]?.incidents);
});

test("systems are found by words, organisation and tier, and paged without loss", async () => {
  const scope = await company();
  const slugs = async (words: object) =>
    (await listSystemRecords(scope, words)).items.map(({ slug }) => slug);
  expect(await slugs({ q: "DATA" })).toEqual(["db"]);
  expect(await slugs({ org: "Retail" })).toEqual(["cart", "shop"]);
  expect(await slugs({ tier: "unknown" })).toEqual(["wiki"]);
  const first = await listSystemRecords(scope, { limit: 3 });
  const rest = await listSystemRecords(scope, { limit: 3, cursor: first.next! });
  expect([...first.items, ...rest.items].map(({ slug }) => slug)).toEqual(["cart", "db", "shop", "wiki"]);
  expect(rest.next).toBeNull();
});

test("a failure reaches all that depend on a system, also through others", async () => {
  const scope = await company();
  const { dependents, dependencies, reach } = await systemNeighbours(scope, { slug: "db" });
  expect(dependents.map(({ slug }) => slug)).toEqual(["cart"]);
  expect(dependencies).toEqual([]);
  expect(reach).toBe(3);
  expect((await systemNeighbours(scope, { slug: "shop" })).dependencies.map(({ slug }) => slug)).toEqual([
    "cart",
  ]);
  await expect(systemNeighbours(scope, { slug: "nowhere" })).rejects.toMatchObject({ code: "not-found" });
});
