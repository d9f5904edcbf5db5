"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatShareInterval, noData } from "#lib/format.ts";
import { ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import type { Datum, Mark, PlanePicture, TipRow } from "../picture.ts";
import { bucketColumn, bucketName, bucketRow, overTime, type TimeBucket, type TimeProps } from "../time.ts";

/** As the analytics answer it: null where nothing is known. */
type Share = {
  yes: number;
  known: number;
  unknown: number;
  share: number | null;
  low: number | null;
  high: number | null;
};

type ShareSeries = {
  key: string;
  label: string;
  /** A CSS colour, such as "var(--ai)". */
  colour: string;
  dashed?: boolean;
};
type ShareBucket = TimeBucket & { shares: Record<string, Share>; hrefs?: Record<string, string> };

export type ShareChartProps = CardProps & TimeProps & { buckets: ShareBucket[]; series: ShareSeries[] };

/** Shares over time, each with the band of its interval; no line where nothing is known. */
export function ShareChart({ buckets, series, ...rest }: ShareChartProps) {
  const { bucket, zone, end, bands, ...card } = rest;
  const time = { bucket, zone, end, bands };
  const known = buckets.some(({ shares }) => series.some(({ key }) => isNumber(shares[key]?.share)));
  return (
    <Frame
      {...card}
      {...shareTable({ buckets, series, time })}
      picture={sharePicture({ buckets, series, time })}
      summary={shareSummary(card.title, buckets, series)}
      empty={known ? null : "Nothing known in this period"}
    />
  );
}

const isNumber = (value: number | null | undefined): value is number => typeof value === "number";

type Given = { buckets: ShareBucket[]; series: ShareSeries[]; time: TimeProps };

function sharePicture({ buckets, series, time }: Given): PlanePicture {
  return overTime({
    time,
    buckets,
    y: valueAxis("linear", ticksFromZero(highest(buckets), "share"), "share"),
    data: buckets.map(({ shares }) => shareDatum(shares, series)),
    marks: [
      ...series.map(({ key, colour }): Mark => ({ mark: "area", key: `${key}-band`, colour, opacity: 0.16 })),
      ...series.map(
        ({ key, colour, dashed }): Mark => ({
          mark: "line",
          key,
          colour,
          dashed,
          dot: buckets.length > 40 ? undefined : 2.5,
        }),
      ),
      {
        mark: "ends",
        of: series.flatMap(({ key, label, colour }) => {
          const y = lastOf(buckets, key)?.share;
          return isNumber(y) ? [{ y, text: label, colour }] : [];
        }),
      },
    ],
    tip: (index) => ({
      title: bucketName(buckets[index]!, time),
      rows: series.flatMap((one) => tipRows(one, buckets[index]!.shares[one.key])),
    }),
  });
}

function shareDatum(shares: ShareBucket["shares"], series: ShareSeries[]): Datum {
  return Object.fromEntries(
    series.flatMap(({ key }) => {
      const { share = null, low = null, high = null } = shares[key] ?? {};
      return [
        [key, share],
        [`${key}-band`, low === null || high === null ? null : ([low, high] as const)],
      ];
    }),
  );
}

/** The axis reaches the highest interval, but a few tiny buckets must not flatten the rest. */
function highest(buckets: ShareBucket[]): number {
  const highs = buckets.flatMap(({ shares }) => Object.values(shares).map(({ high }) => high ?? 0));
  return Math.min(1, Math.max(0.05, ...highs));
}

function tipRows({ label, colour }: ShareSeries, share: Share | undefined): TipRow[] {
  if (!share) return [{ label, colour, value: noData }];
  return [
    { label, colour, value: formatShareInterval(share.share, share), strong: true },
    {
      label: `${formatCount(share.yes)} of ${formatCount(share.known)} known`,
      value: `${formatCount(share.unknown)} unknown`,
    },
  ];
}

function lastOf(buckets: ShareBucket[], key: string): Share | undefined {
  return buckets.findLast(({ shares }) => isNumber(shares[key]?.share))?.shares[key];
}

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
    const share = lastOf(buckets, key);
    return share ? `${label} last ${formatShareInterval(share.share, share)}` : `${label} not known`;
  });
  return `${title}: ${last.join(", ")}. The table has every value.`;
}
