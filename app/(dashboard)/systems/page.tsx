import type { Metadata } from "next";
import Link from "next/link";
import { type SearchParams, type Words, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Instant } from "#app/_ui/instant.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { listSystemRecords, type SystemRecord } from "#lib/analytics/system-records.ts";
import { formatCount, formatPlural, formatShort, notRecorded } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";
import { SystemFilter } from "./system-filter.tsx";
import classes from "./systems.module.css";

export const metadata: Metadata = { title: "Systems" };

const columns = [
  { sort: "name", label: "System", first: "name" },
  { sort: "tier", label: "Tier", first: "tier" },
  { sort: "org", label: "Organisation", first: "org" },
  { sort: "incidents", label: "Incidents", first: "-incidents", numeric: true },
  { sort: "sev12", label: "Sev-1/2", first: "-sev12", numeric: true },
  { sort: "lostOrders", label: "Lost orders", first: "-lostOrders", numeric: true },
  { sort: "latest", label: "Latest incident", first: "-latest" },
];

export default async function SystemsPage({ searchParams }: { searchParams: SearchParams }) {
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
        basis="Incidents of all time that count; those of a period stand behind the filter of the other pages."
        actions={canWrite ? <ButtonLink href="/systems/new">Add a system</ButtonLink> : undefined}
      />
      <SystemFilter orgs={orgs} />
      <Dimmed>
        {items.length === 0 ? (
          <EmptyState title="No system matches">
            {Object.keys(words).length === 0
              ? "Systems come with imported incidents, by API, or are added here."
              : "Remove a word or a choice above."}
          </EmptyState>
        ) : (
          <Table items={items} words={words} zone={zone} total={total} />
        )}
        <nav className={`${classes.pages} no-print`} aria-label="Pages of the list">
          {words.cursor !== undefined && <Link href={hrefWith(words, { cursor: null })}>First page</Link>}
          {next !== null && <Link href={hrefWith(words, { cursor: next })}>Next page</Link>}
        </nav>
      </Dimmed>
    </>
  );
}

function Table({
  items,
  words,
  zone,
  total,
}: {
  items: SystemRecord[];
  words: Words;
  zone: string;
  total: number;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label="Systems" tabIndex={0}>
      <table className={classes.table}>
        <caption className="visually-hidden">{formatPlural(total, "system")}, a page at a time</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.sort} column={column} words={words} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((system) => (
            <tr key={system.slug}>
              <th scope="row">
                <Link href={`/systems/${encodeURIComponent(system.slug)}`}>{system.name}</Link>
                <span className={classes.detail}>
                  {system.slug}
                  {system.owner !== null && ` · ${system.owner}`}
                  {system.retired && " · retired"}
                </span>
              </th>
              <td>{system.tier === null ? <Missing /> : `Tier ${system.tier}`}</td>
              <td>{system.org ?? <Missing />}</td>
              <td data-numeric>
                {system.incidents === 0 ? (
                  0
                ) : (
                  <Link href={`/incidents?system=${encodeURIComponent(system.slug)}`} prefetch={false}>
                    {formatCount(system.incidents)}
                  </Link>
                )}
              </td>
              <td data-numeric>
                {system.sev12 === 0 ? (
                  0
                ) : (
                  <Link
                    href={`/incidents?system=${encodeURIComponent(system.slug)}&severity=1,2`}
                    prefetch={false}
                  >
                    {formatCount(system.sev12)}
                  </Link>
                )}
              </td>
              <td data-numeric>
                {system.lostOrders === null ? <Missing /> : formatShort(system.lostOrders)}
              </td>
              <td>
                {system.latest === null ? "none" : <Instant at={system.latest} zone={zone} style="date" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Missing() {
  return <span className={classes.missing}>{notRecorded}</span>;
}

function Heading({ column, words }: { column: (typeof columns)[number]; words: Words }) {
  const sort = words.sort ?? "name";
  const active = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
  const turned = active === "ascending" ? `-${column.sort}` : column.sort;
  const href = hrefWith(words, { sort: active === undefined ? column.first : turned, cursor: null });
  return (
    <th scope="col" aria-sort={active} data-numeric={column.numeric || undefined}>
      <Link href={href} prefetch={false}>
        {column.label}
        <span aria-hidden="true">{active === undefined ? "" : active === "ascending" ? " ↑" : " ↓"}</span>
      </Link>
    </th>
  );
}

function hrefWith(words: Words, change: Record<string, string | null>): string {
  const params = new URLSearchParams(words);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return address("/systems", params);
}
