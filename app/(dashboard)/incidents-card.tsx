import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import type { Incident } from "#lib/incidents/schema.ts";
import classes from "./lists.module.css";

export function IncidentsCard(props: {
  title: string;
  subtitle: ReactNode;
  incidents: Incident[];
  zone: string;
  measure: (incident: Incident) => string;
  empty: string;
  href: string;
}) {
  const { title, subtitle, incidents, zone, measure, empty, href } = props;
  return (
    <Card
      title={title}
      subtitle={subtitle}
      href={incidents.length === 0 ? undefined : href}
      hrefLabel="Open the list"
    >
      {incidents.length === 0 ? (
        <p className={classes.empty}>{empty}</p>
      ) : (
        <ol className={classes.list}>
          {incidents.map((incident) => (
            <li key={incident.number} className={classes.item}>
              <span className={classes.what}>
                <Link href={`/incidents/${incident.number}`} prefetch={false}>
                  {incident.title}
                </Link>
                <span className={classes.detail}>
                  INC-{incident.number} ·{" "}
                  <Instant
                    at={incident.startedAt}
                    precision={incident.startedPrecision}
                    zone={zone}
                    style="date"
                  />
                </span>
              </span>
              <SeverityBadge severity={incident.severity} />
              <span className={classes.measure}>{measure(incident)}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
