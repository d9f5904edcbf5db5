import { readDateAlone } from "#lib/csv/date-alone.ts";
import { collectInstants, collectMarks, type InstantEvidence, type MarkEvidence } from "#lib/csv/evidence.ts";
import { type DateOrder, readInstant } from "#lib/csv/instants.ts";
import { readNumber } from "#lib/csv/numbers.ts";
import { isMissing } from "#lib/csv/words.ts";
import type { Answers } from "../mapping/schema.ts";
import { remembered } from "./remembered.ts";

/** What puts the states of one record in order: cells of a column, understood as moments or as numbers, never as text. */

export type OrderEvidence = {
  filled: number;
  moments: InstantEvidence;
  numbers: number;
  mark: MarkEvidence;
  /** How many digits stand after a mark; several numbers of them are versions: 1.9, 1.10. */
  fractions: ReadonlySet<number>;
};

export type OrderCollector = { add: (cell: string, line: number) => void; result: () => OrderEvidence };

export function collectOrder(): OrderCollector {
  const moments = collectInstants();
  const marks = collectMarks();
  const fractions = new Set<number>();
  let filled = 0;
  let numbers = 0;

  function add(cell: string, line: number): void {
    if (isMissing(cell)) return;
    filled++;
    if (!isPlainNumber(cell)) moments.add(cell, line);
    if (!isNumber(cell)) return;
    numbers++;
    marks.add(cell, line);
    const fraction = /^\s*-?\d{1,7}[.,](\d+)\s*$/.exec(cell)?.[1];
    if (fraction !== undefined) fractions.add(fraction.length);
  }

  const result = () => ({ filled, numbers, fractions, moments: moments.result(), mark: marks.result() });
  return { add, result };
}

/** A count, and no date that is written with digits alone. */
function isPlainNumber(cell: string): boolean {
  return /^\s*-?\d+([.,]\d+)?\s*$/.test(cell) && !/^\s*((19|20)\d{6}|1\d{9}(\d{3})?)\s*$/.test(cell);
}

function isNumber(cell: string): boolean {
  return readNumber(cell, "point").kind === "value" || readNumber(cell, "comma").kind === "value";
}

/** Null where nothing is recorded; undefined for what cannot be read. */
export type MarkReader = (cell: string) => number | null | undefined;

export type Order = { ok: true; read: MarkReader; understood: number } | { ok: false; problem: string };

type Knowing = {
  column: string;
  answers: Answers;
  /** The field that the column feeds, if it does. */
  field: string | null;
};

/** How the cells of a column are put in order, by what was answered of dates and numbers in the file. */
export function orderOf(evidence: OrderEvidence, known: Knowing): Order {
  const { moments, numbers } = evidence;
  // Moments written with digits alone are either.
  return moments.readable >= numbers && moments.readable > 0
    ? asMoments(evidence, known)
    : asNumbers(evidence, known);
}

function asMoments({ moments }: OrderEvidence, { column, answers, field }: Knowing): Order {
  const order = dateOrderOf(moments, { answers, field });
  const isOpen = moments.order.state === "open" || moments.order.state === "contradictory";
  if (isOpen && order === null)
    return {
      ok: false,
      problem: `It is not settled in which order day and month stand in ${column}: say it (order), or keep the last by another column or by place.`,
    };
  // Where no cell names a zone, all of them stand in one.
  const zone = answers.zone ?? (moments.withZone === 0 ? "UTC" : null);
  const words = Object.entries(answers.zoneWords ?? {}).map(([word, said]) => [word.toUpperCase(), said]);
  const rules = { order, zone, zoneWords: Object.fromEntries(words), dateOnly: "midnight" } as const;
  const read = (cell: string) => {
    const reading = readInstant(cell, rules);
    if (reading.kind === "missing") return null;
    if ("at" in reading) return reading.at;
    return readDateAlone(cell.trim(), order)?.at;
  };
  return { ok: true, read: remembered(read), understood: moments.readable };
}

function dateOrderOf(
  { order }: InstantEvidence,
  { answers, field }: Omit<Knowing, "column">,
): DateOrder | null {
  const said = (field === null ? undefined : answers.orders?.[field]) ?? answers.order;
  if (order.state === "settled") return order.order;
  if (said !== undefined || order.state !== "open") return said ?? null;
  const others = new Set(Object.values(answers.orders ?? {}));
  const [only] = others;
  return others.size === 1 && only !== undefined && order.orders.includes(only) ? only : null;
}

function asNumbers(evidence: OrderEvidence, { column, answers, field }: Knowing): Order {
  const { numbers, mark, fractions } = evidence;
  const said = (field === null ? undefined : answers.marks?.[field]) ?? answers.mark ?? null;
  const by = mark.state === "settled" ? mark.mark : said;
  if (fractions.size > 1 && mark.state !== "none")
    return {
      ok: false,
      problem: `${column} holds numbers with one digit and with several after the mark, as versions have (1.9, 1.10): they cannot be put in order as numbers. Keep the last by another column or by place.`,
    };
  if ((mark.state === "open" && by === null) || mark.state === "contradictory")
    return {
      ok: false,
      problem: `It is not settled which mark begins a fraction in ${column}: say it (mark), or keep the last by another column or by place.`,
    };
  const read = (cell: string) => {
    const reading = readNumber(cell, by);
    if (reading.kind === "missing") return null;
    return reading.kind === "value" ? reading.value : undefined;
  };
  return { ok: true, read: remembered(read), understood: numbers };
}
