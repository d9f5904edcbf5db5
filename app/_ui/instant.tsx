import { formatInstant, formatZone, type InstantStyle, type Instant as Moment } from "#lib/format.ts";

type InstantProps = { at: Moment | null | undefined; zone: string; style?: InstantStyle };

/** A point in time in the zone of the reader, exact for machines, its zone named on hover. */
export function Instant({ at, zone, style }: InstantProps) {
  const text = formatInstant(at, zone, style);
  if (at === null || at === undefined || Number.isNaN(new Date(at).getTime())) {
    return <span style={{ color: "var(--ink-3)" }}>{text}</span>;
  }
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${formatInstant(at, zone, "second")} (${formatZone(zone, at)})`}
    >
      {text}
    </time>
  );
}
