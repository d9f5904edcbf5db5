"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, formatShare, type Unit } from "#lib/format.ts";
import { type CardProps, ChartCard, type KeyEntry } from "./chart-card.tsx";
import { useFill, useOpen } from "./patterns.tsx";
import { type PictureRow, RowPicture, type RowPlace, rowsHeight } from "./row-picture.tsx";

type PartItem = {
  key: string;
  label: string;
  /** By part; what is not known is a part like the others. */
  values: Record<string, number>;
  /** What each part opens. */
  hrefs?: Record<string, string | undefined>;
  /** Said at the end of the row, in place of its total. */
  text?: string;
};

export type PartBarsProps = CardProps & {
  items: PartItem[];
  /** Drawn from left to right, the same in every row. */
  parts: { key: string; label: string; colour: string }[];
  /** What an item is: "Severity", "Organisation". */
  itemNoun: string;
  measure?: Unit;
};

type PartRow = PictureRow & { item: PartItem };

/** Wholes of different sizes cut into the same parts, each drawn over the full width, so that shares compare. */
export function PartBars({ items, parts, itemNoun, measure = "count", ...card }: PartBarsProps) {
  const known = items.some((item) => total(item) > 0);
  const used = parts.filter(({ key }) => items.some(({ values }) => (values[key] ?? 0) > 0));
  return (
    <ChartCard
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, false) : undefined)}
      table={partTable({ items, parts, itemNoun, measure })}
      summary={`${card.title}: ${items.map((item) => `${item.label} ${words(item, parts)}`).join("; ")}.`}
      legend={used.map(({ key, label, colour }): KeyEntry => ({ key, label, colour }))}
      empty={known ? null : "No data in this period"}
    >
      <RowPicture
        rows={items.map((item) => partRow(item, { parts, measure }))}
        draw={({ item }, place) => <Parts item={item} parts={parts} place={place} />}
      />
    </ChartCard>
  );
}

function total({ values }: PartItem): number {
  return Object.values(values).reduce((sum, value) => sum + value, 0);
}

function shareOf(item: PartItem, key: string): number | null {
  const all = total(item);
  return all === 0 ? null : (item.values[key] ?? 0) / all;
}

function words(item: PartItem, parts: PartBarsProps["parts"]): string {
  return parts.map(({ key, label }) => `${label} ${formatShare(shareOf(item, key))}`).join(", ");
}

function partRow(
  item: PartItem,
  { parts, measure }: { parts: PartBarsProps["parts"]; measure: Unit },
): PartRow {
  return {
    key: item.key,
    label: item.label,
    text: item.text ?? formatExact(total(item), measure),
    tip: {
      title: item.label,
      rows: parts.map(({ key, label, colour }) => ({
        label,
        colour,
        value: `${formatExact(item.values[key] ?? 0, measure)}, ${formatShare(shareOf(item, key))}`,
      })),
      note: item.text === undefined ? undefined : `${formatCount(total(item))} in all`,
    },
    item,
  };
}

const thickness = 16;

type PartsProps = { item: PartItem; parts: PartBarsProps["parts"]; place: RowPlace };

function Parts({ item, parts, place }: PartsProps) {
  const fill = useFill();
  const open = useOpen();
  const all = total(item);
  if (all === 0) return null;
  const room = place.right - place.left;
  let x = place.left;
  return parts.map(({ key, colour }) => {
    const value = item.values[key] ?? 0;
    const width = (value / all) * room;
    const href = item.hrefs?.[key];
    const from = x;
    x += width;
    if (value === 0) return null;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
      <rect
        key={key}
        x={from}
        y={place.y - thickness / 2}
        width={Math.max(1.5, width - 1)}
        height={thickness}
        fill={fill(colour)}
        onClick={() => open(href)}
        style={{ cursor: href === undefined ? "default" : "pointer" }}
      />
    );
  });
}

function partTable({
  items,
  parts,
  itemNoun,
  measure,
}: Pick<PartBarsProps, "items" | "parts" | "itemNoun"> & { measure: Unit }): TableData {
  return {
    columns: [
      { key: "label", label: itemNoun },
      ...parts.flatMap(({ key, label }) => [
        { key, label, unit: measure },
        { key: `${key}-share`, label: `${label}, share`, unit: "share" as const },
      ]),
      { key: "all", label: "All", unit: measure },
    ],
    rows: items.map((item) => ({
      key: item.key,
      cells: {
        label: item.label,
        ...Object.fromEntries(
          parts.flatMap(({ key }) => [
            [key, { value: item.values[key] ?? 0, href: item.hrefs?.[key] }],
            [`${key}-share`, shareOf(item, key)],
          ]),
        ),
        all: total(item),
      },
    })),
  };
}
