"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatMinutes, formatRecorded } from "#lib/format.ts";
import { logTicksFor, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import { rowsHeight } from "../marks/rows-layout.ts";
import type { PictureRow, RowMark, RowsPicture } from "../picture.ts";

type DurationItem = {
  key: string;
  label: string;
  medianMinutes: number | null;
  p75Minutes: number | null;
  p90Minutes: number | null;
  /** Why one of them is null. */
  declined?: { medianMinutes?: string; p75Minutes?: string; p90Minutes?: string };
  recorded: number;
  of: number;
  colour?: string;
  href?: string;
};

export type DurationRowsProps = CardProps & { items: DurationItem[]; noun: string };

/** Durations of groups side by side on a logarithmic axis: the median, and how far the slower ones lie from it. */
export function DurationRows({ items, noun, ...card }: DurationRowsProps) {
  const known = items.some(({ medianMinutes }) => medianMinutes !== null);
  return (
    <Frame
      {...card}
      height={card.height ?? (known ? rowsHeight(items.length, true) : undefined)}
      {...durationTable(items, noun)}
      picture={durationPicture(items)}
      summary={`${card.title}: ${items.map(({ label, medianMinutes }) => `${label} ${formatMinutes(medianMinutes)}`).join(", ")}.`}
      empty={known ? null : "No duration is recorded in this period"}
    />
  );
}

function durationPicture(items: DurationItem[]): RowsPicture {
  const values = items
    .flatMap(({ medianMinutes, p75Minutes, p90Minutes }) => [medianMinutes, p75Minutes, p90Minutes])
    .filter((value) => value !== null);
  const ticks = logTicksFor(Math.max(1, Math.min(...values)), Math.max(1, ...values), "minutes");
  return { kind: "rows", x: valueAxis("log", ticks, "minutes"), rows: items.map(durationRow) };
}

function durationRow(item: DurationItem): PictureRow {
  return {
    key: item.key,
    label: item.label,
    text: formatMinutes(item.medianMinutes, item.declined?.medianMinutes),
    tip: {
      title: item.label,
      rows: [
        {
          label: "Median",
          value: formatMinutes(item.medianMinutes, item.declined?.medianMinutes),
          strong: true,
        },
        { label: "p75", value: formatMinutes(item.p75Minutes, item.declined?.p75Minutes) },
        { label: "p90", value: formatMinutes(item.p90Minutes, item.declined?.p90Minutes) },
      ],
      note: formatRecorded(item.recorded, item.of),
    },
    marks: durationMarks(item),
    href: item.href,
  };
}

function durationMarks(item: DurationItem): RowMark[] {
  const { medianMinutes: median, p75Minutes: p75, p90Minutes: p90, colour = "var(--accent)" } = item;
  if (median === null) return [];
  return [
    {
      mark: "interval",
      low: median,
      at: median,
      high: p90 ?? p75 ?? median,
      inner: [median, p75 ?? median],
      colour,
      shape: "circle",
      whiskers: "upper",
    },
  ];
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
