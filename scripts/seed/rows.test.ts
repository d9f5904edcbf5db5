import { expect, test } from "vitest";
import { generateRows } from "./rows.ts";

test("rows are as many as asked for, the same for the same seed, and refer to changes that exist", () => {
  const rows = generateRows({ rows: 2000, seed: 4 });
  const changes = [...rows.changes()];
  const incidents = [...rows.incidents()];
  expect([changes.length, incidents.length]).toEqual([2000, 2000]);
  expect([...generateRows({ rows: 2000, seed: 4 }).incidents()]).toEqual(incidents);
  expect([...rows.changes()]).toEqual(changes);
  const keys = new Set(changes.map((change) => change.externalId));
  const slugs = new Set(rows.systems.map((system) => system.slug));
  for (const incident of incidents) {
    for (const change of incident.changes) expect(keys.has(change.externalId)).toBe(true);
    for (const system of incident.systems) expect(slugs.has(system.slug)).toBe(true);
    const times = [incident.startedAt, incident.detectedAt, incident.mitigatedAt, incident.resolvedAt].filter(
      (time) => time !== null,
    );
    expect([...times].sort()).toEqual(times);
  }
});
