"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatShareInterval } from "#lib/format.ts";
import { ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { rowsHeight } from "../marks/rows-layout.ts";
import type { PictureRow, RowMark, RowsPicture } from "../picture.ts";

type DotItem = {
  key: string;
  label: string;
  share: number | null;
  low: number | null;
  high: number | null;
  yes?: number;
  known?: number;
  unknown?: number;
  colour?: string;
  href?: string;
};

export type IntervalDotsProps = CardProps & { items: DotItem[]; itemNoun: string };

/** Shares side by side, each with its interval drawn: whether two differ is seen by whether they overlap. */
export function IntervalDots({ items, itemNoun, ...card }: IntervalDotsProps) {
  const known = items.some(({ share }) => share !== null);
  return (
    <Frame
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, true) : undefined)}
      {...dotTable(items, itemNoun)}
      picture={dotPicture(items)}
      summary={`${card.title}: ${items.map((item) => `${item.label} ${formatShareInterval(item.share, item)}`).join(", ")}.`}
      empty={known ? null : "Nothing known in this period"}
    />
  );
}

function dotPicture(items: DotItem[]): RowsPicture {
  const most = Math.max(0.02, ...items.map(({ high, share }) => high ?? share ?? 0));
  return {
    kind: "rows",
    x: { ...valueAxis("linear", ticksFromZero(Math.min(1, most), "share"), "share"), strong: 0 },
    rows: items.map(dotRow),
  };
}

function dotRow(item: DotItem): PictureRow {
  const counts = [
    ["Yes", item.yes],
    ["Known", item.known],
    ["Unknown", item.unknown],
  ] as const;
  return {
    key: item.key,
    label: item.label,
    text: formatShareInterval(item.share, item),
    tip: {
      title: item.label,
      rows: [
        { label: "Share", value: formatShareInterval(item.share, item), strong: true },
        ...counts.flatMap(([label, value]) =>
          value === undefined ? [] : [{ label, value: formatCount(value) }],
        ),
      ],
    },
    marks: dotMarks(item),
    href: item.href,
  };
}

function dotMarks({ share, low, high, colour = "var(--accent)" }: DotItem): RowMark[] {
  if (share === null) return [];
  const [from, to] = [low ?? share, high ?? share];
  return [{ mark: "interval", low: from, at: share, high: to, colour, shape: "circle", whiskers: "both" }];
}

function dotTable(items: DotItem[], itemNoun: string): TableData {
  const counted = items.some(({ known }) => known !== undefined);
  return {
    columns: [
      { key: "label", label: itemNoun },
      { key: "share", label: "Share", unit: "share" },
      { key: "low", label: "95% from", unit: "share" },
      { key: "high", label: "to", unit: "share" },
      ...(counted
        ? [
            { key: "yes", label: "Yes", unit: "count" as const },
            { key: "known", label: "Known", unit: "count" as const },
            { key: "unknown", label: "Unknown", unit: "count" as const },
          ]
        : []),
    ],
    rows: items.map(({ key, label, href, ...item }) => ({
      key,
      cells: {
        label: { value: label, href },
        share: item.share,
        low: item.low,
        high: item.high,
        yes: item.yes ?? null,
        known: item.known ?? null,
        unknown: item.unknown ?? null,
      },
    })),
  };
}
