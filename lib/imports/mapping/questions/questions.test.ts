import { describe, expect, test } from "vitest";
import { proposeSeverity } from "#lib/integrations/severities.ts";
import { bodies, importText, inspect as inspectWhole } from "../../testing.ts";
import { unanswered, withProposals, withSettled } from "../answers.ts";
import { Answers, type Mapping, Question } from "../schema.ts";

/** These files tell no ends, which is asked about elsewhere (../../plan/ends.test.ts). */
const inspect: typeof inspectWhole = async (...given) => {
  const found = await inspectWhole(...given);
  return { ...found, questions: found.questions.filter(({ id }) => id !== "absentEnd") };
};

const ids = (questions: Question[]) => questions.map(({ id }) => id);

describe("what the file settles is not asked", () => {
  test("a day above twelve settles the order for every date of the file, and says why", async () => {
    const { questions, settled } = await inspect(
      "id,title,started,resolved\n1,a cart,29/2/2016 01:16,1/3/2016 02:00\n2,b cart,3/4/2016 01:16,\n",
    );
    expect(ids(questions)).toEqual(["zone"]);
    expect(settled).toMatchObject([
      { id: "orders.startedAt", answer: "dmy", why: expect.stringContaining("29/2/2016 01:16") },
      { id: "orders.resolvedAt", answer: "dmy", why: expect.stringContaining("other dates") },
    ]);
  });

  test("a header that says UTC settles the zone", async () => {
    const { questions, settled } = await inspect("id,title,Start Time (UTC)\n1,a cart,2016-02-29 01:16\n");
    expect(ids(questions)).toEqual([]);
    expect(settled).toMatchObject([{ id: "zone", answer: "UTC" }]);
  });

  test("times with their zone ask for none", async () => {
    expect((await inspect("id,title,started\n1,a cart,2016-02-29T01:16:00Z\n")).questions).toEqual([]);
  });

  test("one number beyond doubt settles the mark of the others", async () => {
    const content =
      "id,title,started,lost orders\n1,a cart,2016-02-29T01:16:00Z,1.800\n2,b cart,2016-02-29T01:16:00Z,1.800.000\n";
    const { settled } = await inspect(content);
    expect(settled).toMatchObject([{ id: "marks.lostOrders", answer: "comma" }]);
    expect(bodies((await importText(content)).rows).map((body) => body.lostOrders)).toEqual([
      1_800, 1_800_000,
    ]);
  });

  test("a unit in the column's name settles the unit", async () => {
    const { settled } = await inspect(
      "id,title,started,duration_minutes\n1,a cart,2016-02-29T01:16:00Z,90\n",
    );
    expect(settled).toMatchObject([{ id: "durationUnit.timeToResolve", answer: "minutes" }]);
  });
});

describe("what every row needs", () => {
  test("takes the only column that could be it, before what may stay empty does", async () => {
    const { mapping } = await inspect("Ref,Summary,Opened\nA-1,Cart slow,2026-03-02T08:00:00Z\n");
    expect(mapping.fields).toMatchObject({
      externalId: { column: "Ref" },
      title: { column: "Summary" },
      startedAt: { column: "Opened" },
    });
    expect(mapping.fields.summary).toBeUndefined();
    const both = await inspect("Ref,Title,Summary,Opened\nA-1,Cart,Cart slow,2026-03-02T08:00:00Z\n");
    expect(both.mapping.fields).toMatchObject({ title: { column: "Title" }, summary: { column: "Summary" } });
  });
});

