import { z } from "zod";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { Incident } from "#lib/incidents/schema.ts";
import { cursorOf, PageInput, readCursor } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import type { IncidentFacts } from "./facts/incidents.ts";
import { filterFields, type Selection } from "./filter.ts";
import { viewOf } from "./question.ts";
import { PeriodShape } from "./shapes.ts";

/**
 * Which incidents are these? The list behind every figure: it takes the same rows from the same facts, so it holds
 * exactly as many as were counted. Only the page that is shown is read from the database.
 */

const sorts = [
  "startedAt",
  "number",
  "severity",
  "status",
  "lostOrders",
  "errors",
  "detectMinutes",
  "mitigateMinutes",
  "resolveMinutes",
  "systems",
] as const;
export type Sort = (typeof sorts)[number];

const Sorting = z
  .enum(
    [...sorts, ...sorts.map((sort) => `-${sort}` as const)],
    `is not an order; use ${sorts.join(", ")}, with - before it for descending`,
  )
  .default("-startedAt");

export type IncidentList = z.infer<typeof listIncidents.definition.answer>;

export const listIncidents = query({
  name: "incidents.list",
  summary: "Incidents that a filter means, sorted; unrecorded values come last",
  requires: "read",
  input: z.strictObject({ ...filterFields, ...PageInput.shape, sort: Sorting }),
  answer: z.object({
    items: z.array(Incident),
    next: z.string().nullable(),
    total: z.int(),
    period: PeriodShape,
  }),
  async run(context, { limit, cursor, sort, ...filter }) {
    const facts = await context.facts();
    const { rows, period } = await viewOf(context, facts, filter);
    const keys = sortKeys(facts.incidents, sort);
    const after = cursor === undefined ? null : placeOf(cursor);
    const page = firstRows({ rows, keys, after, count: limit + 1 });
    const shown = page.slice(0, limit);
    const numbers = shown.map((row) => facts.incidents.number.values[row]!);
    const last = shown.at(-1);
    return {
      items: await context.ask(incidentsByNumber, { numbers }),
      next:
        page.length > limit && last !== undefined ? cursorOf([finite(keys.key(last)), keys.tie(last)]) : null,
      total: rows.length,
      period,
    };
  },
});

/** Ascending by `key`, equal ones by `tie`; descending orders are turned round in the keys. */
export interface SortKeys {
  key: (row: number) => number;
  tie: (row: number) => number;
}

function sortKeys(facts: IncidentFacts, sort: z.infer<typeof Sorting>): SortKeys {
  const descending = sort.startsWith("-");
  const value = measureOf(facts, (descending ? sort.slice(1) : sort) as Sort);
  const sign = descending ? -1 : 1;
  const number = facts.number.values;
  return {
    key(row) {
      const own = value(row);
      return Number.isNaN(own) ? Number.POSITIVE_INFINITY : sign * own;
    },
    tie: (row) => sign * number[row]!,
  };
}

function measureOf(facts: IncidentFacts, sort: Sort): (row: number) => number {
  const minutes = (end: Float64Array) => (row: number) => {
    const taken = end[row]! - facts.startedAt.values[row]!;
    return taken >= 0 ? taken : Number.NaN;
  };
  switch (sort) {
    case "startedAt":
      return (row) => facts.startedAt.values[row]!;
    case "number":
      return (row) => facts.number.values[row]!;
    case "severity":
      return (row) => facts.severity.values[row] || Number.NaN;
    case "status":
      return (row) => facts.status.values[row]!;
    case "lostOrders":
      return (row) => facts.lostOrders.values[row]!;
    case "errors":
      return (row) => facts.errors.values[row]!;
    case "detectMinutes":
      return minutes(facts.detectedAt.values);
    case "mitigateMinutes":
      return minutes(facts.mitigatedAt.values);
    case "resolveMinutes":
      return minutes(facts.resolvedAt.values);
    case "systems":
      return (row) => facts.systems.count[row]!;
  }
}

/** JSON has no infinity: a value that was not recorded is null in the cursor. */
export function finite(key: number): number | null {
  return Number.isFinite(key) ? key : null;
}

export function placeOf(cursor: string): { key: number; tie: number } {
  const [key, tie] = readCursor(cursor);
  return { key: key === null ? Number.POSITIVE_INFINITY : Number(key), tie: Number(tie) };
}

/** The first rows in order, after a place: one pass that keeps the best in a heap, since a page is small. */
export function firstRows(of: {
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
