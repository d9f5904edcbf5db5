import { getRecovery } from "#lib/analytics/recovery.ts";
import { type Comparison, durations } from "./shapes.ts";

const groups = {
  bySeverity: { value: "m.severity::varchar", order: "m.severity" },
  bySystem: { value: "s.slug", order: "s.number" },
  byOrg: { value: "s.org", order: "s.org" },
  byTier: { value: "s.tier::varchar", order: "s.tier" },
} as const;

const milestones = {
  timeToDetect: "detect_minutes",
  timeToMitigate: "mitigate_minutes",
  timeToResolve: "resolve_minutes",
} as const;

/** Durations in all and by group, their histogram, and the survival curve at the points that are told. */
export const recovery: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getRecovery(scope, filter);
  const { period, survival, computedAt } = answer;
  await duck.mean({ filter, period });
  const asked: Record<string, unknown> = {};
  const answered: Record<string, unknown> = {};
  [asked.all] = await duck.ask(`select ${durations} from meant`);
  answered.all = Object.fromEntries(
    Object.keys(milestones).map((name) => [name, answer[name as keyof typeof milestones].figures]),
  );
  for (const [name, minutes] of Object.entries(milestones)) {
    const { histogram } = answer[name as keyof typeof milestones];
    const bars = histogram.map(
      ({ from, to }) => `count(*) filter (where ${minutes} >= ${from} and ${minutes} < ${to ?? "'inf'"})`,
    );
    const [row] = await duck.ask(`select [${bars.join(", ")}] as bars from meant`);
    asked[name] = row!.bars;
    answered[name] = histogram.map(({ incidents }) => incidents);
  }
  for (const [name, { value, order }] of Object.entries(groups)) {
    asked[name] = await duck.ask(`
      with placed as (
        select distinct m.*, coalesce(${value}, 'unknown') as value, ${order} as place
        from meant m left join incident_systems l on l.incident_number = m.number
          left join systems s on s.number = l.system_number),
      grouped as (
        select value, count(*) as incidents, ${durations} from placed group by value
        order by count(*) desc, min(place) nulls first limit 20)
      select * from grouped order by value`);
    answered[name] = answer[name as keyof typeof groups]
      .map(({ label: _, ...group }) => group)
      .sort((a, b) => (a.value < b.value ? -1 : 1));
  }
  const points = survival.all.points.filter(({ minutes }, i) => i > 0 || minutes > 0).slice(1);
  const curve = await duck.ask(`
    with followed as (
      select mitigate_minutes as minutes, true as ended from meant where mitigate_minutes is not null
      union all
      select (${computedAt.getTime()} - started_at) / 60000.0, false from meant
      where mitigated_at is null and status = 'open' and started_at <= ${computedAt.getTime()}),
    steps as (select minutes, count(*) filter (where ended) as events, count(*) as leaving from followed group by minutes),
    risks as (
      select minutes, events, (sum(leaving) over (order by minutes desc))::double as risk from steps)
    select minutes, risk as "atRisk", product(1 - events / risk) over (order by minutes) as survival
    from risks qualify events > 0 order by minutes`);
  const at = new Map(curve.map((point) => [point.minutes, point]));
  asked.curve = points.map(({ minutes }) => at.get(minutes));
  answered.curve = points.map(({ minutes, atRisk, survival: left }) => ({ minutes, atRisk, survival: left }));
  return { answered, asked };
};
