import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "#app/_ui/card.tsx";
import { aliasesFact, type Fact, FactList, factsOf } from "#app/_ui/fields/field-value.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { getChange } from "#lib/changes/read.ts";
import type { Change } from "#lib/changes/schema.ts";
import { changeFields, inPlace } from "#lib/fields/entries.ts";
import { unknownSystems } from "#lib/hooks/schema.ts";
import classes from "../changes.module.css";

/** What its evidence of AI, its safeguards and its audit hold stands in cards of their own. */
const elsewhere = ["audit", "ai", "dose"];
const shown = inPlace(changeFields, "card").filter(
  (name) => name !== "title" && name !== "customFields" && !elsewhere.includes(changeFields[name].group),
);

export function ChangeFactsCard({ change, zone }: { change: Change; zone: string }) {
  const facts = [
    { label: "System", value: systemLink(change) ?? unknownSystem(change) },
    { label: "Organisation", value: change.org },
    ...factsOf(changeFields, shown, { record: change, zone }),
    ...[aliasesFact(change)].filter(({ value }) => value !== null),
    ...customFacts(change),
  ];
  return (
    <Card title="What is recorded">
      <FactList facts={facts} />
    </Card>
  );
}

function customFacts({ customFields }: Change): Fact[] {
  const kept = Object.entries(customFields ?? {}).filter(([name]) => name !== unknownSystems);
  return kept.map(([label, value]) => ({ label, value }));
}

function systemLink({ system, systemName, tier }: Change): ReactNode | null {
  if (system === null) return null;
  return (
    <>
      <Link href={`/changes?system=${encodeURIComponent(system)}`}>{systemName}</Link>
      {tier !== null && ` (Tier ${tier})`}
    </>
  );
}

function unknownSystem({ customFields }: Change): string | null {
  const named = customFields?.[unknownSystems];
  return named === undefined ? null : `${named} (named by its source, not known here)`;
}

export function LinkedIncidents({ change, zone }: { change: Change; zone: string }) {
  return (
    <Card title="Incidents" means={meaningOf(getChange, "incidents", "incidents.link")}>
      {change.incidents.length === 0 ? (
        <p className={classes.verdict}>No incident names this change.</p>
      ) : (
        <ul className={classes.links}>
          {change.incidents.map((incident) => (
            <li key={incident.number}>
              <Link href={`/incidents/${incident.number}`}>{incident.title}</Link>
              <span className={classes.badges}>
                <span className={classes.detail}>
                  INC-{incident.number} ·{" "}
                  <Instant at={incident.startedAt} precision={incident.startedPrecision} zone={zone} /> ·{" "}
                  {incident.link}
                </span>
                <SeverityBadge severity={incident.severity} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
