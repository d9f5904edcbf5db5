import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { getBlastPictures, getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { BlastRadiusPictures } from "./blast-radius-pictures.tsx";

export const metadata: Metadata = { title: "Blast radius" };

const question = "How far did each one reach?";

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getBlastRadius, words), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/blast-radius" />;
  if (!any) {
    return (
      <>
        <PageHeader question={question} />
        <FirstSteps baseUrl={await baseUrl()} canWrite />
      </>
    );
  }
  const { answer } = asked;
  const { limit: _, ...meant } = words;
  const pictures = await ask(getBlastPictures, meant);
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
        <BlastRadiusPictures answer={answer} pictures={pictures} words={words} />
      </Dimmed>
    </>
  );
}