describe("what the file leaves open is asked", () => {
  test("order, zone, bare dates, marks and units", async () => {
    const { questions } = await inspect(
      "id,title,started,lost orders,duration\n1,a cart,3/4/2016,1.800,90\n",
    );
    expect(ids(questions)).toEqual([
      "order",
      "zone",
      "dateOnly",
      "marks.lostOrders",
      "durationUnit.timeToResolve",
    ]);
  });

  test("dates that exclude each other are asked about column by column", async () => {
    const { questions } = await inspect(
      "id,title,started\n1,a cart,29/2/2016 10:00\n2,b cart,2/29/2016 10:00\n",
    );
    expect(ids(questions)).toEqual(["orders.startedAt", "zone"]);
  });

  test("zone words once, with a proposal", async () => {
    const content =
      'id,title,started\n1,a cart,"Aug 30, 2024 - 13:30 PDT"\n2,b cart,"Aug 31, 2024 - 13:30 PDT"\n';
    const { questions } = await inspect(content);
    expect(questions).toMatchObject([
      { id: "zoneWords", values: [{ value: "PDT", count: 2, proposed: "-07:00" }] },
    ]);
    const { rows } = await importText(content);
    expect(bodies(rows)[0]?.startedAt).toEqual(new Date("2024-08-30T20:30:00Z"));
  });

  test("every severity found, with its count and what it may mean; bare numbers without a proposal", async () => {
    const rows = ["SEV1", "SEV1", "critical", "2", "weird"].map(
      (severity, index) => `${index},cart ${index},2016-02-29T01:16:00Z,${severity}`,
    );
    const { questions } = await inspect(`id,title,started,severity\n${rows.join("\n")}\n`);
    expect(questions).toMatchObject([
      {
        id: "values.severity",
        values: [
          { value: "SEV1", count: 2, proposed: 1 },
          { value: "critical", count: 1, proposed: 1 },
          { value: "2", count: 1, proposed: null },
          { value: "weird", count: 1, proposed: null },
        ],
      },
    ]);
    expect(ids(unanswered(questions, { answers: withProposals({}, questions), reading: {} }))).toEqual([
      "values.severity",
    ]);
    const all = withProposals({ values: { severity: { "2": 4, weird: null } } }, questions);
    expect(unanswered(questions, { answers: all, reading: {} })).toEqual([]);
    expect(all.values?.severity).toEqual({ SEV1: 1, critical: 1, "2": 4, weird: null });
  });

  test("what is no incident, where a column says maintenance", async () => {
    const content =
      "id,title,started,impact\n1,a cart,2016-02-29T01:16:00Z,maintenance\n2,b cart,2016-02-29T01:16:00Z,major\n";
    const { questions } = await inspect(content);
    expect(ids(questions)).toEqual(["values.severity", "values.kind"]);
    const answers = { values: { kind: { major: "incident" } } };
    expect(bodies((await importText(content, { answers })).rows).map((body) => body.kind)).toEqual([
      "maintenance",
      "incident",
    ]);
  });

  test("a header that looks like data", async () => {
    const { questions } = await inspect(
      "1,a cart is slow,2016-02-29T01:16:00Z\n2,b cart is slow,2016-02-29T01:16:00Z\n",
    );
    expect(ids(questions)).toContain("reading.header");
    const { rows } = await importText(
      "1,a cart is slow,2016-02-29T01:16:00Z\n2,b cart is slow,2016-02-29T01:16:00Z\n",
      {
        reading: { header: false },
      },
    );
    expect(bodies(rows).map((body) => body.title)).toEqual(["a cart is slow", "b cart is slow"]);
  });

  test("proposals are answers that the schema takes, and questions are what it says", async () => {
    const { questions, settled } = await inspect(
      'id,title,started,severity,status,service,duration\n1,a cart,"Aug 3, 2024 - 13:30 PDT",P1,Monitoring,cart,90\n1,b cart,2024-08-03,P2,Done,search,1h\n',
    );
    for (const question of questions) expect(Question.parse(question)).toEqual(question);
    const answers = withSettled(withProposals({}, questions), settled);
    expect(Answers.parse(answers)).toEqual(answers);
  });
});

describe("a mapping", () => {
  test("reads date, time and zone in three columns together", async () => {
    const content =
      "id,title,start_date,start_time,start_timezone\n1,a cart,2024-07-01,13:30,Europe/Berlin\n";
    const { rows, inspection } = await importText(content);
    expect(inspection.mapping.fields.startedAt).toEqual({
      from: "join",
      columns: ["start_date", "start_time", "start_timezone"],
      separator: " ",
    });
    expect(bodies(rows)[0]?.startedAt).toEqual(new Date("2024-07-01T11:30:00Z"));
  });

  test("opens a column of JSON objects, and prefers it to the columns beside it", async () => {
    const data = JSON.stringify({
      incident: {
        id: "Q1",
        title: "Cart is slow",
        created_at: "2022-11-03T06:23:06.000000Z",
        urgency: "high",
      },
    });
    const content = `id,data,created_at\n1,"${data.replaceAll('"', '""')}",2023-01-01T00:00:00Z\n`;
    const { rows, inspection } = await importText(content);
    expect(inspection.columns.map(({ name }) => name)).toContain("data.incident.title");
    expect(bodies(rows)[0]).toMatchObject({
      externalId: "Q1",
      title: "Cart is slow",
      startedAt: new Date("2022-11-03T06:23:06Z"),
    });
  });

  test("may give a constant, the first filled column, and keep columns under their own names", async () => {
    const content = "ref,what,begun,opened,room\n1,a cart is slow,,2024-07-01T10:00:00Z,5\n";
    const { mapping } = await inspect(content);
    const fields: Mapping["fields"] = {
      ...mapping.fields,
      title: { from: "column", column: "what" },
      kind: { from: "constant", value: "exercise" },
      startedAt: { from: "first", columns: ["begun", "opened"] },
    };
    const { rows } = await importText(content, {
      mapping: { profile: null, fields, customFields: ["room"] },
    });
    expect(bodies(rows)[0]).toMatchObject({
      kind: "exercise",
      startedAt: new Date("2024-07-01T10:00:00Z"),
      customFields: { room: "5" },
    });
  });

  test("that names a column the file has not is refused with its name", async () => {
    const mapping = {
      profile: null,
      fields: { title: { from: "column", column: "nope" } },
      customFields: [],
    } as const;
    const importing = importText("a,b\n1,2\n", { mapping: structuredClone(mapping) as never });
    await expect(importing).rejects.toThrow("The file has no column nope");
  });

  test("shows how much of each column is filled, with samples", async () => {
    const { columns } = await inspect("id,title,note\n1,a cart,x\n2,b cart,\n3,c cart,N/A\n");
    expect(columns).toMatchObject([
      { name: "id", filled: 3, samples: ["1", "2", "3"] },
      { name: "title", filled: 3 },
      { name: "note", filled: 1, samples: ["x"] },
    ]);
  });
});

