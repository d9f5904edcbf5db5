import type { GridAxis, GridCell, GridPicture } from "../picture.ts";
import { fitText } from "../scale.ts";
import { type Box, contains, type Layout, middleOf, type Size } from "./layout.ts";

export const lineHeight = 14;
const labelHeight = 22;
const letterWidth = 6.6;
const narrowLetter = 5.9;

/** Fixed before the width is known. */
export function gridHeight(rows: number, lines: number): number {
  return labelHeight + rows * (lines > 1 ? 14 + lines * lineHeight : 28);
}

type Heads = {
  height: number;
  upright: boolean;
  labels: { key: string; text: string; index: number }[];
};

export type GridLayout = Layout & {
  heads: Heads & { at: (index: number) => number };
  names: readonly { key: string; text: string; y: number }[];
  boxes: readonly Box[];
  /** Which lines of the cells fit into every cell. */
  written: readonly number[];
};

export function layoutGrid({ rows, columns, cells }: GridPicture, { width, height }: Size): GridLayout {
  const longest = Math.max(...rows.map(({ label }) => label.length)) * letterWidth + 10;
  // Few columns need little room, which names can have.
  const isWritten = cells.some(({ lines }) => (lines[0] ?? "") !== "");
  const spare = width - columns.length * (isWritten ? 44 : 24);
  const left = Math.min(longest, Math.max(width * 0.3, Math.min(width * 0.45, spare)));
  const cellWidth = (width - left) / columns.length;
  const heads = columnHeads(columns, cellWidth);
  const each = { width: cellWidth, height: (height - heads.height) / rows.length };
  const boxes = cells.map(({ row, column }) => ({
    x: left + column * each.width,
    y: heads.height + row * each.height,
    ...each,
  }));
  return {
    heads: { ...heads, at: (index) => left + (index + 0.5) * each.width },
    names: rows.map(({ key, label, short }, index) => ({
      key,
      text: fitText(left < longest ? (short ?? label) : label, left - 6),
      y: heads.height + (index + 0.5) * each.height,
    })),
    boxes,
    written: writtenLines(cells, each),
    find: (px, py) => {
      const index = boxes.findIndex((box) => contains(box, { x: px, y: py }));
      return index < 0 ? null : index;
    },
    place: (index) => middleOf(boxes[index]!),
    focus: (index) => ({ box: { ...boxes[index]!, outlined: true } }),
  };
}

/** Numbers in some cells alone would read as if the others held nothing, and so would a line of some. */
function writtenLines(cells: readonly GridCell[], each: Size): number[] {
  const room = Math.max(1, Math.floor(each.height / lineHeight));
  const fits = (text: string) => text.length * 6.4 < each.width - 2;
  const lines = Array.from({ length: room }, (_, index) => index).filter((index) =>
    cells.every((cell) => fits(cell.lines[index] ?? "")),
  );
  return lines[0] === 0 ? lines : [];
}

/** Names across where they fit, every other one where they are short and many, else on their side. */
function columnHeads(columns: readonly GridAxis[], cellWidth: number): Heads {
  const isWhole = columns.every(({ label }) => label.length * narrowLetter <= cellWidth - 4);
  const named = columns.map(({ key, label, short }, index) => ({
    key,
    text: isWhole ? label : (short ?? label),
    index,
  }));
  const longest = Math.max(...named.map(({ text }) => text.length));
  const every = Math.ceil((longest * narrowLetter + 4) / cellWidth);
  if (longest <= 3 || every === 1)
    return { height: labelHeight, upright: false, labels: named.filter(({ index }) => index % every === 0) };
  const height = Math.min(112, longest * letterWidth + 12);
  // On their side they are as wide as a line is high.
  const apart = Math.ceil(lineHeight / cellWidth);
  return {
    height,
    upright: true,
    labels: named
      .filter(({ index }) => index % apart === 0)
      .map((one) => ({ ...one, text: fitText(one.text, height - 8) })),
  };
}
