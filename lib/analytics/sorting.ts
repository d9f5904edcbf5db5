import { z } from "zod";
import { cursorOf, readCursor } from "#lib/page.ts";
import type { Codes } from "./facts/columns.ts";
import type { Selection } from "./facts/rows.ts";

/** A page of rows in an order of its reader's choice; what is not recorded comes last, whichever way it goes. */

/** `lostOrders` ascending, `-lostOrders` descending. */
export function sortingBy<S extends string>(sorts: readonly S[]) {
  return z.enum(
    [...sorts, ...sorts.map((sort) => `-${sort}` as const)],
    `is not an order; use ${sorts.join(", ")}, with - before it for descending`,
  );
}

interface Page {
  /** Numbers of the records to show. */
  numbers: number[];
  next: string | null;
  total: number;
}

export function pageOfRows<S extends string>(of: {
  rows: Selection;
  number: Codes;
  sort: S | `-${S}`;
  measure: (sort: S) => (row: number) => number;
  limit: number;
  cursor: string | undefined;
}): Page {
  const { rows, limit, cursor } = of;
  const keys = sortKeys(of);
  const after = cursor === undefined ? null : placeOf(cursor);
  const page = firstRows({ rows, keys, after, count: limit + 1 });
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  const isMore = page.length > limit && last !== undefined;
  return {
    numbers: shown.map((row) => of.number.values[row]!),
    next: isMore ? cursorOf([finite(keys.key(last)), keys.tie(last)]) : null,
    total: rows.length,
  };
}

/** Ascending by `key`, equal ones by `tie`; descending orders are turned round in the keys. */
interface SortKeys {
  key: (row: number) => number;
  tie: (row: number) => number;
}

function sortKeys<S extends string>(of: {
  sort: S | `-${S}`;
  measure: (sort: S) => (row: number) => number;
  number: Codes;
}): SortKeys {
  const descending = of.sort.startsWith("-");
  const value = of.measure((descending ? of.sort.slice(1) : of.sort) as S);
  const sign = descending ? -1 : 1;
  const number = of.number.values;
  return {
    key(row) {
      const own = value(row);
      return Number.isNaN(own) ? Number.POSITIVE_INFINITY : sign * own;
    },
    tie: (row) => sign * number[row]!,
  };
}

/** JSON has no infinity: a value that was not recorded is null in the cursor. */
function finite(key: number): number | null {
  return Number.isFinite(key) ? key : null;
}

function placeOf(cursor: string): { key: number; tie: number } {
  const [key, tie] = readCursor(cursor);
  return { key: key === null ? Number.POSITIVE_INFINITY : Number(key), tie: Number(tie) };
}

/** The first rows in order, after a place: one pass that keeps the best in a heap, since a page is small. */
function firstRows(of: {
  rows: Selection;
  keys: SortKeys;
  after: { key: number; tie: number } | null;
  count: number;
}): number[] {
  const { rows, keys, after, count } = of;
  const before = (aKey: number, aTie: number, bKey: number, bTie: number) =>
    aKey < bKey || (aKey === bKey && aTie < bTie);
  const heapKey = new Float64Array(count);
  const heapTie = new Float64Array(count);
  const heapRow = new Int32Array(count);
  let size = 0;
  const swap = (i: number, j: number) => {
    [heapKey[i], heapKey[j]] = [heapKey[j]!, heapKey[i]!];
    [heapTie[i], heapTie[j]] = [heapTie[j]!, heapTie[i]!];
    [heapRow[i], heapRow[j]] = [heapRow[j]!, heapRow[i]!];
  };
  const worse = (i: number, j: number) => before(heapKey[j]!, heapTie[j]!, heapKey[i]!, heapTie[i]!);
  const sink = () => {
    for (let i = 0; ; ) {
      let largest = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < size && worse(child, largest)) largest = child;
      if (largest === i) return;
      swap(i, largest);
      i = largest;
    }
  };
  // Rows come roughly in time: from the end where the best stand, few later ones displace what is kept.
  const [head, tail] = [rows[0]!, rows[rows.length - 1]!];
  const backwards = rows.length > 1 && before(keys.key(tail), keys.tie(tail), keys.key(head), keys.tie(head));
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[backwards ? rows.length - 1 - i : i]!;
    const [key, tie] = [keys.key(row), keys.tie(row)];
    if (after !== null && !before(after.key, after.tie, key, tie)) continue;
    if (size === count && !before(key, tie, heapKey[0]!, heapTie[0]!)) continue;
    const at = size === count ? 0 : size;
    heapKey[at] = key;
    heapTie[at] = tie;
    heapRow[at] = row;
    if (size === count) {
      sink();
      continue;
    }
    size += 1;
    for (let i = at; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!worse(i, parent)) break;
      swap(i, parent);
      i = parent;
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) =>
    before(heapKey[a]!, heapTie[a]!, heapKey[b]!, heapTie[b]!) ? -1 : 1,
  );
  return order.map((i) => heapRow[i]!);
}
