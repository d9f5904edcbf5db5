import { getGuardrails } from "#lib/analytics/guardrails.ts";
import type { GuardrailRule } from "#lib/guardrails/schema.ts";
import { type Comparison, counts, measured } from "./shapes.ts";

/** When a rule applies and what it asks for. Null is not known, which SQL's and, or and not carry on. */
export const rulesInSql: Record<GuardrailRule, { applies: string; done: string }> = {
  "two-approvals": { applies: "true", done: "approvals >= 2" },
  documented: { applies: "true", done: "documented" },
  "checks-passed": { applies: "true", done: "checks_passed" },
  "rollback-plan": { applies: "true", done: "rollback_plan" },
  "risk-assessment": { applies: "ai", done: "risk_assessed" },
  "senior-approval": {
    applies: "ai and case when author_level <> 'unknown' then author_level <> 'senior' end",
    done: "senior_approval",
  },
  "sandbox-test": { applies: "kind = 'environment'", done: "sandbox_tested" },
  isolation: { applies: "ai and tier = 1", done: "senior_approval" },
};

export const stateInSql = ({ applies, done }: { applies: string; done: string }) => `
  case when not (${applies}) then 'none' when (${applies}) is null or (${done}) is null then 'unknown'
    when ${done} then 'met' else 'unmet' end`;
const states = Object.entries(rulesInSql).map(([rule, one]) => `${stateInSql(one)} as "state of ${rule}"`);

const told = (rule: string) => {
  const inState = (...names: string[]) =>
    `count(number) filter (where "state of ${rule}" in (${names.map((name) => `'${name}'`).join(", ")}))`;
  return `{'applicable': ${inState("met", "unmet", "unknown")}, 'met': ${inState("met")},
    'unmet': ${inState("unmet")}, 'unknown': ${inState("unknown")}}`;
};
const allRules = Object.keys(rulesInSql)
  .map((rule) => `${told(rule)} as "${rule}"`)
  .join(", ");

/** The states of every rule: in all, among culprits, over time; what incidents lost without it; audits. */
export const guardrails: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getGuardrails(scope, filter);
  await duck.mean({ filter, period: answer.period, buckets: answer.buckets, followed: answer });
  await duck.ask(`create or replace temp table judged as select *, ${states.join(", ")} from made`);
  const [all] = await duck.ask(`select ${allRules} from judged`);
  const [culprits] = await duck.ask(`select ${allRules} from judged where failed`);
  const [judged] = await duck.ask(`select ${allRules} from judged where judged`);
  const over = await duck.ask(`
    select count(number) as changes, ${allRules} from edges left join judged on deployed_at >= opens and deployed_at < closes
    group by bucket order by bucket`);
  const avoidable: Record<string, unknown> = {};
  for (const [rule, one] of Object.entries(rulesInSql)) {
    const [row] = await duck.ask(`
      select count(*) as incidents, ${measured("lost_orders")} as "lostOrders" from meant
      where number in (
        select incident_number from incident_changes l join (
          select c.*, tier, case when ai_assistance <> 'unknown' then ai_assistance <> 'none' end as ai
          from changes c left join systems s on s.number = system_number where deleted_at is null
        ) on number = l.change_number
        where link = 'culprit' and ${stateInSql(one)} = 'unmet')`);
    avoidable[rule] = row;
  }
  const audits = await duck.ask(`
    select org, owner, count(*) as changes, count(audited_at) as audited,
      count(*) filter (where audit_outcome = 'in-order') as "inOrder",
      count(*) filter (where audit_outcome = 'deviation') as deviations
    from made where tier = 1 group by org, owner order by org, owner`);
  const byRule = <T>(value: (rule: (typeof answer.rules)[number], place: number) => T) =>
    Object.fromEntries(answer.rules.map((rule, place) => [rule.rule, value(rule, place)]));
  return {
    answered: {
      all: byRule(statesIn),
      culprits: byRule(({ culprits: own }) => statesIn(own)),
      lacking: byRule(({ lacking }) => counts(lacking)),
      over: answer.buckets.map(({ changes, compliance }) => ({
        changes,
        ...byRule((_, place) => counts(compliance[place]!)),
      })),
      avoidable: byRule(({ incidents, lostOrders: { sum, recorded, of } }) => ({
        incidents,
        lostOrders: { sum, recorded, of },
      })),
      audits: answer.audits
        .flatMap(({ org, owners }) => owners.map((own) => ({ org, ...own })))
        .sort((a, b) => order(a.org, b.org) || order(a.owner, b.owner)),
    },
    asked: {
      all,
      culprits,
      lacking: Object.fromEntries(
        Object.entries(judged as unknown as Record<string, States>).map(([rule, { met, unmet, unknown }]) => [
          rule,
          { yes: unmet, known: met + unmet, unknown },
        ]),
      ),
      over: over.map(({ changes, ...each }) => ({
        changes,
        ...Object.fromEntries(
          Object.entries(each as Record<string, States>).map(([rule, { met, unmet, unknown }]) => [
            rule,
            { yes: met, known: met + unmet, unknown },
          ]),
        ),
      })),
      avoidable,
      audits,
    },
  };
};

interface States {
  applicable: number;
  met: number;
  unmet: number;
  unknown: number;
}

const statesIn = ({ applicable, met, unmet, unknown }: States) => ({ applicable, met, unmet, unknown });

/** Letter by letter as SQL does, with what is not recorded last. */
function order(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
