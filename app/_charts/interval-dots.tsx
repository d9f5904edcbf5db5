"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatShareInterval, formatValue } from "#lib/format.ts";
import { ticksFromZero } from "./axis.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { type PictureRow, RowPicture, type RowPlace, rowsHeight } from "./row-picture.tsx";
import { linearScale } from "./scale.ts";

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

export type IntervalDotsProps = CardProps & { items: DotItem[]; noun: string };

type DotRow = PictureRow & { item: DotItem };

/** Shares side by side, each with its interval drawn: whether two differ is seen by whether they overlap. */
export function IntervalDots({ items, noun, ...card }: IntervalDotsProps) {
  const known = items.some(({ share }) => share !== null);
  const ticks = ticksFromZero(
    Math.min(1, Math.max(0.02, ...items.map(({ high, share }) => high ?? share ?? 0))),
    "share",
  );
  const top = ticks.at(-1) ?? 1;
  return (
    <ChartCard
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, true) : undefined)}
      table={dotTable(items, noun)}
      summary={`${card.title}: ${items.map((item) => `${item.label} ${formatShareInterval(item.share, item)}`).join(", ")}.`}
      empty={known ? null : "Nothing known in this period"}
    >
      <RowPicture
        rows={items.map(dotRow)}
        axis={{
          at: ({ left, right }) => {
            const scale = linearScale({ from: 0, to: top, start: left, end: right });
            return ticks.map((tick) => ({
              x: scale(tick),
              label: formatValue(tick, "share"),
              strong: tick === 0,
            }));
          },
        }}
        draw={({ item }, place) => <Dot item={item} place={place} top={top} />}
      />
    </ChartCard>
  );
}

function dotRow(item: DotItem): DotRow {
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
    href: item.href,
    item,
  };
}

function Dot({ item, place, top }: { item: DotItem; place: RowPlace; top: number }) {
  if (item.share === null) return null;
  const scale = linearScale({ from: 0, to: top, start: place.left, end: place.right });
  const colour = item.colour ?? "var(--accent)";
  const [low, high] = [scale(item.low ?? item.share), scale(item.high ?? item.share)];
  return (
    <g stroke={colour} strokeWidth={2}>
      <path d={`M${low} ${place.y}H${high}M${low} ${place.y - 4}v8M${high} ${place.y - 4}v8`} fill="none" />
      <circle
        cx={scale(item.share)}
        cy={place.y}
        r={4.5}
        fill={colour}
        stroke="var(--card)"
        strokeWidth={1}
      />
    </g>
  );
}

function dotTable(items: DotItem[], noun: string): TableData {
  const counted = items.some(({ known }) => known !== undefined);
  return {
    columns: [
      { key: "label", label: noun },
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
