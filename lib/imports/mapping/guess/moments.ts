import { isClockOrDigits, isZone } from "#lib/csv/lone-clocks.ts";
import { type ColumnFacts, shareOf } from "../../file/columns.ts";
import type { Target } from "../../targets/target.ts";
import type { FieldSource } from "../schema.ts";
import {
  type Language,
  languagesFor,
  saysOneOf,
  stripped,
  tokensOf,
  withoutSubject,
} from "./header-words.ts";

/** Days, times of day and zones that stand in columns of their own, and belong together by name and content. */

export type Moments = {
  /** The column of days that a column of times of day goes with; null for none, and for other columns. */
  dayOf: (column: ColumnFacts) => ColumnFacts | null;
  /** All columns of a moment of which one is named, the day first, since no other order can be read. */
  together: (column: ColumnFacts, isFree: (one: ColumnFacts) => boolean) => ColumnFacts[];
  /** The columns of clocks and zones that go with a date of which no column is the whole. */
  beside: (about: string, isFree: (one: ColumnFacts) => boolean) => ColumnFacts[];
};

/** A column and what its name comes to in each language, without words for days, times and zones. */
type Named = { column: ColumnFacts; stems: ReadonlySet<string> };

export function momentsOf(target: Target, columns: readonly ColumnFacts[]): Moments {
  const languages = languagesFor(target);
  const named = columns
    .filter(({ path, filled }) => path === null && filled > 0)
    .map((column) => ({ column, stems: stemsOf(column.name, languages) }));
  const days = named.filter(({ column }) => isDays(column));
  const clocks = named.filter(({ column }) => isClocks(column, languages));
  const zones = named.filter(({ column }) => isZones(column, languages));
  const find = (column: ColumnFacts) => named.find((one) => one.column === column);

  function dayFor(clock: Named): Named | undefined {
    return (
      days.find((day) => belong(day, clock)) ??
      days.find(({ stems }) => isGeneral(stems)) ??
      (days.length === 1 ? days[0] : undefined)
    );
  }

  function clockFor(day: Named, isFree: (one: ColumnFacts) => boolean): Named | undefined {
    const free = clocks.filter(({ column }) => isFree(column));
    const same = free.find((clock) => belong(day, clock));
    return same ?? (days.length === 1 && clocks.length === 1 ? free[0] : undefined);
  }

  function zoneFor(parts: readonly Named[], isFree: (one: ColumnFacts) => boolean): Named | undefined {
    if (parts.some(({ column }) => column.zoned > 0.2)) return undefined;
    if (!parts.some(({ column }) => column.timed >= 0.5 || clocks.some((one) => one.column === column)))
      return undefined;
    const free = zones.filter(({ column }) => isFree(column));
    return (
      free.find((zone) => parts.some((part) => belong(part, zone))) ??
      free.find(({ stems }) => isGeneral(stems))
    );
  }

  return {
    dayOf(column) {
      const clock = clocks.find((one) => one.column === column);
      return clock === undefined ? null : (dayFor(clock)?.column ?? null);
    },
    beside(about, isFree) {
      const speaks = ({ column, stems }: Named) =>
        isFree(column) && [...stems].some((stem) => stem.endsWith(`:${about}`));
      return [clocks.find(speaks), zones.find(speaks)].flatMap((one) => (one ? [one.column] : []));
    },
    together(column, isFree) {
      const own = find(column);
      if (own === undefined) return [column];
      const isClock = clocks.includes(own);
      const day = isClock ? dayFor(own) : own;
      if (day === undefined) return [column];
      const clock = isClock ? own : days.includes(own) ? clockFor(own, isFree) : undefined;
      const parts = clock === undefined ? [day] : [day, clock];
      const zone = zoneFor(parts, isFree);
      return [...parts, ...(zone === undefined ? [] : [zone])].map((one) => one.column);
    },
  };
}

export function joined(columns: readonly ColumnFacts[]): Extract<FieldSource, { from: "join" }> {
  return { from: "join", columns: columns.map(({ column }) => column), separator: " " };
}

const isDays = ({ instants, timed }: ColumnFacts) => instants >= 0.5 && timed < 0.2;

function isClocks(column: ColumnFacts, languages: readonly Language[]): boolean {
  if (column.instants >= 0.5) return false;
  if (column.clocks >= 0.8) return true;
  const says = languages.some(({ words }) => saysOneOf(tokensOf(column.name), words.clock));
  return says && shareOf(column.values, isClockOrDigits) >= 0.8;
}

function isZones(column: ColumnFacts, languages: readonly Language[]): boolean {
  const says = languages.some(({ words }) => saysOneOf(tokensOf(column.name), words.zone));
  return says && shareOf(column.values, isZone) >= 0.8;
}

/** One stem for each language, marked by it: what says nothing in one language may be a name in another. */
function stemsOf(header: string, languages: readonly Language[]): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const language of languages) {
    const tokens = tokensOf(header);
    const forms = [tokens, withoutSubject(tokens, language) ?? tokens];
    for (const form of forms)
      stems.add(`${language.name}:${stripped(form, language.allTimes, language.small)}`);
  }
  return stems;
}

const belong = (a: Named, b: Named) => a !== b && [...a.stems].some((stem) => b.stems.has(stem));

/** “Date” and “Uhrzeit” speak of the row as a whole. */
const isGeneral = (stems: ReadonlySet<string>) => [...stems].some((stem) => stem.endsWith(":"));
