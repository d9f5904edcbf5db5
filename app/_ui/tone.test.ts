import { expect, test } from "vitest";
import { changeTone } from "./tone.ts";

test("a falling recovery time is better, a falling share of audits is worse", () => {
  expect(changeTone({ now: 30, before: 60, good: "down", withinNoise: false })).toBe("better");
  expect(changeTone({ now: 60, before: 30, good: "down", withinNoise: false })).toBe("worse");
  expect(changeTone({ now: 0.3, before: 0.6, good: "up", withinNoise: false })).toBe("worse");
});

test("a change within noise has no colour, whatever its direction", () => {
  expect(changeTone({ now: 90, before: 30, good: "down", withinNoise: true })).toBe("noise");
});

test("a change that nothing has judged is called neither better nor worse", () => {
  expect(changeTone({ now: 90, before: 30, good: "down", withinNoise: null })).toBe("neither");
  expect(changeTone({ now: 90, before: 90, good: "down", withinNoise: false })).toBe("neither");
});
