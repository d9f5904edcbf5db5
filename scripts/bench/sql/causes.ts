import { getCauses } from "#lib/analytics/causes.ts";
import { rootCauses } from "#lib/values.ts";
import { type Comparison, counts, measured } from "./shapes.ts";

const weight = `count(distinct number) as incidents, ${measured("lost_orders")} as "lostOrders",
  ${measured("mitigate_minutes / 60")} as hours`;

/** What each cause and factor cost, and which incidents repeat another of the 90 days before. */
export const causes: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getCauses(scope, filter);
  await duck.mean({ filter, period: answer.period });
  await duck.ask(`create or replace temp table begun as
    with all_begun as (
      select i.number, root_cause, slug, system_number, started_at,
        max(started_at) over (partition by root_cause, system_number order by started_at
          range between unbounded preceding and 1 preceding) as last
      from incidents i join incident_systems on incident_number = i.number and part = 'origin'
        join systems s on s.number = system_number
      where i.kind = 'incident' and deleted_at is null and root_cause <> 'unknown')
    select b.number, b.slug, b.system_number,
      bool_or(coalesce(started_at - last <= 90 * 86400000::bigint, false)) over (partition by number) as repeats
    from all_begun b`);
  await duck.ask(`create or replace temp table told as
    select m.*, r.repeats from meant m left join (select distinct number, repeats from begun) r using (number)`);
  const byCause = await duck.ask(`
    select root_cause as cause, ${weight}, count(*) filter (where repeats) as repeats
    from told group by root_cause order by root_cause`);
  const byFactor = await duck.ask(`
    select coalesce(factor, 'unknown') as factor, ${weight}
    from meant left join incident_factors on incident_number = number group by 1 order by 1`);
  const [repeats] = await duck.ask(`
    select count(*) filter (where repeats) as yes, count(repeats) as known,
      count(*) filter (where repeats is null) as unknown from told`);
  const repeated = await duck.ask(`
    select root_cause as cause, slug as system, count(*) as incidents, count(*) filter (where repeats) as repeats,
      ${measured("lost_orders")} as "lostOrders", max_by(number, (started_at, number)) as latest
    from meant join begun using (number) group by root_cause, slug, system_number
    having count(*) filter (where repeats) > 0
    order by repeats desc, count(*) desc, list_position([${rootCauses.map((cause) => `'${cause}'`).join(", ")}], root_cause),
      system_number limit 50`);
  return {
    answered: {
      byCause: answer.causes.toSorted((a, b) => (a.cause < b.cause ? -1 : 1)),
      byFactor: answer.factors.toSorted((a, b) => (a.factor < b.factor ? -1 : 1)),
      repeats: counts(answer.repeats),
      repeated: answer.repeated.map(({ name: _, ...one }) => one),
    },
    asked: { byCause, byFactor, repeats, repeated },
  };
};
