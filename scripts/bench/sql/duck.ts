import { DuckDBInstance } from "@duckdb/node-api";
import Sqlite from "better-sqlite3";
import type { Period } from "#lib/period.ts";
import { benchNow } from "../data.ts";
import { copyInto } from "../overview-duck.ts";

/** A copy of a database in DuckDB's own memory, and what every question's SQL begins with. */

type Row = Record<string, unknown>;

export interface Duck {
  ask(sql: string): Promise<Row[]>;
  /** Makes the tables `meant` (incidents), `made` (changes) and `edges` (buckets) of a filter and its period. */
  mean(of: {
    filter: Words;
    period: Period;
    buckets?: readonly Bucket[];
    followed?: Followed;
  }): Promise<void>;
  /** Makes the table `edges` alone. */
  divide(buckets: readonly Bucket[]): Promise<void>;
  close(): void;
}

/** What an answer says of itself; changes are judged fourteen days after their deployment, days are those of UTC. */
interface Followed {
  computedAt: Date;
  coverage: { from: string; to: string } | null;
}

const dayMs = 86_400_000;
const followUpDays = 14;

interface Bucket {
  start: Date;
  end: Date;
}

/** The words of a filter that are said in SQL here; many values are separated by commas. */
export type Words = Partial<Record<"severity" | "ai" | "cause" | "system" | "org" | "tier", string>>;

const columns: Record<string, Record<string, string>> = {
  incidents: {
    number: "integer",
    kind: "varchar",
    deleted_at: "bigint",
    severity: "integer",
    status: "varchar",
    started_at: "bigint",
    detected_at: "bigint",
    mitigated_at: "bigint",
    resolved_at: "bigint",
    lost_orders: "bigint",
    errors: "bigint",
    order_drop_percent: "double",
    trigger: "varchar",
    root_cause: "varchar",
    ai_involvement: "varchar",
    ai_tool: "varchar",
    ai_evidence: "varchar",
  },
  incident_systems: { incident_number: "integer", system_number: "integer", part: "varchar" },
  incident_regions: { incident_number: "integer", region: "varchar" },
  incident_factors: { incident_number: "integer", factor: "varchar" },
  incident_changes: { incident_number: "integer", change_number: "integer", link: "varchar" },
  changes: {
    number: "integer",
    deleted_at: "bigint",
    deployed_at: "bigint",
    kind: "varchar",
    system_number: "integer",
    author_level: "varchar",
    ai_assistance: "varchar",
    ai_tool: "varchar",
    ai_evidence: "varchar",
    approvals: "integer",
    senior_approval: "boolean",
    documented: "boolean",
    checks_passed: "boolean",
    risk_assessed: "boolean",
    rollback_plan: "boolean",
    sandbox_tested: "boolean",
    audited_at: "bigint",
    audit_outcome: "varchar",
  },
  systems: { number: "integer", slug: "varchar", tier: "integer", org: "varchar", owner: "varchar" },
  postmortems: { incident_number: "integer", published_at: "bigint" },
  action_items: {
    incident_number: "integer",
    owner: "varchar",
    due_on: "varchar",
    state: "varchar",
    created_at: "bigint",
    closed_at: "bigint",
  },
};

