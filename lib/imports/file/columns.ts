import { readLongerDate } from "#lib/csv/date-alone.ts";
import { readLocalTime } from "#lib/csv/dates.ts";
import { isDayNumber } from "#lib/csv/day-numbers.ts";
import { isFiller, saysNothing } from "#lib/csv/fillers.ts";
import { parseIso } from "#lib/csv/iso.ts";
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
  numbers: number;
  averageLength: number;
  /** Different values among the first rows, with how often each occurs. */
  values: Map<string, number>;
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

function columnFacts(name: Name, cells: readonly string[]): ColumnFacts {
  const filled = cells.filter((cell) => !saysNothing(cell));
  // Of dates and numbers, words such as “ongoing” say nothing either.
  const telling = filled.filter((cell) => !isFiller(cell));
  const values = new Map<string, number>();
  for (const cell of filled) values.set(cell.trim(), (values.get(cell.trim()) ?? 0) + 1);
  const share = (is: (cell: string) => boolean) =>
    telling.length === 0 ? 0 : telling.filter(is).length / telling.length;
  const instants = share(isInstant);
  return {
    ...name,
    filled: filled.length,
    samples: [...(filled.length > 0 ? values.keys() : new Set(cells.filter((cell) => !isMissing(cell))))]
      .slice(0, 3)
      .map((value) => value.slice(0, 200)),
    // A year alone is a date among dates, and a number among numbers.
    instants: instants > 0 ? instants + share(isYear) : 0,
    dayNumbers: share((cell) => isDayNumber(cell.trim())),
    numbers: share((cell) => readNumber(cell, "point").kind === "value"),
    averageLength: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
    values,
  };
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
