"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, formatShare, formatValue, type Unit } from "#lib/format.ts";
import { valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { rowsHeight } from "../marks/rows-layout.ts";
import type { PictureRow, RowMark, RowsPicture } from "../picture.ts";

type RowPart = { key: string; label: string; colour: string; value: number };
export type RowItem = {
  key: string;
  label: string;
  value: number | null;
  /** Splits the bar, for instance by severity; the parts add up to the value. */
  parts?: RowPart[];
  /** More about it, on hover and in the table. */
  detail?: string;
  href?: string;
  /** What of it is not known or not recorded: hatched, and no part of a running share. */
  isUnknown?: boolean;
};

export type RowBarsProps = CardProps & {
  items: RowItem[];
  measure?: Unit;
  /** What an item is: "System", "Cause". */
  noun: string;
  colour?: string;
  /** Adds the running share of what is known, for a Pareto reading; items must come greatest first. */
  cumulative?: boolean;
};

/** Ranked amounts: the longest first, each with its figure beside it. */
export function RowBars(props: RowBarsProps) {
  const { items, measure = "count", noun, colour = "var(--accent)", cumulative = false, ...card } = props;
  const running = cumulative ? runningShares(items) : items.map(() => null);
  const known = items.some(({ value }) => value !== null);
  return (
    <Frame
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, false) : undefined)}
      {...rowTable({ items, measure, noun, running: cumulative ? running : null })}
      picture={rowPicture({ items, measure, colour, running: cumulative ? running : null })}
      summary={rowSummary(card.title, items, measure)}
      legend={partsLegend(items)}
      empty={known ? null : "No data in this period"}
    />
  );
}

type Ranked = { items: RowItem[]; measure: Unit; colour: string; running: (number | null)[] | null };

function rowPicture({ items, measure, colour, running }: Ranked): RowsPicture {
  const most = Math.max(0, ...items.map(({ value }) => value ?? 0));
  return {
    kind: "rows",
    x: { ...valueAxis("linear", [0, most > 0 ? most : 1], measure), hidden: true },
    rows: items.map((item, index) => barRow(item, { measure, colour, share: running?.[index] ?? null })),
    running: running ?? undefined,
  };
}

function barRow(
  item: RowItem,
  { measure, colour, share }: { measure: Unit; colour: string; share: number | null },
): PictureRow {
  const parts = item.parts?.map(({ label, colour, value }) => ({
    label,
    colour,
    value: formatExact(value, measure),
  }));
  const all = { label: "All", value: formatExact(item.value, measure), strong: true };
  const running = share === null ? [] : [{ label: "Running share", value: formatShare(share) }];
  const text = formatValue(item.value, measure);
  return {
    key: item.key,
    label: item.label,
    text: share === null ? text : `${text}, ${formatShare(share)}`,
    marks: barMarks(item, colour),
    tip: { title: item.label, rows: [...(parts ?? []), all, ...running], note: item.detail },
    href: item.href,
  };
}

function barMarks({ value, parts, isUnknown }: RowItem, colour: string): RowMark[] {
  if (value === null) return [{ mark: "unknown" }];
  let to = 0;
  return (parts ?? [{ colour: isUnknown ? "var(--unknown)" : colour, value }]).map((part) => {
    const from = to;
    to += part.value;
    return { mark: "bar", from, to, colour: part.colour };
  });
}

/** The share of the known total that an item and all before it make up; what is not known has none. */
export function runningShares(items: RowItem[]): (number | null)[] {
  const knownOf = ({ value, isUnknown }: RowItem) => (isUnknown ? 0 : (value ?? 0));
  const all = items.reduce((sum, item) => sum + knownOf(item), 0);
  let sum = 0;
  return items.map((item) => {
    sum += knownOf(item);
    if (item.isUnknown) return null;
    return all > 0 ? sum / all : 0;
  });
}

function partsLegend(items: RowItem[]) {
  const parts = new Map(items.flatMap((item) => item.parts ?? []).map((part) => [part.key, part]));
  if (parts.size < 2) return undefined;
  return [...parts.values()].map(({ key, label, colour }) => ({ key, label, colour }));
}

type Given = { items: RowItem[]; measure: Unit; noun: string; running: (number | null)[] | null };

function rowTable({ items, measure, noun, running }: Given): TableData {
  const parts = partsLegend(items) ?? [];
  const detailed = items.some(({ detail }) => detail !== undefined);
  return {
    columns: [
      { key: "label", label: noun },
      ...parts.map(({ key, label }) => ({ key, label, unit: measure })),
      { key: "value", label: parts.length > 0 ? "All" : "Value", unit: measure },
      ...(running ? [{ key: "running", label: "Running share", unit: "share" as const }] : []),
      ...(detailed ? [{ key: "detail", label: "Detail", missing: "" }] : []),
    ],
    rows: items.map((item, index) => ({
      key: item.key,
      cells: {
        label: { value: item.label, href: item.href },
        ...Object.fromEntries(
          parts.map(({ key }) => [key, item.parts?.find((part) => part.key === key)?.value ?? 0]),
        ),
        value: item.value,
        running: running?.[index] ?? null,
        detail: item.detail ?? null,
      },
    })),
  };
}

function rowSummary(title: string, items: RowItem[], measure: Unit): string {
  const first = items
    .slice(0, 3)
    .map(({ label, value }) => `${label} ${formatExact(value, measure)}`)
    .join(", ");
  return `${title}: ${first}${items.length > 3 ? ` and ${items.length - 3} more` : ""}. The table has every value.`;
}
