import type { Price } from "#lib/analytics/price.ts";
import { getRulePrice } from "#lib/analytics/rule-price.ts";
import { rulesInSql, stateInSql } from "./guardrails.ts";
import { type Comparison, measured } from "./shapes.ts";

const column = (rule: string) => `"state of ${rule}"`;

/** What each guardrail holds, the culprits among that, and what their incidents lost; the same of all together. */
export const rulePrice: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getRulePrice(scope, filter);
  await duck.mean({ filter, period: answer.period });
  const states = Object.entries(rulesInSql).map(([rule, one]) => `${stateInSql(one)} as ${column(rule)}`);
  await duck.ask(`create or replace temp table priced as select *, ${states.join(", ")} from made`);
  const names = Object.keys(rulesInSql);
  const sets = [...names.map((rule) => [rule]), names];
  const asked = [];
  for (const set of sets) {
    const held = set.map((rule) => `${column(rule)} = 'unmet'`).join(" or ");
    const unknown = `not (${held}) and (${set.map((rule) => `${column(rule)} = 'unknown'`).join(" or ")})`;
    const [counts] = await duck.ask(`
      select count(*) filter (where ${held}) as held, count(*) filter (where ${unknown}) as "notKnown",
        count(*) filter (where (${held}) and number in (
          select change_number from incident_changes l join meant on meant.number = l.incident_number
          where link = 'culprit')) as culprits from priced`);
    const [lost] = await duck.ask(`
      select count(*) as incidents, ${measured("lost_orders")} as "lostOrders" from meant
      where number in (
        select incident_number from incident_changes l join priced on priced.number = l.change_number
        where link = 'culprit' and (${held}))`);
    asked.push({ ...counts, ...lost });
  }
  const told = ({ held, notKnown, culprits, incidents, lostOrders }: Told) => {
    const { sum, recorded, of } = lostOrders;
    return { held, notKnown, culprits: culprits.held, incidents, lostOrders: { sum, recorded, of } };
  };
  return { answered: [...answer.rules, answer.inForce].map(told), asked };
};

type Told = Omit<Price, "byOrg">;
