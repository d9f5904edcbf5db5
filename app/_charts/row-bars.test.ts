import { expect, test } from "vitest";
import { runningShares } from "./row-bars.tsx";

const items = [6, 3, null, 1].map((value, index) => ({ key: String(index), label: String(index), value }));

test("the running share ends at the whole, or below it when the items are not all there is", () => {
  expect(runningShares(items)).toEqual([0.6, 0.9, 0.9, 1]);
  expect(runningShares(items, 20)).toEqual([0.3, 0.45, 0.45, 0.5]);
});

test("of nothing there is no share", () => {
  expect(runningShares([{ key: "a", label: "a", value: 0 }])).toEqual([0]);
});
