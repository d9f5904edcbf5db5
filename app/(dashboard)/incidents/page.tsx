import type { Metadata } from "next";
import { Fragment, Suspense } from "react";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { askOrRefuse } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { exportHref } from "#app/_server/export-href.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { DownloadButton } from "#app/_ui/download-button.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { LeftOutNote } from "#app/_ui/left-out-note.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { ListSkeleton } from "#app/_ui/skeletons.tsx";
import { coverageWords } from "#lib/analytics/coverage-words.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { BulkEdit } from "./bulk-edit.tsx";
import { ColumnsMenu } from "./columns-menu.tsx";
import { chosenColumns, columnChoices } from "./incident-columns.tsx";
import { IncidentsTable } from "./incidents-table.tsx";

export const metadata: Metadata = { title: "Incidents" };

export default function IncidentsPage(props: { searchParams: SearchParams }) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Incidents {...props} />
    </Suspense>
  );
}

async function Incidents({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const { bucket: _, compare: __, columns: ___, ...meant } = words;
  const [asked, { choices, any }, canWrite] = await Promise.all([
    askOrRefuse(listIncidents, meant),
    filterChoices(),
    permitted("incident.write"),
  ]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/incidents" />;
  const { answer } = asked;
  const { from, to, zone } = answer.period;
  if (!any) {
    return (
      <>
        <PageHeader question="Incidents" />
        <FirstSteps
          baseUrl={await baseUrl()}
          canWrite={canWrite}
          logHref="/incidents/new"
          importHref="/import"
        />
      </>
    );
  }
  const Chosen = canWrite ? BulkEdit : Fragment;
  return (
    <>
      <PageHeader
        question="Incidents"
        answer={formatPlural(answer.total, "incident")}
        basis={`${formatPeriod(from, to, zone)}; ${coverageWords(answer.coverage)}`}
        actions={
          <>
            <DownloadButton href={exportHref("incidents", words)}>Export CSV</DownloadButton>
            {canWrite && (
              <ButtonLink href="/incidents/new" variant="filled">
                Log an incident
              </ButtonLink>
            )}
          </>
        }
      />
      <LeftOutNote leftOut={answer.leftOut} />
      <FilterBar defaultPreset="all" choices={choices} withCompare={false} withSearch>
        <ColumnsMenu choices={columnChoices} chosen={chosenColumns(words.columns).map(({ key }) => key)} />
      </FilterBar>
      <Dimmed>
        {answer.items.length === 0 ? (
          <EmptyState title="No incident matches">Widen the period, or remove a filter above.</EmptyState>
        ) : (
          <Chosen>
            <IncidentsTable answer={answer} words={words} canWrite={canWrite} />
          </Chosen>
        )}
      </Dimmed>
    </>
  );
}
