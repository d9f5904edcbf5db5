"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatShareInterval } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { ShareLinesPicture } from "./lazy.tsx";
import { bucketColumn, bucketRow, type TimeBucket, type TimeProps } from "./time.ts";

/** As the analytics answer it: null where nothing is known. */
export type Share = {
  yes: number;
  known: number;
  unknown: number;
  share: number | null;
  low: number | null;
  high: number | null;
};

export type ShareSeries = {
  key: string;
  label: string;
  /** A CSS colour, such as "var(--ai)". */
  colour: string;
  dashed?: boolean;
};
export type ShareBucket = TimeBucket & { shares: Record<string, Share>; hrefs?: Record<string, string> };

export type ShareChartProps = CardProps & TimeProps & { buckets: ShareBucket[]; series: ShareSeries[] };

/** Shares over time, each with the band of its interval; no line where nothing is known. */
export function ShareChart({ buckets, series, ...rest }: ShareChartProps) {
  const { bucket, zone, end, bands, ...card } = rest;
  const time = { bucket, zone, end, bands };
  const known = buckets.some(({ shares }) => series.some(({ key }) => isNumber(shares[key]?.share)));
  return (
    <ChartCard
      {...card}
      table={shareTable({ buckets, series, time })}
      summary={shareSummary(card.title, buckets, series)}
      empty={known ? null : "Nothing known in this period"}
    >
      <ShareLinesPicture time={time} buckets={buckets} series={series} />
    </ChartCard>
  );
}

const isNumber = (value: number | null | undefined) => typeof value === "number";

type Given = { buckets: ShareBucket[]; series: ShareSeries[]; time: TimeProps };

function shareTable({ buckets, series, time }: Given): TableData {
  return {
    columns: [
      bucketColumn(time),
      ...series.flatMap(({ key, label }) => [
        { key: `${key}-share`, label: `Share ${label}`, unit: "share" as const },
        { key: `${key}-low`, label: "95% from", unit: "share" as const },
        { key: `${key}-high`, label: "to", unit: "share" as const },
        { key: `${key}-yes`, label: "Yes", unit: "count" as const },
        { key: `${key}-known`, label: "Known", unit: "count" as const },
        { key: `${key}-unknown`, label: "Unknown", unit: "count" as const },
      ]),
    ],
    rows: buckets.map((one) => bucketRow(one, time, shareCells(one, series))),
  };
}

function shareCells({ shares, hrefs }: ShareBucket, series: ShareSeries[]) {
  return Object.fromEntries(
    series.flatMap(({ key }) => {
      const share = shares[key];
      return [
        [`${key}-share`, { value: share?.share ?? null, href: hrefs?.[key] }],
        [`${key}-low`, share?.low ?? null],
        [`${key}-high`, share?.high ?? null],
        [`${key}-yes`, share?.yes ?? null],
        [`${key}-known`, share?.known ?? null],
        [`${key}-unknown`, share?.unknown ?? null],
      ];
    }),
  );
}

function shareSummary(title: string, buckets: ShareBucket[], series: ShareSeries[]): string {
  const last = series.map(({ key, label }) => {
    const share = buckets.findLast(({ shares }) => isNumber(shares[key]?.share))?.shares[key];
    return share ? `${label} last ${formatShareInterval(share.share, share)}` : `${label} not known`;
  });
  return `${title}: ${last.join(", ")}. The table has every value.`;
}
