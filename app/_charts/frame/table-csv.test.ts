import { expect, test } from "vitest";
import { fileName, tableToCsv } from "./table-csv.ts";

const columns = [
  { key: "system", label: "System" },
  { key: "median", label: "Time to mitigate", unit: "minutes" as const },
];

test("a downloaded table is unrounded and names its unit", () => {
  const rows = [{ key: "a", cells: { system: "checkout", median: { value: 47.25, href: "/incidents" } } }];
  expect(tableToCsv({ columns, rows })).toBe("\ufeffSystem,Time to mitigate (minutes)\r\ncheckout,47.25\r\n");
});

test("what was not recorded is an empty cell, not a zero", () => {
  const rows = [{ key: "a", cells: { system: "cart", median: null } }];
  expect(tableToCsv({ columns, rows })).toContain("\r\ncart,\r\n");
});

test("text cannot become a formula, and quotes survive", () => {
  const rows = [{ key: "a", cells: { system: '=HYPERLINK("x"),y', median: -3 } }];
  expect(tableToCsv({ columns, rows })).toContain(`"'=HYPERLINK(""x""),y",-3`);
});

test("a file is named after its picture", () => {
  expect(fileName("Lost orders, per week")).toBe("lost-orders-per-week");
  expect(fileName("…")).toBe("chart");
});
