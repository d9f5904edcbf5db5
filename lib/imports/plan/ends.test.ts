import { describe, expect, test } from "vitest";
import { bodies, createStore, importText, inspect } from "../testing.ts";

/** The titles of a hand-kept list of years: what happened and when, and nothing about an end. */
const endless = [
  "id,title,date,severity",
  "1,Clock runs backwards,2004-03-01T10:00:00Z,Critical",
  "2,Buoys drift apart,1998-06-11T10:00:00Z,High",
  "3,Ledger counts twice,2021-11-05T10:00:00Z,High",
  "",
].join("\n");

const statuses = async (file: string, options: Parameters<typeof importText>[1] = {}) =>
  bodies((await importText(file, options)).rows).map(({ status }) => status);

const asked = async (file: string) =>
  (await inspect(file)).questions.find(({ id }) => id === "absentEnd") ?? null;

describe("rows that tell neither an end nor a state", () => {
  test("are asked about once, and proposed to be unknown", async () => {
    expect(await asked(endless)).toMatchObject({
      kind: "absent-end",
      proposed: "unknown",
      why: "3 rows have neither an end nor a state, for example on lines 2, 3, 4.",
      required: false,
    });
    expect(await statuses(endless)).toEqual(["unknown", "unknown", "unknown"]);
  });

  test("are unknown where nobody answers, and go on where somebody says so", async () => {
    expect(await statuses(endless, { answers: { absentEnd: "open" } })).toEqual(["open", "open", "open"]);
  });

  test.each([
    ["an end", "resolved_at", "2026-03-02T09:00:00Z"],
    ["a mitigation", "mitigated_at", "2026-03-02T09:00:00Z"],
    ["a state", "status", "open"],
    ["a duration", "duration", "90m"],
  ])("are not asked about where every row has %s", async (_, column, value) => {
    const file = (cell: string) =>
      `id,title,started_at,${column}\n1,a cart,2026-03-02T08:00:00Z,${value}\n2,b cart,2026-03-02T08:00:00Z,${cell}\n`;
    expect(await asked(file(value))).toBeNull();
    for (const nothing of ["", "n/a", "?"])
      expect(await asked(file(nothing))).toMatchObject({ kind: "absent-end" });
  });

  test("hold dates that programs write for never to be no end", async () => {
    const file =
      "id,title,started_at,resolved_at\n1,a cart,2026-03-02T08:00:00Z,1970-01-01T00:00:00Z\n2,b cart,2026-03-02T08:00:00Z,0001-01-01T00:00:00Z\n";
    expect((await asked(file))?.why).toContain("2 rows");
  });

  test("do not unsay what is recorded of an end or a state", async () => {
    const store = createStore();
    const ended = endless
      .replace("date,severity", "date,resolved_at")
      .replaceAll(/,(Critical|High)/g, ",2022-01-01");
    await importText(ended, { store, answers: { dateOnly: "midnight", zone: "UTC" } });
    const { rows } = await importText(endless.replaceAll(/,severity|,Critical|,High/g, ""), { store });
    expect(rows.map(({ action }) => action)).toEqual(["unchanged", "unchanged", "unchanged"]);
  });

  test("follow another answer when the file comes in again", async () => {
    const store = createStore();
    await importText(endless, { store, answers: { absentEnd: "open" } });
    const { rows } = await importText(endless, { store });
    expect(rows[0]).toMatchObject({ changes: [{ field: "status", from: "open", to: "unknown" }] });
  });
});

describe("rows of what goes on", () => {
  const file = [
    "id,title,started_at,mitigated_at,resolved_at,status",
    "1,a cart,2026-03-02T08:00:00Z,,2026-03-02T09:00:00Z,open",
    "2,b cart,2026-03-02T08:00:00Z,2026-03-02T08:30:00Z,2026-03-02T09:00:00Z,mitigated",
    "3,c cart,2026-03-02T08:00:00Z,,2026-03-02T09:00:00Z,resolved",
    "",
  ].join("\n");

  test("have no end, which the preview counts and the row tells", async () => {
    const { rows, plan } = await importText(file);
    expect(bodies(rows).map((body) => body.resolvedAt)).toEqual([
      undefined,
      undefined,
      new Date("2026-03-02T09:00:00Z"),
    ]);
    expect(plan.doubts).toMatchObject([
      { what: "open, but with an end", rows: 1, lines: [2] },
      { what: "mitigated, but with a resolution", rows: 1, lines: [3] },
    ]);
    expect(plan.remarkSample[0]).toEqual({
      line: 2,
      reasons: [
        {
          column: "resolved_at",
          value: "2026-03-02T09:00:00Z",
          reason: "The state is open, so this is left out.",
        },
      ],
    });
  });

  test("change nothing the second time", async () => {
    const store = createStore();
    await importText(file, { store });
    const { rows } = await importText(file, { store });
    expect(rows.map(({ action }) => action)).toEqual(["unchanged", "unchanged", "unchanged"]);
  });
});
