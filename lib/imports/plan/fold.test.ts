import { describe, expect, test } from "vitest";
import { changeFields } from "#db/fields/changes.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import type { Answers } from "../mapping/schema.ts";
import { actions, bodies, importText } from "../testing.ts";
import { foldRuleOf } from "./fold-rules.ts";

/** Rows of an event log put together. */

const answers: Answers = {
  zone: "UTC",
  createSystems: true,
  repeatedKey: { keep: "fold" },
  values: { severity: { "1": 1, "2": 2, "3": 3 } },
};

const header =
  "id,title,started_at,mitigated_at,resolved_at,severity,status,services,regions,lost_orders,summary";
const log = (...rows: string[]) => [header, ...rows].join("\n");

async function recordOf(...rows: string[]) {
  const { rows: planned } = await importText(log(...rows), { answers });
  return { planned, body: bodies(planned)[0]! };
}

describe("a fold", () => {
  test("has the first start, the last end, the worst severity, all that any event names, and else what was said last", async () => {
    const { planned, body } = await recordOf(
      "7,Cart slow,2026-03-02T08:10:00Z,,,3,open,cart,eu,100,first words",
      "7,Cart down,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,,1,mitigated,checkout,us; eu,80,",
      "7,Cart was down,2026-03-02T08:05:00Z,2026-03-02T08:50:00Z,2026-03-02T10:00:00Z,2,resolved,cart,,,",
    );
    expect(actions(planned)).toEqual(["skip", "skip", "create"]);
    expect(planned[0]).toMatchObject({ line: 2, reason: "Folded into line 4." });
    expect(planned[2]).toMatchObject({ line: 4, lines: [2, 3, 4] });
    expect(body).toMatchObject({
      title: "Cart was down",
      startedAt: new Date("2026-03-02T08:00:00Z"),
      mitigatedAt: new Date("2026-03-02T09:00:00Z"),
      resolvedAt: new Date("2026-03-02T10:00:00Z"),
      severity: 1,
      severityRaw: "1",
      status: "resolved",
      regions: ["eu", "us"],
      lostOrders: 80,
      summary: "first words",
    });
    expect((body.systems as { slug: string }[]).map(({ slug }) => slug)).toEqual(["cart", "checkout"]);
  });

  test("takes for the last event the one that tells the latest moment, in a file that runs backwards too", async () => {
    const { body } = await recordOf(
      "7,over,2026-03-02T08:00:00Z,,2026-03-02T10:00:00Z,,resolved,,,5,",
      "7,begun,2026-03-02T08:00:00Z,,,,open,,,9,",
    );
    expect(body).toMatchObject({ title: "over", status: "resolved", lostOrders: 5 });
  });

  test("goes by a column where one is named: what was reopened is open, and has no end", async () => {
    const rows = [
      "7,a,2026-03-02T08:00:00Z,,,,open,,,,",
      "7,b,2026-03-02T08:00:00Z,,2026-03-02T10:00:00Z,,resolved,,,,",
      "7,c,2026-03-02T08:00:00Z,,,,open,,,,",
    ].map((row, i) => `${row},${i}`);
    const content = [`${header},place`, ...rows].join("\n");
    const { rows: planned } = await importText(content, {
      answers: { ...answers, repeatedKey: { keep: "fold", by: "place" } },
    });
    expect(bodies(planned)[0]).toMatchObject({ title: "c", status: "open" });
    expect(bodies(planned)[0]?.resolvedAt).toBeUndefined();
  });

  test("needs no title in each row, only in one of them", async () => {
    const { planned, body } = await recordOf(
      "7,Cart down,2026-03-02T08:00:00Z,,,,,,,,",
      "7,,,,2026-03-02T10:00:00Z,,,,,,",
      "8,,2026-03-02T08:00:00Z,,,,,,,,",
    );
    expect(actions(planned)).toEqual(["skip", "create", "refuse"]);
    expect(body).toMatchObject({ title: "Cart down", resolvedAt: new Date("2026-03-02T10:00:00Z") });
    expect(planned[2]).toMatchObject({ reasons: [{ column: "title", reason: "Title is missing." }] });
  });

  test("leaves out rows that cannot be read, and says so of each", async () => {
    const content = log(
      "7,Cart down,2026-03-02T08:00:00Z,,,,,,,,",
      "7,Cart down,2026-03-02T08:00:00Z,,soon,,,,,,",
      "7,Cart down,2026-03-02T08:00:00Z,,2026-03-02T10:00:00Z,,,,,,",
    );
    const refusing: Answers = { ...answers, unreadable: { soon: "refuse" } };
    const { rows: planned } = await importText(content, { answers: refusing });
    expect(planned.map(({ line, action }) => [line, action])).toEqual([
      [2, "skip"],
      [3, "refuse"],
      [4, "create"],
    ]);
    expect(bodies(planned)[0]?.resolvedAt).toEqual(new Date("2026-03-02T10:00:00Z"));
  });

  test("drops an end that cannot have been, and keeps the one that can", async () => {
    const content = log(
      "7,Cart down,2026-03-02T08:00:00Z,,2034-03-02T08:00:00Z,,,,,,",
      "7,Cart down,2026-03-02T08:00:00Z,,2026-03-02T10:00:00Z,,,,,,",
    );
    const bounds = { now: new Date("2026-06-01"), earliestDay: "1970-01-01" };
    const { rows, plan } = await importText(content, { answers, bounds });
    expect(bodies(rows)[0]?.resolvedAt).toEqual(new Date("2026-03-02T10:00:00Z"));
    expect(plan.doubts).toMatchObject([{ kind: "future", rows: 1 }]);
  });

  test("of a moment that one row knows to the day and another to the minute takes the minute", async () => {
    const content = "id,title,started_at\n7,a,2026-03-02\n7,b,2026-03-02T08:00:00Z\n";
    const { rows } = await importText(content, { answers: { ...answers, dateOnly: "day" } });
    expect(bodies(rows)[0]).toMatchObject({ startedAt: new Date("2026-03-02T08:00:00Z") });
    expect(bodies(rows)[0]?.startedPrecision).toBeUndefined();
  });

  test("says the same of the lines after one that was stored, wherever a run stopped", async () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) => `${i % 5},t${i},2026-03-02T08:0${i % 7}:00Z,,,${1 + (i % 3)},,s${i},,${i},`,
    );
    const whole = (await importText(log(...rows), { answers })).rows;
    for (let afterLine = 2; afterLine < 13; afterLine++) {
      const rest = await importText(log(...rows), { answers, afterLine });
      expect(rest.rows).toEqual(whole.filter(({ line }) => line > afterLine));
    }
  });

  test("of changes has the first time of deployment and the last approval", async () => {
    const content =
      "id,title,deployed_at,approved_at\n7,a,2026-03-02T09:00:00Z,2026-03-01T08:00:00Z\n7,b,2026-03-02T08:00:00Z,2026-03-01T09:00:00Z\n";
    const { rows } = await importText(content, { target: "changes", answers });
    expect(bodies(rows)).toMatchObject([
      {
        title: "a",
        deployedAt: new Date("2026-03-02T08:00:00Z"),
        approvedAt: new Date("2026-03-01T09:00:00Z"),
      },
    ]);
  });
});

test("each moment of incidents and changes says which of several it is", () => {
  for (const [target, fields] of [
    ["incidents", incidentFields],
    ["changes", changeFields],
  ] as const)
    for (const [name, { kind }] of Object.entries(fields))
      expect([name, /^(first|latest)$/.test(foldRuleOf(target, name))]).toEqual([name, kind === "instant"]);
});
