import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeFields } from "#db/fields/changes.ts";
import { momentsOf } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { asyncProperty } from "#db/testing.ts";
import { openAction } from "#lib/actions/write.ts";
import {
  recordAudits,
  recordChange,
  recordChanges,
  recordVolumes,
  updateChange,
} from "#lib/changes/write.ts";
import { declareIncident, declareIncidents, updateIncident } from "#lib/incidents/write.ts";
import { recordPostmortems } from "#lib/postmortems/write.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { refusalOf, testScope } from "#lib/testing.ts";
import { addTimelineEntry } from "#lib/timeline/write.ts";
import { updateSettings } from "./settings/write.ts";

/** What records may say of when: the same for everybody who sends, and for every moment. */

const now = "2026-03-20T12:00:00Z";
const startedAt = "2026-03-18T10:00:00Z";
const incident = { title: "Slow", startedAt };
const change = { title: "Release", deployedAt: startedAt };

/** Moments that cannot have been: years ahead, past the day that clocks may differ by, and long before records. */
const impossible = fc.oneof(
  fc.constantFrom(
    "2206-03-05T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "1969-12-30T00:00:00Z",
  ),
  fc
    .date({ min: new Date(Date.parse(now) + 36 * 3_600_000), max: new Date("9999-12-31T00:00:00Z") })
    .map(iso),
  fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("1969-12-30T23:00:00Z") }).map(iso),
);

function iso(at: Date): string {
  return at.toISOString();
}

/** Every way in, by the path of the moment that it takes. */
const ways: [path: string, send: (scope: Scope, at: string) => Promise<unknown>][] = [
  ...momentsOf(incidentFields).flatMap(([path]): typeof ways => [
    [path, (scope, at) => declareIncident(scope, { body: { ...incident, [path]: at } })],
    [path, (scope, at) => updateIncident(scope, { key: "1", patch: { [path]: at, version: 1 } })],
    [
      `items.0.${path}`,
      (scope, at) => declareIncidents(scope, { items: [{ ...incident, [path]: at }], atomic: true }),
    ],
  ]),
  ...[...momentsOf(changeFields).map(([path]) => path), "rolledBackAt"].flatMap((path): typeof ways => [
    [path, (scope, at) => recordChange(scope, { body: { ...change, [path]: at } })],
    [path, (scope, at) => updateChange(scope, { key: "1", patch: { [path]: at, version: 1 } })],
    [
      `items.0.${path}`,
      (scope, at) => recordChanges(scope, { items: [{ ...change, [path]: at }], atomic: true }),
    ],
  ]),
  ["at", (scope, at) => addTimelineEntry(scope, { key: "1", body: { at, text: "Rolled back" } })],
  [
    "closedAt",
    (scope, at) => openAction(scope, { key: "1", body: { title: "Mend", state: "done", closedAt: at } }),
  ],
  ["retiredAt", (scope, at) => registerSystem(scope, { slug: "cart", retiredAt: at })],
  [
    "items.0.day",
    (scope, at) => recordVolumes(scope, { items: [{ day: at.slice(0, 10), count: 3, source: "ci" }] }),
  ],
];

async function withRecords(): Promise<Scope> {
  const scope = await testScope({ now });
  await declareIncident(scope, { body: incident });
  await recordChange(scope, { body: change });
  return scope;
}

describe("a moment that cannot have been", () => {
  test.each(ways)("is refused by its name (%s), and nothing is stored", async (path, send) => {
    const scope = await withRecords();
    await fc.assert(
      asyncProperty(impossible, async (at) => {
        const { code, errors } = await refusalOf(send(scope, at));
        expect(code).toBe("invalid");
        expect(errors[0]?.path).toBe(path);
        expect(errors[0]?.message).toMatch(/future|first day/);
      }),
      { numRuns: 12 },
    );
  });

  test("in one of many leaves the others be", async () => {
    const scope = await withRecords();
    const items = [incident, { ...incident, startedAt: "2206-03-05T00:00:00Z" }];
    expect(await declareIncidents(scope, { items })).toMatchObject({
      created: 1,
      refused: [{ index: 1, errors: [{ path: "startedAt" }] }],
    });
    const whole = {
      incident: { number: 1 },
      summary: "x",
      timeline: [{ at: "2206-03-05T00:00:00Z", text: "x" }],
    };
    expect(await recordPostmortems(scope, { items: [whole] })).toMatchObject({
      created: 0,
      refused: [{ errors: [{ path: "timeline.0.at" }] }],
    });
    const audit = { source: "ci", externalId: "1", outcome: "in-order", auditedAt: "2206-03-05T00:00:00Z" };
    const { refused } = await recordAudits(scope, { items: [{ ...audit, auditedBy: "Ada" }] });
    expect(refused[0]?.errors[0]?.path).toBe("auditedAt");
  });

  test("is also a start that is moved to after the ends", async () => {
    const scope = await testScope({ now });
    await declareIncident(scope, { body: { ...incident, resolvedAt: "2026-03-18T11:00:00Z" } });
    const move = (patch: object) => updateIncident(scope, { key: "1", patch: { ...patch, version: 1 } });
    const { errors } = await refusalOf(move({ startedAt: "2026-03-18T12:00:00Z" }));
    expect(errors).toEqual([
      { path: "startedAt", message: "is after resolvedAt: the resolution cannot come before the start" },
    ]);
    // One that goes on again has no end to come before.
    await move({ startedAt: "2026-03-18T12:00:00Z", status: "open" });
  });

  test("is a day ahead for clocks that differ, and may be older where the settings say so", async () => {
    const scope = await withRecords();
    const at = (startedAt: string) => declareIncident(scope, { body: { ...incident, startedAt } });
    await at("2026-03-21T11:59:00Z");
    await refusalOf(at("1932-04-01T00:00:00Z"));
    await updateSettings(scope, { version: 0, earliestDay: "1900-01-01" });
    await at("1932-04-01T00:00:00Z");
  });
});

