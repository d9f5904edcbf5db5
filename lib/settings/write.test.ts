import { describe, expect, test } from "vitest";
import { getOverview } from "#lib/analytics/overview.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { refusalOf, testScope } from "#lib/testing.ts";
import { getSettings } from "./read.ts";
import { updateSettings } from "./write.ts";

/** Two incidents of a thousand lost orders each: one of March 2025, one of today. */
async function company() {
  const scope = await testScope({ now: "2026-06-15T12:00:00Z" });
  for (const startedAt of ["2025-03-10T12:00:00Z", "2026-06-15T08:00:00Z"])
    await declareIncident(scope, {
      body: { title: "Orders fail", aiInvolvement: "none", severity: 2, startedAt, lostOrders: 1000 },
    });
  const say = async (patch: object) => {
    const { version } = await getSettings(scope, undefined);
    return updateSettings(scope, { version, ...patch });
  };
  const worthIn = async (period: object) => {
    const { current, currency } = await getOverview(scope, period);
    return { worth: current.lostOrdersWorth, by: current.lostOrdersWorthBy, currency };
  };
  const march = { from: "2025-03-01", to: "2025-04-01" };
  return { scope, say, worthIn, march };
}

describe("the worth of an order", () => {
  test("that is said for the first time holds always; another holds from today on and leaves March as it was", async () => {
    const { say, worthIn, march } = await company();
    expect(await worthIn({})).toEqual({ worth: null, by: [], currency: "USD" });
    await say({ orderValue: 20, currency: "EUR" });
    const first = await worthIn(march);
    expect(first).toEqual({
      worth: 20_000,
      by: [{ currency: "EUR", orders: 1000, worth: 20_000 }],
      currency: "EUR",
    });
    const { orderValue, history } = await say({ orderValue: 80 });
    expect(orderValue).toBe(80);
    expect(history.orderValue).toEqual([
      { from: null, value: 20, by: null, at: null },
      { from: "2026-06-15", value: 80, by: "A admin", at: new Date("2026-06-15T12:00:00Z") },
    ]);
    expect(await worthIn(march)).toEqual(first);
    expect((await worthIn({ period: "7d" })).worth).toBe(80_000);
    expect((await worthIn({})).worth).toBe(100_000);
  });

  test("can be mended: that it was always another, or from a day of the past on", async () => {
    const { say, worthIn, march } = await company();
    await say({ orderValue: 20 });
    await say({ orderValue: 80 });
    await say({ orderValue: 80, holdsFrom: "2025-03-05" });
    expect((await worthIn(march)).worth).toBe(80_000);
    const { history } = await say({ orderValue: 50, holdsFrom: "always" });
    expect(history.orderValue).toEqual([{ from: null, value: 50, by: null, at: null }]);
    expect((await worthIn({})).worth).toBe(100_000);
  });

  test("that is planned holds from its day on, whatever is said of today meanwhile", async () => {
    const { scope, say } = await company();
    await say({ orderValue: 20 });
    const planned = await say({ orderValue: 100, holdsFrom: "2026-07-01" });
    expect(planned.orderValue).toBe(20);
    await say({ orderValue: 30 });
    const later = { ...scope, clock: () => new Date("2026-07-01T00:00:00Z") };
    const { orderValue, history } = await getSettings(later, undefined);
    expect(orderValue).toBe(100);
    expect(history.orderValue.map(({ from, value }) => [from, value])).toEqual([
      [null, 20],
      ["2026-06-15", 30],
      ["2026-07-01", 100],
    ]);
  });

  test("is never added over two currencies", async () => {
    const { say, worthIn, march } = await company();
    await say({ orderValue: 20, currency: "EUR" });
    await say({ currency: "USD" });
    expect(await worthIn({})).toEqual({
      worth: null,
      by: [
        { currency: "EUR", orders: 1000, worth: 20_000 },
        { currency: "USD", orders: 1000, worth: 20_000 },
      ],
      currency: "USD",
    });
    expect((await worthIn(march)).currency).toBe("EUR");
  });
});

