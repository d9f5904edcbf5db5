import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Instant } from "#app/_ui/instant.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import type { IncidentList, Sort } from "#lib/analytics/incidents.ts";
import { formatCount, formatMinutes, formatPlural, notRecorded } from "#lib/format.ts";
import classes from "./incidents-table.module.css";

const columns: { sort: Sort; label: string; numeric?: boolean; first: "ascending" | "descending" }[] = [
  { sort: "number", label: "Incident", first: "descending" },
  { sort: "severity", label: "Severity", first: "ascending" },
  { sort: "startedAt", label: "Started", first: "descending" },
  { sort: "mitigateMinutes", label: "To mitigate", numeric: true, first: "descending" },
  { sort: "lostOrders", label: "Lost orders", numeric: true, first: "descending" },
  { sort: "errors", label: "Errors", numeric: true, first: "descending" },
  { sort: "systems", label: "Systems", numeric: true, first: "descending" },
];

export function IncidentsTable({
  answer,
  words,
  canWrite = false,
}: {
  answer: IncidentList;
  words: Words;
  canWrite?: boolean;
}) {
  const { items, next, total, period } = answer;
  const sort = words.sort ?? "-startedAt";
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label="Incidents" tabIndex={0}>
        <table className={classes.table}>
          <caption className="visually-hidden">{formatPlural(total, "incident")}, a page at a time</caption>
          <thead>
            <tr>
              {canWrite && (
                <th scope="col" className="no-print">
                  <span className="visually-hidden">Chosen</span>
                </th>
              )}
              {columns.map((column) => (
                <SortHeading key={column.sort} column={column} sort={sort} words={words} />
              ))}
              <th scope="col">AI</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {items.map((incident) => (
              <tr key={incident.number} data-incident={incident.number}>
                {canWrite && (
                  <td className="no-print">
                    <input
                      type="checkbox"
                      name="number"
                      value={incident.number}
                      aria-label={`Choose INC-${incident.number}`}
                    />
                  </td>
                )}
                <th scope="row" className={classes.what}>
                  <Link href={`/incidents/${incident.number}`}>{incident.title}</Link>
                  <span className={classes.detail}>
                    INC-{incident.number}
                    {incident.systems.length > 0 &&
                      ` · ${incident.systems
                        .slice(0, 2)
                        .map((system) => system.name)
                        .join(", ")}`}
                    {incident.systems.length > 2 && ` and ${incident.systems.length - 2} more`}
                    {incident.highBlast && <span className={classes.blast}>High blast radius</span>}
                  </span>
                </th>
                <td>
                  <SeverityBadge severity={incident.severity} />
                </td>
                <td className={classes.nowrap}>
                  <Instant at={incident.startedAt} zone={period.zone} />
                </td>
                <Measure
                  text={formatMinutes(incident.durations.mitigateMinutes, notRecorded)}
                  missing={incident.durations.mitigateMinutes === null}
                />
                <Measure
                  text={formatCount(incident.lostOrders, notRecorded)}
                  missing={incident.lostOrders === null}
                />
                <Measure
                  text={formatCount(incident.errors, notRecorded)}
                  missing={incident.errors === null}
                />
                <Measure text={formatCount(incident.systems.length)} missing={false} />
                <td className={classes.nowrap}>
                  <AiBadge ai={incident.aiInvolvement} />
                </td>
                <td className={classes.nowrap}>{incident.status}</td>
              </tr>
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

function Measure({ text, missing }: { text: string; missing: boolean }) {
  return (
    <td className={classes.numeric} data-missing={missing || undefined}>
      {text}
    </td>
  );
}

function SortHeading({
  column,
  sort,
  words,
}: {
  column: (typeof columns)[number];
  sort: string;
  words: Words;
}) {
  const active = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
  const nextOrder = active === undefined ? column.first : active === "ascending" ? "descending" : "ascending";
  const href = hrefWith(words, {
    sort: nextOrder === "descending" ? `-${column.sort}` : column.sort,
    cursor: null,
  });
  return (
    <th scope="col" aria-sort={active} className={column.numeric ? classes.numeric : undefined}>
      <Link href={href} className={classes.sort} prefetch={false}>
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
  return address("/incidents", params);
}
