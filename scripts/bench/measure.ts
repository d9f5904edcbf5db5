import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** What a part of the benchmark found: tables, and words below them. */
export interface Section {
  title: string;
  columns: string[];
  rows: string[][];
  notes: string[];
}

/** Milliseconds that a piece of work takes: the median of several runs, the first of them left out to warm up. */
export async function medianMs(work: () => unknown, runs = 7): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return median(taken);
}

/** Median of the processor's time alone: on a crowded machine it tells the work from the waiting. */
export async function medianCpuMs(work: () => unknown, runs = 3): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return median(taken);
}

/** Medians of several pieces of work, run in turns, so that what else the machine does falls on all of them alike. */
export async function mediansInTurns(works: readonly (() => unknown)[], runs: number): Promise<number[]> {
  const taken: number[][] = works.map(() => []);
  for (let run = -1; run < runs; run += 1) {
    for (const [i, work] of works.entries()) {
      const began = performance.now();
      await work();
      if (run >= 0) taken[i]!.push(performance.now() - began);
    }
  }
  return taken.map(median);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function milliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value).toLocaleString("en")} ms`;
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en")}/s`;
}

/** How a figure compares with its goal: `at most`, or with `least`, at least. */
export function verdict(value: number, goal: number, kind: "most" | "least" = "most"): string {
  const met = kind === "most" ? value <= goal : value >= goal;
  return met ? "yes" : "NO";
}

/** 0.04 as 1/25, 3.2 as 3.2 ×. */
export function ratio(value: number): string {
  return value < 1 ? `1/${(1 / value).toFixed(1 / value < 10 ? 1 : 0)}` : `${value.toFixed(1)} ×`;
}

/** What else ran meanwhile: above the number of cores, times grow and pages wait; ratios hold better. */
export function load(): string {
  return loadavg()[1]!.toFixed(1);
}

export const count = (value: number) => value.toLocaleString("en");

export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${memory} GB of memory, Node ${process.version}, ${process.platform}`;
}

export function markdownOf({ title, columns, rows, notes }: Section): string {
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [
    `## ${title}`,
    "",
    line(columns),
    rule,
    ...rows.map(line),
    ...(notes.length === 0 ? [] : ["", ...notes]),
    "",
  ].join("\n");
}
