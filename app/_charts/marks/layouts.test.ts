import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GridPicture, PlanePicture, RowsPicture } from "../picture.ts";
import { layoutGrid } from "./grid-layout.ts";
import { placeNames } from "./place-names.ts";
import { layoutPlane } from "./plane-layout.ts";
import { layoutRows, rowsHeight } from "./rows-layout.ts";

const write = (value: number) => String(value);
const stop = { tip: { title: "", rows: [] } };

const overWeeks = (count: number, marks: PlanePicture["marks"] = []): PlanePicture => ({
  kind: "plane",
  x: { scale: "band", labels: Array.from({ length: count }, (_, index) => `week ${index}`) },
  y: { scale: "linear", ticks: [0, 50, 100], write },
  data: Array.from({ length: count }, (_, x) => ({ x, value: x })),
  marks,
  stops: Array.from({ length: count }, () => stop),
});

describe("a plane of weeks", () => {
  test("shares its width among them, between the labels of the axis and the edge", () => {
    const { plot, each, x, y } = layoutPlane(overWeeks(4), { width: 438, height: 232 });
    expect(plot).toEqual({ x: 30, y: 8, width: 400, height: 200 });
    expect(each).toBe(100);
    expect([x(0), x(4), y(0), y(100)]).toEqual([30, 430, 208, 8]);
  });

  test("finds the week under a pointer, wherever that is, and none beside the plot", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 200, max: 2000 }), (count, width) => {
        const layout = layoutPlane(overWeeks(count), { width, height: 264 });
        const { plot, each } = layout;
        for (let index = 0; index < count; index += 1)
          expect(layout.find(plot.x + (index + 0.5) * each!, plot.y + 5)).toBe(index);
        expect(layout.find(plot.x - 1, plot.y + 5)).toBeNull();
        expect(layout.find(plot.x + plot.width + 1, plot.y + 5)).toBeNull();
        expect(layout.find(plot.x + 5, plot.y + plot.height + 1)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  test("gives names of lines the room they need at the right, and interventions lanes above", () => {
    const plain = layoutPlane(overWeeks(4), { width: 600, height: 264 });
    const named = layoutPlane(
      overWeeks(4, [
        { mark: "ends", of: [{ y: 50, text: "a long name" }] },
        { mark: "stretch", is: "named", x: [0.5, 1], name: "Freeze" },
        { mark: "stretch", is: "named", x: [0.6, 2], name: "Reset" },
      ]),
      { width: 600, height: 264 },
    );
    expect(named.plot.width).toBeLessThan(plain.plot.width - 60);
    expect(named.plot.y - plain.plot.y).toBe(32);
    expect(named.bands.map(({ lane }) => lane).toSorted()).toEqual([0, 1]);
  });

  test("shades the whole week of bars, and draws a line with its dots through others", () => {
    const bars = layoutPlane(overWeeks(4, [{ mark: "bars", key: "value", colour: "red" }]), {
      width: 438,
      height: 232,
    });
    expect(bars.focus(2)).toEqual({ box: { x: 230, y: 8, width: 100, height: 200 } });
    const lines = layoutPlane(overWeeks(4, [{ mark: "line", key: "value", colour: "red" }]), {
      width: 438,
      height: 232,
    });
    expect(lines.focus(2)).toEqual({
      x: { at: 280, top: 8, bottom: 208 },
      dots: [{ x: 280, y: 204, colour: "red" }],
    });
  });

  test("has a place for marks however narrow it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), (width) => {
        const { plot, each } = layoutPlane(
          overWeeks(3, [{ mark: "ends", of: [{ y: 1, text: "a long name at the end" }] }]),
          { width, height: 264 },
        );
        expect(plot.width).toBeGreaterThan(0);
        expect(each).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a plane of points and cells", () => {
  const picture: PlanePicture = {
    kind: "plane",
    x: { scale: "log", ticks: [1, 10, 100], write, title: "minutes" },
    y: { scale: "log", ticks: [1, 10, 100], write },
    data: [],
    marks: [
      { mark: "cells", colour: "red", at: [{ x: [1, 10], y: [1, 10], strength: 1 }] },
      {
        mark: "points",
        at: [
          { x: 10, y: 10, shape: "circle", colour: "red" },
          { x: 100, y: 1, shape: "ring", colour: "red" },
        ],
      },
    ],
    stops: [stop, stop, stop],
  };
  const layout = layoutPlane(picture, { width: 400, height: 300 });
  const at = (x: number, y: number) => [layout.x(x), layout.y(y)] as const;

  test("finds the point that is near before the cell that it lies in", () => {
    const [x, y] = at(10, 10);
    expect(layout.find(x, y)).toBe(1);
    expect(layout.find(x - 5, y + 5)).toBe(1);
    expect(layout.find(x - 40, y + 40)).toBe(0);
    expect(layout.find(...at(100, 1))).toBe(2);
  });

  test("finds nothing where nothing lies", () => {
    expect(layout.find(...at(80, 80))).toBeNull();
  });

  test("keeps room below for what the axis is of", () => {
    const untitled = layoutPlane(
      { ...picture, x: { scale: "log", ticks: [1, 10, 100], write } },
      { width: 400, height: 300 },
    );
    expect(untitled.plot.height - layout.plot.height).toBe(16);
  });
});

const rowsOf = (labels: string[], hidden = false): RowsPicture => ({
  kind: "rows",
  x: { scale: "linear", ticks: [0, 50, 100], write, strong: 0, ...(hidden ? { hidden } : {}) },
  rows: labels.map((label) => ({ key: label, label, text: "100 (90–110)", marks: [], ...stop })),
});

describe("rows", () => {
  test("have their name beside them where there is room, and above them where there is not", () => {
    const wide = layoutRows(rowsOf(["Checkout"]), { width: 640, height: 60 });
    const narrow = layoutRows(rowsOf(["Checkout"]), { width: 320, height: 60 });
    expect([wide.stacked, narrow.stacked]).toEqual([false, true]);
    expect(wide.left).toBeGreaterThan(wide.nameRoom);
    expect(narrow.left).toBeLessThan(10);
    expect(narrow.places[0]!.wordsY).toBeLessThan(narrow.places[0]!.y - 8);
  });

  test("are found from top to bottom, each by its whole height", () => {
    const labels = ["a", "b", "c"];
    const layout = layoutRows(rowsOf(labels), { width: 640, height: rowsHeight(3, true) });
    expect([0, 35, 36, 107, 108].map((y) => layout.find(300, y))).toEqual([0, 0, 1, 2, null]);
    expect(layout.find(-1, 10)).toBeNull();
  });

  test("never run into their figures, and leave out ticks that have no room", () => {
    const layout = layoutRows(rowsOf(["a name of some length"]), { width: 640, height: 60 });
    expect(layout.x(100)).toBeLessThanOrEqual(640 - "100 (90–110)".length * 6);
    const many = {
      ...rowsOf(["a"]),
      x: { ...rowsOf([]).x, ticks: Array.from({ length: 60 }, (_, i) => i * 1000) },
    };
    const { ticks } = layoutRows(many, { width: 320, height: 60 });
    expect(ticks.length).toBeLessThan(12);
    expect(ticks[0]).toMatchObject({ label: "0", strong: true });
  });

  test("without an axis use all of the height", () => {
    expect(layoutRows(rowsOf(["a"], true), { width: 640, height: 36 })).toMatchObject({
      bottom: 36,
      ticks: [],
    });
  });
});

const grid = (columns: string[], lines: string[]): GridPicture => ({
  kind: "grid",
  rows: [{ key: "Monday", label: "Monday" }],
  columns: columns.map((label) => ({ key: label, label, short: label.slice(0, 2) })),
  cells: columns.map((_, column) => ({ row: 0, column, strength: 1, lines, ...stop })),
});

describe("a table in colours", () => {
  test("writes the whole heads across where they fit, else short ones, else on their side", () => {
    const heads = (columns: string[], width: number) =>
      layoutGrid(grid(columns, []), { width, height: 80 }).heads;
    expect(heads(["morning", "evening"], 640)).toMatchObject({
      upright: false,
      labels: [{ text: "morning" }, {}],
    });
    expect(heads(["morning", "evening"], 130)).toMatchObject({
      upright: false,
      labels: [{ text: "mo" }, {}],
    });
    const long = Array.from({ length: 30 }, (_, index) => `INC-${index} of a week`);
    const upright = layoutGrid(
      { ...grid(long, []), columns: long.map((label) => ({ key: label, label })) },
      { width: 640, height: 300 },
    );
    expect(upright.heads.upright).toBe(true);
    expect(upright.heads.labels.every(({ text }) => text.length < 20)).toBe(true);
  });

  test("writes a line in all cells or in none", () => {
    const room = { width: 300, height: 22 + 56 };
    const written = (picture: GridPicture) => layoutGrid(picture, room).written.filter((line) => line < 2);
    expect(written(grid(["a", "b"], ["0.42", "n 12"]))).toEqual([0, 1]);
    const uneven = grid(["a", "b"], ["0.42", "n 12"]);
    const tooLong = { ...uneven.cells[1]!, lines: ["0.42", "a line that fits into no cell of this width"] };
    expect(written({ ...uneven, cells: [uneven.cells[0]!, tooLong] })).toEqual([0]);
    const first = {
      ...uneven.cells[1]!,
      lines: ["a first line that fits into no cell of this width", "n 12"],
    };
    expect(written({ ...uneven, cells: [uneven.cells[0]!, first] })).toEqual([]);
  });

  test("finds the cell under a pointer", () => {
    const layout = layoutGrid(grid(["a", "b", "c"], ["1"]), { width: 300, height: 50 });
    expect(layout.boxes.map((box) => layout.find(box.x + 1, box.y + 1))).toEqual([0, 1, 2]);
    expect(layout.find(1, 40)).toBeNull();
  });
});

describe("names beside points", () => {
  const plot = { x: 0, y: 0, width: 400, height: 200 };

  test("stand to the right, and to the left where the plot ends", () => {
    expect(placeNames([{ x: 50, y: 100, text: "INC-1" }], [], plot)[0]!.x).toBe(59);
    expect(placeNames([{ x: 395, y: 100, text: "INC-1" }], [], plot)[0]!.x).toBeLessThan(395);
  });

  test("hide no point, and are left out where there is no place", () => {
    const around = [-11, 0, 11].flatMap((rise) => [-20, 25].map((far) => ({ x: 100 + far, y: 100 + rise })));
    expect(placeNames([{ x: 100, y: 100, text: "INC-1" }], around, plot)).toEqual([]);
  });

  test("never lie on each other, whichever points are named", () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (points) => {
        const placed = placeNames(
          points.map((point, index) => ({ ...point, text: `INC-${index} is long` })),
          points,
          plot,
        );
        placed.forEach((one, index) => {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(400);
          for (const other of placed.slice(index + 1))
            expect(
              Math.abs(one.y - other.y) >= 14 ||
                one.x + one.width <= other.x ||
                other.x + other.width <= one.x,
            ).toBe(true);
        });
      }),
    );
  });
});
