"use client";

import type { CardProps } from "../frame/frame.tsx";
import {
  type BySeverity,
  type SeverityKey,
  severityFill,
  severityKeys,
  severityName,
  type TimeBucket,
  type TimeProps,
} from "../time.ts";
import { BucketBars } from "./bucket-bars.tsx";

type SeverityBucket = TimeBucket & {
  bySeverity: BySeverity;
  hrefs?: Partial<Record<SeverityKey, string>>;
};

export type SeverityBarsProps = CardProps &
  TimeProps & {
    buckets: SeverityBucket[];
    /** What each severity opens for the entire period. */
    hrefs?: Partial<Record<SeverityKey, string>>;
  };

/** Incidents per bucket, gravest at the bottom; severities that never occur take no room. */
export function SeverityBars({ buckets, hrefs, ...rest }: SeverityBarsProps) {
  const used = severityKeys.filter((key) => buckets.some(({ bySeverity }) => (bySeverity[key] ?? 0) > 0));
  const series = used.map((key) => ({
    key,
    label: severityName(key),
    colour: severityFill(key),
    href: hrefs?.[key],
  }));
  const bars = buckets.map(({ bySeverity, hrefs: own, ...one }) => ({
    ...one,
    values: Object.fromEntries(used.map((key) => [key, bySeverity[key] ?? 0])),
    hrefs: own,
  }));
  return <BucketBars {...rest} buckets={bars} series={series} alwaysNamed />;
}
