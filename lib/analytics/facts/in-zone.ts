import { changeFields } from "#db/fields/changes.ts";
import { type Fields, momentsOf } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { precisions } from "#db/values.ts";
import { type Bounds, momentIn, plausibleSpan, toleranceMs } from "#lib/moments.ts";
import { withAbsence } from "./absence.ts";
import { type Bytes, Floats } from "./columns.ts";
import { instantsOf, type Moments } from "./fields.ts";
import { keptWhile } from "./kept.ts";
import type { Facts } from "./store.ts";

/**
 * Facts as a reader sees them. A date without a time begins when that day begins in the reader's zone; a moment that
 * cannot have happened is none, and a record that is dated so is in no figure. A missing mark counts as none where the
 * policy of a repository says so. Everything else is shared.
 */

export interface Reader extends Bounds {
  zone: string;
  /** The organisation's zone, for figures in which a missing mark may count as none; left out: it never does. */
  home?: string;
}

/** Numbers of the records whose own date cannot be, and which every figure leaves out. */
export interface LeftOut {
  incidents: readonly number[];
  changes: readonly number[];
}

export const nobodyLeftOut: LeftOut = { incidents: [], changes: [] };

const readings = keptWhile(() => new Map<string, Facts>());

export function factsIn(facts: Facts, reader: Reader): Facts {
  if (facts.leftOut !== nobodyLeftOut) return facts;
  const { incidents, changes } = facts;
  const counts = reader.home !== undefined && facts.markPolicies.counts;
  if (!counts && !isBent(incidents, reader) && !isBent(changes, reader)) return facts;
  const known = readings(facts);
  const { to } = plausibleSpan(reader);
  // What lies in the future today may not tomorrow.
  const key = `${reader.zone} ${counts ? reader.home : ""} ${reader.earliestDay} ${Math.floor(to / 3_600_000)}`;
  const reading = known.get(key) ?? readingOf(facts, reader);
  known.set(key, reading);
  return reading;
}

function isBent({ coarse, earliest, latest }: Moments, reader: Reader): boolean {
  const { from, to } = plausibleSpan(reader);
  return coarse || earliest < from - toleranceMs || latest >= to;
}

function readingOf(facts: Facts, reader: Reader): Facts {
  const incidents = asRead(facts.incidents, { fields: incidentFields, own: "startedAt", reader });
  const changes = asRead(facts.changes, { fields: changeFields, own: "deployedAt", reader });
  const { home, zone } = reader;
  if (home !== undefined && facts.markPolicies.counts) {
    const value = withAbsence(changes.rows, facts.markPolicies, { home, reader: zone });
    Object.defineProperty(changes.rows, "aiAssistance", { value });
  }
  return Object.create(facts, {
    incidents: { value: incidents.rows },
    changes: { value: changes.rows },
    stored: { value: facts },
    leftOut: { value: { incidents: incidents.leftOut, changes: changes.leftOut } satisfies LeftOut },
  }) as Facts;
}

function asRead<R extends Facts["incidents"] | Facts["changes"]>(
  rows: R,
  { fields, own, reader }: { fields: Fields; own: string; reader: Reader },
): { rows: R; leftOut: number[] } {
  const columns = rows as unknown as Readonly<Record<string, Floats | Bytes>>;
  const precisionOf = new Map(momentsOf(fields));
  const read = Object.create(rows) as R & Record<string, Floats>;
  const { from, to } = plausibleSpan(reader);
  const dates = new Map<number, number>();
  const dateIn = (ms: number, precision: (typeof precisions)[number]) => {
    const begins = dates.get(ms) ?? momentIn(new Date(ms), precision, reader.zone).getTime();
    dates.set(ms, begins);
    return begins;
  };
  for (const name of instantsOf(fields)) {
    const { values } = columns[name] as Floats;
    const precision = precisionOf.get(name);
    const codes = precision === undefined ? null : (columns[precision] as Bytes).values;
    const seen = new Floats();
    seen.values = values.slice();
    for (let row = 0; row < rows.count; row += 1) {
      const ms = values[row]!;
      const known = precisions[(codes?.[row] ?? 1) - 1] ?? "minute";
      if (!(ms >= from - toleranceMs && ms < to)) seen.values[row] = Number.NaN;
      else if (known !== "minute") seen.values[row] = dateIn(ms, known);
    }
    Object.defineProperty(read, name, { value: seen });
  }
  const leftOut: number[] = [];
  const [before, after] = [(columns[own] as Floats).values, (read[own] as Floats).values];
  for (let row = 0; row < rows.count; row += 1)
    if (rows.live.values[row] === 1 && Number.isNaN(after[row]) && !Number.isNaN(before[row]))
      leftOut.push(rows.number.values[row]!);
  return { rows: read, leftOut: leftOut.sort((a, b) => a - b) };
}
