import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse, pageScope } from "#app/_server/ask.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { LeftOutNote } from "#app/_ui/left-out-note.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { permits } from "#lib/actor.ts";
import { getChangeChoices } from "#lib/analytics/changes.ts";
import { coverageWords } from "#lib/analytics/coverage-words.ts";
import { getInterventions } from "#lib/analytics/interventions.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { InterventionCard } from "./intervention-card.tsx";
import { EditIntervention, NewIntervention } from "./intervention-form.tsx";
import { InterventionPictures } from "./intervention-pictures.tsx";

export const metadata: Metadata = { title: "Interventions" };

const question = "Did it work? Did anything else change?";

export default async function InterventionsPage({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, trends, { choices }, { actor }, owners] = await Promise.all([
    askOrRefuse(getInterventions, words),
    askOrRefuse(getTrends, words),
    filterChoices(),
    pageScope(),
    ask(getChangeChoices, undefined),
  ]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/interventions" />;
  if ("refusal" in trends) return <RefusedFilter problems={trends.refusal.errors} path="/interventions" />;
  const { answer } = asked;
  const { from, to, zone } = answer.period;
  const period = formatPeriod(from, to, zone);
  const canWrite = permits(actor, "intervention.write");
  const offered = { orgs: owners.org.map(({ value }) => value), systems: owners.system };
  return (
    <>
      <PageHeader
        question={question}
        answer={answer.text}
        basis={`${period}, ${formatPlural(answer.items.length, "intervention")}, ${formatPlural(answer.incidents, "incident")}; ${coverageWords(answer.coverage)}`}
        actions={canWrite ? <NewIntervention offered={offered} /> : undefined}
      />
      <LeftOutNote leftOut={answer.leftOut} />
      <FilterBar defaultPreset="all" choices={choices} withBucket withCompare={false} />
      <Dimmed>
        {answer.items.length === 0 ? (
          <EmptyState title="No intervention in this period">
            Tell what was done to change how things go, or what may have changed them: a reset, a code freeze,
            a new tool, a round of lay-offs. Each is then marked on every time axis, and the time before it is
            compared with the time from its first day on.
          </EmptyState>
        ) : (
          <Cards>
            <Wide>
              <InterventionPictures
                answer={answer}
                trends={trends.answer}
                words={words}
                bands={await bandsIn(answer.period)}
              />
            </Wide>
            {answer.items.toReversed().map((item) => (
              <Wide key={item.id}>
                <InterventionCard
                  item={item}
                  words={words}
                  zone={zone}
                  actions={canWrite ? <EditIntervention intervention={item} offered={offered} /> : undefined}
                />
              </Wide>
            ))}
          </Cards>
        )}
      </Dimmed>
    </>
  );
}
