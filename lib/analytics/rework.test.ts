import { describe, expect, test } from "vitest";
import { recordChanges } from "#lib/changes/write.ts";
import { testScope } from "#lib/testing.ts";
import { getRework } from "./rework.ts";

const sha = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d";
const at = (day: number) => `2026-05-0${day}T10:00:00Z`;

async function answered(items: object[], filter: object = {}) {
  const scope = await testScope({ now: "2026-05-20T00:00:00Z" });
  const whole = items.map((item, i) => ({
    source: "ci",
    externalId: `D${i}`,
    title: "Deploy",
    deployedAt: at(1 + i),
    repository: "acme/checkout",
    ...item,
  }));
  expect((await recordChanges(scope, { items: whole })).refused).toEqual([]);
  return getRework(scope, { from: "2026-05-01", to: "2026-05-15", bucket: "week", ...filter });
}

const reverts = { reworks: [{ kind: "revert", sha }] };
const readAndNone = { reworks: [] };

describe("the rework rate", () => {
  test("is the share of those whose commits were read, or of which somebody said, and leaves the others out", async () => {
    const { rework, text } = await answered([reverts, readAndNone, { rework: true }, { rework: false }, {}]);
    expect(rework).toMatchObject({ yes: 2, known: 4, unknown: 1, share: 0.5 });
    expect(text).toMatch(
      /^2 of 4 changes take back or mend an earlier one: 50% \(.+\)\. Of 1 change nobody said, and no commit was read\.$/,
    );
  });

  test("is told by how the change was made, and over time", async () => {
    const { byAi, buckets } = await answered([
      { ...reverts, aiAssistance: "agent" },
      { ...readAndNone, aiAssistance: "none" },
      {},
    ]);
    expect(byAi).toMatchObject({
      ai: { yes: 1, known: 1 },
      other: { yes: 0, known: 1 },
      unknown: { unknown: 1 },
    });
    expect(buckets.map(({ rework }) => [rework.yes, rework.known, rework.unknown])).toContainEqual([1, 2, 1]);
    expect(buckets.reduce((sum, { rework }) => sum + rework.known + rework.unknown, 0)).toBe(3);
  });

  test.each([
    [[], "No single change is recorded in this period."],
    [
      [{}],
      "Whether changes take back or mend earlier ones is not known. Of 1 change nobody said, and no commit was read.",
    ],
    [[readAndNone], /^None of 1 change take back or mend an earlier one: 0% /],
    [[reverts], /^1 of 1 change takes back or mends an earlier one: 100% /],
  ])("says so in words: %j", async (items, text) => {
    expect((await answered(items)).text).toMatch(text);
  });

  test("once told, stays: commits read later that name none do not take it away", async () => {
    const scope = await testScope({ now: "2026-05-20T00:00:00Z" });
    const one = { source: "ci", externalId: "D", title: "Deploy", deployedAt: at(1), repository: "a/b" };
    await recordChanges(scope, {
      items: [
        { ...one, ...reverts },
        { ...one, ...readAndNone },
      ],
    });
    const { rework } = await getRework(scope, { from: "2026-05-01", to: "2026-05-15" });
    expect(rework).toMatchObject({ yes: 1, known: 1 });
  });
});
