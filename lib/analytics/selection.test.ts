import { expect, test } from "vitest";
import { filterFields } from "./filter.ts";
import { stages } from "./selection.ts";

test("every word of the filter is answered in one stage, and in one alone", () => {
  const answered = Object.values(stages).flatMap(({ words }) => words);
  // `kind` is a field, and without the word only incidents count: where rows of the period are taken.
  expect(answered.toSorted()).toEqual(Object.keys(filterFields).toSorted());
});
