import { expect, test } from "vitest";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { getOverview } from "./overview.ts";

/** In June and in May so many incidents that a change caused, of which AI made so many changes, and others besides. */
async function noiseOf(ai: { june: number; may: number; others: number }) {
  const scope = await testScope({ now: "2026-07-01T00:00:00Z" });
  const incident = (month: string, i: number, more: object) => ({
    title: "Carts fail",
    startedAt: `2026-${month}-${String(1 + (i % 30)).padStart(2, "0")}T10:00:00Z`,
    ...more,
  });
  const caused = (month: string, made: number) =>
    Array.from({ length: 40 }, (_, i) =>
      incident(month, i, { trigger: "change", aiInvolvement: i < made ? "primary" : "none" }),
    );
  const others = Array.from({ length: ai.others }, (_, i) =>
    incident("06", i, { trigger: "load", aiInvolvement: "none" }),
  );
  const { refused } = await declareIncidents(scope, {
    items: [...caused("06", ai.june), ...caused("05", ai.may), ...others],
  });
  expect(refused).toEqual([]);
  const { noise } = await getOverview(scope, { from: "2026-06-01", to: "2026-06-30" });
  return noise;
}

test("AI's share of what changes caused is judged by itself: others that a change did not cause move it by nothing", async () => {
  const same = { june: 20, may: 21 };
  expect((await noiseOf({ ...same, others: 0 })).changeCaused).toBe(true);
  const beside = await noiseOf({ ...same, others: 400 });
  expect(beside).toMatchObject({ changeCaused: true, aiShare: false });
});

test("a share that doubles is beyond chance, and of fewer than five nothing is said", async () => {
  expect((await noiseOf({ june: 30, may: 12, others: 0 })).changeCaused).toBe(false);
  expect((await noiseOf({ june: 20, may: 4, others: 0 })).changeCaused).toBe(null);
});
