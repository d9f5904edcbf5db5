import { expect, test } from "vitest";
import { bucketName, labelLanes, lastEnd, placeBands, severityName } from "./time.ts";

const day = 86_400_000;
const starts = [0, 1, 2, 3].map((index) => index * 7 * day);
const end = 28 * day;

test("an intervention is drawn where it began, within its bucket", () => {
  const [band] = placeBands({
    bands: [{ name: "Freeze", from: 3.5 * day, to: 14 * day }],
    starts,
    end,
    width: 400,
  });
  expect(band).toMatchObject({ x: 50, width: 150, lane: 0 });
});

test("an open intervention reaches to the edge, one outside the period is not drawn", () => {
  const bands = [
    { name: "Reset", from: 21 * day, to: null },
    { name: "Before", from: -30 * day, to: -1 * day },
    { name: "After", from: 40 * day, to: null },
  ];
  const placed = placeBands({ bands, starts, end, width: 400 });
  expect(placed.map(({ name, x, width }) => [name, x, width])).toEqual([["Reset", 300, 100]]);
});

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
  const [band] = placeBands({
    bands: [{ name: "A long name of an intervention", from: 27 * day, to: null }],
    starts,
    end,
    width: 400,
  });
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

test("the last bucket is as long as the one before, unless its end is known", () => {
  const buckets = starts.map((start) => ({ start, complete: true }));
  expect(lastEnd(buckets, undefined)).toBe(28 * day);
  expect(lastEnd(buckets, 25 * day)).toBe(25 * day);
});

test("an incomplete bucket says so in words", () => {
  const time = { bucket: "week" as const, zone: "UTC" };
  expect(bucketName({ start: "2026-03-02T00:00:00Z", complete: false }, time)).toBe(
    "week of 2 Mar 2026 (incomplete)",
  );
  expect(severityName("unknown")).toBe("Sev unknown");
});
