import { readLongerDate } from "./date-alone.ts";
import { ordersOf, readLocalTime } from "./dates.ts";
import { readDayNumber } from "./day-numbers.ts";
import type { DateOrder } from "./instants.ts";
import { parseIso } from "./iso.ts";
import { type DecimalMark, markEvidence } from "./numbers.ts";
import { isMissing } from "./words.ts";
import { fixedOffset, isZone } from "./zones.ts";

/** What a whole column says of how it is to be read, so that only what it leaves open has to be asked. */

type OrderEvidence =
  | { state: "none" }
  | { state: "settled"; order: DateOrder; value: string; line: number }
  | { state: "open"; orders: DateOrder[]; examples: string[] }
  | { state: "contradictory"; examples: string[] };

export type InstantEvidence = {
  filled: number;
  readable: number;
  unreadable: number;
  unreadableExamples: string[];
  order: OrderEvidence;
  withZone: number;
  withoutZone: number;
  dateOnly: number;
  /** Of those without a zone, the ones with a time of day. */
  timesWithoutZone: number;
  /** Months, quarters and years alone. */
  monthOrYear: number;
  monthOrYearExamples: string[];
  /** Days as spreadsheets count them. */
  dayNumbers: number;
  dayNumberExamples: string[];
  /** Zone words that are no offset, with how often each occurs. */
  zoneWords: Map<string, number>;
};

export type InstantCollector = { add: (cell: string, line: number) => void; result: () => InstantEvidence };

type Seen = { value: string; line: number };

/** `onUnreadable` is told of each cell that is no date in any form, or a month or a year alone. */
export function collectInstants(onUnreadable: (cell: string) => void = () => {}): InstantCollector {
  const found: Omit<InstantEvidence, "order"> = {
    filled: 0,
    readable: 0,
    unreadable: 0,
    unreadableExamples: [],
    withZone: 0,
    withoutZone: 0,
    dateOnly: 0,
    timesWithoutZone: 0,
    monthOrYear: 0,
    monthOrYearExamples: [],
    dayNumbers: 0,
    dayNumberExamples: [],
    zoneWords: new Map(),
  };
  const orders = collectOrders();

  function add(cell: string, line: number): void {
    const iso = parseIso(cell);
    if (iso) note(iso.offset !== null, iso.hasTime, null);
    else if (!isMissing(cell)) addUnusual(cell, line);
  }

  function addUnusual(cell: string, line: number): void {
    const options = ordersOf(cell);
    if (options) orders.add(options, { value: cell, line });
    // Any order will do here: which one is right is the collector's finding, not its assumption.
    const reading = readLocalTime(cell, options?.[0] ?? null);
    if (reading.kind === "epoch") note(true, true, null);
    else if (reading.kind === "time")
      note(reading.time.offset !== null, reading.time.hasTime, reading.zoneWord);
    else if (reading.kind === "day-number") noteDayNumber(cell, reading.text);
    else {
      onUnreadable(cell);
      if (readLongerDate(cell)) noteMonthOrYear(cell);
      else noteUnreadable(cell);
    }
  }

  function noteMonthOrYear(cell: string): void {
    found.filled++;
    found.readable++;
    found.monthOrYear++;
    if (found.monthOrYearExamples.length < 3) found.monthOrYearExamples.push(cell.trim());
  }

  function noteDayNumber(cell: string, text: string): void {
    found.dayNumbers++;
    const time = readDayNumber(text, "excel");
    if (time === null) {
      onUnreadable(cell);
      noteUnreadable(cell);
    } else note(false, time.hasTime, null);
    if (found.dayNumberExamples.length < 3) found.dayNumberExamples.push(text);
  }

  function noteUnreadable(cell: string): void {
    found.filled++;
    found.unreadable++;
    if (found.unreadableExamples.length < 3) found.unreadableExamples.push(cell);
  }

  function note(hasOffset: boolean, hasTime: boolean, word: string | null): void {
    found.filled++;
    found.readable++;
    const isKnown =
      hasOffset || (word !== null && (fixedOffset(word) !== null || (word.includes("/") && isZone(word))));
    if (isKnown) found.withZone++;
    else if (word !== null) found.zoneWords.set(word, (found.zoneWords.get(word) ?? 0) + 1);
    else {
      found.withoutZone++;
      if (hasTime) found.timesWithoutZone++;
    }
    if (!hasTime && !hasOffset) found.dateOnly++;
  }

  return { add, result: () => ({ ...found, order: orders.result() }) };
}

function collectOrders() {
  let allowed: DateOrder[] | null = null;
  let decisive: Seen | null = null;
  let contradiction: Seen | null = null;
  const examples: string[] = [];

  function add(options: DateOrder[], seen: Seen): void {
    if (options.length === 0) return;
    if (examples.length < 3) examples.push(seen.value);
    const next = (allowed ?? options).filter((order) => options.includes(order));
    if (next.length === 0) contradiction ??= seen;
    else {
      if (next.length === 1 && (allowed === null || allowed.length > 1)) decisive = seen;
      allowed = next;
    }
  }

  function result(): OrderEvidence {
    if (allowed === null) return { state: "none" };
    if (contradiction !== null && decisive !== null) {
      return { state: "contradictory", examples: [decisive.value, contradiction.value] };
    }
    const [only] = allowed;
    if (allowed.length === 1 && only && decisive) return { state: "settled", order: only, ...decisive };
    return { state: "open", orders: allowed, examples };
  }

  return { add, result };
}

export type MarkEvidence =
  | { state: "none" }
  | { state: "settled"; mark: DecimalMark; value: string; line: number }
  | { state: "open"; examples: string[] }
  | { state: "contradictory"; examples: string[] };

/** Which decimal mark a column of numbers uses. */
export function collectMarks() {
  const first: Partial<Record<DecimalMark, Seen>> = {};
  const open: string[] = [];

  function add(cell: string, line: number): void {
    if (!/[.,]/.test(cell)) return;
    const evidence = markEvidence(cell);
    if (evidence === "open" && open.length < 3) open.push(cell);
    if (evidence === "point" || evidence === "comma") first[evidence] ??= { value: cell, line };
  }

  function result(): MarkEvidence {
    const { point, comma } = first;
    if (point && comma) return { state: "contradictory", examples: [point.value, comma.value] };
    if (point) return { state: "settled", mark: "point", ...point };
    if (comma) return { state: "settled", mark: "comma", ...comma };
    return open.length > 0 ? { state: "open", examples: open } : { state: "none" };
  }

  return { add, result };
}
