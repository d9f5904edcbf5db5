import { monitorEventLoopDelay } from "node:perf_hooks";
import { warmFacts } from "#lib/health.ts";
import { benchDatabase, withScope } from "./data.ts";
import { count, median, milliseconds, perSecond, type Section, verdict } from "./measure.ts";

/** Facts from the database into memory: rows a second, and how long the server could not answer meanwhile. */

const sizes = [10_000, 100_000, 1_000_000];
const goals = { rowsPerSecond: 250_000, pauseMs: 50 };
const runs = 3;

export async function measure(): Promise<Section[]> {
  const section: Section = {
    title: "Loading the facts",
    columns: [
      "incidents (as many changes)",
      "time",
      "rows of both",
      "longest pause",
      "memory of this process",
    ],
    rows: [],
    notes: [],
  };
  for (const size of sizes) {
    const file = await benchDatabase(size);
    const taken: Loaded[] = [];
    for (let run = 0; run < runs; run += 1) taken.push(await load(file));
    const ms = median(taken.map((run) => run.ms));
    const pause = median(taken.map((run) => run.pauseMs));
    const rate = (taken[0]!.rows / ms) * 1000;
    section.rows.push([
      count(size),
      milliseconds(ms),
      perSecond(rate),
      milliseconds(pause),
      `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
    ]);
    if (size === sizes.at(-1))
      section.notes.push(
        `Goals at ${count(size)}: at least 250,000 rows/s: ${verdict(rate, goals.rowsPerSecond, "least")}; no pause over 50 ms: ${verdict(pause, goals.pauseMs)}. Memory counts the garbage of earlier runs.`,
      );
  }
  return [section];
}

interface Loaded {
  ms: number;
  rows: number;
  pauseMs: number;
}

function load(file: string): Promise<Loaded> {
  return withScope(file, async (scope) => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await new Promise((resolve) => setTimeout(resolve, 50));
    delay.reset();
    const began = performance.now();
    const { incidents, changes } = await warmFacts(scope, undefined);
    const ms = performance.now() - began;
    // A pause is counted when it ends: the monitor needs another turn to see the last one.
    await new Promise((resolve) => setTimeout(resolve, 20));
    delay.disable();
    return { ms, rows: incidents + changes, pauseMs: delay.max / 1e6 };
  });
}
