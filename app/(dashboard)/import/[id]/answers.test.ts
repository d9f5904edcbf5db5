import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "#lib/canonical.ts";
import { Answers, type Question } from "#lib/imports/mapping/schema.ts";
import { givenOf, isAsked, openOf, pressesFor, withAnswers } from "./answers.ts";

const question = (id: string, more: Partial<Question>): Question => ({
  id,
  kind: "values",
  field: null,
  columns: [],
  text: id,
  why: "",
  options: [],
  values: [],
  proposed: null,
  required: true,
  ...more,
});

const questions = [
  question("values.severity", {
    values: [
      { value: "minor", count: 2, proposed: 3 },
      { value: "odd", count: 1, proposed: null },
    ],
    proposed: { minor: 3 },
    required: false,
  }),
  question("zone", { kind: "zone" }),
  question("createSystems", { kind: "systems", options: [{ value: true, label: "Yes" }] }),
  question("reading.header", { kind: "header", options: [{ value: false, label: "No" }] }),
];
const nothing = { answers: {}, reading: {} };

describe("answers of the form", () => {
  test("begin with what is proposed, and nothing where nothing is", () => {
    expect(givenOf(questions, nothing)).toEqual({ "values.severity minor": "3" });
  });

  test("put what was answered before above what is proposed", () => {
    const known = {
      answers: { values: { severity: { minor: 4 } }, zone: "UTC" },
      reading: { header: false },
    };
    expect(givenOf(questions, known)).toEqual({
      "values.severity minor": "4",
      zone: "UTC",
      "reading.header": "false",
    });
  });

  test("leave open what would cost rows, and not what stays unknown", () => {
    const given = givenOf(questions, nothing);
    expect(openOf(questions, given).map(({ id }) => id)).toEqual(["zone", "createSystems", "reading.header"]);
  });

  test("go where each question says", () => {
    const given = {
      "values.severity minor": "2",
      "values.severity odd": "null",
      zone: "Asia/Kathmandu",
      createSystems: "true",
      "reading.header": "false",
    };
    expect(withAnswers(questions, { given, ...nothing })).toEqual({
      answers: { values: { severity: { minor: 2, odd: null } }, zone: "Asia/Kathmandu", createSystems: true },
      options: { header: false },
    });
  });

  test("that were half given and kept are all there when the step is opened again", () => {
    fc.assert(
      fc.property(halfGiven, ({ asked, given, before }) => {
        const whole = { ...givenOf(asked, { answers: before, reading: {} }), ...given };
        const { answers } = withAnswers(asked, { given: whole, answers: before, reading: {} });
        const stored = Answers.parse(JSON.parse(JSON.stringify(answers)));
        const again = givenOf(asked, { answers: stored, reading: {} });
        expect(again).toEqual(whole);
        expect(openOf(asked, again)).toEqual(openOf(asked, whole));
      }),
    );
  });

  test("that are taken back leave nothing of themselves", () => {
    const answers = { values: { severity: { minor: 4 } }, zone: "UTC" };
    expect(withAnswers(questions, { given: {}, answers, reading: {} }).answers).toEqual({
      values: {},
      zone: "UTC",
    });
  });
});

const texts = (...values: string[]) => values.map((value) => ({ value, count: 1, proposed: null }));
const unreadable = question("unreadable", {
  kind: "unreadable",
  values: texts("Ongoing", "TBD"),
  options: [
    { value: "nothing", label: "Nothing recorded" },
    { value: "refuse", label: "Refuse the row" },
  ],
});

