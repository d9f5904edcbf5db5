"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, formatShare, type Unit } from "#lib/format.ts";
import { valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { rowsHeight } from "../marks/rows-layout.ts";
import type { PictureRow, RowMark, RowsPicture } from "../picture.ts";

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

/** Wholes of different sizes cut into the same parts, each drawn over the full width, so that shares compare. */
export function PartBars({ items, parts, itemNoun, measure = "count", ...card }: PartBarsProps) {
  const known = items.some((item) => total(item) > 0);
  const used = parts.filter(({ key }) => items.some(({ values }) => (values[key] ?? 0) > 0));
  return (
    <Frame
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, false) : undefined)}
      {...partTable({ items, parts, itemNoun, measure })}
      picture={partPicture({ items, parts, measure })}
      summary={`${card.title}: ${items.map((item) => `${item.label} ${words(item, parts)}`).join("; ")}.`}
      legend={used.map(({ key, label, colour }) => ({ key, label, colour }))}
      empty={known ? null : "No data in this period"}
    />
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

type Parted = Pick<PartBarsProps, "items" | "parts"> & { measure: Unit };

function partPicture({ items, parts, measure }: Parted): RowsPicture {
  return {
    kind: "rows",
    x: { ...valueAxis("linear", [0, 1], "share"), hidden: true },
    thickness: 16,
    rows: items.map((item) => partRow(item, { parts, measure })),
  };
}

function partRow(item: PartItem, { parts, measure }: Omit<Parted, "items">): PictureRow {
  return {
    key: item.key,
    label: item.label,
    text: item.text ?? formatExact(total(item), measure),
    marks: partMarks(item, parts),
    tip: {
      title: item.label,
      rows: parts.map(({ key, label, colour }) => ({
        label,
        colour,
        value: `${formatExact(item.values[key] ?? 0, measure)}, ${formatShare(shareOf(item, key))}`,
      })),
      note: item.text === undefined ? undefined : `${formatCount(total(item))} in all`,
    },
  };
}

function partMarks(item: PartItem, parts: PartBarsProps["parts"]): RowMark[] {
  let to = 0;
  return parts.flatMap(({ key, colour }): RowMark[] => {
    const share = shareOf(item, key) ?? 0;
    const from = to;
    to += share;
    return share === 0 ? [] : [{ mark: "bar", from, to, colour, href: item.hrefs?.[key] }];
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
