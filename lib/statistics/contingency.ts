import { requireCount } from "./checks.ts";
import { chiSquareUpperP } from "./distributions.ts";

/**
 * `cramersV` is 0 (no association) to 1. A residual is how many standard errors a cell lies above what
 * its row and column lead to expect. `smallestExpected` under 5 makes the p a rough one.
 */
export type Contingency = {
  chiSquare: number;
  df: number;
  p: number;
  cramersV: number;
  smallestExpected: number;
  standardisedResiduals: number[][];
};

type Totals = { rows: number[]; columns: number[]; all: number };

function requireTable(counts: readonly (readonly number[])[]): void {
  for (const row of counts) {
    if (row.length !== counts[0]!.length) throw new RangeError("The rows of a table must be equally long.");
    for (const count of row) requireCount(count, "A count");
  }
}

function totalsOf(counts: readonly (readonly number[])[]): Totals {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rows = counts.map(sum);
  const columns = (counts[0] ?? []).map((_, column) => sum(counts.map((row) => row[column]!)));
  return { rows, columns, all: sum(rows) };
}

function residual(count: number, { row, column, all }: { row: number; column: number; all: number }): number {
  if (row === 0 || column === 0) return Number.NaN;
  const expected = (row / all) * column;
  return (count - expected) / Math.sqrt(expected * (1 - row / all) * (1 - column / all));
}

/** Σ(count − expected)² / expected over the rows and columns that have any count. */
function chiSquareOf(counts: readonly (readonly number[])[], { rows, columns, all }: Totals): number {
  let sum = 0;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      const expected = (rows[i]! / all) * columns[j]!;
      if (expected > 0) sum += (count - expected) ** 2 / expected;
    });
  });
  return sum;
}

/**
 * Pearson's chi-square test of a table of counts, without correction, with Cramér's V and R's
 * standardised residuals (`chisq.test(correct = FALSE)$stdres`). Rows and columns without any count do
 * not take part: they add no degree of freedom and their residuals are NaN. With fewer than two rows or
 * columns that have counts there is nothing to compare: df is 0, all other figures are NaN.
 * Throws RangeError when rows differ in length or a count is not a whole number from 0.
 * Source: Pearson (1900); Cramér (1946), "Mathematical Methods of Statistics"; Agresti, "Categorical Data
 * Analysis", for the residuals.
 */
export function contingency(counts: readonly (readonly number[])[]): Contingency {
  requireTable(counts);
  const totals = totalsOf(counts);
  const rows = totals.rows.filter((total) => total > 0);
  const columns = totals.columns.filter((total) => total > 0);
  const smaller = Math.min(rows.length, columns.length);
  const comparable = smaller >= 2;
  const chiSquare = comparable ? chiSquareOf(counts, totals) : Number.NaN;
  const df = comparable ? (rows.length - 1) * (columns.length - 1) : 0;
  return {
    chiSquare,
    df,
    p: comparable ? chiSquareUpperP(chiSquare, df) : Number.NaN,
    cramersV: Math.min(1, Math.sqrt(chiSquare / totals.all / (smaller - 1))),
    smallestExpected: comparable ? (Math.min(...rows) / totals.all) * Math.min(...columns) : Number.NaN,
    standardisedResiduals: counts.map((row, i) =>
      row.map((count, j) =>
        residual(count, { row: totals.rows[i]!, column: totals.columns[j]!, all: totals.all }),
      ),
    ),
  };
}
