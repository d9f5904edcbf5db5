import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answers } from "../mapping/schema.ts";
import { planFile } from "../run/plan-file.ts";
import { actions, bytesOf, createStore, importText, inspect } from "../testing.ts";

/** Which of several rows of one key counts. */

const log = [
  "number,short_description,opened_at,state,sys_updated_at,resolved_at",
  "INC1,Checkout fails,29/2/2016 08:00,New,29/2/2016 08:10,?",
  "INC1,Checkout fails,29/2/2016 08:00,Closed,6/3/2016 09:00,1/3/2016 09:00",
  "INC2,Search slow,9/3/2016 08:00,New,9/3/2016 08:10,?",
  "INC2,Search slow,9/3/2016 08:00,Closed,10/3/2016 08:00,10/3/2016 07:00",
  "INC3,Login fails,9/3/2016 08:00,New,9/3/2016 08:10,?",
].join("\n");

const fields = {
  externalId: { from: "column", column: "number" },
  title: { from: "column", column: "short_description" },
  startedAt: { from: "column", column: "opened_at" },
  status: { from: "column", column: "state" },
  resolvedAt: { from: "column", column: "resolved_at" },
} as const;
const mapping = { profile: null, fields, customFields: [] };
const answers: Answers = { zone: "UTC", order: "dmy", repeatedKey: { keep: "last", by: "sys_updated_at" } };

const small = (...rows: string[]) => ["id,title,start,mark", ...rows.map((row) => `7,a,${row}`)].join("\n");

async function repeatedKeyOf(content: string) {
  const { questions } = await inspect(content, { mapping });
  return questions.find(({ id }) => id === "repeatedKey")!;
}

describe("keeping the last by a column", () => {
  test("compares dates as moments, under the answered order of day and month", async () => {
    const { rows } = await importText(log, { mapping, answers });
    expect(rows.map(({ line, action }) => [line, action])).toEqual([
      [2, "skip"],
      [3, "create"],
      [4, "skip"],
      [5, "create"],
      [6, "create"],
    ]);
  });

  test("is proposed by a column that grows within each key, and says what it comes to", async () => {
    const question = await repeatedKeyOf(log);
    expect(question.proposed).toEqual({ keep: "last", by: "sys_updated_at" });
    expect(question.why).toContain("3 keys, 2 earlier rows passed over; 1 key stands on one row");
  });

  test("offers no column of words, and none that is the same in all rows of a key", async () => {
    const { options } = await repeatedKeyOf(log);
    const by = options.flatMap(({ value }) => (value as { keep: string; by?: string }).by ?? []);
    expect(by).toContain("sys_updated_at");
    expect(by).not.toContain("state");
    expect(by).not.toContain("opened_at");
  });

  test("knows a file that runs backwards by what its column is called", async () => {
    const [header, ...lines] = log.replaceAll("sys_updated_at", "Geändert am").split("\n");
    const { proposed } = await repeatedKeyOf([header, ...lines.reverse()].join("\n"));
    expect(proposed).toEqual({ keep: "last", by: "Geändert am" });
  });

  test("is refused in words where the column holds neither moments nor numbers", async () => {
    const planned = await planFile({
      open: () => bytesOf(log),
      target: "incidents",
      mapping,
      answers: { ...answers, repeatedKey: { keep: "last", by: "state" } },
      settled: [],
      lookup: createStore().lookup,
      bounds: { now: new Date("2026-01-01"), earliestDay: "1970-01-01" },
    });
    expect(planned).toMatchObject({
      ok: false,
      path: "answers.repeatedKey",
      problems: [expect.stringContaining("state holds neither moments nor numbers")],
    });
  });

  test("is refused where nobody said in which order its day and month stand", async () => {
    const iso = small("2016-02-09 08:00,9/2/2016 08:10", "2016-02-09 08:00,6/3/2016 09:00");
    const by = { keep: "last", by: "mark" } as const;
    await expect(importText(iso, { answers: { zone: "UTC", repeatedKey: by } })).rejects.toThrow(
      "It is not settled in which order day and month stand in mark",
    );
  });

  test("tells of rows whose mark is missing or cannot be read, which never count before one that can", async () => {
    const lines = log.split("\n");
    lines[2] = lines[2]!.replace("6/3/2016 09:00", "soon");
    lines[5] = "INC2,Search slow,9/3/2016 08:00,New,?,?";
    const { rows } = await importText(lines.join("\n"), { mapping, answers });
    expect(rows.flatMap((row) => (row.action === "skip" ? [[row.line, row.reason]] : []))).toEqual([
      [3, "sys_updated_at cannot be read here, so what counts is the state of the same record on line 2."],
      [4, "A later state of the same record is on line 5."],
      [6, "sys_updated_at says nothing here, so what counts is the state of the same record on line 5."],
    ]);
  });

  test("says where the place decided, since no row of a key has a mark", async () => {
    const unmarked = small("2016-02-09 08:00,?", "2016-02-09 08:00,soon", "2016-02-09 08:00,");
    const marked = `${unmarked}\n8,a,2016-02-09 08:00,2016-02-09 08:00\n9,a,2016-02-09 08:00,2016-02-09 08:00`;
    const repeatedKey = { keep: "last", by: "mark" } as const;
    const { rows, plan } = await importText(marked, { answers: { zone: "UTC", repeatedKey } });
    expect(actions(rows)).toEqual(["skip", "skip", "create", "create", "create"]);
    expect(plan.remarkSample).toEqual([
      {
        line: 4,
        reasons: [{ column: "mark", value: null, reason: expect.stringContaining("stands last counts") }],
      },
    ]);
  });

  test("takes versions for what they are: 1.10 comes after 1.9, and is no number", async () => {
    const versions = "id,title,start,version\n1,a,2026-03-02T08:00:00Z,1.9\n1,b,2026-03-02T08:00:00Z,1.10\n";
    const { questions } = await inspect(versions);
    const { options, proposed } = questions.find(({ id }) => id === "repeatedKey")!;
    expect([JSON.stringify(options).includes("version"), proposed]).toEqual([false, null]);
  });
});