describe("a date", () => {
  const kept = [
    ["2024-01-31", "day", "2024-01-31T00:00:00.000Z"],
    ["2024-02", "month", "2024-02-01T00:00:00.000Z"],
    ["2024-Q3", "quarter", "2024-07-01T00:00:00.000Z"],
    ["2024", "year", "2024-01-01T00:00:00.000Z"],
  ] as const;
  const read = ({ startedAt, startedPrecision }: { startedAt: Date; startedPrecision: string }) => [
    startedPrecision,
    startedAt.toISOString(),
  ];

  test.each(kept)("%s is known to the %s, and is kept as such", async (text, precision, at) => {
    const scope = await testScope({ now });
    const { incident: one } = await declareIncident(scope, { body: { ...incident, startedAt: text } });
    expect(read(one)).toEqual([precision, at]);
    const items = [{ ...incident, startedAt: text, source: "file", externalId: "1" }];
    expect(await declareIncidents(scope, { items })).toMatchObject({ created: 1 });
    expect(await declareIncidents(scope, { items })).toMatchObject({ unchanged: 1 });
    const { change: other } = await recordChange(scope, { body: { ...change, deployedAt: text } });
    expect([other.deployedPrecision, other.deployedAt.toISOString()]).toEqual([precision, at]);
  });

  test("stands in an instant as it is written, whatever the offset", async () => {
    const scope = await testScope({ now });
    for (const startedAt of [
      "2024-01-31T00:30:00+14:00",
      "2024-01-31T23:30:00-12:00",
      "2024-01-31T00:00:00Z",
    ]) {
      const body = { ...incident, startedAt, startedPrecision: "day" };
      const { incident: one } = await declareIncident(scope, { body });
      expect(read(one)).toEqual(["day", "2024-01-31T00:00:00.000Z"]);
    }
  });

  test("that a moment replaces is known to the minute again, and none has no precision", async () => {
    const scope = await testScope({ now });
    await declareIncident(scope, { body: { ...incident, startedAt: "2024-01-31", resolvedAt: "2024-02" } });
    const patch = { version: 1, startedAt: "2024-01-31T10:05:00Z", resolvedAt: null };
    expect(await updateIncident(scope, { key: "1", patch })).toMatchObject({
      startedPrecision: "minute",
      resolvedPrecision: "minute",
      resolvedAt: null,
    });
  });

  test.each(["2024-02-30", "2024-13", "24", "2024-1-1"])("%s is none, and is refused", async (startedAt) => {
    const scope = await testScope({ now });
    const { errors } = await refusalOf(declareIncident(scope, { body: { ...incident, startedAt } }));
    expect(errors[0]?.path).toBe("body.startedAt");
  });

  test("lies before another only where no zone and no hour could make it otherwise", async () => {
    const scope = await testScope({ now });
    const log = (more: object) => declareIncident(scope, { body: { ...incident, ...more } });
    await log({ startedAt: "2024-03-01", resolvedAt: "2024-03-01" });
    await log({ startedAt: "2024-03-01", resolvedAt: "2024-02-29T18:00:00Z" });
    await log({ startedAt: "2024-03-05T10:00:00Z", resolvedAt: "2024-03" });
    expect(
      (await refusalOf(log({ startedAt: "2024-03-03", resolvedAt: "2024-03-01" }))).errors[0]?.path,
    ).toBe("resolvedAt");
  });
});
