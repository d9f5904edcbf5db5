import { expect, onTestFinished, test } from "vitest";
import { copyOfTemplate } from "#db/testing.ts";
import { faultsOf } from "./check.ts";
import { killAgainAndAgain } from "./kill.ts";
import { openStored } from "./stored.ts";

test("a server killed at any moment, amid eight clients and an import, loses nothing acknowledged and leaves nothing half-written", {
  timeout: 120_000,
}, async () => {
  const { url, drop } = await copyOfTemplate();
  onTestFinished(drop);
  const survived = await killAgainAndAgain({ url, kills: 4, seed: 7, rows: 5000, mostMs: 900 });
  expect(survived.faults).toEqual([]);
  expect(survived.imports.other).toBe(0);
  expect(survived.acknowledged).toBeGreaterThan(0);
});

test("what the torture looks for, it finds", async () => {
  const { url, drop } = await copyOfTemplate();
  onTestFinished(drop);
  const stored = await openStored(url);
  const damage = [
    ["update state set incidents = 2, revision = 5", []],
    [
      `insert into incidents (number, id, version, created_at, updated_at, revision, source, external_id, kind, title,
        status, started_at, trigger, root_cause, ai_involvement, ai_evidence, lost_orders)
        select 1, 'inc_1', 1, at, at, 900, 'torture', 'b.0', 'incident', 't', 'open', at, 'unknown', 'unknown', 'unknown', 'none', 1
        from (select ${url.startsWith("file:") ? "0" : "now()"} as at) as moment`,
      [
        /acknowledged with 2 and holds 1/,
        /lost was acknowledged and is not there/,
        /without all their systems/,
        /without all their regions/,
        /without all their factors/,
        /audit trail/,
        /1 of 20 items of the batch b/,
        /a revision that is yet to come/,
      ],
    ],
    ["update state set incidents = 0", [/beyond the counter/]],
    ["delete from incident_words_due", [/neither indexed for search nor due/]],
  ] as const;
  const acknowledged = [
    { name: "b.0", lostOrders: 2 },
    { name: "lost", lostOrders: 0 },
  ];
  for (const [statement, signs] of damage) {
    await stored.rows(statement);
    const found = await faultsOf({ url, acknowledged });
    for (const sign of signs) expect(found).toContainEqual(expect.stringMatching(sign));
  }
  await stored.close();
});
