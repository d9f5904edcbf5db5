import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import type { AppError } from "#lib/errors.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { getIncident } from "./read.ts";
import {
  declareIncident,
  declareIncidents,
  deleteIncident,
  restoreIncident,
  updateIncident,
} from "./write.ts";

const body = {
  source: "pager",
  externalId: "P1",
  title: "Checkout is slow",
  startedAt: "2026-05-01T10:00:00Z",
};

describe("logging an incident", () => {
  test("keeps what was said and leaves the rest not recorded", async () => {
    const scope = await testScope();
    const { result, incident } = await declareIncident(scope, { body });
    expect(result).toBe("created");
    expect(incident).toMatchObject({
      number: 1,
      version: 1,
      // Nothing was told of its end, and it began long ago.
      status: "unknown",
      lostOrders: null,
      aiInvolvement: "unknown",
    });
    expect(await getIncident(scope, { key: "INC-1" })).toEqual(incident);
    expect(await getIncident(scope, { key: incident.id })).toEqual(incident);
  });

  test("the same body again changes nothing", async () => {
    const scope = await testScope();
    const full = {
      ...body,
      severity: 1,
      regions: ["eu-west-1", "EU-WEST-1 ", "de"],
      systems: [
        { slug: "cart", part: "affected" },
        { slug: "checkout", part: "origin" },
      ],
      factors: [{ factor: "staffing" }, { factor: "fatigue", note: "third night" }],
      customFields: { b: "2", a: "1" },
    };
    const first = await declareIncident(scope, { body: full, createSystems: true });
    const second = await declareIncident(scope, { body: full });
    expect(second.result).toBe("unchanged");
    expect(second.incident).toEqual(first.incident);
    expect(first.incident.regions).toEqual(["de", "eu-west-1"]);
  });

  test("a changed field makes a new version, leaves absent fields alone and tells before and after", async () => {
    const scope = await testScope();
    await declareIncident(scope, { body: { ...body, lostOrders: 12 } });
    const { result, incident } = await declareIncident(scope, { body: { ...body, severity: 2 } });
    expect(result).toBe("updated");
    expect(incident).toMatchObject({ version: 2, severity: 2, lostOrders: 12 });
    const { items } = await listAudit(scope, { subject: incident.id });
    expect(items).toMatchObject([
      { action: "incident.update", before: { severity: null }, after: { severity: 2 } },
      { action: "incident.declare", after: { title: "Checkout is slow" } },
    ]);
  });

  test("an unknown system is refused by name, and made when asked to", async () => {
    const scope = await testScope();
    const wanted = { ...body, systems: [{ slug: "carts" }] };
    expect((await refusalOf(declareIncident(scope, { body: wanted }))).errors).toMatchObject([
      { path: "systems.0.slug" },
    ]);
    const { incident } = await declareIncident(scope, { body: wanted, createSystems: true });
    expect(incident.systems).toEqual([{ slug: "carts", part: "affected", name: "carts", tier: null }]);
  });

  test("a viewer may not log", async () => {
    const scope = await testScope();
    expect((await refusalOf(declareIncident(as(scope, "viewer"), { body }))).code).toBe("forbidden");
  });

  test("two senders of one incident at once make one record", async () => {
    const scope = await testScope();
    const all = await Promise.all(Array.from({ length: 12 }, () => declareIncident(scope, { body })));
    expect(new Set(all.map(({ incident }) => incident.number)).size).toBe(1);
    expect(all.filter(({ result }) => result === "created")).toHaveLength(1);
  });
});

describe("a batch", () => {
  const items = [
    { title: "one", startedAt: "2026-05-01T10:00:00Z" },
    { title: "two", startedAt: "yesterday" },
    { title: "three", startedAt: "2026-05-01T10:00:00Z", sevrity: 1 },
    { ...body },
    { ...body, title: "Checkout is down" },
  ];

  test("stores the good items and reports the others with index and path", async () => {
    const scope = await testScope();
    const answer = await declareIncidents(scope, { items });
    expect(answer).toMatchObject({
      created: 2,
      updated: 1,
      unchanged: 0,
      refused: [
        { index: 1, errors: [{ path: "startedAt" }] },
        { index: 2, errors: [{ path: "sevrity" }] },
      ],
    });
    expect((await getIncident(scope, { key: "2" })).title).toBe("Checkout is down");
  });

  test("all or nothing stores nothing when one is refused", async () => {
    const scope = await testScope();
    const refusal = await refusalOf(declareIncidents(scope, { items, atomic: true }));
    expect(refusal.errors.map((error) => error.path)).toEqual(["items.1.startedAt", "items.2.sevrity"]);
    expect((await refusalOf(getIncident(scope, { key: "1" }))).code).toBe("not-found");
  });
});

describe("changing an incident", () => {
  test("a stale version is a conflict that shows the present record", async () => {
    const scope = await testScope();
    await declareIncident(scope, { body });
    await updateIncident(scope, { key: "1", patch: { version: 1, severity: 1 } });
    const refusal = await refusalOf(updateIncident(scope, { key: "1", patch: { version: 1, severity: 3 } }));
    expect(refusal.code).toBe("conflict");
    expect(refusal.current).toMatchObject({ version: 2, severity: 1 });
  });

  test("recording the mitigation moves the state on", async () => {
    const scope = await testScope();
    await declareIncident(scope, { body });
    const changed = await updateIncident(scope, {
      key: "1",
      patch: { version: 1, mitigatedAt: "2026-05-01T10:47:00Z" },
    });
    expect(changed).toMatchObject({ status: "mitigated", durations: { mitigateMinutes: 47 } });
  });

  test("12 editors lose no update", async () => {
    const scope = await testScope();
    await registerSystem(scope, { slug: "cart" });
    await declareIncident(scope, { body });
    const edit = async (i: number): Promise<boolean> => {
      for (;;) {
        const { version, lostOrders } = await getIncident(scope, { key: "1" });
        const done = await updateIncident(scope, {
          key: "1",
          patch: { version, lostOrders: (lostOrders ?? 0) + 1 },
        }).catch((error: AppError) => {
          expect(error.code, `editor ${i}`).toBe("conflict");
          return null;
        });
        if (done !== null) return true;
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, i) => edit(i)));
    expect(await getIncident(scope, { key: "1" })).toMatchObject({ lostOrders: 12, version: 13 });
    const { items } = await listAudit(scope, { limit: 100 });
    expect(items.filter((entry) => entry.action === "incident.update")).toHaveLength(12);
  });

  test("deleting keeps the record and its history, and can be undone", async () => {
    const scope = await testScope();
    await declareIncident(scope, { body });
    expect((await deleteIncident(scope, { key: "1" })).deletedAt).not.toBeNull();
    expect((await restoreIncident(scope, { key: "1" })).deletedAt).toBeNull();
    const { items } = await listAudit(scope, {});
    expect(items.map((entry) => entry.action)).toEqual([
      "incident.restore",
      "incident.delete",
      "incident.declare",
    ]);
  });
});
