import Link from "next/link";
import type { ReactNode } from "react";
import { wordsFor } from "#app/_server/choices.ts";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatMinutes, notRecorded } from "#lib/format.ts";
import { unknownSystems } from "#lib/hooks/schema.ts";
import { getIncident } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import classes from "./incident.module.css";

type Fact = { label: string; value: ReactNode | null };

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.flatMap(({ label, value }) => [
        <dt key={`${label} label`}>{label}</dt>,
        <dd key={label} data-missing={value === null || undefined}>
          {value ?? notRecorded}
        </dd>,
      ])}
    </dl>
  );
}

const count = (value: number | null) => (value === null ? null : formatCount(value));

export function ImpactCard({ incident }: { incident: Incident }) {
  const { lostOrders, errors, customersAffected, orderDropPercent, customerFacing } = incident;
  return (
    <Card title="Impact">
      <Facts
        facts={[
          { label: "Lost orders", value: count(lostOrders) },
          { label: "Errors", value: count(errors) },
          { label: "Customers affected", value: count(customersAffected) },
          { label: "Fewer orders by", value: orderDropPercent === null ? null : `${orderDropPercent}%` },
          { label: "Customer-facing", value: customerFacing === null ? null : customerFacing ? "yes" : "no" },
        ]}
      />
    </Card>
  );
}

export function TimesCard({ incident, zone }: { incident: Incident; zone: string }) {
  const { durations } = incident;
  const moment = (at: Date | null, minutes: number | null): ReactNode | null =>
    at === null ? null : (
      <>
        <Instant at={at} zone={zone} />
        {minutes === null
          ? ", before the start: this duration does not count"
          : `, after ${formatMinutes(minutes)}`}
      </>
    );
  return (
    <Card title="Times" subtitle={`in ${zone}`}>
      <Facts
        facts={[
          { label: "Started", value: <Instant at={incident.startedAt} zone={zone} /> },
          { label: "Detected", value: moment(incident.detectedAt, durations.detectMinutes) },
          { label: "Mitigated", value: moment(incident.mitigatedAt, durations.mitigateMinutes) },
          { label: "Resolved", value: moment(incident.resolvedAt, durations.resolveMinutes) },
        ]}
      />
    </Card>
  );
}

export function ReachCard({ incident }: { incident: Incident }) {
  const { systems, regions, customFields } = incident;
  const unknown = customFields?.[unknownSystems];
  return (
    <Card title="Systems and regions">
      <Facts
        facts={[
          { label: "Origin", value: systemLinks(systems.filter((system) => system.part === "origin")) },
          { label: "Affected", value: systemLinks(systems.filter((system) => system.part === "affected")) },
          { label: "Regions", value: regions.length === 0 ? null : regions.join(", ") },
          ...(unknown === undefined
            ? []
            : [{ label: "Named by its source, not known here", value: unknown }]),
        ]}
      />
    </Card>
  );
}

/** What another tool or file said of it under names of its own. */
export function SourceCard({ incident }: { incident: Incident }) {
  const { source, externalId, severityRaw, customFields } = incident;
  const kept = Object.entries(customFields ?? {}).filter(([name]) => name !== unknownSystems);
  const facts: Fact[] = [
    { label: "Source", value: source === null ? externalId : `${source} ${externalId ?? ""}` },
    { label: "Severity there", value: severityRaw },
  ].filter(({ value }) => value !== null);
  if (facts.length + kept.length === 0) return null;
  return (
    <Card title="Where it comes from">
      <Facts facts={[...facts, ...kept.map(([label, value]) => ({ label, value }))]} />
    </Card>
  );
}

function systemLinks(systems: Incident["systems"]): ReactNode | null {
  if (systems.length === 0) return null;
  return systems.map((system, i) => (
    <span key={system.slug}>
      {i > 0 && ", "}
      <Link href={`/systems/${encodeURIComponent(system.slug)}`}>{system.name}</Link>
      {system.tier !== null && ` (Tier ${system.tier})`}
    </span>
  ));
}

export function AiCard({ incident }: { incident: Incident }) {
  return (
    <Card title="AI involvement" means={meaningOf(getIncident, "aiInvolvement")}>
      <Facts
        facts={[
          {
            label: "Involvement",
            value: incident.aiInvolvement === "unknown" ? null : wordsFor(incident.aiInvolvement),
          },
          { label: "Tool", value: incident.aiTool },
          { label: "Evidence", value: incident.aiEvidence === "none" ? null : wordsFor(incident.aiEvidence) },
        ]}
      />
      {incident.aiNote && <p className={classes.text}>{incident.aiNote}</p>}
    </Card>
  );
}

export function CauseCard({ incident }: { incident: Incident }) {
  const known = (value: string) => (value === "unknown" ? null : wordsFor(value));
  return (
    <Card title="Cause">
      <Facts
        facts={[
          { label: "Trigger", value: known(incident.trigger) },
          { label: "Root cause", value: known(incident.rootCause) },
          {
            label: "Contributing factors",
            value:
              incident.factors.length === 0
                ? null
                : incident.factors.map(({ factor }) => wordsFor(factor)).join(", "),
          },
          {
            label: "Changes",
            value:
              incident.changes.length === 0
                ? null
                : incident.changes.map((change, i) => (
                    <span key={change.id}>
                      {i > 0 && ", "}
                      <Link href={`/changes/${change.number}`}>{change.title}</Link> ({change.link})
                    </span>
                  )),
          },
        ]}
      />
      {incident.rootCauseDetail && <p className={classes.text}>{incident.rootCauseDetail}</p>}
    </Card>
  );
}
