"use client";

import { formatCount, formatExact, type Unit } from "#lib/format.ts";
import { logTicksFor, ticksFromZero } from "../axis.ts";
import type { LineBucket, LineSeries } from "../measure-lines.tsx";
import { spread } from "../plot.ts";
import { bucketName, type TimeProps } from "../time.ts";
import type { Tip } from "../tip-box.tsx";
import { EndLabels, endRoom } from "./axes.tsx";
import { SeriesBand, SeriesLine } from "./lines.tsx";
import { TimeFrame } from "./time-frame.tsx";

export type MeasureLinesPictureProps = {
  time: TimeProps;
  buckets: LineBucket[];
  series: LineSeries[];
  unit: Unit;
  shaded: boolean;
  log: boolean;
};

export function MeasureLinesPicture({ time, buckets, series, unit, shaded, log }: MeasureLinesPictureProps) {
  const tip = (index: number): Tip => {
    const bucket = buckets[index] as LineBucket;
    return {
      title: bucketName(bucket, time),
      rows: series.map(({ key, label, colour }) => ({
        label,
        colour,
        value: formatExact(bucket.values[key], unit),
      })),
      note: bucket.n === undefined ? undefined : `n = ${formatCount(bucket.n)}`,
    };
  };
  const ends = endLabels(buckets, series);
  const drawn = (key: string | undefined) => buckets.map(({ values }) => drawable(values[key ?? ""], log));
  const [low, high] = [drawn(series[0]?.key), drawn(series.at(-1)?.key)];
  return (
    <TimeFrame
      time={time}
      buckets={buckets}
      ticks={ticksOf(buckets, { series, unit, log })}
      unit={unit}
      log={log}
      tip={tip}
      rightRoom={endRoom(ends.map(({ text }) => text))}
      under={(frame) =>
        shaded && (
          <SeriesBand
            frame={frame}
            spans={low.map((value, index) => ({ low: value, high: high[index] }))}
            colour={series[0]?.colour ?? "var(--accent)"}
          />
        )
      }
      over={(frame) => (
        <>
          {series.map(({ key, ...look }) => (
            <SeriesLine key={key} frame={frame} values={drawn(key)} {...look} />
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

/** A logarithm has no place for zero; the tip and the table still show it. */
function drawable(value: number | null | undefined, log: boolean): number | null {
  return typeof value === "number" && (!log || value > 0) ? value : null;
}

type Axis = { series: LineSeries[]; unit: Unit; log: boolean };

function ticksOf(buckets: LineBucket[], { series, unit, log }: Axis): number[] {
  const values = buckets.flatMap((bucket) => series.map(({ key }) => bucket.values[key] ?? 0));
  if (!log) return ticksFromZero(Math.max(0, ...values), unit);
  const positive = values.filter((value) => value > 0);
  return logTicksFor(Math.min(...positive), Math.max(...positive), unit);
}

function endLabels(buckets: LineBucket[], series: LineSeries[]) {
  return series.flatMap(({ key, label, colour }) => {
    const at = buckets.findLast(({ values }) => typeof values[key] === "number")?.values[key];
    return typeof at === "number" ? [{ at, text: label, colour }] : [];
  });
}
