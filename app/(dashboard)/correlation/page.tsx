import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { askOrRefuse } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { CorrelationPictures } from "./correlation-pictures.tsx";

export const metadata: Metadata = { title: "Correlation" };

const question = "What goes with severity and impact, across Sev-1 and Sev-2?";

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  // In the address of a page "outcome" is that of an audit.
  const { against, ...meant } = words;
  const input = against === undefined ? meant : { ...meant, outcome: against };
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getCorrelation, input), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/correlation" />;
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
        basis={`${period}, ${formatPlural(answer.incidents, "incident")}${words.severity === undefined ? " of Sev-1 and Sev-2" : ""}`}
      />
      <FilterBar period={period} defaultPreset="all" choices={choices} withCompare={false} />
      <Dimmed>
        <CorrelationPictures answer={answer} words={words} />
      </Dimmed>
    </>
  );
}
