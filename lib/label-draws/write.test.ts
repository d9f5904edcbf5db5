import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { recordChange } from "#lib/changes/write.ts";
import { getLabelAudit, listLabelAudits } from "#lib/label-audits/read.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { company, storeLabelled } from "./testing-labels.ts";
import { drawLabelAudit } from "./write.ts";

const of = (drawn: readonly { stratum: string }[], stratum: string) =>
  drawn.filter((one) => one.stratum === stratum).length;

describe("a sample of changes to check", () => {
  test("is drawn from culprits, marked and unmarked changes apart, and is kept as it was drawn", async () => {
    const scope = await testScope();
    await storeLabelled(scope, company);
    const { id, drawn, population, period } = await drawLabelAudit(scope, { period: "28d" });
    expect(drawn).toHaveLength(80);
    expect(new Set(drawn.map(({ change }) => change)).size).toBe(80);
    expect([of(drawn, "marked"), of(drawn, "unmarked"), of(drawn, "culprits")]).toEqual([30, 30, 20]);
    expect(population).toEqual({ ...company, unrecorded: 134, unrecordedCulprits: 5 });
    expect(period).toEqual({
      from: new Date("2026-05-05T00:00:00Z"),
      to: new Date("2026-06-02T00:00:00Z"),
      zone: "UTC",
    });
    await storeLabelled(scope, { marked: 5, unmarked: 5, markedCulprits: 0, unmarkedCulprits: 0 });
    expect((await getLabelAudit(scope, { id })).drawn).toEqual(drawn);
    const { items } = await listAudit(scope, { subject: id });
    expect(items).toMatchObject([{ action: "label-audit.draw", actorName: "A admin" }]);
  });

  test("is the same for the same seed, another for another, and in no order that tells a stratum", async () => {
    const scope = await testScope();
    await storeLabelled(scope, company);
    const draw = async (seed?: number) => (await drawLabelAudit(scope, { seed })).drawn;
    const first = await draw(7);
    expect(await draw(7)).toEqual(first);
    expect(await draw(8)).not.toEqual(first);
    expect(await draw()).not.toEqual(await draw());
    const changes = first.map(({ change }) => change);
    expect(changes).not.toEqual(changes.toSorted((a, b) => a - b));
    for (const half of [first.slice(0, 40), first.slice(40)])
      for (const stratum of ["marked", "unmarked", "culprits"]) expect(of(half, stratum)).toBeGreaterThan(3);
  });

  test("gives every member of a stratum the same chance", async () => {
    const scope = await testScope();
    await storeLabelled(scope, { marked: 12, unmarked: 40, markedCulprits: 0, unmarkedCulprits: 0 });
    const times = new Map<number, number>();
    for (let seed = 0; seed < 120; seed += 1) {
      const { drawn } = await drawLabelAudit(scope, { size: 10, seed });
      for (const { change, stratum } of drawn)
        if (stratum === "unmarked") times.set(change, (times.get(change) ?? 0) + 1);
    }
    // 5 of 40 in each of 120 draws: 15 times on average, with a standard deviation of 3.6.
    expect(times.size).toBe(40);
    expect(Math.min(...times.values())).toBeGreaterThan(2);
    expect(Math.max(...times.values())).toBeLessThan(31);
  });

  test("takes what there is where a stratum has too few, and others stand in", async () => {
    const scope = await testScope();
    await storeLabelled(scope, { marked: 3, unmarked: 200, markedCulprits: 1, unmarkedCulprits: 1 });
    const { drawn } = await drawLabelAudit(scope, {});
    expect([of(drawn, "marked"), of(drawn, "unmarked"), of(drawn, "culprits")]).toEqual([3, 75, 2]);
    const few = await testScope();
    await storeLabelled(few, { marked: 2, unmarked: 1, markedCulprits: 1, unmarkedCulprits: 0 });
    expect((await drawLabelAudit(few, {})).drawn).toHaveLength(4);
  });

  test("is of the changes that the words mean, and of no others", async () => {
    const scope = await testScope();
    await registerSystem(scope, { slug: "cart", org: "Retail" });
    const body = {
      title: "Faster",
      deployedAt: "2026-05-10T10:00:00Z",
      system: "cart",
      aiAssistance: "agent",
    };
    await recordChange(scope, { body });
    await storeLabelled(scope, company);
    const { drawn, terms } = await drawLabelAudit(scope, { org: "Retail" });
    expect(terms).toEqual({ org: ["Retail"] });
    expect(drawn).toMatchObject([{ stratum: "marked", recorded: "agent" }]);
    const none = drawLabelAudit(scope, { org: "Wholesale" });
    expect((await refusalOf(none)).errors).toMatchObject([{ path: "period" }]);
    expect((await refusalOf(drawLabelAudit(scope, { tier: "9" }))).errors).toMatchObject([{ path: "tier" }]);
    expect((await refusalOf(drawLabelAudit(scope, { severity: "1" }))).errors).toMatchObject([
      { path: "severity" },
    ]);
    expect((await listLabelAudits(scope, {})).items).toHaveLength(1);
  });

  test("is not a viewer's to draw", async () => {
    const scope = await testScope();
    await storeLabelled(scope, company);
    expect((await refusalOf(drawLabelAudit(as(scope, "viewer"), {}))).code).toBe("forbidden");
    expect((await drawLabelAudit(as(scope, "responder"), {})).createdBy).toBe("A responder");
  });
});
