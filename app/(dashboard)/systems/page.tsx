import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { type SearchParams, type Words, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse } from "#app/_server/ask.ts";
import { exportHref } from "#app/_server/export-href.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { DownloadButton } from "#app/_ui/download-button.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import {
  ListCell,
  type ListColumn,
  ListHeading,
  ListPages,
  ListSubject,
  ListTable,
} from "#app/_ui/list-table.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { ListSkeleton } from "#app/_ui/skeletons.tsx";
import { listSystemRecords, type SystemRecord } from "#lib/analytics/system-records.ts";
import { formatCount, formatPlural, formatShort, notRecorded } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";
import { SystemFilter } from "./system-filter.tsx";

export const metadata: Metadata = { title: "Systems" };

const path = "/systems";

const columns: ListColumn[] = [
  { sort: "name", label: "System", first: "ascending" },
  { sort: "tier", label: "Tier", first: "ascending" },
  { sort: "org", label: "Organisation", first: "ascending" },
  { sort: "incidents", label: "Incidents", first: "descending", numeric: true },
  { sort: "sev12", label: "Sev-1/2", first: "descending", numeric: true },
  { sort: "lostOrders", label: "Lost orders", first: "descending", numeric: true },
  { sort: "latest", label: "Latest incident", first: "descending" },
];

export default function SystemsPage(props: { searchParams: SearchParams }) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Systems {...props} />
    </Suspense>
  );
}

async function Systems({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, canWrite, { zone }] = await Promise.all([
    askOrRefuse(listSystemRecords, { limit: 100, ...words }),
    permitted("system.write"),
    ask(getSettings, undefined),
  ]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/systems" />;
  const { items, next, total, orgs } = asked.answer;
  return (
    <>
      <PageHeader
        question="Systems"
        answer={formatPlural(total, "system")}
        basis="With their incidents of all time"
        actions={
          <>
            <DownloadButton href={exportHref("systems", words)}>Export CSV</DownloadButton>
            {canWrite && <ButtonLink href="/systems/new">Add a system</ButtonLink>}
          </>
        }
      />
      <SystemFilter orgs={orgs} />
      <Dimmed>
        {items.length === 0 ? (
          <NoSystems any={Object.keys(words).length > 0} canWrite={canWrite} />
        ) : (
          <Table items={items} words={words} zone={zone} total={total} />
        )}
        <ListPages path={path} words={words} next={next} />
      </Dimmed>
    </>
  );
}

function NoSystems({ any, canWrite }: { any: boolean; canWrite: boolean }) {
  if (any) return <EmptyState title="No system matches">Remove a word or a choice above.</EmptyState>;
  return (
    <EmptyState
      title="No systems yet"
      actions={
        canWrite && (
          <>
            <Link href="/import">Import a list of systems or incidents</Link>
            <Link href="/systems/new">Add one</Link>
          </>
        )
      }
    >
      They come with imported incidents that name them, from a list of their own, or by the API.
    </EmptyState>
  );
}

function Table(of: { items: SystemRecord[]; words: Words; zone: string; total: number }) {
  const { items, words, zone, total } = of;
  return (
    <ListTable
      label="Systems"
      caption={formatPlural(total, "system")}
      head={columns.map((column) => (
        <ListHeading
          key={column.label}
          column={column}
          sort={words.sort ?? "name"}
          path={path}
          words={words}
        />
      ))}
    >
      {items.map((system) => (
        <tr key={system.slug}>
          <ListSubject href={`/systems/${encodeURIComponent(system.slug)}`} title={system.name}>
            {detailsOf(system).join(" · ")}
          </ListSubject>
          <ListCell missing={system.tier === null}>
            {system.tier === null ? notRecorded : `Tier ${system.tier}`}
          </ListCell>
          <ListCell missing={system.org === null}>{system.org ?? notRecorded}</ListCell>
          <Counted count={system.incidents} href={`/incidents?system=${encodeURIComponent(system.slug)}`} />
          <Counted
            count={system.sev12}
            href={`/incidents?system=${encodeURIComponent(system.slug)}&severity=1,2`}
          />
          <ListCell numeric missing={system.lostOrders === null}>
            {formatShort(system.lostOrders, notRecorded)}
          </ListCell>
          <ListCell>
            {system.latest === null ? "none" : <Instant at={system.latest} zone={zone} style="date" />}
          </ListCell>
        </tr>
      ))}
    </ListTable>
  );
}

/** Systems that came with imported incidents are called as they were named there: once is enough. */
function detailsOf({ slug, name, owner, retired }: SystemRecord): string[] {
  return [slug === name ? null : slug, owner, retired ? "retired" : null].filter((word) => word !== null);
}

function Counted({ count, href }: { count: number; href: string }) {
  return (
    <ListCell numeric>
      {count === 0 ? (
        0
      ) : (
        <Link href={href} prefetch={false}>
          {formatCount(count)}
        </Link>
      )}
    </ListCell>
  );
}
