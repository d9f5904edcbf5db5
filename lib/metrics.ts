import { inArray } from "drizzle-orm";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { z } from "zod";
import { processWide } from "#db/process.ts";
import { imports } from "#db/schema/imports.ts";
import { revision, warmFacts } from "./health.ts";
import { query } from "./query.ts";
import type { Scope } from "./scope.ts";

/** What the operator watches, in Prometheus' text. */
const metrics = processWide("metrics", () => {
  const registers = [new Registry()];
  collectDefaultMetrics({ register: registers[0], prefix: "faultline_" });
  return {
    registry: registers[0]!,
    duration: new Histogram({
      name: "faultline_request_duration_seconds",
      help: "How long requests to the API took",
      labelNames: ["method", "route", "status"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    refusals: new Counter({
      name: "faultline_refusals_total",
      help: "Requests that were refused, by reason",
      labelNames: ["reason"],
      registers,
    }),
    ingested: new Counter({
      name: "faultline_ingested_total",
      help: "Records sent through the API, by what became of them",
      labelNames: ["operation", "result"],
      registers,
    }),
    facts: new Gauge({
      name: "faultline_facts_rows",
      help: "Rows that figures are computed from",
      labelNames: ["table"],
      registers,
    }),
    revision: new Gauge({ name: "faultline_revision", help: "The number of the last write", registers }),
    importRows: new Gauge({
      name: "faultline_import_rows",
      help: "Rows of imports that are running",
      labelNames: ["import", "part"],
      registers,
    }),
  };
});

export function observeRequest(of: { method: string; route: string; status: number; ms: number }): void {
  const { method, route, status, ms } = of;
  metrics.duration.observe({ method, route, status: String(status) }, ms / 1000);
}

export function countRefusal(reason: string): void {
  metrics.refusals.inc({ reason });
}

const results = ["created", "updated", "unchanged"] as const;

/** Reads from an answer what became of the records: of one by its `result`, of many by their counts. */
export function countIngested(operation: string, answer: unknown): void {
  if (typeof answer !== "object" || answer === null) return;
  const told = answer as Record<string, unknown>;
  if (typeof told.result === "string") metrics.ingested.inc({ operation, result: told.result });
  for (const result of results) {
    const count = told[result];
    if (typeof count === "number") metrics.ingested.inc({ operation, result }, count);
  }
  if (Array.isArray(told.refused))
    metrics.ingested.inc({ operation, result: "refused" }, told.refused.length);
}

const runningImports = query({
  name: "metrics.imports",
  summary: "How far the imports are that are running",
  requires: "read",
  input: z.void(),
  answer: z.array(z.object({ id: z.string(), done: z.int(), total: z.int().nullable() })),
  async run({ read }) {
    const { id, done, total, state } = imports;
    return read
      .select({ id, done, total })
      .from(imports)
      .where(inArray(state, ["running"]));
  },
});

export async function metricsText(scope: Scope): Promise<{ type: string; text: string }> {
  const [facts, latest, running] = await Promise.all([
    warmFacts(scope, undefined),
    revision(scope, undefined),
    runningImports(scope, undefined),
  ]);
  metrics.facts.set({ table: "incidents" }, facts.incidents);
  metrics.facts.set({ table: "changes" }, facts.changes);
  metrics.revision.set(latest.revision);
  metrics.importRows.reset();
  for (const { id, done, total } of running) {
    metrics.importRows.set({ import: id, part: "done" }, done);
    if (total !== null) metrics.importRows.set({ import: id, part: "total" }, total);
  }
  return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
}
