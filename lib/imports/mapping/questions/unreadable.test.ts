import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFiller } from "#lib/csv/fillers.ts";
import { bodies, fileOf, importText, inspect } from "../../testing.ts";
import { unanswered } from "../answers.ts";
import type { Question } from "../schema.ts";

const at = (text: string) => new Date(text);

const question = (questions: readonly Question[]) => questions.find(({ id }) => id === "unreadable");

/** What is proposed for each cell. */
const proposals = (questions: readonly Question[]) =>
  Object.fromEntries((question(questions)?.values ?? []).map(({ value, proposed }) => [value, proposed]));

const history = [
  "id,title,started,resolved,lost orders,customer facing",
  "1,Cart slow,2026-03-01T10:00Z,2026-03-01T11:00Z,100,yes",
  "2,Search down,2026-03-02T10:00Z,Ongoing,unknown,no",
  "3,Cart broken,2026-03-03T10:00Z,TBD,,TBD",
  "4,Login fails,2026-03-04T10:00Z,0000-00-00T00:00:00.000,TBD,x",
  "5,Payments,2026-03-05T10:00Z,Unbekannt,(blank),",
].join("\n");

describe("words that stand where a date, an amount or a flag belongs", () => {
  test("are asked about once for the file, with how often they stand and in which columns", async () => {
    const { questions } = await inspect(history);
    const asked = question(questions)!;
    expect(asked).toMatchObject({
      kind: "unreadable",
      columns: ["resolved", "lost orders", "customer facing"],
      required: true,
    });
    expect(asked.why).toContain("resolved (Resolved): “TBD”, “Ongoing”, “0000-00-00T00:00:00.000”, 1 more");
    expect(asked.values[0]).toEqual({ value: "TBD", count: 3, proposed: "nothing" });
    expect(proposals(questions)).toEqual({
      TBD: "nothing",
      Ongoing: "nothing",
      unknown: "nothing",
      "0000-00-00T00:00:00.000": "nothing",
      Unbekannt: "nothing",
      "(blank)": "nothing",
    });
    expect(questions.filter(({ id }) => id.startsWith("values."))).toEqual([]);
  });

  test("leave their rows in, and nothing behind, once they mean nothing recorded", async () => {
    const { rows, plan } = await importText(history);
    expect(plan).toMatchObject({ create: 5, refused: 0, remarks: 0 });
    expect(bodies(rows).map(({ resolvedAt, lostOrders }) => [resolvedAt, lostOrders])).toEqual([
      [at("2026-03-01T11:00Z"), 100],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test("refuse their rows where that was answered, by name or for all", async () => {
    const { rows } = await importText(history, { answers: { unreadable: { tbd: "refuse" } } });
    expect(rows.map(({ action }) => action)).toEqual(["create", "create", "refuse", "refuse", "create"]);
    const { questions } = await inspect(history);
    const all = { answers: { unreadable: { "*": "refuse" as const } }, reading: {} };
    expect(unanswered(questions, all).map(({ id }) => id)).not.toContain("unreadable");
  });

  test("neither hide that a column holds dates, nor count as filled", async () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({
      ref: String(i),
      title: `Cart is slow ${i}`,
      began: i < 3 ? `2026-03-0${i + 1}T10:00Z` : "unbekannt",
      ended: i < 2 ? `2026-03-0${i + 1}T11:00Z` : "noch offen",
    }));
    const { mapping, columns } = await inspect(fileOf(...rows));
    expect(mapping.fields.startedAt).toMatchObject({ column: "began" });
    expect(columns.map(({ name, filled }) => [name, filled])).toContainEqual(["began", 3]);
  });

  test("give way to the next column that says something", async () => {
    const content =
      "id,title,started,fixed,closed\n1,a cart,2026-03-01T10:00Z,Ongoing,2026-03-01T12:00Z\n2,b cart,2026-03-01T10:00Z,1970-01-01T00:00:00Z,2026-03-01T13:00Z\n";
    const fields = { resolvedAt: { from: "first" as const, columns: ["fixed", "closed"] } };
    const { rows, inspection } = await importText(content, { fields });
    expect(question(inspection.questions)).toBeUndefined();
    expect(bodies(rows).map(({ resolvedAt }) => resolvedAt)).toEqual([
      at("2026-03-01T12:00Z"),
      at("2026-03-01T13:00Z"),
    ]);
  });

  test("are proposed to be no severity, and no value of a closed list", async () => {
    const { questions } = await inspect(
      "id,title,started,severity,trigger\n1,a cart,2026-03-01T10:00Z,TBD,k. A.\n2,b cart,2026-03-01T10:00Z,high,deploy\n",
    );
    const proposed = (id: string) => questions.find((one) => one.id === id)?.proposed;
    expect(proposed("values.severity")).toEqual({ TBD: null, high: 2 });
    expect(proposed("values.trigger")).toEqual({ "k. A.": null, deploy: "change" });
  });
});

describe("what tries to say a value", () => {
  const content = fileOf(
    ...["31/02/2024", "12 or 13", "-5", "> 4h", "2-3 hours", "siehe Ticket"].map((cell, i) => ({
      id: String(i),
      title: `Cart is slow ${i}`,
      started: "2026-03-01T10:00Z",
      resolved: cell === "31/02/2024" || cell === "siehe Ticket" ? cell : "",
      "lost orders": cell === "12 or 13" || cell === "-5" ? cell : "",
      downtime: cell === "> 4h" || cell === "2-3 hours" ? cell : "",
    })),
  );

  test("is proposed to be mended, and a bound or a range of a duration to be no value", async () => {
    const { questions } = await inspect(content, {
      mapping: {
        profile: null,
        customFields: [],
        fields: {
          externalId: { from: "column", column: "id" },
          title: { from: "column", column: "title" },
          startedAt: { from: "column", column: "started" },
          resolvedAt: { from: "column", column: "resolved" },
          lostOrders: { from: "column", column: "lost orders" },
          timeToResolve: { from: "column", column: "downtime" },
        },
      },
    });
    expect(proposals(questions)).toEqual({
      "31/02/2024": "refuse",
      "12 or 13": "refuse",
      "-5": "refuse",
      "> 4h": "nothing",
      "2-3 hours": "nothing",
      "siehe Ticket": "nothing",
    });
  });

  test("is told with the row where it was answered to be nothing", async () => {
    const { plan } = await importText(content, {
      answers: { unreadable: { "*": "nothing", "-5": "nothing" } },
    });
    expect(plan.remarkSample).toContainEqual({
      line: 4,
      reasons: [
        { column: "lost orders", value: "-5", reason: "Taken as nothing recorded, as was answered." },
      ],
    });
  });
});

test("words that say when, to somebody, are proposed to be mended", async () => {
  const says = ["yesterday", "gestern Abend", "lundi", "März", "昨日"];
  const rows = says.map((resolved, i) => ({
    id: String(i),
    title: "Cart is slow",
    started: "2026-03-01T10:00Z",
    resolved,
  }));
  const { questions } = await inspect(fileOf(...rows, { ...rows[0]!, resolved: "2026-03-01T11:00Z" }), {
    mapping: {
      profile: null,
      customFields: [],
      fields: {
        title: { from: "column", column: "title" },
        startedAt: { from: "column", column: "started" },
        resolvedAt: { from: "column", column: "resolved" },
      },
    },
  });
  expect(proposals(questions)).toEqual(Object.fromEntries(says.map((word) => [word, "refuse"])));
});

test("a date that waits for another answer is not among them", async () => {
  const content =
    "id,title,started,resolved,lost orders\n1,a cart,3/4/2026 10:00,4/4/2026 10:00 PST,1.800\n2,b cart,3/4/2026 10:00,March 2026,12\n";
  expect(question((await inspect(content)).questions)).toBeUndefined();
});

test("a required cell is not asked about: its row is refused, and told in the preview", async () => {
  const content = "id,title,started\n1,a cart,2026-03-01T10:00Z\n2,b cart,TBD\n";
  const { inspection, plan } = await importText(content);
  expect(question(inspection.questions)).toBeUndefined();
  expect(plan).toMatchObject({ create: 1, refused: 1, refusedSample: [{ line: 3 }] });
});

test("more words than somebody could look at are counted, and one answer speaks for them", async () => {
  const rows = Array.from({ length: 450 }, (_, i) => ({
    id: String(i),
    title: "Cart is slow",
    started: "2026-03-01T10:00Z",
    resolved: i < 100 ? "2026-03-01T11:00Z" : `nach ${i} Anrufen`,
  }));
  const { questions } = await inspect(fileOf(...rows), {
    mapping: {
      profile: null,
      customFields: [],
      fields: {
        title: { from: "column", column: "title" },
        startedAt: { from: "column", column: "started" },
        resolvedAt: { from: "column", column: "resolved" },
      },
    },
  });
  const asked = question(questions)!;
  expect(asked.values).toHaveLength(301);
  expect(asked.values.at(-1)).toEqual({ value: "*", count: 50, proposed: null });
  expect(asked.why).toContain("50 cells with other words");
});

test("any column of values and fillers gives back its values, and asks of nothing but the fillers", async () => {
  const fillers = [
    "TBD",
    "n. v. t.",
    "(leer)",
    "Ongoing",
    "不明",
    "0000-00-00",
    "<null>",
    "sin datos",
    "keine Angabe",
  ];
  const cell = fc.oneof(
    fc.constantFrom(...fillers),
    fc.integer({ min: 0, max: 300 }).map((day) => new Date(Date.UTC(2024, 0, 1 + day, 12)).toISOString()),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), async (ends) => {
      const content = fileOf(
        ...ends.map(([mitigated, resolved], i) => ({
          id: String(i),
          title: "Cart is slow",
          "started at": "2023-12-31T10:00:00Z",
          "mitigated at": mitigated,
          "resolved at": resolved,
        })),
      );
      const { rows, inspection, plan } = await importText(content);
      const asked = Object.keys(proposals(inspection.questions)).sort();
      expect(asked).toEqual([...new Set(ends.flat().filter(isFiller))].sort());
      const moment = (text: string) => (isFiller(text) ? undefined : at(text));
      expect(bodies(rows).map(({ resolvedAt }) => resolvedAt)).toEqual(ends.map(([, end]) => moment(end)));
      expect(plan).toMatchObject({ refused: 0, remarks: 0 });
    }),
    { numRuns: 60 },
  );
});
