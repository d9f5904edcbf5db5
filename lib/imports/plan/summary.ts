import { type Bounds, type Precision, precisionOf } from "#lib/moments.ts";
import { excerpt } from "../mapping/readers/text.ts";
import type { Plan, Reason } from "../schema.ts";
import { type Counted, countDoubts, doubtsInWords } from "./doubt-words.ts";
import type { PlannedBatch, PlannedRow } from "./plan.ts";

/** What a preview shows of a plan, gathered while its batches pass. */

type PlanSummary = {
  create: number;
  update: number;
  unchanged: number;
  refused: number;
  skipped: number;
  remarks: number;
  remarkSample: { line: number; reasons: Reason[] }[];
  doubts: Plan["doubts"];
  /** Earliest and latest start among the rows that would be stored. */
  firstStart: Date | null;
  lastStart: Date | null;
  firstStartPrecision: Precision;
  lastStartPrecision: Precision;
  /** Rows to be stored per month of their start, `2026-03`, in UTC. */
  months: Record<string, number>;
  newSystems: { slug: string; name: string }[];
  /** The first rows of each kind, as they would read. */
  sample: Extract<PlannedRow, { action: "create" | "update" }>[];
  refusedSample: { line: number; reasons: Reason[] }[];
  skippedReasons: Record<string, number>;
};

const sampleSize = 20;
const mostTold = 100;

export type Summary = { add: (batch: PlannedBatch) => void; result: () => PlanSummary };

export function summarise(bounds: Bounds): Summary {
  const doubts: Counted = new Map();
  const summary: PlanSummary = {
    create: 0,
    update: 0,
    unchanged: 0,
    refused: 0,
    skipped: 0,
    remarks: 0,
    remarkSample: [],
    doubts: [],
    firstStart: null,
    lastStart: null,
    firstStartPrecision: "minute",
    lastStartPrecision: "minute",
    months: {},
    newSystems: [],
    sample: [],
    refusedSample: [],
    skippedReasons: {},
  };

  const months = new Map<number, number>();
  const sums: Sums = { summary, months };

  function add(batch: PlannedBatch): void {
    summary.remarks += batch.remarks.length;
    for (const { line, column, value, reason } of batch.remarks) {
      if (summary.remarkSample.length === mostTold) break;
      summary.remarkSample.push({ line, reasons: [{ column, value: value && excerpt(value), reason }] });
    }
    countDoubts(doubts, batch.doubts);
    for (const system of batch.newSystems) summary.newSystems.push(system);
    for (const row of batch.rows) addRow(sums, row);
  }

  function result(): PlanSummary {
    const named = [...months].sort(([a], [b]) => a - b).map(([month, count]) => [monthName(month), count]);
    return { ...summary, doubts: doubtsInWords(doubts, bounds), months: Object.fromEntries(named) };
  }

  return { add, result };
}

type Sums = { summary: PlanSummary; months: Map<number, number> };

function addRow(sums: Sums, row: PlannedRow): void {
  const { summary } = sums;
  if (row.action === "refuse") {
    summary.refused++;
    if (summary.refusedSample.length < mostTold)
      summary.refusedSample.push({ line: row.line, reasons: row.reasons });
    return;
  }
  if (row.action === "skip") {
    summary.skipped++;
    const reason = row.reason.replace(/line \d+/, "another line");
    summary.skippedReasons[reason] = (summary.skippedReasons[reason] ?? 0) + 1;
    return;
  }
  summary[row.action]++;
  if (row.action === "unchanged") return;
  if (summary.sample.length < sampleSize) summary.sample.push(row);
  const body = row.action === "create" ? row.body : row.patch;
  const start = body.startedAt ?? body.deployedAt;
  const precision = precisionOf({ precision: "startedPrecision" }, body);
  if (start instanceof Date) addStart(sums, { start, precision });
}

function addStart({ summary, months }: Sums, { start, precision }: { start: Date; precision: Precision }) {
  if (summary.firstStart === null || start < summary.firstStart) {
    summary.firstStart = start;
    summary.firstStartPrecision = precision;
  }
  if (summary.lastStart === null || start > summary.lastStart) {
    summary.lastStart = start;
    summary.lastStartPrecision = precision;
  }
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  months.set(month, (months.get(month) ?? 0) + 1);
}

function monthName(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
