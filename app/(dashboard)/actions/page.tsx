import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { type SearchParams, type Words, wordsOf } from "#app/_server/address.ts";
import { askOrRefuse } from "#app/_server/ask.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { exportHref } from "#app/_server/export-href.ts";
import { permitted } from "#app/_server/permitted.ts";
import { Card } from "#app/_ui/card.tsx";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { DownloadButton } from "#app/_ui/download-button.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { ListSkeleton } from "#app/_ui/skeletons.tsx";
import { type ActionList, actionWords, listActions } from "#lib/analytics/actions.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { ActionChoices } from "./action-choices.tsx";
import { ActionRow } from "./action-row.tsx";
import classes from "./actions.module.css";

export const metadata: Metadata = { title: "Actions" };

export default function ActionsPage(props: { searchParams: SearchParams }) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Actions {...props} />
    </Suspense>
  );
}

async function Actions({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const { bucket: _, compare: __, ...meant } = words;
  // The page begins with what is to be done; every state is one choice away.
  const own = Object.keys(actionWords).some((word) => words[word] !== undefined);
  const [asked, { choices, any }, canWrite] = await Promise.all([
    askOrRefuse(listActions, own ? meant : { ...meant, state: "open" }),
    filterChoices(),
    permitted("postmortem.write"),
  ]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/actions" />;
  if (!any) return <NoActions canWrite={canWrite} />;
  const { answer } = asked;
  const { from, to, zone } = answer.period;
  return (
    <>
      <PageHeader
        question="Actions"
        answer={`${formatPlural(answer.total, "action")}, ${answer.overdue} overdue`}
        basis={`of incidents that began ${formatPeriod(from, to, zone)}`}
        actions={
          <DownloadButton href={exportHref("actions", own ? words : { ...words, state: "open" })}>
            Export CSV
          </DownloadButton>
        }
      />
      <FilterBar defaultPreset="all" choices={choices} withCompare={false}>
        <ActionChoices owners={answer.owners} />
      </FilterBar>
      <Dimmed>
        {answer.items.length === 0 ? (
          <EmptyState title="No action matches">
            Widen the period, choose another state, or remove a filter above. Actions are decided in the
            post-mortem of an incident.
          </EmptyState>
        ) : (
          <List answer={answer} words={words} canWrite={canWrite} />
        )}
      </Dimmed>
    </>
  );
}

/** Without an incident there can be none. */
function NoActions({ canWrite }: { canWrite: boolean }) {
  return (
    <>
      <PageHeader question="Actions" />
      <EmptyState
        title="No actions yet"
        actions={
          canWrite && (
            <>
              <Link href="/incidents/new">Log an incident</Link>
              <Link href="/import">Import a list of incidents or actions</Link>
            </>
          )
        }
      >
        Actions are what a post-mortem decides to do, so they come with incidents.
      </EmptyState>
    </>
  );
}

function List({ answer, words, canWrite }: { answer: ActionList; words: Words; canWrite: boolean }) {
  const { items, next } = answer;
  return (
    <Card
      title={words.state === undefined && words.due === undefined ? "To be done" : "Actions"}
      subtitle="Open ones first, the most urgent at the top"
    >
      <ul className={classes.list}>
        {items.map(({ incident, ...action }) => (
          <ActionRow
            key={`${action.id}-${action.version}`}
            action={action}
            incident={incident}
            canWrite={canWrite}
          />
        ))}
      </ul>
      <nav className={`${classes.pages} no-print`} aria-label="Pages of the list">
        {words.cursor !== undefined && <Link href={hrefWith(words, null)}>First page</Link>}
        {next !== null && <Link href={hrefWith(words, next)}>Next page</Link>}
      </nav>
    </Card>
  );
}

function hrefWith(words: Words, cursor: string | null): string {
  const params = new URLSearchParams(words);
  if (cursor === null) params.delete("cursor");
  else params.set("cursor", cursor);
  return address("/actions", params);
}
