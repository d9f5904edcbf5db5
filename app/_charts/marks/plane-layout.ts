import { chooseTicks, labelRoom } from "../axis.ts";
import type { Mark, PlanePicture } from "../picture.ts";
import { type Scale, scaleOf, tickScale } from "../scale.ts";
import { laneHeight, type PlacedBand, placeBands } from "./bands.ts";
import { type Box, contains, type Focus, type Layout, middleOf, type Size } from "./layout.ts";

type AxisTick = { at: number; label: string };

export type PlaneLayout = Layout & {
  plot: Box;
  /** From a place on the axis to pixels; on a band axis that of a stretch's beginning. */
  x: Scale;
  y: Scale;
  /** Width of a stretch of a band axis; null on an axis of values. */
  each: number | null;
  bands: readonly PlacedBand[];
  xTicks: readonly AxisTick[];
  yTicks: readonly AxisTick[];
};

const letterWidth = 6.6;
const axisHeight = 24;
const titleHeight = 16;

/** How near a pointer has to come to a point. */
const nearPoint = 9;

export function layoutPlane(picture: PlanePicture, { width, height }: Size): PlaneLayout {
  const { x: xAxis, y: yAxis, marks } = picture;
  const yLabels = yAxis.ticks.map((tick) => yAxis.write(tick));
  const left = labelRoom(yLabels);
  // A box that is narrower than its words, as while a page is laid out, has no room for marks.
  const right = Math.max(left + 1, width - rightRoom(picture));
  const each = xAxis.scale === "band" ? (right - left) / Math.max(1, xAxis.labels.length) : null;
  const bands = each === null ? [] : placeBands(marks.filter(isNamed), each, right - left);
  const top = 8 + Math.max(0, ...bands.map(({ lane }) => (lane ?? -1) + 1)) * laneHeight;
  const bottom =
    height - axisHeight - (xAxis.scale !== "band" && xAxis.title !== undefined ? titleHeight : 0);
  const plot = { x: left, y: top, width: right - left, height: bottom - top };
  const y = tickScale(yAxis, [bottom, top]);
  const x =
    xAxis.scale === "band"
      ? scaleOf("linear", { from: 0, to: Math.max(1, xAxis.labels.length), start: left, end: right })
      : tickScale(xAxis, [left, right]);
  const placed = { plot, x, y, each, bands };
  return {
    ...placed,
    xTicks: xTicks(picture, placed),
    yTicks: yAxis.ticks.map((tick, index) => ({ at: y(tick), label: yLabels[index]! })),
    ...(picture.data.length > 0 ? stopsByData(picture, placed) : stopsByMark(picture, placed)),
  };
}

type Placed = Pick<PlaneLayout, "plot" | "x" | "y" | "each" | "bands">;

const isNamed = (mark: Mark): mark is Extract<Mark, { is: "named" }> =>
  mark.mark === "stretch" && mark.is === "named";

/** Space for names at the right end of lines, or for the half of a label that stands over the end of the axis. */
function rightRoom({ x, marks }: PlanePicture): number {
  const ends = marks.flatMap((mark) => (mark.mark === "ends" ? mark.of : []));
  if (ends.length > 0) return Math.max(...ends.map(({ text }) => text.length)) * letterWidth + 12;
  return x.scale === "band" ? 8 : 24;
}

function xTicks({ x: axis }: PlanePicture, { plot, x, each }: Placed): AxisTick[] {
  if (axis.scale === "band")
    return chooseTicks({ count: axis.labels.length, width: plot.width }).map((index) => ({
      at: x(index) + each! / 2,
      label: axis.labels[index]!,
    }));
  const labels = axis.ticks.map((tick) => axis.write(tick));
  const labelWidth = Math.max(...labels.map((label) => label.length)) * letterWidth + 14;
  return chooseTicks({ count: labels.length, width: plot.width + labelWidth / 2, labelWidth }).map(
    (index) => ({
      at: x(axis.ticks[index]!),
      label: labels[index]!,
    }),
  );
}

/** The stretch that the pointer is over, or the nearest step. */
function stopsByData(picture: PlanePicture, { plot, x, y, each }: Placed): Layout {
  const { data, marks } = picture;
  const xs = data.map((datum) => x(datum.x as number) + (each ?? 0) / 2);
  const isColumn = marks.some(({ mark }) => mark === "bars" || mark === "stems");
  const dotsAt = (index: number) =>
    marks.flatMap((mark) => {
      if (mark.mark !== "line" && !(mark.mark === "area" && mark.edge)) return [];
      const value = data[index]?.[mark.key];
      return typeof value === "number" ? [{ x: xs[index]!, y: y(value), colour: mark.colour }] : [];
    });
  return {
    find: (px, py) => {
      if (!contains(plot, { x: px, y: py })) return null;
      if (each !== null) return Math.min(data.length - 1, Math.floor((px - plot.x) / each));
      return nearest(xs, px);
    },
    place: (index) => ({ x: xs[index] ?? plot.x, y: plot.y + plot.height / 3 }),
    focus: (index): Focus =>
      isColumn && each !== null
        ? { box: { ...plot, x: x(index), width: each } }
        : { x: { at: xs[index]!, top: plot.y, bottom: plot.y + plot.height }, dots: dotsAt(index) },
  };
}

function nearest(xs: readonly number[], x: number): number | null {
  let best: number | null = null;
  xs.forEach((at, index) => {
    if (best === null || Math.abs(at - x) < Math.abs(xs[best]! - x)) best = index;
  });
  return best;
}

/** The point that the pointer is near, else the cell that it is in. */
function stopsByMark({ marks }: PlanePicture, { x, y }: Placed): Layout {
  const cells = marks.flatMap((mark) => (mark.mark === "cells" ? mark.at : []));
  const points = marks.flatMap((mark) => (mark.mark === "points" ? mark.at : []));
  const boxes = [
    ...cells.map((cell) => cellBox(cell, { x, y })),
    ...points.map((point) => ({ x: x(point.x) - 5, y: y(point.y) - 5, width: 10, height: 10 })),
  ];
  return {
    find: (px, py) => {
      let best: number | null = null;
      let least = nearPoint;
      points.forEach((point, index) => {
        const far = Math.hypot(x(point.x) - px, y(point.y) - py);
        if (far < least) [best, least] = [cells.length + index, far];
      });
      if (best !== null) return best;
      const inside = boxes.slice(0, cells.length).findIndex((box) => contains(box, { x: px, y: py }));
      return inside < 0 ? null : inside;
    },
    place: (index) => middleOf(boxes[index]!),
    focus: (index): Focus => ({ box: { ...boxes[index]!, outlined: true } }),
  };
}

/** In pixels, with a hair of the card between neighbours. */
export function cellBox(
  { x: [x0, x1], y: [y0, y1] }: { x: readonly [number, number]; y: readonly [number, number] },
  { x, y }: { x: Scale; y: Scale },
): Box {
  return {
    x: x(x0) + 0.5,
    y: y(y1) + 0.5,
    width: Math.max(1, x(x1) - x(x0) - 1),
    height: Math.max(1, y(y0) - y(y1) - 1),
  };
}
