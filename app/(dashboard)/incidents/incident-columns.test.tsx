import { expect, test } from "vitest";
import { chosenColumns, columnChoices } from "./incident-columns.tsx";

const keys = (words: string | undefined) => chosenColumns(words).map(({ key }) => key);

test("a list shows the columns that the address names, in the list's own order", () => {
  expect(keys("rootCause,severity")).toEqual(["severity", "rootCause"]);
  expect(keys(columnChoices.map(({ value }) => value).join(","))).toHaveLength(columnChoices.length);
});

test("an address that names no column there is shows the usual ones", () => {
  expect(keys(undefined)).toContain("lostOrders");
  for (const words of ["", "nonsense", ",,"]) expect(keys(words)).toEqual(keys(undefined));
});
