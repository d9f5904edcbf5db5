import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask, pageScope } from "#app/_server/ask.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { permits } from "#lib/actor.ts";
import { termsWords } from "#lib/analytics/label-words.ts";
import { formatPeriod } from "#lib/format.ts";
import { dealLabels, listLabelAudits } from "#lib/label-audits/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { CheckForm } from "./check-form.tsx";

export const metadata: Metadata = { title: "Check labels" };

const question = "Did AI make this change?";

export default async function CheckPage({ searchParams }: { searchParams: SearchParams }) {
  const [words, { items }, { zone }, { actor }] = await Promise.all([
    wordsOf(searchParams),
    ask(listLabelAudits, {}),
    ask(getSettings, undefined),
    pageScope(),
  ]);
  if (!permits(actor, "change.audit"))
    return <NotPermitted page={question} who="Responders and administrators" />;
  const audit = words.audit === undefined ? items[0] : items.find(({ id }) => id === words.audit);
  if (audit === undefined)
    return (
      <>
        <PageHeader question={question} />
        <EmptyState
          title="There is no such sample"
          actions={<ButtonLink href="/ai/labels">To the labels</ButtonLink>}
        >
          Draw one first: it says which changes are to be checked.
        </EmptyState>
      </>
    );
  const { items: changes, dealt } = await ask(dealLabels, { id: audit.id, limit: 500 });
  const { period, terms } = audit;
  return (
    <>
      <PageHeader
        question={question}
        answer="Say what you find, not what you expect: what is recorded is shown once you have answered, and does not change by it."
        basis={`A random sample of changes of ${formatPeriod(period.from, period.to, period.zone)}${termsWords(terms)}`}
        actions={<ButtonLink href={`/ai/labels?audit=${audit.id}`}>What was found</ButtonLink>}
      />
      <CheckForm key={audit.id} id={audit.id} changes={changes} dealt={dealt} zone={zone} />
    </>
  );
}
