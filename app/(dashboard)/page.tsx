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
import { getOverview } from "#lib/analytics/overview.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { runtime } from "#lib/runtime.ts";
import { DemoHint } from "./demo-hint.tsx";
import { OverviewPictures } from "./overview-pictures.tsx";
import { OverviewTiles } from "./overview-tiles.tsx";

export const metadata: Metadata = { title: "Overview" };

const question = "How are we doing?";

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getOverview, words), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/" />;
  if (!any) {
    return (
      <>
        <PageHeader question={question} />
        <FirstSteps baseUrl={await baseUrl()} canWrite importHref="/import" />
      </>
    );
  }
  const { answer } = asked;
  const { environment } = await runtime();
  const { from, to, zone } = answer.period;
  const period = formatPeriod(from, to, zone);
  return (
    <>
      <PageHeader
        question={question}
        answer={answer.text}
        basis={`${period}, ${formatPlural(answer.incidents, "incident")}`}
      />
      {environment.FAULTLINE_DEMO && <DemoHint />}
      <FilterBar period={period} defaultPreset="all" choices={choices} withBucket />
      <Dimmed>
        <OverviewTiles answer={answer} words={words} />
        <OverviewPictures answer={answer} words={words} />
      </Dimmed>
    </>
  );
}
