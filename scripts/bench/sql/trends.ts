import { getTrends } from "#lib/analytics/trends.ts";
import {
  bySeverity,
  type Comparison,
  changeCaused as caused,
  counts,
  durations,
  measured,
  shareOf,
} from "./shapes.ts";

/** Every measure of every bucket, the buckets of each organisation, and the rhythm of the week. */
export const trends: Comparison = async ({ scope, duck, filter }) => {
  const { period, buckets, series, rhythm } = await getTrends(scope, { ...filter, by: "org", zone: "UTC" });
  await duck.mean({ filter, period, buckets });
  const each = await duck.ask(`
    select count(number) as incidents, ${bySeverity} as "bySeverity", ${measured("lost_orders")} as "lostOrders",
      ${measured("errors")} as errors, ${shareOf("ai")} as ai,
      ${caused} as "changeCaused", ${durations}
    from edges left join meant on started_at >= opens and started_at < closes
    group by bucket order by bucket`);
  const byOrg = await duck.ask(`
    with placed as (
      select distinct m.number, coalesce(s.org, 'unknown') as value, bucket
      from meant m join edges on started_at >= opens and started_at < closes
        left join incident_systems l on l.incident_number = m.number left join systems s on s.number = l.system_number)
    select value, count(*) as total, (
      select list((select count(*) from placed q where q.value = p.value and q.bucket = e.bucket) order by e.bucket)
      from edges e) as counts
    from placed p group by value order by total desc, value limit 12`);
  const week = await duck.ask(`
    select (dayofweek(epoch_ms(started_at)) + 6) % 7 as day, hour(epoch_ms(started_at)) as hour, count(*) as incidents
    from meant group by all order by all`);
  return {
    answered: {
      each: buckets.map(
        ({ start: _, end: __, complete: ___, recorded: ____, ai, changeCaused, ...bucket }) => ({
          ...bucket,
          ai: counts(ai),
          changeCaused: counts(changeCaused),
        }),
      ),
      byOrg: series.map(({ label: _, ...one }) => one),
      week: rhythm.counts.flatMap((hours, day) =>
        hours.flatMap((incidents, hour) => (incidents === 0 ? [] : [{ day, hour, incidents }])),
      ),
    },
    asked: { each, byOrg, week },
  };
};
