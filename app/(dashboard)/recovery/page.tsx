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
import { getRecovery } from "#lib/analytics/recovery.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { RecoveryPictures } from "./recovery-pictures.tsx";

export const metadata: Metadata = { title: "Recovery" };

const question = "How fast do we recover?";

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const { measure: _, ...meant } = words;
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getRecovery, meant), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/recovery" />;
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
        basis={`${period}, ${formatPlural(answer.incidents, "incident")}`}
      />
      <FilterBar period={period} defaultPreset="all" choices={choices} withCompare={false} />
      <Dimmed>
        <RecoveryPictures answer={answer} words={words} />
      </Dimmed>
    </>
  );
}
