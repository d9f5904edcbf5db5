import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ask } from "#app/_server/ask.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Cards } from "#app/_ui/layout.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { AppError } from "#lib/errors.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { ChangesCard } from "./changes-card.tsx";
import classes from "./incident.module.css";
import { AiCard, CauseCard, ImpactCard, ReachCard, TimesCard } from "./incident-cards.tsx";

type Props = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  return { title: /^\d+$/.test(key) ? `INC-${key}` : "Incident" };
}

export default async function IncidentPage({ params }: Props) {
  const { key } = await params;
  const [incident, { zone }] = await Promise.all([
    ask(getIncident, { key }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not-found") notFound();
      throw error;
    }),
    ask(getSettings, undefined),
  ]);
  return (
    <>
      <PageHeader
        question={incident.title}
        answer={incident.summary}
        basis={
          <span className={classes.badges}>
            <span>INC-{incident.number}</span>
            <SeverityBadge severity={incident.severity} />
            <span>{incident.status}</span>
            {incident.kind !== "incident" && <span>{incident.kind}: not counted in figures</span>}
            {incident.deletedAt !== null && <span>deleted: not counted in figures</span>}
            <AiBadge ai={incident.aiInvolvement} tool={incident.aiTool} />
          </span>
        }
      />
      {incident.highBlast && (
        <p className={classes.blast}>
          <strong>High blast radius:</strong> {incident.highBlastReasons.join("; ")}.
        </p>
      )}
      <Cards>
        <ImpactCard incident={incident} />
        <TimesCard incident={incident} zone={zone} />
        <ReachCard incident={incident} />
        <AiCard incident={incident} />
        <CauseCard incident={incident} />
        <ChangesCard incident={incident} zone={zone} />
      </Cards>
    </>
  );
}
