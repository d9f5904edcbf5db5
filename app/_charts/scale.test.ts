import { expect, test } from "vitest";
import { fitText, scaleOf, tickScale } from "./scale.ts";

test("a linear scale runs from one end to the other", () => {
  const scale = scaleOf("linear", { from: 0, to: 10, start: 100, end: 200 });
  expect([scale(0), scale(5), scale(10)]).toEqual([100, 150, 200]);
});

test("a logarithmic scale gives every factor the same room and keeps what lies beyond at its ends", () => {
  const scale = scaleOf("log", { from: 1, to: 100, start: 0, end: 200 });
  expect(scale(10)).toBeCloseTo(100, 9);
  expect(scale(100)).toBeCloseTo(200, 9);
  expect([scale(0), scale(-3), scale(1e9), scale(Number.POSITIVE_INFINITY)]).toEqual([0, 0, 200, 200]);
});

test("an axis runs between its outermost ticks, and gives back the value under a pixel", () => {
  const scale = tickScale({ scale: "linear", ticks: [0, 20, 40] }, [300, 100]);
  expect([scale(0), scale(40), scale.invert(200)]).toEqual([300, 100, 20]);
});

test("text that does not fit is cut with an ellipsis", () => {
  expect(fitText("checkout", 200)).toBe("checkout");
  expect(fitText("order management service", 64)).toBe("order man…");
});
