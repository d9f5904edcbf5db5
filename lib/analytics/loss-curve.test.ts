import { describe, expect, test } from "vitest";
import { declareIncidents } from "#lib/incidents/write.ts";
import { lossCurve } from "#lib/statistics/loss-curve.ts";
import { createRandom } from "#lib/statistics/random.ts";
import { testScope } from "#lib/testing.ts";
import { getLossCurve } from "./loss-curve.ts";

const now = "2026-06-15T12:00:00Z";
const day = 86_400_000;

async function company(items: { startedAt: string; lostOrders: number | null }[]) {
  const scope = await testScope({ now });
  for (let i = 0; i < items.length; i += 400) {
    const some = items.slice(i, i + 400).map((one) => ({ title: "Something broke", ...one }));
    const { refused } = await declareIncidents(scope, { items: some });
    expect(refused).toEqual([]);
  }
  return scope;
}

/** One incident a day at noon, so many days up to the last one, which is over. */
function daily(days: number, lost: (i: number) => number | null) {
  const last = Date.parse("2026-06-14T12:00:00Z");
  return Array.from({ length: days }, (_, i) => ({
    startedAt: new Date(last - (days - 1 - i) * day).toISOString(),
    lostOrders: lost(i),
  }));
}

describe("what a quarter may cost", () => {
  test("is told of whole quarters and of the curve of the recorded days", async () => {
    const random = createRandom(3);
    const amounts = Array.from({ length: 91 * 5 + 30 }, () =>
      random.chance(0.3) ? Math.round(random.lognormal(400, 1.5)) : 0,
    );
    const answer = await getLossCurve(await company(daily(amounts.length, (i) => amounts[i]!)), {
      zone: "UTC",
    });
    const expected = lossCurve(amounts, { recordedLosses: amounts.filter((one) => one > 0).length });
    expect(answer.quarters.map(({ lostOrders }) => lostOrders)).toEqual(expected.quarters);
    expect(answer.quarters.at(-1)).toMatchObject({ from: "2026-03-16", to: "2026-06-14" });
    expect(answer).toMatchObject({
      worst: expected.worst,
      chanceBeyondWorst: 1 / 6,
      declined: null,
      to: "2026-06-14",
    });
    if (expected.curve.declined !== null) throw new Error("declined");
    expect(answer.curve!.quantiles).toEqual(
      expected.curve.quantiles.map(({ share, value }) => ({ share, lostOrders: value })),
    );
    expect(answer.curve!.ifAlike).toBeNull();
    expect(answer.text).toMatch(
      /^\d+ incidents make 9\d% of the .* lost orders that are recorded\. A further quarter/,
    );
    expect(answer.text).toContain("with a chance of about 1 in 6, if losses go on as they were.");
    expect(answer.text).toMatch(/In about 1 of 6 quarters more than .* are lost\.$/);
  });

  test("counts days in the zone, and today, which is not over, in none", async () => {
    const scope = await company([
      { startedAt: "2026-06-01T23:30:00Z", lostOrders: 7 },
      { startedAt: "2026-06-15T01:00:00Z", lostOrders: 9 },
    ]);
    expect(await getLossCurve(scope, { zone: "UTC" })).toMatchObject({
      from: "2026-06-01",
      to: "2026-06-14",
      lostOrders: 7,
    });
    expect(await getLossCurve(scope, { zone: "Asia/Tokyo" })).toMatchObject({
      from: "2026-06-02",
      lostOrders: 7,
    });
  });

  test("has no curve under four whole quarters, and none under 20 losses", async () => {
    const short = await getLossCurve(await company(daily(91 * 4 - 1, () => 5)), { zone: "UTC" });
    expect(short).toMatchObject({ curve: null, declined: "There is no curve: fewer than 4 whole quarters." });
    expect(short.chanceBeyondWorst).toBe(1 / 4);
    const few = await getLossCurve(await company(daily(91 * 4, (i) => (i < 19 ? 5 : 0))), { zone: "UTC" });
    expect(few.declined).toBe("There is no curve: fewer than 20 recorded losses.");
    const enough = await getLossCurve(await company(daily(91 * 4, (i) => (i < 20 ? 5 : 0))), { zone: "UTC" });
    expect(enough.declined).toBeNull();
  });

  test("is a floor where losses are not recorded, and says what it would be if the others lost alike", async () => {
    const answer = await getLossCurve(await company(daily(91 * 4, (i) => (i % 4 === 0 ? 100 : null))), {
      zone: "UTC",
    });
    expect(answer).toMatchObject({ recorded: 91, of: 364 });
    const ninth = answer.curve!.quantiles.find(({ share }) => share === 0.9)!.lostOrders;
    expect(answer.curve!.ifAlike).toBeCloseTo(4 * ninth, 6);
    expect(answer.text).toContain("of what is recorded (25% of the incidents), and so a floor.");
    expect(answer.text).toContain("If the others lost alike, that would be");
  });

  test("says of one incident that it is one, and of nothing lost that nothing was", async () => {
    const one = await getLossCurve(await company(daily(100, (i) => (i === 3 ? 900 : 1))), { zone: "UTC" });
    expect(one.fewest).toEqual({ incidents: 1, share: 900 / 999 });
    expect(one.text).toMatch(/^One incident makes 90% of the/);
    const none = await getLossCurve(await company(daily(100, () => 0)), { zone: "UTC" });
    expect(none.text).toMatch(/^No orders were lost, by what is recorded\./);
    expect(none.text).not.toContain("worse than");
    const unrecorded = await getLossCurve(await company(daily(3, () => null)), { zone: "UTC" });
    expect(unrecorded.text).toBe("Lost orders are not recorded.");
  });

  test("is declined where quarters rise from one to the next, and so is the chance", async () => {
    const answer = await getLossCurve(await company(daily(91 * 6, (i) => 5 + Math.floor(i / 91))), {
      zone: "UTC",
    });
    expect(answer).toMatchObject({ curve: null, chanceBeyondWorst: null });
    expect(answer.text).toContain("its quarters rise or fall with time");
    expect(answer.text).not.toContain("chance of about");
  });

  test("is declined where the filter picks the worst incidents", async () => {
    const answer = await getLossCurve(await company(daily(400, (i) => i)), {
      zone: "UTC",
      worst: "lostOrders:30",
    });
    expect(answer).toMatchObject({ curve: null, chanceBeyondWorst: null });
  });
});
