import Link from "next/link";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import type { Review } from "#lib/analytics/review.ts";
import type { ReviewedIncident } from "#lib/analytics/review-incidents.ts";
import {
  actionWords,
  aiInvolvementWords,
  causeWords,
  guardrailsWords,
  impactWords,
  isPostmortemOverdue,
  noCulprit,
  postmortemWords,
} from "#lib/analytics/review-words.ts";
import { formatCount } from "#lib/format.ts";
import classes from "./review.module.css";

type ReviewedProps = {
  title: string;
  told: ReviewedIncident[];
  /** How many there are, of which some may be too many to tell. */
  count: number;
  words: Words;
  period: Review["period"];
  empty: string;
};

export function Reviewed({ title, told, count, words, period, empty }: ReviewedProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.title}>
        {title}
        <span className={classes.quiet}> {formatCount(count)}</span>
      </h2>
      {told.length === 0 ? (
        <p className={classes.quiet}>{empty}</p>
      ) : (
        <div className={classes.incidents}>
          {told.map((incident) => (
            <OneIncident key={incident.number} incident={incident} zone={period.zone} />
          ))}
        </div>
      )}
      {count > told.length && (
        <p className={classes.quiet}>
          The gravest {formatCount(told.length)} of {formatCount(count)}.
        </p>
      )}
      {count > 0 && (
        <Link href={incidentsHref({ words, period })} className={`${classes.open} no-print`}>
          Open the list
        </Link>
      )}
    </section>
  );
}

function OneIncident({ incident, zone }: { incident: ReviewedIncident; zone: string }) {
  return (
    <article className={classes.incident} aria-labelledby={`incident-${incident.number}`}>
      <header>
        <h3 id={`incident-${incident.number}`} className={classes.incidentTitle}>
          <Link href={`/incidents/${incident.number}`} prefetch={false}>
            {incident.title}
          </Link>
        </h3>
        <p className={classes.incidentFacts}>
          <SeverityBadge severity={incident.severity} />
          <span>INC-{incident.number}</span>
          <Instant
            at={incident.startedAt}
            precision={incident.startedPrecision}
            zone={zone}
            style="weekday"
          />
          <AiBadge ai={incident.aiInvolvement} />
        </p>
      </header>
      <dl className={classes.facts}>
        <dt>Impact</dt>
        <dd>{impactWords(incident)}</dd>
        {incident.highBlastReasons.length > 0 && (
          <>
            <dt>High blast radius</dt>
            <dd>{incident.highBlastReasons.join("; ")}</dd>
          </>
        )}
        <dt>Cause</dt>
        <dd>{causeWords(incident)}</dd>
        <dt>AI</dt>
        <dd>{aiInvolvementWords(incident)}</dd>
        <dt>Guardrails</dt>
        <dd>
          {incident.culprits.length === 0
            ? noCulprit
            : incident.culprits.map((culprit) => (
                <span key={culprit.number} className={classes.culprit}>
                  <Link href={`/changes/${culprit.number}`} prefetch={false}>
                    {culprit.title}
                  </Link>
                  : {guardrailsWords(culprit)}
                </span>
              ))}
        </dd>
        <dt>Post-mortem</dt>
        <dd data-late={isPostmortemOverdue(incident) || undefined}>
          <Link href={`/incidents/${incident.number}/postmortem`} prefetch={false}>
            {postmortemWords(incident, zone)}
          </Link>
        </dd>
        <dt>Actions</dt>
        <dd data-late={incident.actions.overdue > 0 || undefined}>{actionWords(incident.actions)}</dd>
      </dl>
    </article>
  );
}
