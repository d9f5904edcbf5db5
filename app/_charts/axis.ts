/** Ticks of an axis: pure, so that every picture chooses them alike. */
import { formatValue, type Unit } from "#lib/format.ts";
import type { ValueAxis } from "./picture.ts";
import type { ScaleName } from "./scale.ts";

const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14_400, 43_200];

function decimalStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999_999) ?? 10;
  return step * power;
}

function stepFor(rough: number, unit: Unit): number {
  if (unit === "minutes") {
    return minuteSteps.find((step) => step >= rough) ?? Math.ceil(rough / 43_200) * 43_200;
  }
  const step = decimalStep(rough);
  return unit === "count" ? Math.max(1, step) : step;
}

/** From zero to the first tick at or above `max`; whole numbers for counts, clock steps for minutes. */
export function ticksFromZero(max: number, unit: Unit, wanted = 4): number[] {
  const top = Number.isFinite(max) && max > 0 ? max : 1;
  const step = stepFor(top / wanted, unit);
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Powers of ten around the values, for a logarithmic axis; both ends enclose the data. */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0) || !(high >= low) || !Number.isFinite(high)) return [1, 10];
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

const minuteLogTicks = [1, 5, 15, 60, 240, 1440, 4320, 14_400, 43_200, 144_000, 432_000, 1_440_000];

/** As logTicks, but in steps that a clock knows when the unit is minutes. */
export function logTicksFor(low: number, high: number, unit: Unit): number[] {
  if (unit !== "minutes" || !(low >= 1) || !Number.isFinite(high)) return logTicks(low, high);
  const first = minuteLogTicks.findLastIndex((tick) => tick <= low);
  const last = minuteLogTicks.findIndex((tick) => tick >= high);
  return minuteLogTicks.slice(Math.max(0, first), (last < 0 ? minuteLogTicks.length : last) + 1);
}

const ratioSteps = [
  [1.25],
  [1.5],
  [2],
  [2, 3],
  [2, 5],
  [2, 5, 10],
  [2, 5, 20],
  [2, 10, 50],
  [2, 10, 100],
  [10, 100, 1000],
];

/** Ticks of an odds-ratio axis: symmetric around 1 in the logarithm, wide enough for the values. */
export function ratioTicks(low: number, high: number): number[] {
  const reach = Math.max(high, 1 / low);
  const above = ratioSteps.find((steps) => (steps.at(-1) ?? 0) >= reach) ?? [10, 100, 1000];
  return [...above.toReversed().map((step) => 1 / step), 1, ...above];
}

/** An axis from the first to the last of these ticks. */
export function valueAxis(scale: ScaleName, ticks: number[], unit: Unit, title?: string): ValueAxis {
  return { scale, ticks, write: (value) => formatValue(value, unit), title };
}

/** A logarithm has no place for zero; the tip and the table still show it. */
export function drawable(value: number | null | undefined, log: boolean): number | null {
  return typeof value === "number" && (!log || value > 0) ? value : null;
}

/** Which of `count` labels fit into `width`, evenly spaced and always with the first. */
export function chooseTicks({
  count,
  width,
  labelWidth = 52,
}: {
  count: number;
  width: number;
  labelWidth?: number;
}): number[] {
  if (count <= 0) return [];
  const room = Math.max(1, Math.floor(width / labelWidth));
  const every = Math.max(1, Math.ceil(count / room));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}

/** Pixels that the longest label of a vertical axis needs at 12 px. */
export function labelRoom(labels: string[], most = 120): number {
  const longest = labels.reduce((length, label) => Math.max(length, label.length), 0);
  return Math.min(most, Math.ceil(longest * 6.6) + 10);
}

/** Where an instant lies on an axis of equal buckets: 2.5 is the middle of the third; outside it is cut off. */
export function bucketPosition(instant: number, starts: number[], end: number): number {
  const [first] = starts;
  if (first === undefined || instant <= first) return 0;
  if (instant >= end) return starts.length;
  const index = starts.findLastIndex((start) => start <= instant);
  const from = starts[index] ?? first;
  const to = starts[index + 1] ?? end;
  return index + (instant - from) / (to - from);
}
