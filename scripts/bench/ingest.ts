import { copyFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { mostInBatch } from "#lib/batch.ts";
import { declareIncident, declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { generateRows } from "#scripts/seed/rows.ts";
import { benchDatabase, remove, scratchDatabase, scratchFile, withScope } from "./data.ts";
import { type Load, load } from "./load-generator.ts";
import { count, milliseconds, perSecond, ratio, type Section, verdict } from "./measure.ts";
import { isBuilt, startServer } from "./server.ts";

/** Incidents coming in, one by one and in batches; and pages going out while others ask too. */

const goals = { ingestPerSecond: 1500, overviewTimes: 4, readyMs: 3000 };
const connections = 16;
const seconds = 8;

export async function measure(): Promise<Section[]> {
  const bare = await bareInserts();
  const sections = [await inProcess(bare)];
  if (!isBuilt()) {
    sections[0]!.notes.push("There is no build, so nothing was asked over HTTP: run `npm run build` first.");
    return sections;
  }
  return [...sections, await overHttp(bare), await pages()];
}

const columns = ["incidents", "a second", "of the bare inserts"];

/** Single rows into a table like ours, each in a transaction that reaches the disk, and nothing checked or audited. */
async function bareInserts(): Promise<number> {
  const file = await scratchDatabase("bare");
  const database = new Sqlite(file);
  database.pragma("synchronous = FULL");
  const insert =
    database.prepare(`insert into incidents (number, id, version, created_at, updated_at, revision, kind, title,
    status, started_at, mitigated_at, lost_orders, errors, trigger, root_cause, ai_involvement, ai_evidence)
    values (?, ?, 1, 0, 0, 1, 'incident', 'Checkout errors', 'mitigated', 0, 60000, 12, 400, 'change', 'configuration', 'none', 'none')`);
  const began = performance.now();
  let number = 0;
  while (performance.now() - began < (seconds * 1000) / 2) {
    number += 1;
    insert.run(number, `inc_${number}`);
  }
  const rate = (number / (performance.now() - began)) * 1000;
  database.close();
  remove(file);
  return rate;
}

async function inProcess(bare: number): Promise<Section> {
  const file = await scratchDatabase("ingest");
  const [single, batched] = await withScope(file, async (scope) => {
    await registerSystems(scope, { items: generateRows({ rows: 1, seed: 7 }).systems });
    return [await oneByOne(scope), await inBatches(scope)];
  });
  remove(file);
  return {
    title: "Incidents coming in, without HTTP",
    columns,
    rows: [
      ["bare inserts, one after the other", perSecond(bare), "1"],
      [`declared one by one, ${connections} at a time`, perSecond(single!), ratio(single! / bare)],
      [`declared in batches of ${count(mostInBatch)}`, perSecond(batched!), ratio(batched! / bare)],
    ],
    notes: ["Each declared incident is checked, audited and on the disk before it is acknowledged."],
  };
}

async function oneByOne(scope: Scope): Promise<number> {
  const began = performance.now();
  const until = began + (seconds * 1000) / 2;
  let done = 0;
  await Promise.all(
    Array.from({ length: connections }, async (_, client) => {
      for (let i = 0; performance.now() < until; i += 1) {
        await declareIncident(scope, { body: bodyOf(`${client}-${i}`) });
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - began)) * 1000;
}

async function inBatches(scope: Scope): Promise<number> {
  const total = mostInBatch * 6;
  const bodies = [...generateRows({ rows: total, seed: 8 }).incidents()].map(
    ({ changes: _, ...body }) => body,
  );
  const began = performance.now();
  for (let from = 0; from < total; from += mostInBatch) {
    const { refused } = await declareIncidents(scope, { items: bodies.slice(from, from + mostInBatch) });
    if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
  }
  return (total / (performance.now() - began)) * 1000;
}

function bodyOf(externalId: string) {
  return {
    source: "bench-live",
    externalId,
    title: "Checkout errors",
    severity: 2,
    startedAt: "2026-10-30T10:00:00Z",
    detectedAt: "2026-10-30T10:04:00Z",
    mitigatedAt: "2026-10-30T10:40:00Z",
    lostOrders: 120,
    errors: 4000,
    trigger: "change",
    rootCause: "configuration",
    aiInvolvement: "none",
    systems: [{ slug: firstSystem, part: "origin" }],
    regions: ["Germany"],
  };
}

const firstSystem = generateRows({ rows: 1, seed: 7 }).systems[0]!.slug;

async function overHttp(bare: number): Promise<Section> {
  const file = await scratchDatabase("http");
  await withScope(file, (scope) =>
    registerSystems(scope, { items: generateRows({ rows: 1, seed: 7 }).systems }),
  );
  const server = await startServer(file);
  try {
    const post = (name: string, over: number) =>
      load(server, {
        path: "/api/v1/incidents",
        body: (request) => bodyOf(`${name}-${request}`),
        connections,
        seconds: over,
      });
    await post("warm", 3);
    const answered = await post("timed", seconds);
    const section: Section = {
      title: `POST /api/v1/incidents, ${connections} connections`,
      columns: [...columns, "p50", "p95"],
      rows: [["declared over HTTP", ...rateWords(answered, bare)]],
      notes: [
        `Goal: at least ${count(goals.ingestPerSecond)}/s: ${verdict(answered.perSecond, goals.ingestPerSecond, "least")}. Server and load generator share the machine.`,
      ],
    };
    if (answered.refused > 0)
      section.notes.push(`${count(answered.refused)} requests were not answered with success.`);
    return section;
  } finally {
    await server.stop();
    remove(file);
  }
}

function rateWords({ perSecond: rate, p50, p95 }: Load, bare: number): string[] {
  return [perSecond(rate), ratio(rate / bare), milliseconds(p50), milliseconds(p95)];
}

async function pages(): Promise<Section> {
  // A copy: the server's own rows, such as keys, would stay in a database that other parts compare with SQL.
  const file = scratchFile("scratch-pages.db");
  remove(file);
  copyFileSync(await benchDatabase(100_000), file);
  const server = await startServer(file);
  try {
    const found: Record<string, Load> = {};
    for (const path of ["/api/health", "/", "/api/v1/analytics/overview"]) {
      await load(server, { path, connections, seconds: 3 });
      found[path] = await load(server, { path, connections, seconds });
    }
    const health = found["/api/health"]!;
    const times = found["/"]!.p95 / health.p95;
    return {
      title: `100,000 incidents, ${connections} connections, answers not kept`,
      columns: ["address", "a second", "p50", "p95", "p95 : health"],
      rows: Object.entries(found).map(([path, { perSecond: rate, p50, p95 }]) => [
        path,
        perSecond(rate),
        milliseconds(p50),
        milliseconds(p95),
        ratio(p95 / health.p95),
      ]),
      notes: [
        `Goal: overview page at most ${goals.overviewTimes} × health: ${verdict(times, goals.overviewTimes)}.`,
        `From start to ready with 100,000 incidents: ${milliseconds(server.readyMs)}; goal at most 3 s: ${verdict(server.readyMs, goals.readyMs)}.`,
        ...Object.entries(found).flatMap(([path, { refused }]) =>
          refused > 0 ? [`${path}: ${count(refused)} requests were not answered with success.`] : [],
        ),
      ],
    };
  } finally {
    await server.stop();
    remove(file);
  }
}
