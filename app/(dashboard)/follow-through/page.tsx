import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { askOrRefuse } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { permitted } from "#app/_server/permitted.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { FollowThroughPictures } from "./follow-through-pictures.tsx";

export const metadata: Metadata = { title: "Follow-through" };

const question = "Do we do what we said we would?";

export default async function FollowThroughPage({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, { choices, any }, canWrite] = await Promise.all([
    askOrRefuse(getFollowThrough, words),
    filterChoices(),
    permitted("incident.write"),
  ]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/follow-through" />;
  if (!any) {
    return (
      <>
        <PageHeader question={question} />
        <FirstSteps baseUrl={await baseUrl()} canWrite={canWrite} logHref="/incidents/new" />
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
      <FilterBar period={period} defaultPreset="all" choices={choices} withCompare={false} withBucket />
      <Dimmed>
        <FollowThroughPictures answer={answer} words={words} />
      </Dimmed>
    </>
  );
}
