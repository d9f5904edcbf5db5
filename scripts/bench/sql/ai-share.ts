import { type Adjustment, adjustments } from "#lib/analytics/ai-failures.ts";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import type { FailureRate } from "#lib/analytics/change-failure-rate.ts";
import { type Comparison, changeCaused, counts, measured, shareOf, where } from "./shapes.ts";

const rate = (condition: string) =>
  `{'failed': ${where(`${condition} and failed`)}, 'changes': ${where(`${condition} and judged`)}}`;

/** The Mantel–Haenszel odds ratio within strata that hold both kinds of change, and changes that failed or not. */
const adjusted = (stratum: string) => `
  with cells as (
    select ${where("ai and failed")} as a, ${where("ai and not failed")} as b, ${where("not ai and failed")} as c,
      ${where("not ai and not failed")} as d
    from made where judged and ${stratum} is not null group by ${stratum})
  select sum(a * d / (a + b + c + d)) / sum(b * c / (a + b + c + d)) as estimate,
    sum(a * (c + d) / (a + b + c + d)) / sum(c * (a + b) / (a + b + c + d)) as ratio, count(*) as strata,
    sum(a + b + c + d) as changes, sum(a) as ai, sum(c) as other
  from cells where a + b > 0 and c + d > 0 and a + c > 0 and b + d > 0`;

const strata: Record<Adjustment, string> = {
  tier: "tier",
  month: "month",
  system: "system_number",
  monthTier: "month || '-' || tier",
  monthSystem: "month || '-' || system_number",
};

/** Shares and failures of incidents and changes: in all, over time, by severity, tier, tool and evidence. */
export const aiShare: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getAiShare(scope, filter);
  const { period, buckets, failure, lostOrders } = answer;
  await duck.mean({ filter, period, buckets, followed: answer });
  const [incidents] = await duck.ask(
    `select ${shareOf("ai")} as incidents, ${changeCaused} as "changeCaused" from meant`,
  );
  const [changes] = await duck.ask(`
    select ${shareOf("ai")} as changes, ${rate("ai")} as ai, ${rate("not ai")} as other, ${rate("ai is null")} as unknown
    from made`);
  const overTime = (table: string, at: string) => `
    select bucket, ${shareOf("ai")} as share from edges left join ${table} on ${at} >= opens and ${at} < closes
    group by bucket order by bucket`;
  const [ofIncidents, ofChanges] = [
    await duck.ask(overTime("meant", "started_at")),
    await duck.ask(overTime("made", "deployed_at")),
  ];
  const severities = await duck.ask(`
    select severity, ${shareOf("ai")} as share from meant group by severity order by severity nulls last`);
  const tiers = await duck.ask(`
    select tier, ${rate("ai")} as ai, ${rate("not ai")} as other from made
    where tier is not null and ai is not null group by tier order by tier`);
  const both = (column: string) => `
    select ${column}, ${where("what = 'incident'")} as incidents, ${where("what = 'change'")} as changes
    from (select 'incident' as what, number, ${column} from meant where ai
      union all select 'change', number, ${column} from made where ai) group by ${column}`;
  const tools = await duck.ask(
    `select ai_tool as tool, incidents, changes from (${both("ai_tool")})
     order by incidents desc, changes desc, ai_tool nulls last`,
  );
  const evidence = await duck.ask(
    `select ai_evidence as evidence, incidents, changes from (${both("ai_evidence")}) order by ai_evidence`,
  );
  const lost = await duck.ask(`
    select coalesce(ai::varchar, 'unknown') as kind, ${measured("lost_orders")} as lost from meant group by ai order by kind`);
  const within = await Promise.all(
    Object.values(strata).map(async (stratum) => (await duck.ask(adjusted(stratum)))[0]),
  );
  const fewest = (row: Record<string, unknown> | undefined) => Math.min(Number(row?.ai), Number(row?.other));
  return {
    answered: {
      incidents: counts(answer.incidents),
      changeCaused: counts(answer.changeCaused),
      ...{ changes: counts(answer.changes), ...failures(failure) },
      buckets: buckets.map((one) => [counts(one.incidents), counts(one.changes)]),
      severities: answer.bySeverity.map(({ severity, share }) => ({ severity, share: counts(share) })),
      tiers: answer.byTier.map(({ tier, ai, other }) => ({ tier, ai: failed(ai), other: failed(other) })),
      tools: answer.tools,
      evidence: answer.evidence.toSorted((a, b) => (a.evidence < b.evidence ? -1 : 1)),
      lost: [
        { kind: "false", lost: lostOrders.other },
        { kind: "true", lost: lostOrders.ai },
        { kind: "unknown", lost: lostOrders.unknown },
      ].filter((one) => one.lost.of > 0),
      adjusted: adjustments.map((name) => {
        const one = answer.adjusted[name];
        return "declined" in one ? null : [one.estimate, one.ratio.estimate, one.strata, one.changes];
      }),
    },
    asked: {
      ...incidents,
      ...changes,
      buckets: ofIncidents.map(({ share }, i) => [share, ofChanges[i]!.share]),
      severities,
      tiers,
      tools,
      evidence,
      lost,
      adjusted: within.map((row) =>
        fewest(row) < 5 ? null : [row!.estimate, row!.ratio, row!.strata, row!.changes],
      ),
    },
  };
};

const failed = (of: FailureRate) => ({ failed: of.failed, changes: of.changes });

function failures(of: { ai: FailureRate; other: FailureRate; unknown: FailureRate }) {
  return { ai: failed(of.ai), other: failed(of.other), unknown: failed(of.unknown) };
}
