import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "#lib/csv/write.ts";
import { distinctRegions } from "#lib/incidents/rules.ts";
import { type Precision, storedMoment } from "#lib/moments.ts";
import { oneName, shows } from "#lib/names.ts";
import { exportColumns, exportRow } from "../targets/export.ts";
import { targets } from "../targets/index.ts";
import { actions, bodies, createStore, importText } from "../testing.ts";
import { refusedHeader, refusedLine } from "./refused.ts";

const at = (text: string) => new Date(text);

describe("an import of incidents", () => {
  const file = [
    "id,title,severity,started_at,resolved_at,lost_orders,services",
    'A-1,"Cart, slow",SEV1,2026-03-02T08:00:00Z,2026-03-02T10:00:00Z,"1,234",checkout; cart',
    "A-2,Search down,SEV3,2026-03-03T08:00:00Z,,,search",
    "",
  ].join("\n");

  test("makes bodies in the words of the REST interface", async () => {
    const { rows, newSystems } = await importText(file, { answers: { createSystems: true, mark: "point" } });
    expect(newSystems).toEqual(["checkout", "cart", "search"]);
    expect(bodies(rows)).toEqual([
      {
        source: "csv",
        externalId: "A-1",
        title: "Cart, slow",
        severity: 1,
        severityRaw: "SEV1",
        startedAt: at("2026-03-02T08:00:00Z"),
        resolvedAt: at("2026-03-02T10:00:00Z"),
        lostOrders: 1234,
        systems: [
          { slug: "checkout", part: "affected" },
          { slug: "cart", part: "affected" },
        ],
      },
      {
        source: "csv",
        externalId: "A-2",
        title: "Search down",
        severity: 3,
        severityRaw: "SEV3",
        startedAt: at("2026-03-03T08:00:00Z"),
        status: "unknown",
        systems: [{ slug: "search", part: "affected" }],
      },
    ]);
  });

  test("changes nothing the second time", async () => {
    const store = createStore({ systems: ["checkout", "cart", "search"] });
    const options = { store, answers: { mark: "point" as const } };
    expect(actions((await importText(file, options)).rows)).toEqual(["create", "create"]);
    expect(actions((await importText(file, options)).rows)).toEqual(["unchanged", "unchanged"]);
  });

  test("of a corrected file updates only what differs, old and new", async () => {
    const store = createStore({ systems: ["checkout", "cart", "search"] });
    const options = { store, answers: { mark: "point" as const } };
    await importText(file, options);
    const corrected = file.replace("Search down", "Search is down").replace("cart\n", "cart; cart\n");
    const { rows } = await importText(corrected, options);
    expect(rows).toMatchObject([
      { action: "unchanged", line: 2 },
      { action: "update", line: 3, changes: [{ field: "title", from: "Search down", to: "Search is down" }] },
    ]);
  });

  test("leaves alone what an empty cell does not speak of, unless told that empty clears", async () => {
    const store = createStore({ systems: ["checkout", "cart", "search"] });
    await importText(file, { store, answers: { mark: "point" } });
    const emptied = file.replace('"1,234"', "");
    expect(actions((await importText(emptied, { store })).rows)).toEqual(["unchanged", "unchanged"]);
    const { rows } = await importText(emptied, { store, answers: { emptyClears: true } });
    expect(rows[0]).toMatchObject({
      action: "update",
      changes: [{ field: "lostOrders", from: 1234, to: null }],
    });
  });

  test("refuses a row that names a system nobody knows, with line, column and value", async () => {
    const { rows } = await importText(file, {
      store: createStore({ systems: ["checkout", "cart"] }),
      answers: { mark: "point" },
    });
    expect(rows).toMatchObject([
      { action: "create" },
      {
        action: "refuse",
        line: 3,
        reasons: [{ column: "services", value: "search", reason: expect.stringContaining("no system") }],
      },
    ]);
  });

  test("leaves a severity that nobody answered for unknown, and keeps its word", async () => {
    const { rows } = await importText("id,title,severity,started_at\n1,Cart slow,2,2026-03-02T08:00:00Z\n");
    expect(bodies(rows)[0]).toMatchObject({ severityRaw: "2" });
    expect(bodies(rows)[0]).not.toHaveProperty("severity");
  });

  test("gives the end from the start and a duration, where no end is recorded", async () => {
    const { rows } = await importText(
      "id,title,started_at,resolved_at,duration\n1,a title,2026-03-02T08:00:00Z,,1h34m\n2,b title,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,5h\n",
    );
    expect(bodies(rows).map((body) => body.resolvedAt)).toEqual([
      at("2026-03-02T09:34:00Z"),
      at("2026-03-02T09:00:00Z"),
    ]);
  });

  test("cuts a title too long to store and keeps the whole of it in the summary", async () => {
    const long = "slow ".repeat(150).trim();
    const { rows } = await importText(`id,title,started_at\n1,${long},2026-03-02T08:00:00Z\n`);
    const [body] = bodies(rows);
    expect(body?.title).toHaveLength(500);
    expect(body?.summary).toBe(long);
  });

  test("never takes a word about AI for AI involvement", async () => {
    const { rows, inspection } = await importText(
      "id,title,summary,started_at\n1,Copilot is down,AI agent outage,2026-03-02T08:00:00Z\n",
    );
    expect(Object.keys(inspection.mapping.fields)).not.toContain("aiInvolvement");
    expect(bodies(rows)[0]).not.toHaveProperty("aiInvolvement");
  });
});

