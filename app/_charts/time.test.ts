import { expect, test } from "vitest";
import { valueAxis } from "./axis.ts";
import { bandStretches, bucketName, lastEnd, overTime, severityName, unrecordedAt } from "./time.ts";

const day = 86_400_000;
const starts = [0, 1, 2, 3].map((index) => index * 7 * day);
const end = 28 * day;

test("an intervention is drawn where it began, within its bucket", () => {
  const [stretch] = bandStretches([{ name: "Freeze", from: 3.5 * day, to: 14 * day }], starts, end);
  expect(stretch).toEqual({ name: "Freeze", x: [0.5, 2] });
});

test("an open intervention reaches to the edge, one outside the period is not drawn", () => {
  const bands = [
    { name: "Reset", from: 21 * day, to: null },
    { name: "Before", from: -30 * day, to: -1 * day },
    { name: "After", from: 40 * day, to: null },
  ];
  expect(bandStretches(bands, starts, end)).toEqual([{ name: "Reset", x: [3, 4] }]);
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

test("nothing is drawn of a bucket that nobody recorded, whatever its marks say", () => {
  const buckets = starts.map((start, x) => ({ start, complete: x < 3, recorded: x === 1 }));
  const { marks } = overTime({
    time: { bucket: "week", zone: "UTC", end },
    buckets,
    y: valueAxis("linear", [0, 1], "count"),
    data: starts.map(() => ({})),
    marks: [
      ...unrecordedAt(starts.map(() => true)),
      { mark: "points", at: starts.map((_, x) => ({ x: x + 0.5, y: 0, shape: "hollow", colour: "red" })) },
    ],
    tip: () => ({ title: "", rows: [] }),
  });
  expect(marks).toEqual([
    { mark: "stretch", is: "outside", x: [0, 1] },
    { mark: "stretch", is: "outside", x: [2, 4] },
    { mark: "stretch", is: "unrecorded", x: [1, 2] },
    { mark: "points", at: [{ x: 1.5, y: 0, shape: "hollow", colour: "red" }] },
  ]);
});