describe("a history", () => {
  test("is written anew as a whole, keeps who said what, and stands in the audit trail", async () => {
    const { scope, say } = await company();
    await say({ orderValue: 20 });
    await say({ orderValue: 80, holdsFrom: "2026-02-01" });
    const { history } = await getSettings(scope, undefined);
    const other = { ...scope, actor: { ...scope.actor, name: "Somebody else" } };
    const { version } = await getSettings(scope, undefined);
    const entries = [...history.orderValue, { from: "2026-04-01", value: 90 }];
    const after = await updateSettings(other, { version, history: { orderValue: entries } });
    expect(after.history.orderValue.map(({ from, by }) => [from, by])).toEqual([
      [null, null],
      ["2026-02-01", "A admin"],
      ["2026-04-01", "Somebody else"],
    ]);
    const taken = await say({ history: { orderValue: entries.slice(0, 1) } });
    expect(taken.orderValue).toBe(20);
    const { items } = await listAudit(scope, { subject: "settings", limit: 1 });
    expect(items[0]).toMatchObject({
      before: { orderValue: 90, history: { orderValue: expect.any(Array) } },
      after: { orderValue: 20, history: { orderValue: [{ from: null, value: 20 }] } },
    });
  });

  test("that is sent back as it was answered changes nothing, and what stands beside it is taken", async () => {
    const { scope, say } = await company();
    await say({ orderValue: 20 });
    const { version, ...known } = await say({ orderValue: 80, holdsFrom: "2026-02-01" });
    const sent = JSON.parse(JSON.stringify({ ...known, orderValue: 90, organisation: "Acme" }));
    const { history, organisation } = await updateSettings(scope, { version, ...sent });
    expect(organisation).toBe("Acme");
    expect(history.orderValue.map(({ from, value }) => [from, value])).toEqual([
      [null, 20],
      ["2026-02-01", 80],
      ["2026-06-15", 90],
    ]);
    expect(history.highBlast).toHaveLength(1);
  });

  test("refuses what cannot be, by name", async () => {
    const { say } = await company();
    const pathsOf = async (patch: object) => (await refusalOf(say(patch))).errors?.map(({ path }) => path);
    expect(await pathsOf({ orderValue: 1, holdsFrom: "yesterday" })).toEqual(["holdsFrom"]);
    expect(await pathsOf({ orderValue: 1, holdsFrom: "1200-01-01" })).toEqual(["holdsFrom"]);
    expect(await pathsOf({ orderValue: 1, holdsFrom: "2126-01-01" })).toEqual(["holdsFrom"]);
    expect(await pathsOf({ organisation: "Acme", holdsFrom: "2026-01-01" })).toEqual(["holdsFrom"]);
    const twice = [null, "2026-01-01", "2026-01-01"].map((from) => ({ from, value: 1 }));
    expect(await pathsOf({ history: { orderValue: twice } })).toEqual(["history.orderValue"]);
    expect(await pathsOf({ history: { orderValue: [{ from: "2026-01-01", value: 1 }] } })).toEqual([
      "history.orderValue",
    ]);
    const anew = [{ from: null, value: 1 }];
    expect(await pathsOf({ orderValue: 2, history: { orderValue: anew } })).toEqual(["history.orderValue"]);
  });
});

test("thresholds, working hours and days for a post-mortem that nobody changed yet stay for the past as well", async () => {
  const { scope, say } = await company();
  const highBlast = { lostOrders: 500 };
  await say({ highBlast, postmortemWorkingDays: 2, workingHours: { days: [0], from: 1, to: 2 } });
  expect((await getIncident(scope, { key: "1" })).highBlast).toBe(false);
  expect((await getIncident(scope, { key: "2" })).highBlastReasons).toEqual([
    "1,000 lost orders (500 or more)",
  ]);
  await say({ highBlast, holdsFrom: "always" });
  expect((await getIncident(scope, { key: "1" })).highBlast).toBe(true);
  const { history } = await getSettings(scope, undefined);
  expect(history.workingHours).toHaveLength(2);
  expect(history.postmortemWorkingDays.map(({ value }) => value)).toEqual([5, 2]);
});