describe("rows that cannot be stored", () => {
  test("are refused one by one, each with its reasons", async () => {
    const { rows } = await importText(
      'id,title,started_at,lost_orders\n1,,2026-03-02T08:00:00Z,1\n2,b,2026-02-30T08:00:00Z,x\n3,c\n4,"d',
      { answers: { unreadable: { x: "refuse" } } },
    );
    expect(rows.map((row) => (row.action === "refuse" ? [row.line, row.reasons] : row.action))).toEqual([
      [2, [{ column: "title", value: null, reason: "Title is missing." }]],
      [
        3,
        [
          {
            column: "started_at",
            value: "2026-02-30T08:00:00Z",
            reason: "There is no day 30 in month 2 of 2026.",
          },
          { column: "lost_orders", value: "x", reason: "This is not a number." },
        ],
      ],
      [4, [expect.objectContaining({ reason: "The row has 2 cells where the header has 4." })]],
      [5, [expect.objectContaining({ reason: expect.stringContaining("never closed") })]],
    ]);
  });

  test("an order of day and month that nobody settled refuses, it is not guessed", async () => {
    const { rows, inspection } = await importText("id,title,started_at\n1,Cart slow,3/4/2026 08:00\n", {
      answers: { zone: "UTC" },
    });
    expect(inspection.questions.map(({ id }) => id)).toContain("order");
    expect(rows).toMatchObject([
      { action: "refuse", reasons: [{ column: "started_at", value: "3/4/2026 08:00" }] },
    ]);
  });

  test("rows before the line where a run stopped are not planned again, but still count for repeated keys", async () => {
    const file =
      "id,title,started_at\n1,a cart,2026-03-02T08:00:00Z\n2,b cart,2026-03-02T08:00:00Z\n1,c cart,2026-03-02T08:00:00Z\n";
    const { rows } = await importText(file, { afterLine: 2, answers: { repeatedKey: { keep: "none" } } });
    expect(rows).toMatchObject([
      { action: "create", line: 3 },
      { action: "refuse", line: 4, reasons: [{ reason: expect.stringContaining("line 2") }] },
    ]);
  });
});

