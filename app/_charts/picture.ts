/**
 * A picture as data: which scales by name, which marks on them, and where a reader can stop. marks/ draws it, frame/
 * lets it be read by pointer and keys; neither knows what it is about.
 */
import type { ScaleName } from "./scale.ts";

export type TipRow = { label: string; value: string; colour?: string; strong?: boolean };
export type Tip = { title: string; rows: TipRow[]; note?: string };

/** What can be pointed at: it says its values, and opens the records that it stands for. */
export type Stop = { tip: Tip; href?: string };

/** Values with their ticks; the first and the last tick are its ends. */
export type ValueAxis = {
  scale: ScaleName;
  ticks: readonly number[];
  write: (value: number) => string;
  title?: string;
};
/** Equal stretches side by side, such as weeks; a place on it is a number of stretches from its start. */
type BandAxis = { scale: "band"; labels: readonly string[] };

/** What is drawn at one x: values by the name of their channel, a pair where a mark reaches from one to another. */
export type Datum = Readonly<Record<string, number | readonly [number, number] | null>>;

type PointShape = "circle" | "diamond" | "ring" | "signal" | "hollow";
export type Point = { x: number; y: number; shape: PointShape; colour: string };
export type Cell = { x: readonly [number, number]; y: readonly [number, number]; strength: number };
type Name = { x: number; y: number; text: string };

/** What lies on a plane, in the order in which it is drawn. */
export type Mark =
  /** Lengths from zero, on top of each other; each may open more narrowly than its stop. */
  | { mark: "bars"; key: string; colour: string; hrefs?: readonly (string | undefined)[] }
  /** A point on a thin stem: on a logarithmic axis the length of a bar would say an amount that it has not. */
  | { mark: "stems"; key: string; colour: string }
  | { mark: "line"; key: string; colour: string; width?: number; dashed?: boolean; dot?: number; step?: true }
  | { mark: "area"; key: string; colour: string; opacity: number; step?: true; edge?: true }
  | { mark: "points"; at: readonly Point[] }
  | { mark: "cells"; at: readonly Cell[]; colour: string }
  /** Between two values, over the whole width unless told from where to where. */
  | { mark: "range"; y: readonly [number, number]; x?: readonly [number, number]; colour: string }
  /** A straight line, over the whole width unless told from where to where. */
  | {
      mark: "rule";
      y: readonly [number, number];
      x?: readonly [number, number];
      colour: string;
      width?: number;
      dashed?: boolean;
    }
  /**
   * A part of the x axis: a named one is an intervention, one cut off is no whole stretch, one whose measure nobody
   * recorded no zero, and one outside of all that is recorded no quiet time.
   */
  | { mark: "stretch"; is: "named"; x: readonly [number, number]; name: string }
  | { mark: "stretch"; is: "cut" | "unrecorded" | "outside"; x: readonly [number, number] }
  /** Names at the right end of lines. */
  | { mark: "ends"; of: readonly { y: number; text: string; colour?: string }[] }
  /** Names of the largest stretches, above them. */
  | { mark: "largest"; values: readonly (number | null)[]; write: (value: number) => string }
  /** Names beside points, the weightiest first, where they hide nothing. */
  | { mark: "names"; of: readonly Name[]; among: readonly { x: number; y: number }[] }
  /** Lines of words in the upper left, where nothing can be. */
  | { mark: "notes"; lines: readonly { text: string; strong?: boolean; href?: string }[] };

export type PlanePicture = {
  kind: "plane";
  x: BandAxis | ValueAxis;
  y: ValueAxis;
  /** One for each stretch or step; `x` is its place. */
  data: readonly Datum[];
  marks: readonly Mark[];
  /** One for each datum, or, where there are none, for each cell and then each point. */
  stops: readonly Stop[];
};

/** What stands in a row, along the shared x scale. */
export type RowMark =
  | { mark: "bar"; from: number; to: number; colour: string; href?: string }
  | { mark: "unknown" }
  | {
      mark: "interval";
      low: number;
      at: number;
      high: number;
      colour: string;
      shape: "circle" | "square" | "hollow";
      /** Where the interval is drawn thicker, as from the median to p75. */
      inner?: readonly [number, number];
      /** Whiskers at both ends, or at the upper one where the lower is the estimate itself. */
      whiskers: "both" | "upper";
    };

export type PictureRow = { key: string; label: string; text: string; marks: readonly RowMark[] } & Stop;

/** One line per row: its name, what is drawn of it, and its figure in words. */
export type RowsPicture = {
  kind: "rows";
  x: ValueAxis & { hidden?: true; strong?: number };
  rows: readonly PictureRow[];
  thickness?: number;
  /** Joined from row to row over all of them, as fractions of the width. */
  running?: readonly (number | null)[];
};

export type GridAxis = { key: string; label: string; short?: string };
export type GridCell = {
  row: number;
  column: number;
  /** −1 to 1; null is hatched. */
  strength: number | null;
  lines: readonly string[];
  faint?: boolean;
} & Stop;

/** A table in colours. */
export type GridPicture = {
  kind: "grid";
  rows: readonly GridAxis[];
  columns: readonly GridAxis[];
  cells: readonly GridCell[];
};

export type Picture = PlanePicture | RowsPicture | GridPicture;

export function stopsOf(picture: Picture): readonly Stop[] {
  if (picture.kind === "plane") return picture.stops;
  return picture.kind === "rows" ? picture.rows : picture.cells;
}
