import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { DependencyPicture } from "#app/_charts/pictures/dependency-picture.tsx";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Card } from "#app/_ui/card.tsx";
import { FactList } from "#app/_ui/fields/field-value.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { Columns, Tiles } from "#app/_ui/layout.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { StatTile } from "#app/_ui/stat-tile.tsx";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { systemNeighbours } from "#lib/analytics/system-records.ts";
import { isAppError } from "#lib/errors.ts";
import { formatCount, formatMinutes } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";
import { getSystem } from "#lib/systems/read.ts";
import classes from "../systems.module.css";
import { DependencyLists } from "./dependency-lists.tsx";

type Props = { params: Promise<{ slug: string }> };

const systemOr404 = cache(async (slug: string) => {
  try {
    return await ask(getSystem, { slug: decodeURIComponent(slug) });
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await systemOr404((await params).slug)).name };
}

export default async function SystemPage({ params }: Props) {
  const system = await systemOr404((await params).slug);
  const { slug, name, tier, org, owner, description, retiredAt } = system;
  const [{ dependents, dependencies, reach, record }, recent, canWrite, { zone }] = await Promise.all([
    ask(systemNeighbours, { slug }),
    ask(listIncidents, { system: slug, limit: 10 }),
    permitted("system.write"),
    ask(getSettings, undefined),
  ]);
  const incidents = `/incidents?system=${encodeURIComponent(slug)}`;
  return (
    <>
      <PageHeader
        question={name}
        answer={description}
        basis={detailsOf({ slug, name, retired: retiredAt !== null })}
        actions={
          canWrite ? (
            <ButtonLink href={`/systems/${encodeURIComponent(slug)}/edit`}>Edit</ButtonLink>
          ) : undefined
        }
      />
      <Tiles>
        <StatTile
          label="Incidents"
          value={record.incidents}
          unit="count"
          basis="of all time"
          href={incidents}
        />
        <StatTile
          label="Sev-1 and Sev-2"
          value={record.sev12}
          unit="count"
          href={`${incidents}&severity=1,2`}
        />
        <StatTile
          label="Began here"
          value={record.asOrigin}
          unit="count"
          href={`/incidents?origin=${encodeURIComponent(slug)}`}
        />
        <StatTile
          label="Lost orders"
          value={record.lostOrders}
          unit="count"
          basis="of incidents that reached it"
          means={meaningOf(systemNeighbours, "record.lostOrders")}
          href={`${incidents}&sort=-lostOrders`}
        />
        <StatTile
          label="Potential reach"
          value={reach}
          unit="count"
          basis={reachInWords(reach)}
          means={meaningOf(systemNeighbours, "reach")}
        />
      </Tiles>
      <Card title="Dependencies">
        <DependencyPicture name={name} dependents={dependents} dependencies={dependencies} />
        <DependencyLists dependents={dependents} dependencies={dependencies} />
      </Card>
      <Columns
        left={
          <Card title="About it">
            <FactList
              facts={[
                { label: "Tier", value: tier === null ? null : `Tier ${tier}` },
                { label: "Organisation", value: org },
                { label: "Owner", value: owner },
                {
                  label: "Retired",
                  value: retiredAt === null ? "no" : <Instant at={retiredAt} zone={zone} style="date" />,
                },
              ]}
            />
          </Card>
        }
        right={
          <Card
            title="Latest incidents"
            subtitle={`${formatCount(recent.total)} in all`}
            href={incidents}
            hrefLabel="All of them"
          >
            {recent.items.length === 0 ? (
              <p className={classes.missing}>None recorded.</p>
            ) : (
              <ul className={`${classes.list} ${classes.titled}`}>
                {recent.items.map((incident) => (
                  <li key={incident.number}>
                    <Link href={`/incidents/${incident.number}`}>{incident.title}</Link>
                    <span className={classes.short}>
                      <SeverityBadge severity={incident.severity} />
                      <Instant
                        at={incident.startedAt}
                        precision={incident.startedPrecision}
                        zone={zone}
                        style="date"
                      />
                      {formatMinutes(incident.durations.mitigateMinutes, "not mitigated on record")}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        }
      />
    </>
  );
}

function detailsOf(of: { slug: string; name: string; retired: boolean }): string | undefined {
  const words = [of.slug === of.name ? null : of.slug, of.retired ? "retired" : null];
  return words.filter((word) => word !== null).join(", ") || undefined;
}

function reachInWords(reach: number): string {
  if (reach === 0) return "none is recorded to depend on it";
  return reach === 1 ? "system that depends on it" : "systems that depend on it";
}
