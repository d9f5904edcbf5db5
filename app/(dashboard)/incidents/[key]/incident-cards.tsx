import Link from "next/link";
import type { ReactNode } from "react";
import { wordsFor } from "#app/_server/choices.ts";
import { Card } from "#app/_ui/card.tsx";
import { aliasesFact, type Fact, FactList, factsOf } from "#app/_ui/fields/field-value.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { incidentFields, inPlace } from "#lib/fields/entries.ts";
import { formatMinutes } from "#lib/format.ts";
import { unknownSystems } from "#lib/hooks/schema.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import classes from "./incident.module.css";

type Name = keyof typeof incidentFields;

const inGroup = (group: string, ...but: Name[]) =>
  inPlace(incidentFields, "card").filter(
    (name) => incidentFields[name].group === group && !but.includes(name),
  );

function Facts({ facts }: { facts: readonly Fact[] }) {
  return <FactList facts={facts} />;
}

export function ImpactCard({ incident, zone }: { incident: Incident; zone: string }) {
  return (
    <Card title="Impact">
      <Facts facts={factsOf(incidentFields, inGroup("impact"), { record: incident, zone })} />
    </Card>
  );
}

/** The moments stand with how long they took, state and kind in the head of the page. */
const timesByHand: Name[] = ["detectedAt", "mitigatedAt", "resolvedAt", "status", "kind"];

type Milestone = "detected" | "mitigated" | "resolved";

export function TimesCard({ incident, zone }: { incident: Incident; zone: string }) {
  const { durations } = incident;
  const moment = (name: Milestone, minutes: number | null): ReactNode | null => {
    const [at, precision] = [incident[`${name}At`], incident[`${name}Precision`]];
    return at === null ? null : (
      <>
        <Instant at={at} precision={precision} zone={zone} />
        {minutes !== null
          ? `, after ${formatMinutes(minutes)}`
          : precision === "minute" && incident.startedPrecision === "minute"
            ? ", before the start: this duration does not count"
            : ", after a time that is not known"}
      </>
    );
  };
  return (
    <Card title="Times" subtitle={`in ${zone}`}>
      <Facts
        facts={[
          {
            label: incidentFields.startedAt.label,
            value: <Instant at={incident.startedAt} precision={incident.startedPrecision} zone={zone} />,
          },
          {
            label: incidentFields.detectedAt.label,
            value: moment("detected", durations.detectMinutes),
          },
          {
            label: incidentFields.mitigatedAt.label,
            value: moment("mitigated", durations.mitigateMinutes),
          },
          {
            label: incidentFields.resolvedAt.label,
            value: moment("resolved", durations.resolveMinutes),
          },
          ...factsOf(incidentFields, inGroup("times", ...timesByHand), { record: incident, zone }),
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
export function SourceCard({ incident, zone }: { incident: Incident; zone: string }) {
  const kept = Object.entries(incident.customFields ?? {}).filter(([name]) => name !== unknownSystems);
  const facts = [
    ...factsOf(incidentFields, inGroup("source", "customFields"), { record: incident, zone }),
    aliasesFact(incident),
    ...kept.map(([label, value]) => ({ label, value })),
  ].filter(({ value }) => value !== null);
  if (facts.length === 0) return null;
  return (
    <Card title="Where it comes from">
      <Facts facts={facts} />
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

export function CauseCard({ incident, zone }: { incident: Incident; zone: string }) {
  const { factors, changes } = incident;
  const facts = [
    ...factsOf(incidentFields, inGroup("cause", "rootCauseDetail"), { record: incident, zone }),
    {
      label: "Contributing factors",
      value: factors.length === 0 ? null : factors.map(({ factor }) => wordsFor(factor)).join(", "),
    },
    { label: "Changes", value: changes.length === 0 ? null : changeLinks(changes) },
  ];
  return (
    <Card title="Cause">
      <Facts facts={facts} />
      {incident.rootCauseDetail && <p className={classes.text}>{incident.rootCauseDetail}</p>}
    </Card>
  );
}

function changeLinks(changes: Incident["changes"]): ReactNode {
  return changes.map((change, i) => (
    <span key={change.id}>
      {i > 0 && ", "}
      <Link href={`/changes/${change.number}`}>{change.title}</Link> ({change.link})
    </span>
  ));
}
