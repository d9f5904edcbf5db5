import { deepStrictEqual } from "node:assert";
import type { Bucket } from "#lib/analytics/buckets.ts";
import type { Headline } from "#lib/analytics/headline.ts";
import { getOverview, type Overview } from "#lib/analytics/overview.ts";
import type { DurationFigures, MeasuredCount, Share } from "#lib/analytics/shapes.ts";
import type { Scope } from "#lib/scope.ts";
import { listSystems } from "#lib/systems/read.ts";
import { benchDatabase, withScope } from "./data.ts";
import { count, mediansInTurns, milliseconds, ratio, type Section, verdict } from "./measure.ts";
import { duckEngine } from "./overview-duck.ts";
import type { Figures, Measures } from "./overview-sql.ts";
import { sqliteEngine } from "./overview-sqlite.ts";

/** All figures of the overview page: from the facts, and the same answers by SQL from DuckDB and from SQLite. */

const sizes = [10_000, 100_000, 1_000_000];
const goals = { duck: 1 / 2, sqlite: 1 / 40, narrowed: 1 / 10 };

export async function measure(): Promise<Section[]> {
  const against: Section = {
    title: "Figures of the overview page, no filter",
    columns: ["incidents (as many changes)", "facts", "DuckDB", "SQLite", "facts : DuckDB", "facts : SQLite"],
    rows: [],
    notes: [],
  };
  const narrowed: Section = {
    title: "The same, one system and 90 days",
    columns: ["incidents", "no filter", "filtered", "filtered : no filter", "incidents that remain"],
    rows: [],
    notes: [],
  };
  for (const size of sizes) {
    const file = await benchDatabase(size);
    const row = await withScope(file, (scope) => besideSql(scope, file));
    const filtered = await withScope(file, narrow);
    against.rows.push([
      count(size),
      milliseconds(row.own),
      milliseconds(row.duck),
      milliseconds(row.sqlite),
      ratio(row.own / row.duck),
      ratio(row.own / row.sqlite),
    ]);
    narrowed.rows.push([
      count(size),
      milliseconds(filtered.all),
      milliseconds(filtered.some),
      ratio(filtered.some / filtered.all),
      count(filtered.remaining),
    ]);
    if (size !== sizes.at(-1)) continue;
    against.notes.push(
      "Every figure was compared and is equal on all three: counts by severity, sums, recorded counts, medians of three durations, union of impact hours, AI share of incidents and changes, each bucket, worst systems, worst incidents, open ones.",
      `Goals at ${count(size)}: at most 1/2 of DuckDB's time: ${verdict(row.own / row.duck, goals.duck)}; at most 1/40 of SQLite's: ${verdict(row.own / row.sqlite, goals.sqlite)}.`,
    );
    narrowed.notes.push(
      `Goal at ${count(size)}: at most 1/10: ${verdict(filtered.some / filtered.all, goals.narrowed)}.`,
    );
  }
  return [against, narrowed];
}

async function besideSql(scope: Scope, file: string): Promise<{ own: number; duck: number; sqlite: number }> {
  const [duck, sqlite] = [await duckEngine(file), await sqliteEngine(file)];
  const overview = await getOverview(scope, { bucket: "month" });
  const edges = [...overview.buckets.map((bucket) => bucket.start), overview.buckets.at(-1)!.end].map(Number);
  const expected = figuresOf(overview);
  for (const engine of [duck, sqlite])
    deepStrictEqual(rounded(await engine.figures(edges)), rounded(expected));
  const [own, duckTime, sqliteTime] = await mediansInTurns(
    [() => getOverview(scope, { bucket: "month" }), () => duck.figures(edges), () => sqlite.figures(edges)],
    5,
  );
  duck.close();
  sqlite.close();
  return { own: own!, duck: duckTime!, sqlite: sqliteTime! };
}

async function narrow(scope: Scope): Promise<{ all: number; some: number; remaining: number }> {
  const { items } = await listSystems(scope, { limit: 1 });
  const filter = { system: items[0]!.slug, period: "90d" };
  const { incidents } = await getOverview(scope, filter);
  const [all, some] = await mediansInTurns(
    [() => getOverview(scope, {}), () => getOverview(scope, filter)],
    9,
  );
  return { all: all!, some: some!, remaining: incidents };
}

/** Sums of fractions differ in their last digits with the order of the adding. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}

// ---- our answer in the shape of the others' ----

function figuresOf(overview: Overview): Figures {
  const { current, buckets, aiChanges, worstSystems, worstIncidents, open } = overview;
  return {
    headline: measuresOf(current, current.aiShare),
    buckets: buckets.map((bucket) => measuresOf(bucket, bucket.ai)),
    impact: { hours: current.impactHours, recorded: current.impactRecorded, of: current.impactOf },
    changes: { all: countsOf(aiChanges.all), buckets: aiChanges.buckets.map(countsOf) },
    worstSystems: worstSystems.map(({ slug, incidents, lostOrders: { sum, recorded } }) => ({
      slug,
      incidents,
      sum,
      recorded,
    })),
    worstIncidents: worstIncidents.map(({ number, lostOrders }) => ({ number, lostOrders })),
    open,
  };
}

function measuresOf(of: Headline | Bucket, ai: Share): Measures {
  const { bySeverity } = of;
  return {
    incidents: of.incidents,
    severities: [
      bySeverity[1],
      bySeverity[2],
      bySeverity[3],
      bySeverity[4],
      bySeverity[5],
      bySeverity.unknown,
    ],
    lostOrders: sumOf(of.lostOrders),
    errors: sumOf(of.errors),
    ai: countsOf(ai),
    durations: [of.timeToDetect, of.timeToMitigate, of.timeToResolve].map(durationOf),
  };
}

const sumOf = ({ sum, recorded }: MeasuredCount) => ({ sum, recorded });
const countsOf = ({ yes, unknown }: Share) => ({ yes, unknown });

function durationOf(figures: Omit<DurationFigures, "declined">): Measures["durations"][number] {
  const { recorded, pending, missing, invalid, medianMinutes } = figures;
  return { recorded, pending, missing, invalid, medianMinutes };
}
