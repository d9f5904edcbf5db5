import { expect, test } from "vitest";
import { cellText, cellValue } from "./data-table.tsx";

const minutes = { key: "m", label: "Minutes", unit: "minutes" as const };

test("a cell that is a link reads as its value", () => {
  expect(cellText({ value: 47, href: "/incidents" }, minutes)).toBe("47\u00a0min");
  expect(cellValue({ value: null, href: "/incidents" })).toBeNull();
});

test("a cell without a value says so in the words of its column", () => {
  expect(cellText(null, minutes)).toBe("no data");
  expect(cellText(undefined, { ...minutes, missing: "not recorded" })).toBe("not recorded");
});

test("a zero is a value", () => {
  expect(cellText(0, minutes)).toBe("0\u00a0min");
});
