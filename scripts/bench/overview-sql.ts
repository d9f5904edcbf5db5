import { benchNow } from "./data.ts";

/** The figures of the overview page as SQL gives them; intervals and words follow from these by arithmetic. */
export interface Figures {
  headline: Measures;
  buckets: Measures[];
  impact: { hours: number | null; recorded: number; of: number };
  changes: { all: Counts; buckets: Counts[] };
  worstSystems: { slug: string; incidents: number; sum: number | null; recorded: number }[];
  worstIncidents: { number: number; lostOrders: number | null }[];
  open: { count: number; numbers: number[] };
}

export interface Measures {
  incidents: number;
  severities: number[];
  lostOrders: { sum: number | null; recorded: number };
  errors: { sum: number | null; recorded: number };
  ai: Counts;
  durations: {
    recorded: number;
    pending: number;
    missing: number;
    invalid: number;
    medianMinutes: number | null;
  }[];
}

export interface Counts {
  yes: number;
  unknown: number;
}

export interface Engine {
  figures(edges: readonly number[]): Promise<Figures>;
  close(): void;
}

export type Cell = number | string | null | (number | null)[];
export type Rows = Cell[][];

/** How an engine says what the other says differently. */
export interface Wording {
  /** Joins each row of `table` with the number of its bucket. */
  bucketed(table: string, instant: string): string;
  quantiles(value: string): string;
  run(sql: string): Promise<Rows>;
}

const wanted = "kind = 'incident' and deleted_at is null";
const milestones = [
  { end: "detected_at", pending: "status = 'open'" },
  { end: "mitigated_at", pending: "status = 'open'" },
  { end: "resolved_at", pending: "status in ('open', 'mitigated')" },
];
const levels = [
  "severity = 1",
  "severity = 2",
  "severity = 3",
  "severity = 4",
  "severity = 5",
  "severity is null",
];

function measures(wording: Wording): string {
  const where = (condition: string) => `count(*) filter (where ${condition})`;
  return [
    "count(*)",
    ...levels.map(where),
    "sum(lost_orders), count(lost_orders), sum(errors), count(errors)",
    where("ai_involvement in ('contributing', 'primary')"),
    where("ai_involvement = 'unknown'"),
    ...milestones.flatMap(({ end, pending }) => [
      where(`${end} >= started_at`),
      where(`${end} is null and ${pending}`),
      where(`${end} is null and not (${pending})`),
      where(`${end} < started_at`),
      wording.quantiles(`case when ${end} >= started_at then (${end} - started_at) / 60000.0 end`),
    ]),
  ].join(", ");
}

const changeCounts =
  "count(*) filter (where ai_assistance in ('assisted', 'generated', 'agent')), count(*) filter (where ai_assistance = 'unknown')";

export async function figures(wording: Wording, edges: readonly number[]): Promise<Figures> {
  const { run } = wording;
  const within = (instant: string) => `${instant} >= ${edges[0]} and ${instant} < ${edges.at(-1)}`;
  const these = `${wanted} and ${within("started_at")}`;
  const headline = await run(`select ${measures(wording)} from incidents where ${these}`);
  const buckets = await run(
    `select bucket, ${measures(wording)} from ${wording.bucketed("incidents", "started_at")}
     where ${these} group by bucket order by bucket`,
  );
  const impact = await run(`
    with spans as (
      select started_at as s, coalesce(mitigated_at, resolved_at, case when status = 'open' then ${benchNow().getTime()} end) as e
      from incidents where ${these} and severity in (1, 2)),
    swept as (
      select s, e, max(e) over (order by s rows between unbounded preceding and 1 preceding) as reached
      from spans where e >= s)
    select sum(case when reached is null or s > reached then e - s when e > reached then e - reached else 0 end) / 3600000.0,
      count(*), (select count(*) from spans) from swept`);
  const allChanges = await run(
    `select ${changeCounts} from changes where deleted_at is null and ${within("deployed_at")}`,
  );
  const changes = await run(
    `select bucket, ${changeCounts} from ${wording.bucketed("changes", "deployed_at")}
     where deleted_at is null and ${within("deployed_at")} group by bucket order by bucket`,
  );
  const worstSystems = await run(`
    with reached as (
      select l.system_number as number, count(*) as n, sum(lost_orders) as lost, count(lost_orders) as known
      from incidents i join incident_systems l on l.incident_number = i.number
      where ${these} group by l.system_number)
    select slug, n, lost, known from reached join systems using (number)
    order by coalesce(lost, 0) desc, n desc limit 8`);
  const worstIncidents = await run(
    `select number, lost_orders from incidents where ${these} and lost_orders > 0 order by lost_orders desc, number limit 8`,
  );
  const open = `from incidents where ${these} and status in ('open', 'mitigated')`;
  const openCount = await run(`select count(*) ${open}`);
  const latest = await run(`select number ${open} order by started_at desc limit 8`);
  return {
    headline: measuresOf(headline[0]!),
    buckets: buckets.map(([, ...cells]) => measuresOf(cells)),
    impact: {
      hours: impact[0]![0] as number | null,
      recorded: Number(impact[0]![1]),
      of: Number(impact[0]![2]),
    },
    changes: { all: countsOf(allChanges[0]!), buckets: changes.map(([, ...cells]) => countsOf(cells)) },
    worstSystems: worstSystems.map(([slug, n, lost, known]) => ({
      slug: slug as string,
      incidents: Number(n),
      sum: lost as number | null,
      recorded: Number(known),
    })),
    worstIncidents: worstIncidents.map(([number, lost]) => ({
      number: number as number,
      lostOrders: lost as number | null,
    })),
    open: { count: Number(openCount[0]![0]), numbers: latest.map(([number]) => number as number) },
  };
}

function countsOf(cells: Cell[]): Counts {
  return { yes: cells[0] as number, unknown: cells[1] as number };
}

function measuresOf(cells: Cell[]): Measures {
  const durations = milestones.map((_, i) => {
    const [recorded, pending, missing, invalid, quantiles] = cells.slice(13 + 5 * i, 18 + 5 * i);
    const three =
      typeof quantiles === "string"
        ? (JSON.parse(quantiles) as number[])
        : (quantiles as (number | null)[] | null);
    // With nobody waiting for it the median is the same; the others lie between other neighbours.
    return { recorded, pending, missing, invalid, medianMinutes: three?.[0] ?? null };
  });
  return {
    incidents: cells[0] as number,
    severities: cells.slice(1, 7) as number[],
    lostOrders: { sum: cells[7] as number | null, recorded: cells[8] as number },
    errors: { sum: cells[9] as number | null, recorded: cells[10] as number },
    ai: countsOf(cells.slice(11, 13)),
    durations: durations as Measures["durations"],
  };
}
