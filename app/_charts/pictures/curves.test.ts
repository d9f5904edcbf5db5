import { expect, test } from "vitest";
import { shareAt } from "./lorenz.tsx";
import { stepAt } from "./survival.tsx";

test("between two points of a Lorenz curve the share is read off the straight line", () => {
  const points = [
    { population: 0, share: 0 },
    { population: 0.5, share: 0.1 },
    { population: 1, share: 1 },
  ];
  expect(shareAt(points, 0.25)).toBeCloseTo(0.05, 9);
  expect(shareAt(points, 0.75)).toBeCloseTo(0.55, 9);
  expect(shareAt(points, 1)).toBe(1);
});

test("a survival curve holds its step, begins with all and says nothing beyond the last", () => {
  const steps = [
    { minutes: 10, survival: 0.8, low: 0.7, high: 0.9 },
    { minutes: 60, survival: 0.4, low: 0.3, high: 0.5 },
  ];
  const series = { key: "a", label: "All", colour: "", steps, medianMinutes: 60 };
  expect(stepAt(series, 5)?.survival).toBe(1);
  expect(stepAt(series, 59)?.survival).toBe(0.8);
  expect(stepAt(series, 60)?.survival).toBe(0.4);
  expect(stepAt(series, 61)).toBeNull();
});