describe("the list of refused rows", () => {
  test("mended and imported gives the rows that a right file would have given", async () => {
    const right = "title,started_at,resolved_at\na cart,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z\n";
    const wrong = right.replace("09:00", "99:00");
    const store = createStore();
    const { rows } = await importText(wrong, { store });
    const columns = ["title", "started_at", "resolved_at"];
    const refused = rows.flatMap((row) =>
      row.action === "refuse" ? [csvLine(refusedLine(row, columns))] : [],
    );
    const list = [csvLine(refusedHeader(columns)), ...refused].join("");
    expect(list).toContain("2,resolved_at “2026-03-02T99:00:00Z”: ");
    await importText(list.replace(",2026-03-02T99:00", ",2026-03-02T09:00"), { store });
    expect(actions((await importText(right, { store })).rows)).toEqual(["unchanged"]);
  });
});

describe("identity", () => {
  const plain =
    "title,started_at\nCart slow,2026-03-02T08:00:00Z\nCart slow,2026-03-02T08:00:00Z\nCart down,2026-03-03T08:00:00Z\n";

  test("without an id is the row itself, and truly identical rows survive", async () => {
    const store = createStore();
    expect(actions((await importText(plain, { store })).rows)).toEqual(["create", "create", "create"]);
    expect(store.records.size).toBe(3);
    expect(actions((await importText(plain, { store })).rows)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
  });

  test("of a row does not hang on the order of columns", async () => {
    const store = createStore();
    await importText(plain, { store });
    const turned = "started_at,title\n2026-03-02T08:00:00Z,Cart slow\n2026-03-03T08:00:00Z,Cart down\n";
    expect(actions((await importText(turned, { store })).rows)).toEqual(["unchanged", "unchanged"]);
  });

  test("two rows with one key are reported, not merged", async () => {
    const { rows, inspection } = await importText(
      "id,title,started_at\n7,a cart,2026-03-02T08:00:00Z\n7,b cart,2026-03-02T08:00:00Z\n",
      { answers: { repeatedKey: { keep: "none" } } },
    );
    expect(inspection.questions.find(({ id }) => id === "repeatedKey")?.why).toContain("7 on lines 2 and 3");
    expect(rows).toMatchObject([
      { action: "create", line: 2 },
      { action: "refuse", line: 3, reasons: [{ value: "7", reason: expect.stringContaining("line 2") }] },
    ]);
  });

  test("several states of one record are one record, in its last state by the chosen column", async () => {
    const { rows } = await importText(
      "id,title,started_at,updated\n7,first,2026-03-02T08:00:00Z,9\n7,last,2026-03-02T08:00:00Z,10\n7,middle,2026-03-02T08:00:00Z,9\n",
      { answers: { repeatedKey: { keep: "last", by: "updated" } } },
    );
    expect(actions(rows)).toEqual(["skip", "create", "skip"]);
    expect(bodies(rows)[0]?.title).toBe("last");
  });
});

describe("for any table of incidents", () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."abcdefg ,;\"\n'=-+é日") });
  const incident = fc.record({
    title: word.map((text) => `t${text}`),
    start: fc.date({ min: at("1980-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z"), noInvalidDate: true }),
    summary: word,
    orders: fc.option(fc.nat(1e9)),
  });

  test("every line comes out once, and a second import changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(incident, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (items, withId) => {
          const lines = items.map(({ title, start, summary, orders }, index) =>
            csvLine([withId ? `K${index}` : null, title, start.toISOString(), summary, orders]),
          );
          const file = [csvLine(["id", "title", "started_at", "summary", "lost_orders"]), ...lines].join("");
          const store = createStore();
          const first = await importText(file, { store });
          const second = await importText(file, { store });
          expect(actions(first.rows)).toEqual(items.map(() => "create"));
          expect(actions(second.rows)).toEqual(items.map(() => "unchanged"));
          expect(second.rows.map(({ line }) => line)).toEqual(first.rows.map(({ line }) => line));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("our own export", () => {
  const text = fc
    .string({ unit: "binary", minLength: 1, maxLength: 20 })
    .filter((t) => !t.includes("\0") && shows(t));
  const name = text.map(oneName);
  const moment = fc
    .date({ min: at("1850-01-01T00:00:00Z"), max: at("2190-01-01T00:00:00Z"), noInvalidDate: true })
    .filter((d) => d.getTime() !== 0);
  const slug = fc.stringMatching(/^[a-z][a-z0-9._-]{0,10}[a-z0-9]$/);
  const record = fc.record(
    {
      id: fc.uuid().map((id) => `inc_${id}`),
      source: name,
      externalId: name,
      kind: fc.constantFrom("incident", "maintenance", "exercise", "duplicate"),
      title: text,
      summary: text,
      severity: fc.integer({ min: 1, max: 5 }),
      severityRaw: text,
      status: fc.constantFrom("open", "mitigated", "resolved", "closed"),
      startedAt: moment,
      resolvedAt: moment,
      lostOrders: fc.nat(),
      orderDropPercent: fc.double({ min: 0, max: 100, noNaN: true }).map((n) => n + 0),
      customerFacing: fc.boolean(),
      aiInvolvement: fc.constantFrom("none", "contributing", "primary", "unknown"),
      rootCauseDetail: text,
      systems: fc
        .uniqueArray(slug, { minLength: 1, maxLength: 3 })
        .chain((slugs) =>
          fc.tuple(
            ...slugs.map((one) =>
              fc.record({ slug: fc.constant(one), part: fc.constantFrom("origin", "affected") }),
            ),
          ),
        ),
      regions: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map(distinctRegions),
      factors: fc.tuple(fc.record({ factor: fc.constantFrom("other", "staffing"), note: fc.option(text) })),
      customFields: fc.dictionary(name, text, { minKeys: 1, maxKeys: 2 }).map((entries) => ({ ...entries })),
    },
    { requiredKeys: ["id", "title", "startedAt"] },
  );
  const known = fc.constantFrom("minute", "day", "month", "year");
  const dated = fc.tuple(record, known, known).map(([one, started, resolved]) => ({
    ...one,
    ...keptTo(one.startedAt, { moment: "started", precision: started }),
    ...keptTo(one.resolvedAt, { moment: "resolved", precision: resolved }),
  }));
  /** What is stored is in order, and what goes on has no end. */
  const stored = dated.map((one) => {
    const { startedAt, resolvedAt, status } = one;
    const isOver = status !== "open" && status !== "mitigated" && resolvedAt && resolvedAt >= startedAt;
    const without = Object.entries(one).filter(([field]) => !field.startsWith("resolved"));
    return isOver ? one : (Object.fromEntries(without) as typeof one);
  });

  test("reads back without loss, here and elsewhere", async () => {
    const target = targets.incidents;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(stored, { minLength: 1, maxLength: 5, selector: (one) => one.id }),
        async (records) => {
          const file = [
            csvLine(exportColumns(target)),
            ...records.map((one) => csvLine(exportRow(target, one))),
          ].join("");
          const store = createStore({
            systems: records.flatMap((one) => one.systems?.map((system) => system.slug) ?? []),
          });
          const { rows, inspection } = await importText(file, { store, answers: { createSystems: true } });
          expect(inspection.profile?.name).toBe("faultline");
          expect(actions(rows), JSON.stringify(rows)).toEqual(records.map(() => "create"));
          rows.forEach((row, index) => {
            const { id, systems, source, externalId, ...facts } = records[index] as Record<string, unknown>;
            const body = (row as { body: Record<string, unknown> }).body;
            expect(body).toMatchObject(facts);
            if (systems) expect(new Set(body.systems as [])).toEqual(new Set(systems as []));
            expect(body.externalId).toBe(externalId ?? id);
          });
          const again = await importText(file, { store });
          expect(actions(again.rows)).toEqual(records.map(() => "unchanged"));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A moment as it is kept by what is known of it. */
function keptTo(at: Date | undefined, of: { moment: string; precision: Precision }): object {
  // The first day of all stands for "never" in every file.
  if (at === undefined || of.precision === "minute" || at.getUTCFullYear() === 1970) return {};
  return {
    [`${of.moment}At`]: storedMoment(at, of.precision),
    [`${of.moment}Precision`]: of.precision,
  };
}
