import Link from "next/link";
import type { ReactNode } from "react";
import { wordsFor } from "#app/_server/choices.ts";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { getChange } from "#lib/changes/read.ts";
import type { Change } from "#lib/changes/schema.ts";
import { formatCount, notRecorded } from "#lib/format.ts";
import { unknownSystems } from "#lib/hooks/schema.ts";
import classes from "../changes.module.css";

const known = (value: string | null) =>
  value === null || value === "unknown" || value === "none" ? null : wordsFor(value);

export function ChangeFactsCard({ change, zone }: { change: Change; zone: string }) {
  const facts: { label: string; value: ReactNode | null }[] = [
    { label: "System", value: systemLink(change) ?? unknownSystem(change) },
    { label: "Organisation", value: change.org },
    { label: "Kind", value: known(change.kind) },
    { label: "Author", value: change.author },
    { label: "Level", value: known(change.authorLevel) },
    { label: "AI evidence", value: known(change.aiEvidence) },
    { label: "Approvals", value: change.approvals === null ? null : formatCount(change.approvals) },
    {
      label: "Rolled back",
      value: change.rolledBackAt === null ? null : <Instant at={change.rolledBackAt} zone={zone} />,
    },
    { label: "Document", value: outside(change.documentUrl) },
    { label: "Change itself", value: outside(change.url) },
    { label: "Source", value: change.source === null ? null : `${change.source} ${change.externalId ?? ""}` },
  ];
  return (
    <Card title="What is recorded">
      <dl className={classes.facts}>
        {facts.flatMap(({ label, value }) => [
          <dt key={`${label} label`}>{label}</dt>,
          <dd key={label} data-missing={value === null || undefined}>
            {value ?? notRecorded}
          </dd>,
        ])}
      </dl>
    </Card>
  );
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

/** Only web addresses become links: what came from outside must not run anything. */
function outside(url: string | null): ReactNode | null {
  if (url === null || !/^https?:\/\//i.test(url)) return url;
  return (
    <a href={url} rel="noreferrer noopener" target="_blank">
      {url}
    </a>
  );
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
                  INC-{incident.number} · <Instant at={incident.startedAt} zone={zone} /> · {incident.link}
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
