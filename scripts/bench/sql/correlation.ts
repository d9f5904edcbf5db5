import { getCorrelation } from "#lib/analytics/correlation.ts";
import { type ComparedFactor, comparedFactors, type Outcome } from "#lib/analytics/factor-names.ts";
import { correlatedMeasures } from "#lib/analytics/rank-correlation.ts";
import type { Comparison } from "./shapes.ts";

/** Yes when any of the culprits is, unknown when of any it is not known: as bool_or, but for the unknown. */
const any = (truth: string) =>
  `case when bool_or(${truth}) then true when count(*) = count(${truth}) then false end`;

const culprits = `
  select incident_number as number, ${any("case when ai_assistance <> 'unknown' then ai_assistance = 'agent' end")} as agent,
    ${any("kind = 'configuration'")} as configuration, ${any("approvals < 2")} as alone,
    ${any("not documented")} as undocumented, ${any("not checks_passed")} as unchecked, ${any("not rollback_plan")} as one_way,
    case when count(*) = count(approvals) then min(approvals) end as approvals
  from incident_changes join changes c on c.number = change_number
  where link = 'culprit' and c.deleted_at is null group by incident_number`;

const origins = `
  select incident_number as number, ${any("tier = 1")} as tier_one
  from incident_systems join systems s on s.number = system_number where part = 'origin' group by incident_number`;

const hour = "hour(epoch_ms(started_at))";
const weekend = "isodow(epoch_ms(started_at)) > 5";
const otherTrigger = "case when trigger not in ('change', 'unknown') then false end";
const hasCulprit = "c.number is not null";

const factors: Record<ComparedFactor, string> = {
  "ai-involved": "ai",
  "agent-acted": `case when ${hasCulprit} then agent when ai_involvement = 'none' then false else ${otherTrigger} end`,
  "triggered-by-change": "case when trigger <> 'unknown' then trigger = 'change' end",
  "lacked-two-approvals": "alone",
  "lacked-documentation": "undocumented",
  "lacked-checks": "unchecked",
  "lacked-rollback-plan": "one_way",
  "configuration-change": `case when ${hasCulprit} then configuration else ${otherTrigger} end`,
  "tier-1-origin": "tier_one",
  "outside-working-hours": `${weekend} or ${hour} < 9 or ${hour} >= 18`,
  weekend,
  "detected-late": "detect_minutes > 15",
  "many-systems": "nullif(systems, 0) >= 5",
};

const outcomes: Record<Outcome, { truth: string; value: string }> = {
  sev1: { truth: "severity = 1", value: "null" },
  "high-blast": { truth: "high", value: "null" },
  "lost-orders": { truth: "lost_orders > median(lost_orders) over ()", value: "lost_orders" },
  mitigate: { truth: "mitigate_minutes > median(mitigate_minutes) over ()", value: "mitigate_minutes" },
};

const measures: Record<(typeof correlatedMeasures)[number], string> = {
  detectMinutes: "detect_minutes",
  mitigateMinutes: "mitigate_minutes",
  lostOrders: "lost_orders",
  errors: "errors",
  systems: "nullif(systems, 0)",
  regions: "nullif(regions, 0)",
  approvals: "approvals",
};

/** A comparison for each outcome; the measures, causes and weeks are the same in all of them. */
export function correlation(outcome: Outcome): Comparison {
  return async ({ scope, duck, filter }) => {
    const answer = await getCorrelation(scope, { ...filter, outcome });
    const { truth, value } = outcomes[outcome];
    await duck.mean({ filter: { ...filter, severity: filter.severity ?? "1,2" }, period: answer.period });
    await duck.ask(`create or replace temp table seen as
      select m.*, ${truth} as outcome, ${value} as value, c.approvals,
        ${comparedFactors.map((factor) => `${factors[factor]} as "${factor}"`).join(", ")}
      from meant m left join (${culprits}) c using (number) left join (${origins}) o using (number)`);
    return {
      answered: {
        factors: Object.fromEntries(
          answer.factors.map(({ factor, with: yes, without: no, unknown }) => [
            factor,
            { with: sideOf(yes), without: sideOf(no), unknown },
          ]),
        ),
        pairs: answer.measures.cells.map(({ n, rho }) => ({ n, rho })),
        causes: answer.causes.rows
          .flatMap((cause, i) =>
            answer.causes.columns.flatMap((ai, j) => {
              const incidents = answer.causes.counts[i]![j]!;
              return incidents === 0 ? [] : [`${cause} ${ai} ${incidents}`];
            }),
          )
          .sort(),
        weeks: answer.weeks.map(({ incidents, aiShare, changes }) => ({ incidents, aiShare, changes })),
      },
      asked: {
        factors: await factorsIn(duck),
        pairs: await pairsIn(duck),
        causes: (
          await duck.ask(`
            select root_cause || ' ' || ai_involvement || ' ' || count(*) as cell from seen
            where root_cause <> 'unknown' and ai is not null group by root_cause, ai_involvement`)
        )
          .map(({ cell }) => String(cell))
          .sort(),
        weeks: await weeksIn(duck, answer),
      },
    };
  };
}

type Asking = Parameters<Comparison>[0]["duck"];

const sideOf = ({ n, outcome, median }: { n: number; outcome: number; median: number | null }) => ({
  n,
  outcome,
  median,
});

async function factorsIn(duck: Asking) {
  const side = (
    factor: string,
    has: boolean,
  ) => `{'n': count(*) filter (where "${factor}" = ${has} and outcome is not null),
    'outcome': count(*) filter (where "${factor}" = ${has} and outcome),
    'median': median(value) filter (where "${factor}" = ${has})}`;
  const cells = comparedFactors.map(
    (factor) => `{'with': ${side(factor, true)}, 'without': ${side(factor, false)},
      'unknown': count(*) filter (where "${factor}" is null and outcome is not null)} as "${factor}"`,
  );
  const [row] = await duck.ask(`select ${cells.join(", ")} from seen`);
  return row;
}

/** Spearman's coefficient is Pearson's of the ranks, equal values sharing the mean of theirs. */
async function pairsIn(duck: Asking) {
  const rank = (of: string) => `rank() over (order by ${of}) + (count(*) over (partition by ${of}) - 1) / 2`;
  const pairs = [];
  for (const [i, a] of correlatedMeasures.entries()) {
    for (const b of correlatedMeasures.slice(i + 1)) {
      const [pair] = await duck.ask(`
        with pairs as (select ${measures[a]} as x, ${measures[b]} as y from seen where x is not null and y is not null),
          ranks as (select ${rank("x")} as x, ${rank("y")} as y from pairs)
        select count(*) as n,
          case when count(*) >= 10 and min(x) < max(x) and min(y) < max(y) then corr(x, y) end as rho from ranks`);
      pairs.push(pair);
    }
  }
  return pairs;
}

async function weeksIn(duck: Asking, { weeks }: { weeks: { start: Date; end: Date }[] }) {
  if (weeks.length === 0) return [];
  await duck.divide(weeks);
  return duck.ask(`
    with made_in as (
      select bucket, count(number) as changes, count(*) filter (where ai) / nullif(count(ai), 0) as share
      from edges left join made on deployed_at >= opens and deployed_at < closes group by bucket)
    select count(number) as incidents, any_value(share) as "aiShare", any_value(changes) as changes
    from edges join made_in using (bucket) left join seen on started_at >= opens and started_at < closes
    group by bucket order by bucket`);
}
