import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams, Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { Card } from "#app/_ui/card.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { getChangeChoices } from "#lib/analytics/changes.ts";
import { getRulePrice, type RulePrices } from "#lib/analytics/rule-price.ts";
import { formatPlural } from "#lib/format.ts";
import { listGuardrailRules } from "#lib/guardrail-rules/read.ts";
import { type Condition, conditionsWord } from "#lib/guardrail-rules/schema.ts";
import { Composer } from "./composer.tsx";
import { OwnRules } from "./own-rules.tsx";
import { PriceFacts } from "./price-facts.tsx";
import { OrgTable, RuleTable } from "./price-tables.tsx";
import { SetCard } from "./set-card.tsx";

export const metadata: Metadata = { title: "Price of a rule" };

/** Priced before anybody chose, so that the page shows what a draft is. */
const offeredDraft = "aiAssistance:is:agent|generated";
const offeredAsks = "approvals:at-least:2";

function withDraft({ edit: _, ...words }: Words): Words {
  return words.asks === undefined ? { ...words, when: offeredDraft, asks: offeredAsks } : words;
}

export default function RulePricePage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="What does a rule hold, and what does it catch?"
      query={getRulePrice}
      path="/rule-price"
      searchParams={searchParams}
      asked={withDraft}
      basis={({ changes, culprits, incidents }, period) =>
        `${period}, ${formatPlural(changes, "change")}, ${formatPlural(culprits, "culprit")}, ${formatPlural(incidents, "incident")}`
      }
    >
      {(answer, words) =>
        answer.changes === 0 ? (
          <EmptyState title="No change to judge">
            A rule is priced by the changes that were deployed, and none of this period is recorded.{" "}
            <Link href="/changes">How to record changes</Link>
          </EmptyState>
        ) : (
          <Cards>
            <Wide>
              <RuleTable answer={answer} words={words} />
            </Wide>
            <Wide>
              <Compose answer={answer} words={words} />
            </Wide>
            <Wide>
              <OwnRules prices={answer.rules} words={words} zone={answer.period.zone} />
            </Wide>
            <Wide>
              <SetCard answer={answer} words={words} />
            </Wide>
          </Cards>
        )
      }
    </ReadingPage>
  );
}

async function Compose({ answer, words }: { answer: RulePrices; words: Words }) {
  const [{ org, system, tool, source }, { items }, canSave] = await Promise.all([
    ask(getChangeChoices, undefined),
    ask(listGuardrailRules, {}),
    permitted("rule.write"),
  ]);
  const rule = items.find(({ id, state }) => id === words.edit && state === "draft") ?? null;
  const { when, asks } = withDraft(words);
  const draft = { when: conditionsOf(when), asks: conditionsOf(asks) };
  return (
    <Card
      title={rule === null ? "Compose a rule" : `Reword “${rule.name}”`}
      subtitle="what it asks, and of which changes; its price stands beside it before anything is saved"
    >
      <Composer
        key={rule === null ? "new" : `${rule.id} ${rule.version}`}
        draft={draft}
        rule={rule}
        offered={{ org, system, aiTool: tool, source }}
        canSave={canSave}
      >
        {answer.draft !== null && (
          <>
            <PriceFacts price={answer.draft} atRandom={answer.atRandom} />
            <OrgTable of={answer.draft} />
          </>
        )}
      </Composer>
    </Card>
  );
}

function conditionsOf(text: string | undefined): Condition[] {
  return text === undefined ? [] : (conditionsWord.safeParse(text).data ?? []);
}