export async function openDuck(file: string): Promise<Duck> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const source = new Sqlite(file, { readonly: true });
  for (const [table, types] of Object.entries(columns)) {
    const declared = Object.entries(types).map(([name, type]) => `${name} ${type}`);
    await connection.run(`create table ${table} (${declared.join(", ")})`);
    await copyInto({ connection, source, table, columns: types });
  }
  source.close();
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS().map(plainRow);
  return {
    ask,
    async mean({ filter, period, buckets, followed }) {
      await connection.run(meantSql("meant", filter, period));
      const reach = (edge: Date, days: number) => new Date(edge.getTime() + days * dayMs);
      const around = { ...period, from: reach(period.from, -1), to: reach(period.to, followUpDays) };
      await connection.run(meantSql("meant_around", filter, around));
      await connection.run(madeSql(filter, period, followed));
      if (buckets !== undefined) await connection.run(edgesSql(buckets));
    },
    async divide(buckets) {
      await connection.run(edgesSql(buckets));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function meantSql(table: string, filter: Words, { from, to }: Period): string {
  const minutes = (end: string) => `case when ${end} >= started_at then (${end} - started_at) / 60000.0 end`;
  const reached = (condition: string) => `number in (
    select incident_number from incident_systems join systems s on s.number = system_number where ${condition})`;
  const conditions = [
    among("severity", filter.severity),
    among("ai_involvement", filter.ai, null),
    among("root_cause", filter.cause, null),
    ...(["slug", "org", "tier"] as const).map((column) => {
      const condition = among(column, filter[column === "slug" ? "system" : column]);
      return condition === "true" ? condition : reached(condition);
    }),
  ];
  const label = "case when ai_involvement <> 'unknown' then ai_involvement <> 'none' end";
  return `create or replace temp table ${table} as
    with named as (
      select incident_number, bool_or(ai_assistance not in ('none', 'unknown')) as by_ai,
        bool_and(ai_assistance = 'none') as by_none
      from incident_changes join changes c on c.number = change_number
      where link = 'culprit' and c.deleted_at is null group by incident_number),
    counted as (
      select incidents.*, ${minutes("detected_at")} as detect_minutes, ${minutes("mitigated_at")} as mitigate_minutes,
        ${minutes("resolved_at")} as resolve_minutes, (${benchNow().getTime()} - started_at) / 60000.0 as lasted,
        ${label} as ai, by_ai is not null or trigger = 'change' as caused,
        case when by_ai then true when by_none then false else ${label} end as change_ai,
        (select count(*) from incident_systems where incident_number = number) as systems,
        (select count(*) from incident_regions where incident_number = number) as regions
      from incidents left join named on incident_number = number
      where kind = 'incident' and deleted_at is null
        and started_at >= ${from.getTime()} and started_at < ${to.getTime()} and ${conditions.join(" and ")})
    select *, coalesce(lost_orders >= 100000, false) or coalesce(errors >= 1000000, false) or systems >= 5
      or regions >= 3 or coalesce(severity = 1 and mitigate_minutes >= 60, false)
      or coalesce(order_drop_percent >= 50, false) as high
    from counted`;
}

/**
 * Of the words only those that a change has apply. `judged`: its days of follow-up are over, and recorded. `failed`: it
 * is judged, and an incident that is meant and names it as culprit began within them.
 */
function madeSql(filter: Words, { from, to }: Period, followed?: Followed): string {
  const span = followUpDays * dayMs;
  const { coverage, computedAt } = followed ?? { coverage: null };
  const recorded = coverage === null ? null : [Date.parse(coverage.from), Date.parse(coverage.to) + dayMs];
  const judged =
    recorded === null
      ? "false"
      : `deployed_at >= ${recorded[0]} and deployed_at + ${span} <= least(${recorded[1]}, ${computedAt!.getTime()})`;
  return `create or replace temp table made as
    with chosen as (
      select c.*, s.slug, s.tier, s.org, s.owner,
        case when ai_assistance <> 'unknown' then ai_assistance <> 'none' end as ai,
        strftime(make_timestamp(deployed_at * 1000), '%Y-%m') as month, ${judged} as judged
      from changes c left join systems s on s.number = c.system_number
      where c.deleted_at is null and deployed_at >= ${from.getTime()} and deployed_at < ${to.getTime()}
        and ${among("slug", filter.system)} and ${among("org", filter.org)} and ${among("tier", filter.tier)}),
    culprits as (
      select distinct c.number from chosen c join incident_changes l on l.change_number = c.number
        join meant_around m on m.number = l.incident_number
      where link = 'culprit' and started_at >= deployed_at - ${dayMs} and started_at < deployed_at + ${span})
    select *, judged and number in (select number from culprits) as failed from chosen`;
}

function edgesSql(buckets: readonly Bucket[]): string {
  const rows = buckets.map(({ start, end }, i) => `(${i}, ${start.getTime()}, ${end.getTime()})`);
  return `create or replace temp table edges as
    select * from (values ${rows.join(", ")}) as t(bucket, opens, closes)`;
}

/** What is not recorded is null, or for closed lists the word itself. */
function among(column: string, words: string | undefined, unknown: "is null" | null = "is null"): string {
  if (words === undefined) return "true";
  return `(${words
    .split(",")
    .map((word) =>
      word === "unknown" && unknown !== null ? `${column} ${unknown}` : `${column} = '${word}'`,
    )
    .join(" or ")})`;
}

function plainRow(row: Row): Row {
  return plain(row) as Row;
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
