import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncident, deleteIncident } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { listIncidents } from "./incidents.ts";
import { aFilter, anIncident, isMatching, storeCompany } from "./oracle.ts";
import { durationOf } from "./oracle-durations.ts";
import { getOverview } from "./overview.ts";
import { getTrends } from "./trends.ts";

const now = "2026-06-15T12:00:00Z";

function measured(values: (number | null)[]) {
  const recorded = values.filter((value) => value !== null);
  return {
    sum: recorded.length === 0 ? null : recorded.reduce((a, b) => a + b, 0),
    recorded: recorded.length,
    of: values.length,
  };
}

/** Minute by minute: slow, and hard to get wrong. */
function impactMinutes(incidents: Incident[], { from, to }: { from: Date; to: Date }) {
  const [all, own] = [new Set<number>(), new Set<number>()];
  let any = false;
  const until = Math.min(to.getTime(), Date.parse(now));
  for (const { severity, startedAt, mitigatedAt, resolvedAt, status } of incidents) {
    if (severity !== 1 && severity !== 2) continue;
    const end = mitigatedAt ?? resolvedAt ?? (status === "open" ? new Date(now) : null);
    if (end === null || end < startedAt) continue;
    const began = startedAt >= from && startedAt < to;
    any ||= began || (startedAt < from && end > from);
    for (
      let at = Math.max(startedAt.getTime(), from.getTime());
      at < Math.min(end.getTime(), until);
      at += 60_000
    ) {
      all.add(at);
      if (began) own.add(at);
    }
  }
  return { hours: any ? all.size / 60 : null, earlier: (all.size - own.size) / 60 };
}

function severities(incidents: Incident[]) {
  const counts: Record<string, number> = { "1": 0, "2": 0, "3": 0, "4": 0, "5": 0, unknown: 0 };
  for (const { severity } of incidents) counts[severity ?? "unknown"]! += 1;
  return counts;
}

function aiCounts(incidents: Incident[]) {
  const known = incidents.filter(({ aiInvolvement }) => aiInvolvement !== "unknown");
  return {
    yes: known.filter(({ aiInvolvement }) => aiInvolvement !== "none").length,
    known: known.length,
    unknown: incidents.length - known.length,
  };
}

