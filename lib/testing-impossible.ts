import { commit } from "#db/commit.ts";
import { update } from "#db/edit.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { recordChange } from "./changes/write.ts";
import { declareIncidents } from "./incidents/write.ts";
import type { Scope } from "./scope.ts";

const years = ["0001-01-01T00:00:00Z", "2206-03-05T00:00:00Z", "9999-12-31T23:59:59Z"];

/**
 * For tests: a database of an older release, in which three of five incidents, an end and a change are dated as nothing
 * can be. What is written today is refused, so it is forced in.
 */
export async function storeImpossible(scope: Scope): Promise<void> {
  const items = ["a", "b", "c", "d", "e"].map((letter, i) => ({
    title: `Outage ${letter}`,
    startedAt: "2026-03-01T05:00:00Z",
    severity: 1,
    lostOrders: 10 + i,
    systems: [{ slug: "cart", part: "origin" }],
  }));
  await declareIncidents(scope, { items, createSystems: true });
  const { change } = await recordChange(scope, {
    body: { title: "Release", deployedAt: "2026-03-01T05:00:00Z" },
  });
  const set = (number: number, fields: object) => update(incidents, { key: { number }, version: 1 }, fields);
  const edits = [
    ...years.map((at, i) => set(i + 1, { startedAt: new Date(at) })),
    set(4, { status: "resolved", mitigatedAt: new Date(years[1]!), resolvedAt: new Date(years[2]!) }),
    update(changes, { key: { number: change.number }, version: 1 }, { deployedAt: new Date(years[2]!) }),
  ];
  await commit(scope.runtime.database, { edits, entries: [], now: scope.clock() });
}
