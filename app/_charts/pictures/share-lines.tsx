"use client";

import { formatCount, formatShareInterval, noData } from "#lib/format.ts";
import { ticksFromZero } from "../axis.ts";
import { spread } from "../plot.ts";
import type { Share, ShareBucket, ShareSeries } from "../share-chart.tsx";
import { bucketName, type TimeProps } from "../time.ts";
import type { Tip, TipRow } from "../tip-box.tsx";
import { EndLabels, endRoom } from "./axes.tsx";
import { SeriesBand, SeriesLine } from "./lines.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type ShareLinesPictureProps = { time: TimeProps; buckets: ShareBucket[]; series: ShareSeries[] };

/** The axis reaches the highest interval, and at least a twentieth, lest noise around zero fill the picture. */
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

function lastShare(buckets: ShareBucket[], key: string): number | null {
  return buckets.findLast(({ shares }) => typeof shares[key]?.share === "number")?.shares[key]?.share ?? null;
}

export function ShareLinesPicture({ time, buckets, series }: ShareLinesPictureProps) {
  const tip = (index: number): Tip => {
    const bucket = buckets[index] as ShareBucket;
    return {
      title: bucketName(bucket, time),
      rows: series.flatMap((one) => tipRows(one, bucket.shares[one.key])),
    };
  };
  const ends = series.flatMap(({ key, label, colour }) => {
    const at = lastShare(buckets, key);
    return at === null ? [] : [{ at, text: label, colour }];
  });
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      ticks={ticksFromZero(highest(buckets), "share")}
      unit="share"
      tip={tip}
      rightRoom={endRoom(ends.map(({ text }) => text))}
      under={(frame) =>
        series.map(({ key, colour }) => (
          <SeriesBand
            key={key}
            frame={frame}
            spans={buckets.map(({ shares }) => shares[key])}
            colour={colour}
          />
        ))
      }
      over={(frame) => (
        <>
          {series.map(({ key, ...look }) => (
            <SeriesLine
              key={key}
              frame={frame}
              values={buckets.map(({ shares }) => shares[key]?.share)}
              {...look}
            />
          ))}
          <EndLabels
            plot={frame.plot}
            labels={spread(ends.map(({ at, ...one }) => ({ y: frame.y(at), ...one })))}
          />
        </>
      )}
    />
  );
}
