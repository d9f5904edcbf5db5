import { precisions } from "#db/values.ts";
import { momentIn } from "#lib/moments.ts";
import { type Held, type Holding, placeAt } from "#lib/settings/held.ts";
import type { Facts } from "./facts/store.ts";

/**
 * When each incident began, for what held then, in milliseconds. A date without a time is that day of the
 * organisation's zone, whatever the zone of the reader, since from such days on settings hold.
 */
export function beganReader({ incidents, stored }: Facts, zone: string): (row: number) => number {
  const shown = incidents.startedAt.values;
  if (!incidents.coarse) return (row) => shown[row]!;
  const [kept, codes] = [stored.incidents.startedAt.values, incidents.startedPrecision.values];
  const days = new Map<number, number>();
  return (row) => {
    const known = precisions[(codes[row] || 1) - 1] ?? "minute";
    if (known === "minute") return shown[row]!;
    const ms = kept[row]!;
    const began = days.get(ms) ?? momentIn(new Date(ms), known, zone).getTime();
    days.set(ms, began);
    return began;
  };
}

/** Reads each incident by what held when it began. `make` makes the reader of what held; one alone is handed on as it is. */
export function byBeginning<T, R>(
  of: { facts: Facts; settings: Holding; held: Held<T> },
  make: (value: T) => (row: number) => R,
): (row: number) => R {
  const { begins, values } = of.held;
  const readers = values.map(make);
  if (readers.length === 1) return readers[0]!;
  const began = beganReader(of.facts, of.settings.zone);
  return (row) => readers[placeAt(begins, began(row))]!(row);
}
