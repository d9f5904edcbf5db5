"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatExact, formatShare, formatValue, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { useFill } from "./patterns.tsx";
import { type PictureRow, RowPicture, type RowPlace, rowsHeight } from "./row-picture.tsx";

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

type BarRow = PictureRow & { item: RowItem; running: number | null };

/** Ranked amounts: the longest first, each with its figure beside it. */
export function RowBars(props: RowBarsProps) {
  const { items, measure = "count", noun, colour = "var(--accent)", cumulative = false, ...card } = props;
  const running = cumulative ? runningShares(items) : items.map(() => null);
  const rows = items.map((item, index) => barRow(item, { measure, running: running[index] ?? null }));
  const most = Math.max(0, ...items.map(({ value }) => value ?? 0));
  const known = items.some(({ value }) => value !== null);
  return (
    <ChartCard
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, false) : undefined)}
      table={rowTable({ items, measure, noun, running: cumulative ? running : null })}
      summary={rowSummary(card.title, items, measure)}
      legend={partsLegend(items)}
      empty={known ? null : "No data in this period"}
    >
      <RowPicture
        rows={rows}
        draw={(row, place) => <Bar row={row} place={place} most={most} colour={colour} />}
        over={cumulative ? (places) => <Running rows={rows} places={places} /> : undefined}
      />
    </ChartCard>
  );
}

function barRow(item: RowItem, { measure, running }: { measure: Unit; running: number | null }): BarRow {
  const parts = item.parts?.map(({ label, colour, value }) => ({
    label,
    colour,
    value: formatExact(value, measure),
  }));
  const all = { label: "All", value: formatExact(item.value, measure), strong: true };
  const share = running === null ? [] : [{ label: "Running share", value: formatShare(running) }];
  const text = formatValue(item.value, measure);
  return {
    key: item.key,
    label: item.label,
    text: running === null ? text : `${text}, ${formatShare(running)}`,
    tip: { title: item.label, rows: [...(parts ?? []), all, ...share], note: item.detail },
    href: item.href,
    item,
    running,
  };
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

type BarProps = { row: BarRow; place: RowPlace; most: number; colour: string };

const thickness = 14;

function Bar({ row: { item }, place, most, colour }: BarProps) {
  const fill = useFill();
  const room = place.right - place.left;
  const top = place.y - thickness / 2;
  if (item.value === null) {
    return <rect x={place.left} y={top} width={24} height={thickness} fill={fill("var(--unknown)")} />;
  }
  const whole = item.isUnknown ? "var(--unknown)" : colour;
  const parts = item.parts ?? [{ key: "all", label: "", colour: whole, value: item.value }];
  let x = place.left;
  return parts.map((part) => {
    const width = most > 0 ? (part.value / most) * room : 0;
    const rect = (
      <rect
        key={part.key}
        x={x}
        y={top}
        width={Math.max(part.value > 0 ? 1.5 : 0, width - (parts.length > 1 ? 1 : 0))}
        height={thickness}
        fill={fill(part.colour)}
      />
    );
    x += width;
    return rect;
  });
}

/** Stacked names would be crossed by it; the running share stands beside each in any case. */
function Running({ rows, places }: { rows: BarRow[]; places: RowPlace[] }) {
  if (places[0]?.stacked) return null;
  const points = rows.flatMap(({ running }, index) => {
    const { left, right, y } = places[index] as RowPlace;
    return running === null ? [] : [{ x: left + running * (right - left), y }];
  });
  return (
    <g pointerEvents="none">
      <path
        d={points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("")}
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth={1.25}
      />
      {points.map(({ x, y }) => (
        <circle key={y} cx={x} cy={y} r={2.75} fill="var(--card)" stroke="var(--ink-2)" strokeWidth={1.25} />
      ))}
    </g>
  );
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
