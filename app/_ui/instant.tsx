import {
  formatInstant,
  formatMoment,
  formatZone,
  type InstantStyle,
  type Instant as Moment,
} from "#lib/format.ts";
import { type Precision, writtenMoment } from "#lib/moments.ts";

type InstantProps = {
  at: Moment | null | undefined;
  zone: string;
  style?: InstantStyle;
  /** What it is known to, where that may be a date alone: then no clock is shown, and no zone moves it. */
  precision?: Precision;
};

/** A point in time in the zone of the reader, exact for machines, its zone named on hover. */
export function Instant({ at, zone, style, precision = "minute" }: InstantProps) {
  const text = formatMoment(at, { zone, precision, style });
  if (at === null || at === undefined || Number.isNaN(new Date(at).getTime())) {
    return <span style={{ color: "var(--ink-3)" }}>{text}</span>;
  }
  return (
    <time
      // HTML knows no quarters.
      dateTime={writtenMoment(new Date(at), precision === "quarter" ? "year" : precision)}
      title={
        precision === "minute"
          ? `${formatInstant(at, zone, "second")} (${formatZone(zone, at)})`
          : `Known to the ${precision} alone`
      }
    >
      {text}
    </time>
  );
}
