"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatMinutes, formatRecorded } from "#lib/format.ts";
import { chooseTicks, logTicksFor } from "./axis.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { type PictureRow, RowPicture, type RowPlace, rowsHeight } from "./row-picture.tsx";
import { logScale } from "./scale.ts";

type DurationItem = {
  key: string;
  label: string;
  medianMinutes: number | null;
  p75Minutes: number | null;
  p90Minutes: number | null;
  recorded: number;
  of: number;
  colour?: string;
  href?: string;
};

export type DurationRowsProps = CardProps & { items: DurationItem[]; noun: string };

type DurationRow = PictureRow & { item: DurationItem };

/** Durations of groups side by side on a logarithmic axis: the median, and how far the slower ones lie from it. */
export function DurationRows({ items, noun, ...card }: DurationRowsProps) {
  const known = items.some(({ medianMinutes }) => medianMinutes !== null);
  const ticks = ticksOf(items);
  return (
    <ChartCard
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, true) : undefined)}
      table={durationTable(items, noun)}
      summary={`${card.title}: ${items.map(({ label, medianMinutes }) => `${label} ${formatMinutes(medianMinutes)}`).join(", ")}.`}
      empty={known ? null : "No duration is recorded in this period"}
    >
      <RowPicture
        rows={items.map(durationRow)}
        axis={{
          at: ({ left, right }) => {
            const scale = scaleOf(ticks, { left, right });
            return chooseTicks({ count: ticks.length, width: right - left, labelWidth: 68 }).flatMap(
              (index) => {
                const tick = ticks[index];
                return tick === undefined ? [] : [{ x: scale(tick), label: formatMinutes(tick) }];
              },
            );
          },
        }}
        draw={({ item }, place) => <Quantiles item={item} place={place} ticks={ticks} />}
      />
    </ChartCard>
  );
}

function ticksOf(items: DurationItem[]): number[] {
  const values = items
    .flatMap(({ medianMinutes, p90Minutes }) => [medianMinutes, p90Minutes])
    .filter((value) => value !== null);
  return logTicksFor(Math.max(1, Math.min(...values)), Math.max(1, ...values), "minutes");
}

function scaleOf(ticks: number[], { left, right }: { left: number; right: number }) {
  return logScale({ from: ticks[0] ?? 1, to: ticks.at(-1) ?? 10, start: left, end: right });
}

function durationRow(item: DurationItem): DurationRow {
  return {
    key: item.key,
    label: item.label,
    text: formatMinutes(item.medianMinutes),
    tip: {
      title: item.label,
      rows: [
        { label: "Median", value: formatMinutes(item.medianMinutes), strong: true },
        { label: "p75", value: formatMinutes(item.p75Minutes) },
        { label: "p90", value: formatMinutes(item.p90Minutes) },
      ],
      note: formatRecorded(item.recorded, item.of),
    },
    href: item.href,
    item,
  };
}

function Quantiles({ item, place, ticks }: { item: DurationItem; place: RowPlace; ticks: number[] }) {
  const { medianMinutes, p75Minutes, p90Minutes, colour = "var(--accent)" } = item;
  if (medianMinutes === null || p75Minutes === null || p90Minutes === null) return null;
  const scale = scaleOf(ticks, place);
  const [median, p75, p90] = [scale(medianMinutes), scale(p75Minutes), scale(p90Minutes)];
  const { y } = place;
  return (
    <g stroke={colour}>
      <path d={`M${median} ${y}H${p90}M${p90} ${y - 4}v8`} fill="none" strokeWidth={1.5} />
      <path d={`M${median} ${y}H${p75}`} strokeWidth={5} strokeOpacity={0.45} />
      <circle cx={median} cy={y} r={4.5} fill={colour} stroke="var(--card)" strokeWidth={1} />
    </g>
  );
}

function durationTable(items: DurationItem[], noun: string): TableData {
  return {
    columns: [
      { key: "label", label: noun },
      { key: "median", label: "Median", unit: "minutes" },
      { key: "p75", label: "p75", unit: "minutes" },
      { key: "p90", label: "p90", unit: "minutes" },
      { key: "recorded", label: "Recorded", unit: "count" },
      { key: "of", label: "of", unit: "count" },
    ],
    rows: items.map((item) => ({
      key: item.key,
      cells: {
        label: { value: item.label, href: item.href },
        median: item.medianMinutes,
        p75: item.p75Minutes,
        p90: item.p90Minutes,
        recorded: item.recorded,
        of: item.of,
      },
    })),
  };
}
