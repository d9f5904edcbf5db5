import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { systemActor } from "#lib/actor.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import type { ChangeRecord, IncidentRecord } from "#scripts/seed/records.ts";
import { generateRows, type Rows } from "#scripts/seed/rows.ts";

/**
 * Databases of a given size, kept in data/bench between runs. Systems come through their command; incidents and
 * changes are written straight into the file, without audit entries, because a million through commands takes
 * minutes and the reading side is what is measured.
 */

const folder = resolve("data/bench");
const seed = 7;
const end = new Date("2026-10-31T12:00:00Z");
const recent = end.getTime() - 30 * 86_400_000;

/** The moment that benchmarks take for now: just after the last row. */
export const benchNow = () => end;

/** The file of a database with so many incidents and as many changes; made when it is not there yet. */
export async function benchDatabase(rows: number): Promise<string> {
  const file = resolve(folder, `${rows}-${fingerprint()}.db`);
  if (existsSync(file)) return file;
  for (const old of globSync(resolve(folder, `${rows}-*`))) rmSync(old);
  const fresh = `${file}.new`;
  await emptyDatabase(fresh);
  const generated = generateRows({ rows, seed, to: end });
  await withScope(fresh, (scope) => registerSystems(scope, { items: generated.systems }));
  fill(fresh, generated);
  renameSync(fresh, file);
  return file;
}

export async function withScope<T>(file: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  const { scope, close } = await openScope(`file:${file}`, systemActor("bench"));
  try {
    return await work({ ...scope, clock: benchNow });
  } finally {
    await close();
  }
}

/** A database of the bench's own that is new at each call. */
export async function scratchDatabase(name: string): Promise<string> {
  const file = resolve(folder, `scratch-${name}.db`);
  remove(file);
  await emptyDatabase(file);
  return file;
}

export function scratchFile(name: string): string {
  mkdirSync(folder, { recursive: true });
  return resolve(folder, name);
}

export function remove(file: string): void {
  for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
}

async function emptyDatabase(file: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await withScope(file, async () => {});
}

/** Databases of another schema or another generator are of no use. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const source of [
    ...globSync("db/migrations/sqlite/*.sql").sort(),
    "scripts/seed/rows.ts",
    "scripts/seed/systems.ts",
    "scripts/bench/data.ts",
  ])
    hash.update(readFileSync(source));
  return hash.digest("hex").slice(0, 8);
}

type Row = Record<string, string | number | null>;

export function fill(file: string, rows: Rows): void {
  const database = new Sqlite(file);
  database.pragma("synchronous = OFF");
  database.pragma("cache_size = -262144");
  const numberOf = new Map(
    database
      .prepare("select slug, number from systems")
      .all()
      .map((row) => Object.values(row as object) as [string, number]),
  );
  const insert = inserter(database);
  database.transaction(() => {
    let changes = 0;
    for (const change of rows.changes()) {
      changes += 1;
      insert("changes", changeRow(changes, change, numberOf));
    }
    let incidents = 0;
    for (const incident of rows.incidents()) {
      incidents += 1;
      insert("incidents", incidentRow(incidents, incident));
      for (const { slug, part } of incident.systems)
        insert("incident_systems", { incident_number: incidents, system_number: numberOf.get(slug)!, part });
      for (const region of incident.regions)
        insert("incident_regions", { incident_number: incidents, region });
      for (const { factor, note } of incident.factors)
        insert("incident_factors", { incident_number: incidents, factor, note });
      for (const { externalId, link } of incident.changes)
        insert("incident_changes", {
          incident_number: incidents,
          change_number: Number(externalId.slice(1)) + 1,
          link,
        });
    }
    database
      .prepare("update state set revision = revision + 1, incidents = ?, changes = ?")
      .run(incidents, changes);
    // What the product does once a large import has come to rest.
    database.exec(`
      insert into incident_words (rowid, words) select incident_number, words from incident_text;
      delete from incident_words_due;`);
  })();
  database.exec("analyze");
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
}

function inserter(database: Sqlite.Database): (table: string, row: Row) => void {
  const statements = new Map<string, Sqlite.Statement>();
  return (table, row) => {
    let statement = statements.get(table);
    if (statement === undefined) {
      const columns = Object.keys(row);
      statement = database.prepare(
        `insert into ${table} (${columns.map((name) => `"${name}"`).join(", ")}) values (${columns.map(() => "?").join(", ")})`,
      );
      statements.set(table, statement);
    }
    statement.run(Object.values(row));
  };
}

const ms = (instant: string | null) => (instant === null ? null : Date.parse(instant));
const flag = (value: boolean | null) => (value === null ? null : Number(value));
const stamps = {
  version: 1,
  created_at: end.getTime(),
  updated_at: end.getTime(),
  created_by: "bench",
  revision: 2,
};

function changeRow(number: number, change: ChangeRecord, systems: ReadonlyMap<string, number>): Row {
  return {
    number,
    id: `chg_${number}`,
    ...stamps,
    source: change.source,
    external_id: change.externalId,
    title: change.title,
    kind: change.kind,
    system_number: change.system === null ? null : systems.get(change.system)!,
    deployed_at: ms(change.deployedAt),
    author: change.author,
    author_level: change.authorLevel,
    ai_assistance: change.aiAssistance,
    ai_tool: change.aiTool,
    ai_evidence: change.aiEvidence,
    approvals: change.approvals,
    senior_approval: flag(change.seniorApproval),
    documented: flag(change.documented),
    checks_passed: flag(change.checksPassed),
    risk_assessed: flag(change.riskAssessed),
    rollback_plan: flag(change.rollbackPlan),
    sandbox_tested: flag(change.sandboxTested),
  };
}

function incidentRow(number: number, incident: IncidentRecord): Row {
  return {
    number,
    id: `inc_${number}`,
    ...stamps,
    source: incident.source,
    external_id: incident.externalId,
    kind: incident.kind,
    title: incident.title,
    severity: incident.severity,
    status: statusOf(incident),
    started_at: ms(incident.startedAt),
    detected_at: ms(incident.detectedAt),
    mitigated_at: ms(incident.mitigatedAt),
    resolved_at: ms(incident.resolvedAt),
    lost_orders: incident.lostOrders,
    errors: incident.errors,
    trigger: incident.trigger,
    root_cause: incident.rootCause,
    ai_involvement: incident.aiInvolvement,
    ai_tool: incident.aiTool,
    ai_evidence: incident.aiEvidence,
  };
}

/** Old incidents are closed; of the last month's, those without an end still go on. */
function statusOf(incident: IncidentRecord): string {
  if (ms(incident.startedAt)! < recent || incident.resolvedAt !== null) return "closed";
  return incident.mitigatedAt === null ? "open" : "mitigated";
}
