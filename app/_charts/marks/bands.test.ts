import { expect, test } from "vitest";
import { labelLanes, placeBands } from "./bands.ts";

test("labels that would overlap stand in lanes, and never leave the plot", () => {
  expect(
    labelLanes(
      [
        { x: 0, width: 50 },
        { x: 20, width: 50 },
        { x: 60, width: 10 },
      ],
      3,
    ),
  ).toEqual([0, 1, 0]);
  expect(
    labelLanes(
      [0, 10, 20].map((x) => ({ x, width: 50 })),
      2,
    ),
  ).toEqual([null, 1, 0]);
  const [band] = placeBands([{ name: "A long name of an intervention", x: [3.9, 4] }], 100, 400);
  expect(band).toMatchObject({ x: 390, width: 10 });
  expect(band?.textX).toBeLessThan(400 - 170);
});

test("no line of a band runs through the name of another", () => {
  const lanes = labelLanes(
    [
      { x: 4, width: 60, line: 0 },
      { x: 54, width: 30, line: 50 },
      { x: 124, width: 30, line: 120 },
    ],
    5,
  );
  expect(lanes).toEqual([1, 0, 0]);
  // A name that is held back by the right edge lies over lines that begin before it.
  expect(
    labelLanes(
      [
        { x: 74, width: 20, line: 70 },
        { x: 40, width: 60, line: 98 },
      ],
      5,
    ),
  ).toEqual([0, 1]);
});
