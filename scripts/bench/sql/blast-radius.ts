import { getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { type Comparison, measured, where } from "./shapes.ts";

const groups = {
  bySystem: { value: "s.slug", order: "s.number" },
  byOrg: { value: "s.org", order: "s.org" },
  byTier: { value: "s.tier::varchar", order: "s.tier" },
  byRegion: { value: "r.region", order: "r.region" },
} as const;

/** Which incidents are worst, how concentrated the lost orders are, and what each group lost. */
export const blastRadius: Comparison = async ({ scope, duck, filter }) => {
  const { period, high, items, concentration, ...answer } = await getBlastRadius(scope, {
    ...filter,
    limit: 50,
  });
  await duck.mean({ filter, period });
  const worst = await duck.ask(`
    select number from meant
    order by high desc, lost_orders desc nulls last, errors desc nulls last, nullif(systems, 0) desc nulls last,
      mitigate_minutes desc nulls last, coalesce(severity, 9), number desc limit 50`);
  const [spread] = await duck.ask(`
    with ranked as (
      select lost_orders as lost, row_number() over (order by lost_orders) as i, count(*) over () as n
      from meant where lost_orders is not null)
    select count(*) as n, sum(lost) as total, sum((2 * i - 1 - n) * lost) / (count(*) * sum(lost)) as gini,
      [${[0.01, 0.05, 0.1].map((part) => `sum(lost) filter (where i > n - ceil(round(n * ${part}, 9))) / sum(lost)`).join(", ")}] as shares,
      max(lost) / sum(lost) as single
    from ranked`);
  const [all] = await duck.ask(`select ${where("high")} as high from meant`);
  const asked: Record<string, unknown> = { worst: worst.map(({ number }) => number), ...all, spread };
  const answered: Record<string, unknown> = {
    worst: items.map(({ number }) => number),
    high,
    spread: {
      n: concentration.n,
      total: concentration.total,
      gini: concentration.gini,
      shares: concentration.worst.map(({ share }) => share),
      single: concentration.single?.share ?? null,
    },
  };
  for (const [name, { value, order }] of Object.entries(groups)) {
    asked[name] = await duck.ask(`
      with placed as (
        select distinct m.*, coalesce(${value}, 'unknown') as value, ${order} as place
        from meant m left join incident_systems l on l.incident_number = m.number
          left join systems s on s.number = l.system_number left join incident_regions r on r.incident_number = m.number)
      select value, count(*) as incidents, ${where("high")} as high, ${measured("lost_orders")} as "lostOrders",
        ${measured("errors")} as errors
      from placed group by value order by coalesce(sum(lost_orders), 0) desc, count(*) desc, min(place) nulls first
      limit 20`);
    answered[name] = answer[name as keyof typeof groups].map(({ label: _, ...group }) => group);
  }
  return { answered, asked };
};
