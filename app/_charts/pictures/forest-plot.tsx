"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import {
  type Bound,
  formatCount,
  formatEstimate,
  formatP,
  formatQuantity,
  numericBound,
} from "#lib/format.ts";
import { ratioTicks } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { rowsHeight } from "../marks/rows-layout.ts";
import type { PictureRow, RowMark, RowsPicture } from "../picture.ts";

export type ForestItem = {
  key: string;
  label: string;
  estimate: Bound;
  low: Bound;
  high: Bound;
  p?: number | null;
  q?: number | null;
  /** Whether anything is claimed; left out, the interval says so itself. */
  claimed?: boolean;
  n?: number;
  /** What n counts, where that is less than all that were compared. */
  nLabel?: string;
  /** More lines on hover. */
  details?: { label: string; value: string }[];
  /** Why there is no estimate; shown in its place. */
  declined?: string;
  /** The same in two words; "too few" where left out. */
  declinedShort?: string;
  href?: string;
};

export type ForestPlotProps = CardProps & {
  items: ForestItem[];
  noun: string;
  /** What is estimated: "odds ratio", "rate ratio". */
  estimand?: string;
};

type Interval = { estimate: number; low: number; high: number };

/** The three numbers of an estimate, or null where there is none. */
export function intervalOf({
  estimate,
  low,
  high,
}: Pick<ForestItem, "estimate" | "low" | "high">): Interval | null {
  const [at, from, to] = [numericBound(estimate), numericBound(low), numericBound(high)];
  if (typeof at !== "number" || typeof from !== "number" || typeof to !== "number") return null;
  return Number.isNaN(at + from) ? null : { estimate: at, low: from, high: to };
}

/** Ratios on a logarithmic axis; grey where the interval holds one, for then there is no difference to be seen. */
export function ForestPlot({ items, noun, estimand = "odds ratio", ...card }: ForestPlotProps) {
  const known = items.some(({ declined }) => declined === undefined);
  return (
    <Frame
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, true) : undefined)}
      {...forestTable(items, noun, estimand)}
      picture={forestPicture(items, estimand)}
      summary={`${card.title}: ${items.map((item) => `${item.label} ${item.declined ?? formatEstimate(item)}`).join("; ")}.`}
      empty={known ? null : emptyWords(items)}
    />
  );
}

function emptyWords(items: ForestItem[]): string {
  if (items.length === 0) return "Nothing to compare in this period";
  return items.length === 1 ? (items[0]?.declined ?? "") : "Too few for any of these comparisons";
}

function forestPicture(items: ForestItem[], estimand: string): RowsPicture {
  const ticks = ratioTicks(...reach(items.flatMap((item) => shownInterval(item) ?? [])));
  return {
    kind: "rows",
    x: { scale: "log", ticks, write: formatQuantity, strong: 1 },
    rows: items.map((item) => forestRow(item, estimand)),
  };
}

const shownInterval = (item: ForestItem) => (item.declined === undefined ? intervalOf(item) : null);

/** What the axis must hold; a bound that runs away is cut off at twenty and drawn as an arrow. */
function reach(intervals: Interval[]): [number, number] {
  const within = intervals
    .flatMap(({ low, high, estimate }) => [low, high, estimate])
    .map((bound) => Math.min(20, Math.max(0.05, bound)));
  return [Math.min(0.5, ...within), Math.max(2, ...within)];
}

function forestRow(item: ForestItem, estimand: string): PictureRow {
  const tests = [
    item.p === undefined ? [] : [formatP(item.p)],
    item.q === undefined ? [] : [formatP(item.q, "q")],
  ];
  return {
    key: item.key,
    label: item.label,
    text: item.declined === undefined ? formatEstimate(item) : (item.declinedShort ?? "too few"),
    tip: {
      title: item.label,
      rows: [
        { label: estimand, value: item.declined === undefined ? formatEstimate(item) : "none", strong: true },
        ...(item.details ?? []),
        ...(item.n === undefined ? [] : [{ label: item.nLabel ?? "n", value: formatCount(item.n) }]),
      ],
      note: item.declined ?? (tests.flat().join(", ") || undefined),
    },
    marks: forestMarks(shownInterval(item), item.claimed),
    href: item.href,
  };
}

/** Grey where the interval holds one, or nothing is claimed. */
function forestMarks(interval: Interval | null, claimed?: boolean): RowMark[] {
  if (!interval) return [];
  const { estimate: at, low, high } = interval;
  const isNone = claimed === undefined ? low <= 1 && high >= 1 : !claimed;
  return [
    {
      mark: "interval",
      low,
      at,
      high,
      colour: isNone ? "var(--unknown)" : "var(--accent)",
      shape: isNone ? "hollow" : "square",
      whiskers: "both",
    },
  ];
}

function forestTable(items: ForestItem[], noun: string, estimand: string): TableData {
  return {
    columns: [
      { key: "label", label: noun },
      { key: "estimate", label: estimand.replace(/^./, (first) => first.toUpperCase()), unit: "ratio" },
      { key: "low", label: "95% from", unit: "ratio" },
      { key: "high", label: "to", unit: "ratio" },
      { key: "p", label: "p", missing: "" },
      { key: "q", label: "q", missing: "" },
      { key: "n", label: "n", unit: "count", missing: "" },
      { key: "declined", label: "Declined because", missing: "" },
    ],
    rows: items.map((item) => {
      const interval = shownInterval(item);
      return {
        key: item.key,
        cells: {
          label: { value: item.label, href: item.href },
          estimate: interval?.estimate ?? null,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          p: item.p === undefined || item.p === null ? null : formatP(item.p).slice(2).replace("= ", ""),
          q: item.q === undefined || item.q === null ? null : formatP(item.q, "q").slice(2).replace("= ", ""),
          n: item.n ?? null,
          declined: item.declined ?? null,
        },
      };
    }),
  };
}
