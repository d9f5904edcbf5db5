import { chooseTicks } from "../axis.ts";
import type { RowsPicture } from "../picture.ts";
import { type Scale, tickScale } from "../scale.ts";
import { type Box, contains, type Layout, type Size } from "./layout.ts";

const narrow = 520;
const axisHeight = 24;
const rowHeight = 36;

/** Height of a card of rows; fixed before the width is known, so rows are as high as the narrow form needs. */
export function rowsHeight(count: number, withAxis: boolean): number {
  return count * rowHeight + (withAxis ? axisHeight : 0);
}

export type RowPlace = {
  box: Box;
  /** Where its marks stand, and where its words. */
  y: number;
  wordsY: number;
};

export type RowsLayout = Layout & {
  x: Scale;
  left: number;
  right: number;
  bottom: number;
  /** The name stands above the marks, for want of room beside them. */
  stacked: boolean;
  /** What a name may take. */
  nameRoom: number;
  ticks: readonly { at: number; label: string; strong: boolean }[];
  places: readonly RowPlace[];
};

export function layoutRows({ x: axis, rows }: RowsPicture, { width, height }: Size): RowsLayout {
  const stacked = width < narrow;
  const textRoom = Math.max(...rows.map(({ text }) => text.length)) * 6.6 + 10;
  const longest = Math.max(...rows.map(({ label }) => label.length)) * 6.2 + 12;
  const labelRoom = stacked ? 0 : Math.min(width * 0.38, longest);
  const bottom = height - (axis.hidden ? 0 : axisHeight);
  const [left, right] = stacked
    ? [axis.hidden ? 0 : 4, width - 4]
    : [labelRoom + 4, Math.max(labelRoom + 5, width - textRoom)];
  const each = bottom / rows.length;
  const x = tickScale(axis, [left, right]);
  const places = rows.map((_, index) => ({
    box: { x: 0, y: index * each, width, height: each },
    y: index * each + each * (stacked ? 0.72 : 0.5),
    wordsY: index * each + each * (stacked ? 0.28 : 0.5),
  }));
  return {
    x,
    left,
    right,
    bottom,
    stacked,
    nameRoom: stacked ? width - textRoom : labelRoom - 4,
    ticks: axis.hidden ? [] : ticksOf(axis, { x, width: right - left }),
    places,
    find: (px, py) => {
      const index = places.findIndex(({ box }) => contains(box, { x: px, y: py }));
      return index < 0 ? null : index;
    },
    place: (index) => ({ x: left, y: places[index]!.y }),
    focus: (index) => ({ box: places[index]!.box }),
  };
}

/** Those whose labels have room. */
function ticksOf(axis: RowsPicture["x"], { x, width }: { x: Scale; width: number }) {
  const labels = axis.ticks.map((tick) => axis.write(tick));
  const labelWidth = Math.max(...labels.map((label) => label.length)) * 6.6 + 4;
  return chooseTicks({ count: labels.length, width: width + labelWidth, labelWidth }).map((index) => ({
    at: x(axis.ticks[index]!),
    label: labels[index]!,
    strong: axis.ticks[index] === axis.strong,
  }));
}
