import { describe, expect, test } from "vitest";
import type { Question } from "#lib/imports/schema.ts";
import { givenOf, openOf, withAnswers } from "./answers.ts";

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
});
