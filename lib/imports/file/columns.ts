import { hash } from "node:crypto";
import { readLongerDate } from "#lib/csv/date-alone.ts";
import { ordersOf, readLocalTime } from "#lib/csv/dates.ts";
import { isDayNumber } from "#lib/csv/day-numbers.ts";
import { isFiller, saysNothing } from "#lib/csv/fillers.ts";
import { type LocalTime, parseIso } from "#lib/csv/iso.ts";
import { isClock } from "#lib/csv/lone-clocks.ts";
import { readNumber } from "#lib/csv/numbers.ts";
import type { CsvRow } from "#lib/csv/rows.ts";
import { isMissing } from "#lib/csv/words.ts";
import { leafPaths, openJson } from "./cells.ts";

/** What the first rows say of each column: enough to guess a mapping, not to settle anything. */
export type ColumnFacts = {
  column: string;
  /** Set for a field inside a column of JSON objects. */
  path: string | null;
  name: string;
  filled: number;
  samples: string[];
  /** Shares of the cells that are filled with more than a word for nothing, 0 to 1. */
  instants: number;
  /** Days as spreadsheets count them: dates only where the header says so. */
  dayNumbers: number;
  /** Of all filled: instants with a time of day, those with a zone or an offset, and times of day alone. */
  timed: number;
  zoned: number;
  clocks: number;
  numbers: number;
  averageLength: number;
  /** Different values among the first rows, with how often each occurs. */
  values: Map<string, number>;
  /** The same for columns whose cells are the same. */
  print: string;
};

export const sampleRows = 1_000;

export function factsOf(columns: readonly string[], rows: readonly CsvRow[]): ColumnFacts[] {
  return columns.flatMap((column, index) => {
    const cells = rows.map((row) => row.cells[index] ?? "");
    const whole = columnFacts({ column, path: null, name: column }, cells);
    return [whole, ...pathFacts(column, cells)];
  });
}

type Name = Pick<ColumnFacts, "column" | "path" | "name">;

export function columnFacts(name: Name, cells: readonly string[]): ColumnFacts {
  const values = new Map<string, number>();
  // Of dates and numbers, words such as “ongoing” say nothing either.
  const telling = new Map<string, number>();
  let [filled, letters] = [0, 0];
  for (const cell of cells) {
    if (saysNothing(cell)) continue;
    filled += 1;
    letters += cell.length;
    const value = cell.trim();
    values.set(value, (values.get(value) ?? 0) + 1);
  }
  for (const [value, times] of values) if (!isFiller(value)) telling.set(value, times);
  const share = (is: (cell: string) => boolean) => shareOf(telling, is);
  const instants = share(isInstant);
  return {
    ...name,
    filled,
    samples: [...(filled > 0 ? values.keys() : new Set(cells.filter((cell) => !isMissing(cell))))]
      .slice(0, 3)
      .map((value) => value.slice(0, 200)),
    // A year alone is a date among dates, and a number among numbers.
    instants: instants > 0 ? instants + share(isYear) : 0,
    dayNumbers: share(isDayNumber),
    timed: instants > 0 ? share((cell) => timeIn(cell)?.hasTime === true) : 0,
    zoned: instants > 0 ? share(isZoned) : 0,
    clocks: share(isClock),
    numbers: share((cell) => readNumber(cell, "point").kind === "value"),
    averageLength: letters / Math.max(1, filled),
    values,
    print: hash("sha256", cells.join("\0"), "base64"),
  };
}

/** Of the cells that say something, the share of which it is true. */
export function shareOf(values: ReadonlyMap<string, number>, is: (value: string) => boolean): number {
  let [count, all] = [0, 0];
  for (const [value, times] of values) {
    all += times;
    if (is(value)) count += times;
  }
  return count / Math.max(1, all);
}

function timeIn(cell: string): (LocalTime & { zoneWord: string | null }) | null {
  const iso = parseIso(cell);
  if (iso) return { ...iso, zoneWord: null };
  const reading = readLocalTime(cell, ordersOf(cell)?.[0] ?? null);
  if (reading.kind === "epoch") return { local: reading.at, offset: 0, hasTime: true, zoneWord: null };
  return reading.kind === "time" ? { ...reading.time, zoneWord: reading.zoneWord } : null;
}

function isZoned(cell: string): boolean {
  const time = timeIn(cell);
  return time !== null && (time.offset !== null || time.zoneWord !== null);
}

/** Plain numbers are no dates here, though some could be counts since 1970. */
function isInstant(cell: string): boolean {
  if (parseIso(cell)) return true;
  if (/^-?\d+(\.\d+)?$/.test(cell) && !/^(19|20)\d{6}$/.test(cell) && !/^1\d{9}(\d{3})?$/.test(cell))
    return false;
  if (readLocalTime(cell, null).kind !== "unreadable") return true;
  const longer = readLongerDate(cell)?.precision;
  return longer === "month" || longer === "quarter";
}

const isYear = (cell: string) => /^\s*(19|20)\d\d\s*$/.test(cell);

function pathFacts(column: string, cells: readonly string[]): ColumnFacts[] {
  const filled = cells.filter((cell) => !isMissing(cell)).slice(0, 200);
  const opened = filled.map(openJson).filter((value) => value !== null && !Array.isArray(value));
  if (filled.length === 0 || opened.length < filled.length * 0.8) return [];
  const byPath = new Map<string, string[]>();
  for (const value of opened) {
    for (const { path, text } of leafPaths(value)) {
      const texts = byPath.get(path) ?? [];
      texts.push(text);
      byPath.set(path, texts);
    }
  }
  return [...byPath]
    .slice(0, 200)
    .map(([path, texts]) => columnFacts({ column, path, name: `${column}.${path}` }, texts));
}
