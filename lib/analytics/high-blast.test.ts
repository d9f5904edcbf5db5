import fc from "fast-check";
import { expect, test } from "vitest";
import { highBlastReasons } from "#lib/incidents/rules.ts";
import { HighBlastThresholds } from "#lib/settings/dated.ts";
import { holding } from "#lib/settings/testing.ts";
import { Facts } from "./facts/store.ts";
import { highBlastReader, reachAt } from "./high-blast.ts";

const maybe = (max: number) => fc.option(fc.nat(max), { nil: null });

const anIncident = fc.record({
  severity: maybe(5),
  lostOrders: maybe(20),
  errors: maybe(20),
  systems: fc.nat(8),
  regions: fc.nat(6),
  orderDropPercent: maybe(100),
  startedSecond: fc.nat(1000),
  mitigatedSecond: maybe(9000),
});

const limits = fc.record({
  lostOrders: fc.integer({ min: 1, max: 20 }),
  errors: fc.integer({ min: 1, max: 20 }),
  systems: fc.integer({ min: 1, max: 8 }),
  regions: fc.integer({ min: 1, max: 6 }),
  sev1MitigateMinutes: fc.double({ min: 0, max: 120, noNaN: true }),
  orderDropPercent: fc.nat(100),
});

test("over facts, an incident has a high blast radius exactly when the rule gives a reason", () => {
  fc.assert(
    fc.property(fc.array(anIncident, { minLength: 1 }), limits, (incidents, given) => {
      const facts = new Facts();
      for (const [row, incident] of incidents.entries()) {
        const { incidents: columns } = facts;
        columns.severity.set(row, incident.severity ?? 0);
        columns.lostOrders.set(row, incident.lostOrders);
        columns.errors.set(row, incident.errors);
        columns.orderDropPercent.set(row, incident.orderDropPercent);
        columns.startedAt.set(row, incident.startedSecond * 1000);
        columns.mitigatedAt.set(
          row,
          incident.mitigatedSecond === null ? null : incident.mitigatedSecond * 1000,
        );
        columns.systems.clear(row);
        for (let i = 1; i <= incident.systems; i += 1) columns.systems.add(row, i);
        columns.regions.clear(row);
        for (let i = 1; i <= incident.regions; i += 1) columns.regions.add(row, i);
      }
      const isHigh = highBlastReader(facts, holding({ highBlast: given }));
      for (const [row, incident] of incidents.entries()) {
        const taken = ((incident.mitigatedSecond ?? Number.NaN) - incident.startedSecond) / 60;
        const mitigateMinutes = taken >= 0 ? taken : null;
        const reach = { ...incident, severity: incident.severity || null, mitigateMinutes };
        const reasons = highBlastReasons(reach, given);
        expect(isHigh(row)).toBe(reasons.length > 0);
        expect(highBlastReasons(reachAt(facts, row), given)).toEqual(reasons);
      }
    }),
  );
});

test("a minute short of the limit is short of it", () => {
  const standard = HighBlastThresholds.parse({});
  const reach = { lostOrders: null, errors: null, systems: 1, regions: 1, orderDropPercent: null };
  const reasonsAt = (mitigateMinutes: number) =>
    highBlastReasons({ ...reach, severity: 1, mitigateMinutes }, standard);
  expect(reasonsAt(59.9)).toEqual([]);
  expect(reasonsAt(60)).toEqual(["60 minutes to mitigate a Sev-1 (60 or more)"]);
});