describe("overview and trends", () => {
  test("equal a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        fc.array(anIncident, { minLength: 1, maxLength: 60 }),
        fc.array(aFilter, { minLength: 6, maxLength: 6 }),
        async (company, filters) => {
          const scope = await testScope({ now });
          await storeCompany(scope, company);
          const all = await incidentsByNumber(scope, { numbers: company.map((_, i) => i + 1) });
          for (const filter of filters) {
            const overview = await getOverview(scope, filter);
            const meant = all.filter((incident) => isMatching(incident, filter, overview.period));
            expect(overview.incidents).toBe(meant.length);
            expect(overview.current).toMatchObject({
              incidents: meant.length,
              bySeverity: severities(meant),
              lostOrders: measured(meant.map((one) => one.lostOrders)),
              errors: measured(meant.map((one) => one.errors)),
              timeToDetect: durationOf(meant, "detectedAt", now),
              timeToMitigate: durationOf(meant, "mitigatedAt", now),
              timeToResolve: durationOf(meant, "resolvedAt", now),
              aiShare: aiCounts(meant),
            });
            const ever = { ...overview.period, from: new Date(0) };
            const known = all.filter((incident) => isMatching(incident, filter, ever));
            const { hours, earlier } = impactMinutes(known, overview.period);
            if (hours === null) expect(overview.current.impactHours).toBeNull();
            else expect(overview.current.impactHours).toBeCloseTo(hours, 6);
            expect(overview.current.impactEarlier.hours).toBeCloseTo(earlier, 6);
            expect(overview.impactHours.reduce((sum: number, one) => sum + (one ?? 0), 0)).toBeCloseTo(
              hours ?? 0,
              6,
            );

            const trends = await getTrends(scope, filter);
            expect(trends.buckets.reduce((sum, bucket) => sum + bucket.incidents, 0)).toBe(meant.length);
            for (const {
              start,
              end,
              incidents,
              bySeverity,
              lostOrders,
              errors,
              ai,
              timeToMitigate,
            } of trends.buckets) {
              const inside = meant.filter((one) => one.startedAt >= start && one.startedAt < end);
              expect({ incidents, bySeverity, lostOrders, errors, timeToMitigate }).toMatchObject({
                incidents: inside.length,
                bySeverity: severities(inside),
                lostOrders: measured(inside.map((one) => one.lostOrders)),
                errors: measured(inside.map((one) => one.errors)),
                timeToMitigate: durationOf(inside, "mitigatedAt", now),
              });
              expect(ai).toMatchObject(aiCounts(inside));
            }

            const list = await listIncidents(scope, { ...filter, limit: 500 });
            expect(new Set(list.items.map((one) => one.number))).toEqual(
              new Set(meant.map((one) => one.number)),
            );
            expect(list.total).toBe(meant.length);
          }
        },
      ),
      { numRuns: runs(40) },
    );
  });

  test("a write is in the next answer, and so is a removal", async () => {
    const scope = await testScope({ now });
    expect((await getOverview(scope, {})).incidents).toBe(0);
    const body = { title: "Cart is down", startedAt: "2026-06-14T10:00:00Z", lostOrders: 7 };
    await declareIncident(scope, { body });
    expect((await getOverview(scope, {})).current.lostOrders).toEqual({ sum: 7, recorded: 1, of: 1 });
    await declareIncident(scope, { body: { ...body, lostOrders: null } });
    expect((await getOverview(scope, {})).current.lostOrders).toEqual({ sum: 7, recorded: 1, of: 2 });
    await deleteIncident(scope, { key: "1" });
    expect((await getOverview(scope, {})).current.lostOrders).toEqual({ sum: null, recorded: 0, of: 1 });
  });

  test("a filter that cannot be used is refused by name", async () => {
    const scope = await testScope({ now });
    for (const [word, value] of [
      ["severity", "9"],
      ["severity", ""],
      ["from", "yesterday"],
      ["from", "2026-02-31"],
      ["zone", "Mars/Base"],
      ["colour", "red"],
      ["ai", "maybe"],
    ]) {
      await expect(getOverview(scope, { [word!]: value })).rejects.toMatchObject({
        code: "invalid",
        errors: [{ path: word }],
      });
    }
    await expect(getOverview(scope, { from: "2026-03-02", to: "2026-03-01" })).rejects.toMatchObject({
      errors: [{ path: "to" }],
    });
  });

  test("compares with as many days before", async () => {
    const scope = await testScope({ now });
    for (const day of ["2026-06-02", "2026-06-03", "2026-05-30", "2026-05-20"]) {
      await declareIncident(scope, { body: { title: "x", startedAt: `${day}T10:00:00Z` } });
    }
    const { current, previous, previousPeriod } = await getOverview(scope, {
      from: "2026-06-01",
      to: "2026-06-08",
    });
    expect([current.incidents, previous?.incidents]).toEqual([2, 1]);
    expect(previousPeriod).toMatchObject({
      from: new Date("2026-05-25T00:00:00Z"),
      to: new Date("2026-06-01T00:00:00Z"),
    });
  });
});

describe("the list", () => {
  test("walks through every incident once, whatever the order", async () => {
    const scope = await testScope({ now });
    const company = fc.sample(anIncident, { numRuns: 60, seed: 7 });
    await storeCompany(scope, company);
    for (const sort of ["-startedAt", "severity", "-lostOrders", "mitigateMinutes", "-systems", "status"]) {
      const seen: Incident[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await listIncidents(scope, {
          sort,
          limit: 7,
          ...(cursor === undefined ? {} : { cursor }),
        });
        seen.push(...page.items);
        cursor = page.next;
      }
      const counted = (await getOverview(scope, {})).incidents;
      expect(seen).toHaveLength(counted);
      expect(new Set(seen.map((one) => one.number)).size).toBe(counted);
      if (sort === "-lostOrders") {
        const orders = seen.map((one) => one.lostOrders ?? -1);
        expect(orders).toEqual(orders.toSorted((a, b) => b - a));
      }
    }
  });
});
