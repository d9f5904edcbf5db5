import { Fragment } from "react";
import type { Words } from "#app/_server/address.ts";
import { ListHeading, ListPages, ListSubject, ListTable } from "#app/_ui/list-table.tsx";
import type { IncidentList } from "#lib/analytics/incidents.ts";
import { formatPlural } from "#lib/format.ts";
import { chosenColumns } from "./incident-columns.tsx";
import classes from "./incidents-table.module.css";

const path = "/incidents";

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
  const columns = chosenColumns(words.columns);
  const sorting = { sort: words.sort ?? "-startedAt", path, words };
  return (
    <>
      <ListTable
        label="Incidents"
        caption={formatPlural(total, "incident")}
        head={
          <>
            {canWrite && (
              <th scope="col" className="no-print">
                <span className="visually-hidden">Chosen</span>
              </th>
            )}
            <ListHeading column={{ label: "Incident", sort: "number", first: "descending" }} {...sorting} />
            {columns.map((column) => (
              <ListHeading key={column.key} column={column} {...sorting} />
            ))}
          </>
        }
      >
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
            <ListSubject href={`/incidents/${incident.number}`} title={incident.title}>
              INC-{incident.number}
              {reached(incident.systems)}
              {incident.highBlast && <span className={classes.blast}>High blast radius</span>}
            </ListSubject>
            {columns.map((column) => (
              <Fragment key={column.key}>{column.cell(incident, period.zone)}</Fragment>
            ))}
          </tr>
        ))}
      </ListTable>
      <ListPages path={path} words={words} next={next} />
    </>
  );
}

const mostNamed = 2;

function reached(systems: readonly { name: string }[]): string {
  if (systems.length === 0) return "";
  const names = systems.slice(0, mostNamed).map(({ name }) => name);
  const more = systems.length > mostNamed ? ` and ${systems.length - mostNamed} more` : "";
  return ` · ${names.join(", ")}${more}`;
}
