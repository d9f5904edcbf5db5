import { expect, test } from "vitest";
import { sparkPath } from "./spark-path.ts";

const size = { width: 102, height: 22, pad: 1 };

test("a run starts at zero, so that a small change looks small", () => {
  expect(sparkPath([10, 9, 10], size).lines).toBe("M1.0 1.0L51.0 3.0L101.0 1.0");
});

test("a gap breaks the line, and is not drawn as zero", () => {
  const { lines, dots } = sparkPath([1, null, 1], size);
  expect(lines).toBe("M1.0 1.0M101.0 1.0");
  expect(dots).toHaveLength(2);
});

test("nothing recorded draws nothing, and nothing but zeros lies on the floor", () => {
  expect(sparkPath([null, null], size)).toEqual({ lines: "", dots: [], lone: [] });
  expect(sparkPath([0, 0], size).lines).toBe("M1.0 21.0L101.0 21.0");
});

test("a value between two gaps, which no line shows, stands alone", () => {
  const { lone } = sparkPath([1, 2, null, 4, null, null, 3], size);
  expect(lone.map(({ x }) => Math.round(x))).toEqual([51, 101]);
});
