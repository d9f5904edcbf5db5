"use client";

import { Area, Line } from "recharts";
import { formatCount, formatShareInterval, noData } from "#lib/format.ts";
import { ticksFromZero } from "../axis.ts";
import type { Share, ShareBucket, ShareSeries } from "../share-chart.tsx";
import { bucketName, type TimeProps } from "../time.ts";
import type { Tip, TipRow } from "../tip-box.tsx";
import { EndLabels } from "./behaviour.tsx";
import { noMotion } from "./shared.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type ShareLinesPictureProps = { time: TimeProps; buckets: ShareBucket[]; series: ShareSeries[] };

function rowOf({ shares }: ShareBucket, series: ShareSeries[]) {
  return Object.fromEntries(
    series.flatMap(({ key }) => {
      const share = shares[key];
      const known = share && share.low !== null && share.high !== null;
      return [
        [`${key}-share`, share?.share ?? null],
        [`${key}-band`, known ? [share.low, share.high] : null],
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

export function ShareLinesPicture({ time, buckets, series }: ShareLinesPictureProps) {
  const tip = (index: number): Tip => {
    const bucket = buckets[index];
    if (!bucket) return { title: "", rows: [] };
    return {
      title: bucketName(bucket, time),
      rows: series.flatMap((one) => tipRows(one, bucket.shares[one.key])),
      opens: bucket.href !== undefined,
    };
  };
  const ends = series.flatMap(({ key, label, colour }) => {
    const at = buckets.findLast(({ shares }) => typeof shares[key]?.share === "number")?.shares[key]?.share;
    return typeof at === "number" ? [{ at, text: label, colour }] : [];
  });
  const longest = Math.max(0, ...ends.map(({ text }) => text.length));
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      rows={buckets.map((bucket) => rowOf(bucket, series))}
      ticks={ticksFromZero(highest(buckets), "share")}
      unit="share"
      tip={tip}
      rightRoom={longest * 6.6 + 12}
      cursor="line"
    >
      {series.map(({ key, colour }) => (
        <Area
          key={`${key}-band`}
          dataKey={`${key}-band`}
          stroke="none"
          fill={colour}
          fillOpacity={0.16}
          connectNulls={false}
          activeDot={false}
          {...noMotion}
        />
      ))}
      {series.map(({ key, colour, dashed }) => (
        <Line
          key={key}
          dataKey={`${key}-share`}
          stroke={colour}
          strokeWidth={2}
          strokeDasharray={dashed ? "5 3" : undefined}
          dot={{ r: buckets.length > 40 ? 0 : 2.5, fill: colour, stroke: "none" }}
          activeDot={{ r: 4, fill: colour, stroke: "var(--card)" }}
          connectNulls={false}
          {...noMotion}
        />
      ))}
      <EndLabels labels={ends} />
    </TimeFrame>
  );
}
