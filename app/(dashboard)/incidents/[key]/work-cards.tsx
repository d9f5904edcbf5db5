import Link from "next/link";
import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { Markdown } from "#app/_ui/markdown.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { listIncidentActions } from "#lib/actions/read.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { similarIncidents } from "#lib/analytics/similar.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { findPostmortem } from "#lib/postmortems/read.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { ActionRow } from "../../actions/action-row.tsx";
import { HistoryList } from "./history-list.tsx";
import classes from "./work.module.css";

type Of = { incident: Incident; zone: string; canWrite: boolean };

/** What people do with an incident once it is over; each card reads for itself, so none waits for another. */
export async function PostmortemCard({ incident, zone, canWrite }: Of) {
  const postmortem = await ask(findPostmortem, { key: String(incident.number) });
  const base = `/incidents/${incident.number}/postmortem`;
  if (postmortem === null) {
    return (
      <Card
        title="Post-mortem"
        href={canWrite ? `${base}/edit` : undefined}
        hrefLabel="Begin the post-mortem"
      >
        <p className={classes.none}>Not begun.</p>
      </Card>
    );
  }
  const { state, publishedAt, owner, summary, missing } = postmortem;
  return (
    <Card
      title="Post-mortem"
      subtitle={
        <>
          {wordsFor(state)}
          {publishedAt !== null && (
            <>
              , <Instant at={publishedAt} zone={zone} />
            </>
          )}
          {owner !== null && `, ${owner}`}
        </>
      }
      actions={
        canWrite ? (
          <Link href={`${base}/edit`} className={classes.link}>
            Edit
          </Link>
        ) : undefined
      }
      href={base}
      hrefLabel="Read it"
    >
      {summary === null ? (
        <p className={classes.none}>No summary yet.</p>
      ) : (
        <p className={classes.excerpt}>{summary}</p>
      )}
      {state !== "published" && missing.length > 0 && (
        <p className={classes.none}>To publish: {missing.map(({ message }) => message).join("; ")}.</p>
      )}
    </Card>
  );
}

export async function ActionsCard({ incident, canWrite }: Omit<Of, "zone">) {
  const { items } = await ask(listIncidentActions, { key: String(incident.number) });
  const open = items.filter(({ state }) => state === "open").length;
  const overdue = items.filter((action) => action.overdue).length;
  return (
    <Card
      title="Actions"
      subtitle={
        items.length === 0 ? undefined : `${open} open, ${overdue} overdue, ${items.length - open} closed`
      }
      href={canWrite ? `/incidents/${incident.number}/postmortem/edit#actions` : undefined}
      hrefLabel="Add or change actions"
    >
      {items.length === 0 ? (
        <p className={classes.none}>None decided.</p>
      ) : (
        <ul className={classes.list}>
          {items.map((action) => (
            <ActionRow key={`${action.id}-${action.version}`} action={action} canWrite={canWrite} />
          ))}
        </ul>
      )}
    </Card>
  );
}

export async function TimelineCard({ incident, zone, canWrite }: Of) {
  const { items } = await ask(listTimeline, { key: String(incident.number) });
  return (
    <Card
      title="Timeline"
      subtitle={
        items.length === 0 ? undefined : `${formatPlural(items.length, "entry", "entries")}, in ${zone}`
      }
      href={canWrite ? `/incidents/${incident.number}/postmortem/edit#timeline` : undefined}
      hrefLabel="Add or change entries"
    >
      {items.length === 0 ? (
        <p className={classes.none}>Nothing written down.</p>
      ) : (
        <ol className={classes.timeline}>
          {items.map((entry) => (
            <li key={entry.id}>
              <span className={classes.when}>
                <Instant at={entry.at} zone={zone} style="weekday" />
              </span>
              <span className={classes.kind}>{wordsFor(entry.kind)}</span>
              <div className={classes.what}>
                <Markdown>{entry.text}</Markdown>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

export async function SimilarCard({ incidentKey, zone }: { incidentKey: string; zone: string }) {
  const { items, itemsRest: rest } = await ask(similarIncidents, { key: incidentKey });
  return (
    <Card
      title="Similar incidents"
      subtitle={rest.left === 0 ? undefined : `the ${items.length} most similar of ${formatCount(rest.of)}`}
      means={meaningOf(similarIncidents, "items.points")}
    >
      {items.length === 0 ? (
        <p className={classes.none}>None by this rule.</p>
      ) : (
        <ul className={classes.list}>
          {items.map(({ incident, reasons }) => (
            <li key={incident.number} className={classes.similar}>
              <Link href={`/incidents/${incident.number}`}>{incident.title}</Link>
              <span className={`${classes.detail} ${classes.facts}`}>
                INC-{incident.number}
                <SeverityBadge severity={incident.severity} />
                <Instant
                  at={incident.startedAt}
                  precision={incident.startedPrecision}
                  zone={zone}
                  style="date"
                />
              </span>
              <span className={classes.detail}>{reasons.join("; ")}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export async function HistoryCard({ incidentKey, zone }: { incidentKey: string; zone: string }) {
  const { items, next } = await ask(incidentHistory, { key: incidentKey, limit: 20 });
  return (
    <Card title="History of edits" subtitle="Who changed what, the latest first">
      {items.length === 0 ? (
        <p className={classes.none}>Nothing was edited since it was brought in.</p>
      ) : (
        <HistoryList items={items} next={next} zone={zone} incidentKey={incidentKey} />
      )}
    </Card>
  );
}
