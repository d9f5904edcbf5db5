import type { Words } from "#app/_server/address.ts";
import { Card } from "#app/_ui/card.tsx";
import { ChoiceLinks } from "#app/_ui/choice-links.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { getRulePrice, type RulePrices } from "#lib/analytics/rule-price.ts";
import { PriceFacts } from "./price-facts.tsx";
import { OrgTable, PairTable } from "./price-tables.tsx";

/** Any rules together: a change is held by the set where one of them holds it. */
export function SetCard({ answer, words }: { answer: RulePrices; words: Words }) {
  const { rules, inForce, together, atRandom } = answer;
  const set = together ?? inForce;
  const toggled = (rule: string) => {
    const chosen = together?.rules ?? [];
    const next = chosen.includes(rule) ? chosen.filter((one) => one !== rule) : [...chosen, rule];
    const params = new URLSearchParams(words);
    if (next.length === 0) params.delete("together");
    else params.set("together", next.join(","));
    return address("/rule-price", params);
  };
  return (
    <Card
      title="Rules together"
      subtitle={
        together === null
          ? "all rules in force; choose some to see what these hold together"
          : "what the chosen rules hold together"
      }
      means={meaningOf(getRulePrice, "together", "pairs")}
    >
      <ChoiceLinks
        label="Together"
        chosen={together?.rules ?? []}
        links={rules.map(({ rule, name }) => ({ key: rule, label: name, href: toggled(rule) }))}
      />
      <PriceFacts price={set} atRandom={atRandom} />
      <OrgTable of={set} />
      <PairTable answer={answer} />
    </Card>
  );
}
