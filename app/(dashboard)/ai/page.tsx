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
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { formatCount, formatPeriod, formatPlural } from "#lib/format.ts";
import { AiPictures } from "./ai-pictures.tsx";

export const metadata: Metadata = { title: "AI changes" };

const question = "What share is tied to AI, and is that more than its share of changes?";

export default async function AiPage({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getAiShare, words), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/ai" />;
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
  const { incidents, changes } = answer;
  return (
    <>
      <PageHeader
        question={question}
        answer={answer.text}
        basis={`${period}, ${formatPlural(incidents.known + incidents.unknown, "incident")}, ${formatCount(changes.known + changes.unknown)} changes`}
      />
      <FilterBar period={period} defaultPreset="all" choices={choices} withBucket withCompare={false} />
      <Dimmed>
        <AiPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
      </Dimmed>
    </>
  );
}