describe("what cannot be read", () => {
  test("means what was said of all others, where it was not named", () => {
    const answers = { unreadable: { "*": "nothing", TBD: "refuse" } } as const;
    expect(givenOf([unreadable], { answers, reading: {} })).toEqual({
      "unreadable Ongoing": '"nothing"',
      "unreadable TBD": '"refuse"',
    });
  });

  test("is answered at one press, and what the table does not show keeps its answer", () => {
    const [nothing] = pressesFor(unreadable);
    expect(nothing?.label).toBe("Nothing recorded, for all of them");
    expect(openOf([unreadable], {})).toHaveLength(1);
    expect(openOf([unreadable], nothing!.said)).toEqual([]);
    const answers = { unreadable: { elsewhere: "refuse", TBD: "refuse" } } as const;
    expect(withAnswers([unreadable], { given: nothing!.said, answers, reading: {} }).answers).toEqual({
      unreadable: { elsewhere: "refuse", Ongoing: "nothing", TBD: "nothing" },
    });
  });
});

describe("numbers for severities", () => {
  test("are read in either direction, or not at all, at one press", () => {
    const severities = question("values.severity", {
      field: "severity",
      values: texts("1", "4"),
      options: [
        { value: 1, label: "Sev-1" },
        { value: null, label: "Nothing recorded" },
      ],
    });
    expect(pressesFor(severities).map(({ label, said }) => [label, ...Object.values(said)])).toEqual([
      ["1 is the worst", "1", "4"],
      ["5 is the worst", "5", "2"],
      ["Nothing recorded, for all of them", "null", "null"],
    ]);
  });
});

test("a question that hangs on another is asked by the answer to it, whatever the order of its keys", () => {
  const hanging = question("overMidnight", {
    kind: "over-midnight",
    options: [{ value: "next-day", label: "The next day" }],
    when: { id: "repeatedKey", is: { keep: "last", by: "Updated" } },
  });
  const said = canonical({ by: "Updated", keep: "last" });
  expect(isAsked(hanging, { repeatedKey: said })).toBe(true);
  expect(isAsked(hanging, { repeatedKey: canonical({ keep: "none" }) })).toBe(false);
  const given = { overMidnight: '"next-day"' };
  expect(withAnswers([hanging], { given, answers: {}, reading: {} }).answers).toEqual({});
});

/** Questions of every form, some with proposals, and answers to some of them. */
const words = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 12 }).filter((word) => word !== "__proto__"),
  { maxLength: 6 },
);
const severity = fc.constantFrom(1, 2, 3, 4, 5, null);
const halfGiven = words.chain((values) => {
  const table = fc.dictionary(fc.constantFrom("", ...values), severity, { noNullPrototype: true });
  return fc
    .record({
      proposed: fc.option(table),
      said: table,
      order: fc.option(fc.constantFrom("dmy", "mdy")),
      zone: fc.option(fc.constantFrom("UTC", "Europe/Berlin", "+05:45")),
      mark: fc.option(fc.constantFrom("point", "comma")),
      repeated: fc.option(fc.constantFrom({ keep: "none" }, { keep: "last", by: "Updated" })),
      systems: fc.option(fc.boolean()),
      before: fc.constantFrom<Answers>(
        {},
        { zone: "Asia/Kathmandu" },
        { values: { kind: { Drill: "exercise" } } },
      ),
    })
    .map(({ proposed, said, before, ...radios }) => {
      const asked = [
        question("order", { kind: "order" }),
        question("zone", { kind: "zone" }),
        question("marks.lostOrders", { kind: "mark" }),
        question("repeatedKey", { kind: "repeated-key" }),
        question("createSystems", { kind: "systems" }),
        question("values.severity", {
          values: values.map((value) => ({ value, count: 1, proposed: null })),
          proposed,
        }),
      ];
      const answers: [string, unknown][] = [
        ["order", radios.order],
        ["marks.lostOrders", radios.mark],
        ["repeatedKey", radios.repeated],
        ["createSystems", radios.systems],
      ];
      const given: Record<string, string> = {};
      for (const [id, answer] of answers) if (answer !== null) given[id] = canonical(answer);
      if (radios.zone !== null) given.zone = radios.zone;
      for (const [value, level] of Object.entries(said))
        if (values.includes(value)) given[`values.severity ${value}`] = JSON.stringify(level);
      return { asked, given, before };
    });
});
