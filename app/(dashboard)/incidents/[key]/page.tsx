import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { ask } from "#app/_server/ask.ts";
import { incidentOr404 } from "#app/_server/incident.ts";
import { permitted } from "#app/_server/permitted.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Columns } from "#app/_ui/layout.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { stateLabel } from "#lib/incidents/rules.ts";
import { getSettings } from "#lib/settings/read.ts";
import { AiCard } from "./ai-card.tsx";
import { ChangesCard } from "./changes-card.tsx";
import { CulpritCard } from "./culprit-card.tsx";
import classes from "./incident.module.css";
import { IncidentButtons } from "./incident-buttons.tsx";
import { CauseCard, ImpactCard, ReachCard, SourceCard, TimesCard } from "./incident-cards.tsx";
import { ActionsCard, HistoryCard, PostmortemCard, SimilarCard, TimelineCard } from "./work-cards.tsx";

type Props = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  return { title: /^\d+$/.test(key) ? `INC-${key}` : "Incident" };
}

export default async function IncidentPage({ params }: Props) {
  const incident = await incidentOr404((await params).key);
  const key = String(incident.number);
  const [{ zone }, canWrite] = await Promise.all([ask(getSettings, undefined), permitted("incident.write")]);
  return (
    <>
      <PageHeader
        question={incident.title}
        answer={incident.summary}
        basis={
          <span className={classes.badges}>
            <span>INC-{incident.number}</span>
            <SeverityBadge severity={incident.severity} />
            <span>{stateLabel(incident.status)}</span>
            {incident.duplicateOf !== null && (
              <Link href={`/incidents/${incident.duplicateOf}`}>duplicate of INC-{incident.duplicateOf}</Link>
            )}
            {incident.kind !== "incident" && <span>{incident.kind}: not counted in figures</span>}
            {incident.deletedAt !== null && <span>deleted: not counted in figures</span>}
            <AiBadge ai={incident.aiInvolvement} tool={incident.aiTool} />
          </span>
        }
        actions={
          canWrite ? (
            <IncidentButtons
              id={incident.id}
              number={incident.number}
              deleted={incident.deletedAt !== null}
              duplicate={incident.kind === "duplicate"}
            />
          ) : undefined
        }
      />
      {incident.highBlast && (
        <p className={classes.blast}>
          <strong>High blast radius:</strong> {incident.highBlastReasons.join("; ")}.
        </p>
      )}
      <Columns
        left={
          <>
            <TimesCard incident={incident} zone={zone} />
            <ImpactCard incident={incident} zone={zone} />
            <ReachCard incident={incident} />
            <CauseCard incident={incident} zone={zone} />
            <PostmortemCard incident={incident} zone={zone} canWrite={canWrite} />
            <ActionsCard incident={incident} canWrite={canWrite} />
          </>
        }
        right={
          <>
            <AiCard incident={incident} zone={zone} canWrite={canWrite} />
            <ChangesCard incident={incident} zone={zone} />
            <CulpritCard incident={incident} zone={zone} canWrite={canWrite} />
            <TimelineCard incident={incident} zone={zone} canWrite={canWrite} />
            <Suspense>
              <SimilarCard incidentKey={key} zone={zone} />
            </Suspense>
            <SourceCard incident={incident} zone={zone} />
            <HistoryCard incidentKey={key} zone={zone} />
          </>
        }
      />
    </>
  );
}
