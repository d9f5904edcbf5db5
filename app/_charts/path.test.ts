import { expect, test } from "vitest";
import { bandPath, linePath } from "./path.ts";

const p = (x: number, y: number) => ({ x, y });

test("a gap lifts the pen; nothing is joined across it", () => {
  expect(linePath([p(0, 1), p(1, 2), null, p(3, 4), p(4, 5)])).toBe("M0 1L1 2M3 4L4 5");
});

test("a lone point between gaps is still drawn", () => {
  expect(linePath([p(0, 1), null, p(2, 3), null])).toBe("M0 1h0M2 3h0");
  expect(linePath([null, null])).toBe("");
});

test("a step keeps its height until the next point", () => {
  expect(linePath([p(0, 10), p(5, 20)], { step: true })).toBe("M0 10H5V20");
});

test("a band goes along its low side and back along its high side", () => {
  const spans = [
    { x: 0, low: 10, high: 5 },
    { x: 4, low: 12, high: 6 },
  ];
  expect(bandPath(spans)).toBe("M0 10L4 12L4 6L0 5Z");
  expect(bandPath([spans[0] ?? null, null, spans[1] ?? null])).toBe("M0 10h0L0 5ZM4 12h0L4 6Z");
});

test("a stepped band takes the same corners on both sides", () => {
  const spans = [
    { x: 0, low: 10, high: 5 },
    { x: 4, low: 12, high: 6 },
  ];
  expect(bandPath(spans, { step: true })).toBe("M0 10H4V12L4 6V5H0Z");
});
