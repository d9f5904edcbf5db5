import { expect, test } from "vitest";
import { runningShares } from "./row-bars.tsx";

const items = [6, 3, null, 1].map((value, index) => ({ key: String(index), label: String(index), value }));

test("the running share ends at the whole of what is known", () => {
  expect(runningShares(items)).toEqual([0.6, 0.9, 0.9, 1]);
  const unknown = { key: "unknown", label: "Not known", value: 10, isUnknown: true };
  expect(runningShares([...items, unknown])).toEqual([0.6, 0.9, 0.9, 1, null]);
});

test("of nothing there is no share", () => {
  expect(runningShares([{ key: "a", label: "a", value: 0 }])).toEqual([0]);
});
