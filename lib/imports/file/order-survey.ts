import { isMissing } from "#lib/csv/words.ts";
import { oneName } from "#lib/names.ts";
import type { Answers, Mapping } from "../mapping/schema.ts";
import { type CellSource, cellSource } from "./cells.ts";
import type { ColumnFacts } from "./columns.ts";
import type { Table } from "./open-table.ts";
import { collectOrder, type MarkReader, type OrderEvidence, orderOf } from "./order-marks.ts";
import type { Survey } from "./survey.ts";

/** Of a file whose keys repeat, another pass: which of its columns put the states of a record in order. */

export type OrderColumn = {
  column: string;
  /** Each filled cell was understood as a moment, or each as a number. */
  understood: boolean;
  /** From one row of a key to its next, in the order of the file: how often it grows, falls, and says nothing. */
  up: number;
  down: number;
  unsaid: number;
};

type Surveying = { columns: readonly string[]; mapping: Mapping; facts: readonly ColumnFacts[] };
type Candidate = {
  column: string;
  index: number;
  collector: ReturnType<typeof collectOrder>;
  cells: Map<string, string[]>;
};

const mostStates = 50;

export async function surveyOrder(
  batches: Table["batches"],
  survey: Survey,
  { columns, mapping, facts }: Surveying,
): Promise<OrderColumn[]> {
  const key = keyReader(mapping, columns);
  const sampled = new Set(survey.repeatedKeys.sample);
  const candidates = columns.flatMap((column, index): Candidate[] =>
    mayOrder(facts.find((one) => one.column === column && one.path === null))
      ? [{ column, index, collector: collectOrder(), cells: new Map() }]
      : [],
  );
  for await (const { rows } of batches) {
    for (const { cells, line } of rows) {
      const state = key(cells);
      const isSampled = sampled.has(state);
      for (const { index, collector, cells: kept } of candidates) {
        const cell = cells[index] ?? "";
        collector.add(cell, line);
        if (isSampled) keep(kept, state, cell);
      }
    }
  }
  return candidates.map((one) => found(one, survey, mapping));
}

/** What the first rows say of a column that could: text does not. */
function mayOrder(facts: ColumnFacts | undefined): boolean {
  return facts !== undefined && (facts.filled === 0 || facts.instants + facts.numbers >= 0.5);
}

/** How the survey tells keys apart: the id with its source. */
export function keyReader(mapping: Mapping, columns: readonly string[]): CellSource {
  const { externalId, source } = mapping.fields;
  const id = externalId === undefined ? () => "" : cellSource(externalId, columns);
  const from = source === undefined ? () => "" : cellSource(source, columns);
  return (cells) => `${oneName(id(cells))}\u001f${from(cells)}`;
}

function keep(kept: Map<string, string[]>, state: string, cell: string): void {
  const before = kept.get(state);
  const copy = Buffer.from(cell.slice(0, 100)).toString();
  if (before === undefined) kept.set(state, [copy]);
  else if (before.length < mostStates) before.push(copy);
}

function found({ column, collector, cells }: Candidate, survey: Survey, mapping: Mapping): OrderColumn {
  const evidence = collector.result();
  const steps = readings(evidence, { column, survey, mapping }).map((read) => stepsOf(cells, read));
  // While the order of day and month is open, the one that makes it grow speaks for the column.
  steps.sort((a, b) => a.down - b.down || b.up - a.up);
  const [best] = steps;
  return best === undefined
    ? { column, understood: false, up: 0, down: 0, unsaid: 0 }
    : { column, understood: true, ...best };
}

/** Each way to read a column that the file leaves open; none where not all of its cells can be read. */
function readings(
  evidence: OrderEvidence,
  { column, survey, mapping }: { column: string; survey: Survey; mapping: Mapping },
): MarkReader[] {
  const field = fieldOfColumn(mapping, column);
  return possibleAnswers(evidence, survey).flatMap((answers) => {
    const order = orderOf(evidence, { column, answers, field });
    return order.ok && evidence.filled > 0 && order.understood === evidence.filled ? [order.read] : [];
  });
}

/** What may yet be answered of dates: only what is asked, or follows, of the mapped ones. */
function possibleAnswers({ moments }: OrderEvidence, { instants }: Survey): Answers[] {
  const zoneWords = Object.fromEntries([...moments.zoneWords.keys()].map((word) => [word, "UTC"]));
  const asked = new Set(Object.values(instants).flatMap(({ zoneWords: words }) => [...words.keys()]));
  if ([...moments.zoneWords.keys()].some((word) => !asked.has(word))) return [];
  const others = Object.values(instants).map(({ order }) => order);
  const orders = others.flatMap((order) =>
    order.state === "settled" ? [order.order] : order.state === "open" ? order.orders : [],
  );
  const base = { zone: "UTC", zoneWords };
  return orders.length === 0 ? [base] : [...new Set(orders)].map((order) => ({ ...base, order }));
}

export function fieldOfColumn({ fields }: Mapping, column: string): string | null {
  const fed = Object.entries(fields).find(([, one]) => one.from === "column" && one.column === column);
  return fed?.[0] ?? null;
}

function stepsOf(kept: ReadonlyMap<string, readonly string[]>, read: MarkReader) {
  const steps = { up: 0, down: 0, unsaid: 0 };
  for (const cells of kept.values()) {
    const marks = cells.map((cell) => (isMissing(cell) ? null : (read(cell) ?? null)));
    for (const [i, mark] of marks.entries()) {
      if (mark === null) steps.unsaid++;
      const before = i === 0 ? null : marks[i - 1]!;
      if (mark === null || before === null) continue;
      if (mark > before) steps.up++;
      if (mark < before) steps.down++;
    }
  }
  return steps;
}