const forms = {
  dmy: (at: Date) =>
    `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()} ${at.toISOString().slice(11, 16)}`,
  german: (at: Date) =>
    `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()} ${at.toISOString().slice(11, 16)}`,
  iso: (at: Date) => at.toISOString(),
  epoch: (at: Date) => String(at.getTime() / 1000),
  count: (_: Date, place: number) => String(place),
  thousands: (_: Date, place: number) => (1000 + place).toLocaleString("en"),
};

test("the last row of any log in any order is the one with the latest mark, in whatever form it is written", async () => {
  const event = fc.record({
    id: fc.integer({ min: 1, max: 6 }),
    minute: fc.integer({ min: 1, max: 200_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(...(Object.keys(forms) as (keyof typeof forms)[])),
      async (events, form) => {
        const start = Date.UTC(2015, 0, 1);
        const write = (minute: number) => forms[form](new Date(start + minute * 60_000), minute);
        const content = [
          "id,title,start,mark",
          ...events.map(({ id, minute }, i) => `${id},t${i},2014-03-02T08:00:00Z,"${write(minute)}"`),
        ].join("\n");
        const { rows } = await importText(content, {
          fields: { externalId: { from: "column", column: "id" } },
          answers: { zone: "UTC", order: "dmy", mark: "point", repeatedKey: { keep: "last", by: "mark" } },
        });
        const last = new Map<number, number>();
        for (const [i, { id, minute }] of events.entries())
          if (!last.has(id) || minute >= events[last.get(id)!]!.minute) last.set(id, i);
        const made = rows.flatMap((row) => (row.action === "create" ? [row.line - 2] : []));
        expect(made).toEqual([...last.values()].sort((a, b) => a - b));
      },
    ),
  );
});
