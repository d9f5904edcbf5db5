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
import { ratioTicks } from "./axis.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { type PictureRow, RowPicture, type RowPlace, rowsHeight } from "./row-picture.tsx";
import { logScale } from "./scale.ts";

export type ForestItem = {
  key: string;
  label: string;
  estimate: Bound;
  low: Bound;
  high: Bound;
  p?: number | null;
  q?: number | null;
  n?: number;
  /** What n counts, where that is less than all that were compared. */
  nLabel?: string;
  /** More lines on hover. */
  details?: { label: string; value: string }[];
  /** Why there is no estimate; shown in its place. */
  declined?: string;
  href?: string;
};

export type ForestPlotProps = CardProps & {
  items: ForestItem[];
  noun: string;
  /** What is estimated: "odds ratio", "rate ratio". */
  estimand?: string;
};

type ForestRow = PictureRow & { item: ForestItem; interval: Interval | null };
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
  const rows = items.map((item) => forestRow(item, estimand));
  const ticks = ratioTicks(...reach(rows));
  const known = items.some(({ declined }) => declined === undefined);
  return (
    <ChartCard
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, true) : undefined)}
      table={forestTable(items, noun, estimand)}
      summary={`${card.title}: ${items.map((item) => `${item.label} ${item.declined ?? formatEstimate(item)}`).join("; ")}.`}
      empty={known ? null : emptyWords(items)}
    >
      <RowPicture
        rows={rows}
        axis={{
          at: ({ left, right }) => {
            const scale = scaleOf(ticks, { left, right });
            return ticks.map((tick) => ({ x: scale(tick), label: formatQuantity(tick), strong: tick === 1 }));
          },
        }}
        draw={(row, place) => <Estimate row={row} place={place} ticks={ticks} />}
      />
    </ChartCard>
  );
}

function emptyWords(items: ForestItem[]): string {
  if (items.length === 0) return "Nothing to compare in this period";
  return items.length === 1 ? (items[0]?.declined ?? "") : "Too few for any of these comparisons";
}

/** What the axis must hold; a bound that runs away is cut off at twenty and drawn as an arrow. */
function reach(rows: ForestRow[]): [number, number] {
  const bounds = rows.flatMap(({ interval }) =>
    interval ? [interval.low, interval.high, interval.estimate] : [],
  );
  const within = bounds.map((bound) => Math.min(20, Math.max(0.05, bound)));
  return [Math.min(0.5, ...within), Math.max(2, ...within)];
}

function scaleOf(ticks: number[], { left, right }: { left: number; right: number }) {
  return logScale({ from: ticks[0] ?? 0.5, to: ticks.at(-1) ?? 2, start: left, end: right });
}

function forestRow(item: ForestItem, estimand: string): ForestRow {
  const tests = [
    item.p === undefined ? [] : [formatP(item.p)],
    item.q === undefined ? [] : [formatP(item.q, "q")],
  ];
  return {
    key: item.key,
    label: item.label,
    text: item.declined === undefined ? formatEstimate(item) : "too few",
    tip: {
      title: item.label,
      rows: [
        { label: estimand, value: item.declined === undefined ? formatEstimate(item) : "none", strong: true },
        ...(item.details ?? []),
        ...(item.n === undefined ? [] : [{ label: item.nLabel ?? "n", value: formatCount(item.n) }]),
      ],
      note: item.declined ?? (tests.flat().join(", ") || undefined),
    },
    href: item.href,
    item,
    interval: item.declined === undefined ? intervalOf(item) : null,
  };
}

function Estimate({ row: { interval }, place, ticks }: { row: ForestRow; place: RowPlace; ticks: number[] }) {
  if (!interval) return null;
  const scale = scaleOf(ticks, place);
  const [first, last] = [ticks[0] ?? 0.5, ticks.at(-1) ?? 2];
  const none = interval.low <= 1 && interval.high >= 1;
  const colour = none ? "var(--unknown)" : "var(--accent)";
  const [low, high, at] = [scale(interval.low), scale(interval.high), scale(interval.estimate)];
  const { y } = place;
  return (
    <g>
      <path d={`M${low} ${y}H${high}`} stroke={colour} strokeWidth={2} />
      {interval.low < first ? (
        <path d={`M${low} ${y}l7 -4v8z`} fill={colour} />
      ) : (
        <End x={low} y={y} colour={colour} />
      )}
      {interval.high > last ? (
        <path d={`M${high} ${y}l-7 -4v8z`} fill={colour} />
      ) : (
        <End x={high} y={y} colour={colour} />
      )}
      <rect
        x={at - 4}
        y={y - 4}
        width={8}
        height={8}
        fill={none ? "var(--card)" : colour}
        stroke={colour}
        strokeWidth={1.5}
      />
    </g>
  );
}

function End({ x, y, colour }: { x: number; y: number; colour: string }) {
  return <path d={`M${x} ${y - 4}v8`} stroke={colour} strokeWidth={1.5} />;
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
      const interval = item.declined === undefined ? intervalOf(item) : null;
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
