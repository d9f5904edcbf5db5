import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "#lib/csv/write.ts";
import type { Bounds } from "#lib/moments.ts";
import { targets } from "../targets/index.ts";
import { actions, bodies, createStore, importText } from "../testing.ts";
import { momentsIn } from "./doubts.ts";

const bounds: Bounds = { now: new Date("2026-11-30T12:00:00Z"), earliestDay: "1970-01-01" };
const counts = ({ doubts }: { doubts: { what: string; rows: number }[] }) =>
  Object.fromEntries(doubts.map(({ what, rows }) => [what, rows]));

describe("moments that cannot have been", () => {
  const file = [
    "id,title,started,detected,resolved,lost_orders",
    "1,a cart,2025-05-01 22:30,2025-05-01 22:40,2025-05-01 01:10,7",
    "2,b cart,2025-05-02 10:00,2025-05-02 09:45,2025-05-02 11:00,7",
    "3,c cart,2025-05-03 10:00,2025-05-03 10:05,2039-05-03 11:00,7",
    "4,d cart,2206-05-03 10:00,,,7",
    "5,e cart,1902-05-03 10:00,,,7",
    "6,f cart,2023-05-03 10:00,,2025-01-03 11:00,7",
    "7,g cart,2025-05-03 10:00,2025-05-03 10:05,2025-05-03 11:00,7",
    "",
  ].join("\n");
  const answers = { zone: "UTC" };

  test("are counted by what is wrong with them, with their lines", async () => {
    const { plan } = await importText(file, { answers, bounds });
    expect(plan.doubts.map(({ what, rows, lines }) => [what, rows, lines])).toEqual([
      ["ends before it began", 1, [2]],
      ["detected before it began", 1, [3]],
      ["lies in the future", 2, [4, 5]],
      ["lies before 1970-01-01", 1, [6]],
      ["lasts longer than a year", 1, [7]],
    ]);
  });

  test("are left out of their rows, of which nothing else is lost; a row that began then is refused", async () => {
    const { rows, plan } = await importText(file, { answers, bounds });
    expect(actions(rows)).toEqual(["create", "create", "create", "refuse", "refuse", "create", "create"]);
    const said = bodies(rows).map(({ startedAt, detectedAt, resolvedAt, lostOrders, status }) => [
      startedAt instanceof Date,
      detectedAt !== undefined,
      resolvedAt !== undefined,
      lostOrders,
      status,
    ]);
    expect(said).toEqual([
      [true, true, false, 7, "unknown"],
      [true, false, true, 7, undefined],
      [true, true, false, 7, "unknown"],
      [true, false, true, 7, undefined],
      [true, true, true, 7, undefined],
    ]);
    expect(plan.refusedSample).toMatchObject([
      {
        line: 5,
        reasons: [
          { column: "started", value: "2206-05-03 10:00", reason: expect.stringContaining("future") },
        ],
      },
      {
        line: 6,
        reasons: [
          { column: "started", value: "1902-05-03 10:00", reason: expect.stringContaining("1970-01-01") },
        ],
      },
    ]);
    expect(plan.remarkSample.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test("say no more of an end than that it is not known, whatever was answered for rows without one", async () => {
    const { rows } = await importText(file, { answers: { ...answers, absentEnd: "open" }, bounds });
    expect(bodies(rows).map(({ status }) => status)).toEqual([
      "unknown",
      undefined,
      "unknown",
      undefined,
      undefined,
    ]);
  });

  test("are none the second time either, and change nothing", async () => {
    const store = createStore();
    await importText(file, { answers, bounds, store });
    const again = await importText(file, { answers, bounds, store });
    expect(actions(again.rows).filter((one) => one !== "refuse")).toEqual(Array(5).fill("unchanged"));
    expect(counts(again.plan)).toMatchObject({ "ends before it began": 1, "lies in the future": 2 });
  });

  test("are held against the first day of the settings", async () => {
    const { plan, rows } = await importText(file, {
      answers,
      bounds: { ...bounds, earliestDay: "1900-01-01" },
    });
    expect(counts(plan)).not.toHaveProperty("lies before 1970-01-01");
    expect(actions(rows)[4]).toBe("create");
  });
});

describe("for every kind of record", () => {
  const inTime = fc.date({ min: new Date("2000-01-01"), max: new Date("2024-01-01"), noInvalidDate: true });
  const out = fc.constantFrom("2031-05-05", "2206-03-05", "1931-05-05", "8000-01-01");
  const ofMoment = fc.oneof(
    { weight: 3, arbitrary: inTime.map((at) => ({ day: at.toISOString().slice(0, 10), can: true })) },
    { weight: 2, arbitrary: out.map((day) => ({ day, can: false })) },
  );
  const needed: Record<string, Record<string, string>> = {
    incidents: { title: "a cart" },
    changes: { title: "a change" },
    "change-volumes": { count: "3", aiAssistance: "none" },
    "ai-activity": { user_email: "jane@shop.example", is_active: "true" },
    systems: { name: "cart" },
    actions: { title: "look", incident: "INC-1" },
  };

  test.each(Object.values(targets))(
    "$name: no moment is stored that cannot have been, and no row is lost for one but its start",
    async (target) => {
      const { start, all } = momentsIn(target);
      expect(all.length).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record(Object.fromEntries(all.map((name) => [name, ofMoment]))), {
            minLength: 1,
            maxLength: 6,
          }),
          async (items) => {
            const fixed = needed[target.name] as Record<string, string>;
            const columns = [
              ...(target.name === "systems"
                ? ["slug"]
                : target.name === "incidents" || target.name === "changes"
                  ? ["externalId"]
                  : []),
              ...Object.keys(fixed),
              ...all,
            ];
            const kinds = new Map(target.fields.map(({ name, kind }) => [name, kind]));
            const lines = items.map((item, i) =>
              csvLine(
                columns.map((column) => {
                  if (column === "slug" || column === "externalId") return `k${i}`;
                  if (column === "title" || column === "name") return `${fixed[column]} ${i}`;
                  const moment = item[column];
                  if (moment === undefined) return fixed[column] ?? null;
                  return kinds.get(column) === "day" ? moment.day : `${moment.day}T10:00:00Z`;
                }),
              ),
            );
            const { rows } = await importText([csvLine(columns), ...lines].join(""), {
              target: target.name,
              bounds,
              answers: { repeatedKey: { keep: "last" } },
              store: createStore({ incidents: { "INC-1": "inc_1" } }),
            });
            const kept = rows.filter(({ action }) => action !== "skip");
            for (const row of kept) {
              const item = items[row.line - 2] as (typeof items)[number];
              const startCan = start === undefined || item[start]?.can === true;
              expect(row.action, JSON.stringify([item, row])).toBe(startCan ? "create" : "refuse");
              if (row.action !== "create") continue;
              for (const name of all) {
                const moment = item[name]!;
                const began = start === undefined ? moment.day : item[start]!.day;
                const isOrdered = target.name !== "incidents" || moment.day >= began;
                const value = row.body[name];
                const day = value instanceof Date ? value.toISOString().slice(0, 10) : value;
                expect([name, day]).toEqual([name, moment.can && isOrdered ? moment.day : undefined]);
              }
            }
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});
