import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { type Status, statuses } from "#db/values.ts";
import { listAudit } from "#lib/audit/read.ts";
import { testScope } from "#lib/testing.ts";
import { getOverview } from "../analytics/overview.ts";
import { getIncident } from "./read.ts";
import { durationsOf, endsOf } from "./rules.ts";
import { declareIncident, declareIncidents, updateIncident } from "./write.ts";

/** Whether an incident has an end: what its fields hold, and what its state says of them. */

const recently = "2026-03-18T10:00:00Z";
const longAgo = "2025-03-18T10:00:00Z";
const anHourLater = (text: string) => new Date(Date.parse(text) + 3_600_000).toISOString();
const scopeNow = () => testScope({ now: "2026-03-20T12:00:00Z" });

describe("an incident of which no end and no state is told", () => {
  test.each([
    [recently, "open"],
    ["2026-03-13T12:00:00Z", "open"],
    ["2026-03-13T11:59:59Z", "unknown"],
    [longAgo, "unknown"],
  ])("begun at %s it is %s", async (startedAt, status) => {
    const scope = await scopeNow();
    const { incident } = await declareIncident(scope, { body: { title: "Slow", startedAt } });
    expect(incident.status).toBe(status);
  });

  test("is what it is told to be, however long ago it began", async () => {
    const scope = await scopeNow();
    const body = { title: "Slow", startedAt: longAgo, status: "open" };
    expect((await declareIncident(scope, { body })).incident.status).toBe("open");
  });

  test("has no part in what is open, in hours of impact and in times to mitigate", async () => {
    const scope = await scopeNow();
    const items = [longAgo, longAgo, longAgo].map((startedAt) => ({ title: "Slow", startedAt, severity: 1 }));
    await declareIncidents(scope, { items });
    const { current, open } = await getOverview(scope, {});
    expect(open.count).toBe(0);
    expect(current).toMatchObject({ impactHours: null, impactRecorded: 0, impactOf: 3 });
    expect(current.timeToMitigate).toMatchObject({ recorded: 0, pending: 0, missing: 3, of: 3 });
  });
});

describe("an end that the state contradicts", () => {
  const ended = {
    title: "Slow",
    startedAt: recently,
    mitigatedAt: anHourLater(recently),
    resolvedAt: anHourLater(anHourLater(recently)),
  };

  test("is cleared when the incident is opened again, and stays in its history", async () => {
    const scope = await scopeNow();
    await declareIncident(scope, { body: ended });
    const opened = await updateIncident(scope, { key: "1", patch: { version: 1, status: "open" } });
    expect(opened).toMatchObject({ status: "open", mitigatedAt: null, resolvedAt: null });
    const { items } = await listAudit(scope, { subject: opened.id });
    expect(items[0]).toMatchObject({
      before: { status: "resolved", mitigatedAt: "2026-03-18T11:00:00.000Z" },
      after: { status: "open", mitigatedAt: null },
    });
  });

  test("that comes in one body with it is told in the history all the same", async () => {
    const scope = await scopeNow();
    const { incident } = await declareIncident(scope, { body: { ...ended, status: "mitigated" } });
    expect(incident).toMatchObject({ status: "mitigated", resolvedAt: null });
    expect(incident.mitigatedAt).not.toBeNull();
    const { items } = await listAudit(scope, { subject: incident.id });
    expect(items.map(({ action }) => action)).toEqual(["incident.update", "incident.declare"]);
    expect(items[1]?.after).toMatchObject({ resolvedAt: "2026-03-18T12:00:00.000Z" });
    expect(items[0]?.after).toMatchObject({ resolvedAt: null });
  });

  test("counts in no duration, whatever order of states and ends a record went through", async () => {
    const step = fc.record(
      {
        status: fc.constantFrom(...statuses),
        mitigatedAt: fc.constantFrom(null, ended.mitigatedAt),
        resolvedAt: fc.constantFrom(null, ended.resolvedAt),
      },
      { requiredKeys: [] },
    );
    const scope = await scopeNow();
    await fc.assert(
      asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        const { incident } = await declareIncident(scope, { body: { ...ended, ...steps[0] } });
        const key = incident.id;
        for (const patch of steps.slice(1)) {
          const { version } = await getIncident(scope, { key });
          await updateIncident(scope, { key, patch: { ...patch, version } });
        }
        const { status, mitigatedAt, resolvedAt } = await getIncident(scope, { key });
        expect(endsOf({ status, mitigatedAt, resolvedAt })).toEqual({ mitigatedAt, resolvedAt });
        if (status === "unknown") expect([mitigatedAt, resolvedAt]).toEqual([null, null]);
      }),
      { numRuns: runs(40) },
    );
  });

  test("is none to any figure, whatever a record of an older release holds", () => {
    const at = (text: string) => new Date(text);
    const moments = {
      startedAt: at(ended.startedAt),
      detectedAt: null,
      mitigatedAt: at(ended.mitigatedAt),
      resolvedAt: at(ended.resolvedAt),
    };
    const minutes = (status: Status) => {
      const { mitigateMinutes, resolveMinutes } = durationsOf({ ...moments, status });
      return [mitigateMinutes, resolveMinutes];
    };
    expect(statuses.map((status) => [status, ...minutes(status)])).toEqual([
      ["open", null, null],
      ["mitigated", 60, null],
      ["resolved", 60, 120],
      ["closed", 60, 120],
      ["unknown", 60, 120],
    ]);
  });
});
