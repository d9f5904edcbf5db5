import { inArray } from "drizzle-orm";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { z } from "zod";
import { imports } from "#db/schema/imports.ts";
import { revision, warmFacts } from "./health.ts";
import { query } from "./query.ts";
import type { Scope } from "./scope.ts";

/** What the operator watches, in Prometheus' text. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly registers = [this.registry];
  private readonly duration = new Histogram({
    name: "faultline_request_duration_seconds",
    help: "How long requests to the API took",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: this.registers,
  });
  private readonly refusals = new Counter({
    name: "faultline_refusals_total",
    help: "Requests that were refused, by reason",
    labelNames: ["reason"],
    registers: this.registers,
  });
  private readonly ingested = new Counter({
    name: "faultline_ingested_total",
    help: "Records sent through the API, by what became of them",
    labelNames: ["operation", "result"],
    registers: this.registers,
  });
  private readonly facts = new Gauge({
    name: "faultline_facts_rows",
    help: "Rows that figures are computed from",
    labelNames: ["table"],
    registers: this.registers,
  });
  private readonly revision = new Gauge({
    name: "faultline_revision",
    help: "The number of the last write",
    registers: this.registers,
  });
  private readonly importRows = new Gauge({
    name: "faultline_import_rows",
    help: "Rows of imports that are running",
    labelNames: ["import", "part"],
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: "faultline_" });
  }

  observeRequest(of: { method: string; route: string; status: number; ms: number }): void {
    const { method, route, status, ms } = of;
    this.duration.observe({ method, route, status: String(status) }, ms / 1000);
  }

  countRefusal(reason: string): void {
    this.refusals.inc({ reason });
  }

  /** Reads from an answer what became of the records: of one by its `result`, of many by their counts. */
  countIngested(operation: string, answer: unknown): void {
    if (typeof answer !== "object" || answer === null) return;
    const told = answer as Record<string, unknown>;
    if (typeof told.result === "string") this.ingested.inc({ operation, result: told.result });
    for (const result of results) {
      const count = told[result];
      if (typeof count === "number") this.ingested.inc({ operation, result }, count);
    }
    if (Array.isArray(told.refused)) this.ingested.inc({ operation, result: "refused" }, told.refused.length);
  }

  async textOf(scope: Scope): Promise<{ type: string; text: string }> {
    const [facts, latest, running] = await Promise.all([
      warmFacts(scope, undefined),
      revision(scope, undefined),
      runningImports(scope, undefined),
    ]);
    this.facts.set({ table: "incidents" }, facts.incidents);
    this.facts.set({ table: "changes" }, facts.changes);
    this.revision.set(latest.revision);
    this.importRows.reset();
    for (const { id, done, total } of running) {
      this.importRows.set({ import: id, part: "done" }, done);
      if (total !== null) this.importRows.set({ import: id, part: "total" }, total);
    }
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}

const results = ["created", "updated", "unchanged"] as const;

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
