import { expect, test } from "vitest";
import { plotIn, spread } from "./plot.ts";

test("labels get their room before the marks do", () => {
  const plot = plotIn({ width: 400, height: 200, labels: ["0", "1,000"], right: 20 });
  expect(plot).toEqual({ x: 43, y: 8, width: 337, height: 168 });
});

test("labels that would touch are pushed apart in the order of what they name", () => {
  const labels = [
    { text: "b", y: 12 },
    { text: "a", y: 10 },
    { text: "c", y: 80 },
  ];
  expect(spread(labels).map(({ text, y }) => [text, y])).toEqual([
    ["a", 10],
    ["b", 24],
    ["c", 80],
  ]);
});
