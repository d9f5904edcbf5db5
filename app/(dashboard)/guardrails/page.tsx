import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { askOrRefuse } from "#app/_server/ask.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { GuardrailPictures } from "./guardrail-pictures.tsx";

export const metadata: Metadata = { title: "Guardrails" };

const question = "Which safeguard was missing?";

export default async function GuardrailsPage({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const { by: _, ...meant } = words;
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getGuardrails, meant), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/guardrails" />;
  if (!any) {
    return (
      <>
        <PageHeader question={question} />
        <FirstSteps baseUrl={await baseUrl()} canWrite />
      </>
    );
  }
  const { answer } = asked;
  const { from, to, zone } = answer.period;
  const period = formatPeriod(from, to, zone);
  return (
    <>
      <PageHeader
        question={question}
        answer={answer.text}
        basis={`${period}, ${formatPlural(answer.changes, "change")}, ${formatPlural(answer.culprits, "culprit")}, ${formatPlural(answer.incidents, "incident")}`}
      />
      <FilterBar period={period} defaultPreset="all" choices={choices} withBucket withCompare={false} />
      <Dimmed>
        <GuardrailPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
      </Dimmed>
    </>
  );
}
