import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordChanges, updateChange } from "#lib/changes/write.ts";
import { formatMinutes } from "#lib/format.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { reasonOf, suggestCulprits } from "./culprit-suggestions.ts";

const hash = (n: number) => `${n}`.padEnd(40, "a");
const minute = (m: number) => new Date(Date.UTC(2026, 4, 1, 10, m)).toISOString();

async function world() {
  const scope = await testScope({ now: "2026-06-20T00:00:00Z" });
  let made = 0;
  const change = async (at: number, more: object = {}) => {
    made += 1;
    const body = {
      source: "ci",
      externalId: `D${made}`,
      title: `Deploy ${made}`,
      deployedAt: minute(at),
      system: "checkout",
      repository: "acme/checkout",
      shas: [hash(made)],
      ...more,
    };
    await recordChanges(scope, { items: [body], createSystems: true });
    return made;
  };
  const incident = async (at: number, more: object = {}) => {
    const body = {
      title: "Down",
      startedAt: minute(at),
      resolvedAt: minute(at + 30),
      status: "resolved",
      systems: [{ slug: "checkout", part: "affected" }],
      ...more,
    };
    return (await declareIncident(scope, { body, createSystems: true })).incident.number;
  };
  return { scope, change, incident };
}

const suggested = async (scope: Scope, key: number) =>
  (await suggestCulprits(scope, { key: String(key) })).items;
const reverts = (n: number) => ({
  reworks: [{ kind: "revert", sha: hash(n).slice(0, 12), said: "This reverts it" }],
});

describe("a culprit is suggested", () => {
  test("where a later change takes it back while the incident lasted, with the reason, and is not linked", async () => {
    const { scope, change, incident } = await world();
    await change(0);
    await change(5, { shas: [hash(9)] });
    const number = await incident(10);
    await change(20, reverts(1));
    const items = await suggested(scope, number);
    expect(items).toMatchObject([
      {
        change: { number: 1, title: "Deploy 1", system: "checkout" },
        isLinked: false,
        reasons: [
          {
            kind: "revert",
            by: 3,
            text: `CHG-3, deployed ${formatMinutes(10)} after the incident began, reverts it: “This reverts it”.`,
            confirmed: { known: 0, share: null },
          },
        ],
      },
    ]);
  });

  test("where it was rolled back", async () => {
    const { scope, change, incident } = await world();
    await change(0);
    const number = await incident(10);
    await updateChange(scope, { key: "1", patch: { version: 1, rolledBackAt: minute(25) } });
    expect(await suggested(scope, number)).toMatchObject([
      {
        reasons: [
          {
            kind: "rollback",
            by: null,
            text: `It was rolled back ${formatMinutes(15)} after the incident began.`,
          },
        ],
      },
    ]);
  });

  test.each([
    ["the change went out after the incident began", 12, 10, 20, {}],
    ["it was taken back before the incident began", 0, 10, 5, {}],
    ["it was taken back more than two days after the incident was over", 0, 10, 10 + 30 + 2880 + 1, {}],
    ["neither change was to a system that the incident reached", 0, 10, 20, { systems: [] }],
  ])("not where %s", async (_, deployed, began, mended, more) => {
    const { scope, change, incident } = await world();
    await change(deployed);
    const number = await incident(began, more);
    await change(mended, reverts(1));
    expect(await suggested(scope, number)).toEqual([]);
  });

  test("with how often such reasons were right, of the incidents that have a culprit", async () => {
    const { scope, change, incident } = await world();
    await change(0);
    await incident(10, { changes: [{ source: "ci", externalId: "D1", link: "culprit" }] });
    await change(20, reverts(1));
    await change(100);
    await change(101);
    await incident(110, { changes: [{ source: "ci", externalId: "D4", link: "culprit" }] });
    await change(120, reverts(3));
    await change(200);
    const number = await incident(210);
    await change(220, reverts(6));
    const [first] = await suggested(scope, number);
    // Incident 2's culprit is another than the one that was reverted.
    expect(first!.reasons[0]!.confirmed).toMatchObject({ yes: 1, known: 2, share: 0.5 });
  });

  test("as a plain look through all changes finds it, whatever happened when", async () => {
    const deed = fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      system: fc.constantFrom("checkout", "search"),
      mends: fc.option(fc.nat(5)),
    });
    const cases = fc.record({
      deeds: fc.array(deed, { minLength: 2, maxLength: 6 }),
      began: fc.integer({ min: 0, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ deeds, began }) => {
        const { scope, change, incident } = await world();
        for (const { at, system, mends } of deeds)
          await change(at, {
            system,
            ...(mends !== null && mends < deeds.length
              ? { reworks: [{ kind: "fix", sha: hash(mends + 1) }] }
              : {}),
          });
        const number = await incident(began);
        const expected = deeds.flatMap((mended, i) => {
          const isSeen = deeds.some(
            (one, j) =>
              j !== i &&
              one.mends === i &&
              one.at >= began &&
              mended.at <= began &&
              [one.system, mended.system].includes("checkout"),
          );
          return isSeen ? [i + 1] : [];
        });
        const found = (await suggested(scope, number)).map((item) => item.change.number).sort();
        expect(found).toEqual(expected);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

test("a reason tells lines that were blamed", () => {
  const began = new Date(minute(10));
  const mend = { kind: "blamed-lines", at: Date.parse(minute(20)), said: null, lines: 4 } as const;
  expect(reasonOf(mend, { by: { number: 7 }, began })).toBe(
    `CHG-7, deployed ${formatMinutes(10)} after the incident began, changes 4 lines that it wrote.`,
  );
});
