import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Instant } from "#app/_ui/instant.tsx";
import type { ChangeList, ChangeSort } from "#lib/analytics/changes.ts";
import type { Change } from "#lib/changes/schema.ts";
import { formatCount, formatPlural, notRecorded } from "#lib/format.ts";
import classes from "./changes.module.css";
import { GuardrailSummary } from "./guardrail-list.tsx";

type Column = { label: string; sort?: ChangeSort; first?: "ascending" | "descending"; numeric?: boolean };

const columns: Column[] = [
  { label: "Change", sort: "number", first: "descending" },
  { label: "Deployed", sort: "deployedAt", first: "descending" },
  { label: "Kind" },
  { label: "AI" },
  { label: "Approvals", sort: "approvals", first: "ascending", numeric: true },
  { label: "Guardrails", sort: "unmet", first: "descending" },
  { label: "Audit" },
  { label: "Incidents" },
];

export function ChangesTable({ answer, words }: { answer: ChangeList; words: Words }) {
  const { items, next, total, period } = answer;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label="Changes" tabIndex={0}>
        <table className={classes.table}>
          <caption className="visually-hidden">{formatPlural(total, "change")}, a page at a time</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading key={column.label} column={column} words={words} />
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((change) => (
              <ChangeRow key={change.number} change={change} zone={period.zone} />
            ))}
          </tbody>
        </table>
      </section>
      <nav className={`${classes.pages} no-print`} aria-label="Pages of the list">
        {words.cursor !== undefined && <Link href={hrefWith(words, { cursor: null })}>First page</Link>}
        {next !== null && <Link href={hrefWith(words, { cursor: next })}>Next page</Link>}
      </nav>
    </>
  );
}

function ChangeRow({ change, zone }: { change: Change; zone: string }) {
  return (
    <tr data-change={change.number}>
      <th scope="row" className={classes.what}>
        <Link href={`/changes/${change.number}`}>{change.title}</Link>
        <span className={classes.detail}>
          CHG-{change.number}
          {change.systemName !== null && ` · ${change.systemName}`}
          {change.tier !== null && ` · Tier ${change.tier}`}
        </span>
      </th>
      <td className={classes.nowrap}>
        <Instant at={change.deployedAt} zone={zone} />
      </td>
      <td data-missing={change.kind === null || undefined}>
        {change.kind === null ? notRecorded : wordsFor(change.kind)}
      </td>
      <td className={classes.nowrap}>
        <AiBadge ai={change.aiAssistance} />
      </td>
      <td className={classes.numeric} data-missing={change.approvals === null || undefined}>
        {formatCount(change.approvals, notRecorded)}
      </td>
      <td className={classes.nowrap}>
        <GuardrailSummary check={change.guardrails} />
      </td>
      <td className={classes.nowrap} data-missing={change.auditedAt === null || undefined}>
        {change.auditOutcome === null ? "not audited" : wordsFor(change.auditOutcome)}
      </td>
      <td>
        {change.incidents.length === 0
          ? ""
          : change.incidents.map(({ number, link, title }, i) => (
              <span key={number}>
                {i > 0 && ", "}
                <Link href={`/incidents/${number}`} title={title}>
                  INC-{number}
                </Link>{" "}
                ({link})
              </span>
            ))}
      </td>
    </tr>
  );
}

function Heading({ column, words }: { column: Column; words: Words }) {
  const className = column.numeric ? classes.numeric : undefined;
  if (column.sort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.label}
      </th>
    );
  }
  const sort = words.sort ?? "-deployedAt";
  const active = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
  const order = active === undefined ? column.first : active === "ascending" ? "descending" : "ascending";
  const value = order === "descending" ? `-${column.sort}` : column.sort;
  return (
    <th scope="col" aria-sort={active} className={className}>
      <Link href={hrefWith(words, { sort: value, cursor: null })} className={classes.sort} prefetch={false}>
        {column.label}
        <span aria-hidden="true" className={classes.arrow}>
          {active === "ascending" ? "↑" : active === "descending" ? "↓" : ""}
        </span>
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
  return address("/changes", params);
}