describe("other targets", () => {
  test("changes, with flags that may be unknown", async () => {
    const content =
      "id,title,service,deployed_at,approvals,documented,rollback_plan\nc1,Raise limits,cart,2026-01-01T10:00:00Z,2,yes,\n";
    const { rows } = await importText(content, { target: "changes", answers: { createSystems: true } });
    expect(bodies(rows)).toEqual([
      {
        source: "csv",
        externalId: "c1",
        title: "Raise limits",
        system: "cart",
        deployedAt: new Date("2026-01-01T10:00:00Z"),
        approvals: 2,
        documented: true,
      },
    ]);
  });

  test("change volumes by day, with the day as it is written", async () => {
    const content =
      "date,service,ai,count\n2026-01-01,cart,yes,12\n2026-01-01,cart,no,30\n2026-01-01,cart,no,31\n";
    const { rows } = await importText(content, {
      target: "change-volumes",
      answers: { createSystems: true },
    });
    expect(bodies(rows)).toEqual([
      { day: "2026-01-01", system: "cart", aiAssistance: "assisted", count: 12, source: "csv" },
      { day: "2026-01-01", system: "cart", aiAssistance: "none", count: 30, source: "csv" },
    ]);
    expect(rows[2]).toMatchObject({
      action: "refuse",
      reasons: [{ reason: expect.stringContaining("line 3") }],
    });
  });

  test("systems, with a slug made of the name and what they depend on", async () => {
    const content = 'name,tier,team,dependencies\nPayment Gateway,Tier 1,Payments,"Ledger; Fraud"\n';
    const { rows } = await importText(content, { target: "systems", answers: { createSystems: true } });
    expect(bodies(rows)).toEqual([
      {
        slug: "payment-gateway",
        name: "Payment Gateway",
        tier: 1,
        owner: "Payments",
        dependsOn: ["ledger", "fraud"],
      },
    ]);
  });

  test("action items, tied to their incident however it is written", async () => {
    const content =
      "incident,title,due date,status\nINC-118,Add an alert,2026-04-01,In Progress\nINC-999,Nothing,,open\n";
    const { createStore } = await import("../../testing.ts");
    const store = createStore({ incidents: { "INC-118": "inc_1" } });
    const { rows } = await importText(content, { target: "actions", store });
    expect(rows).toMatchObject([
      {
        action: "create",
        body: { incident: "inc_1", title: "Add an alert", dueOn: "2026-04-01", state: "open" },
      },
      { action: "refuse", reasons: [{ value: "INC-999", reason: "There is no such incident." }] },
    ]);
    expect((await importText(content, { target: "actions", store })).rows[0]).toMatchObject({
      action: "unchanged",
    });
  });
});

describe("severity words", () => {
  test.each([
    ["SEV0", 1],
    ["Sev-2", 2],
    ["p3", 3],
    ["1 - Critical", 1],
    ["5 - Planning", 5],
    ["High", 2],
    ["1", null],
    ["Unknown", null],
    ["Sev 9", null],
  ])("%s may mean %s", (word, severity) => {
    expect(proposeSeverity(word)).toBe(severity);
  });
});
