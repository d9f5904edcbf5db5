import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ask } from "#app/_server/ask.ts";
import { incidentOr404 } from "#app/_server/incident.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { DownloadButton } from "#app/_ui/download-button.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { Markdown } from "#app/_ui/markdown.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { listIncidentActions } from "#lib/actions/read.ts";
import type { Action } from "#lib/actions/schema.ts";
import {
  formatCount,
  formatDay,
  formatInstant,
  formatMinutes,
  formatZone,
  notRecorded,
} from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { findPostmortem } from "#lib/postmortems/read.ts";
import { sectionWords } from "#lib/postmortems/rules.ts";
import { sections } from "#lib/postmortems/schema.ts";
import { getSettings } from "#lib/settings/read.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import type { TimelineEntry } from "#lib/timeline/schema.ts";
import { PrintButton } from "./print-button.tsx";
import classes from "./reading.module.css";

type Props = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const incident = await incidentOr404((await params).key);
  return { title: `Post-mortem INC-${incident.number}: ${incident.title}` };
}

export default async function PostmortemPage({ params }: Props) {
  const incident = await incidentOr404((await params).key);
  const key = String(incident.number);
  const [postmortem, timeline, actions, { zone, organisation }, canWrite] = await Promise.all([
    ask(findPostmortem, { key }),
    ask(listTimeline, { key }),
    ask(listIncidentActions, { key }),
    ask(getSettings, undefined),
    permitted("postmortem.write"),
  ]);
  const base = `/incidents/${incident.number}/postmortem`;
  if (postmortem === null) {
    return (
      <>
        <PageHeader question={`Post-mortem: ${incident.title}`} basis={`INC-${incident.number}`} />
        <EmptyState
          title="Not begun"
          actions={
            canWrite ? <ButtonLink href={`${base}/edit`}>Begin the post-mortem</ButtonLink> : undefined
          }
        >
          Nobody has written about this incident yet.
        </EmptyState>
      </>
    );
  }
  const { state, publishedAt, owner, reviewers, fiveWhys } = postmortem;
  return (
    <article className={classes.article}>
      <PageHeader
        question={incident.title}
        basis={
          <>
            Post-mortem of <Link href={`/incidents/${incident.number}`}>INC-{incident.number}</Link>,{" "}
            {organisation}. {publishedAt === null ? wordsFor(state) : "Published "}
            {publishedAt !== null && <Instant at={publishedAt} zone={zone} style="date" />}
            {owner !== null && `, by ${owner}`}
            {reviewers.length > 0 && `, reviewed by ${reviewers.join(", ")}`}
          </>
        }
        actions={
          <>
            {canWrite && <ButtonLink href={`${base}/edit`}>Edit</ButtonLink>}
            <DownloadButton href={`/api/v1/incidents/${incident.number}/postmortem.md`}>
              Markdown
            </DownloadButton>
            <PrintButton />
          </>
        }
      />
      {state !== "published" && (
        <p className={classes.draft}>This is a draft: what it says may still change.</p>
      )}
      <Facts incident={incident} zone={zone} />
      {sections.map((section) => {
        const text = postmortem[section];
        const whys = section === "rootCause" && fiveWhys.length > 0;
        if ((text === null || text.trim() === "") && !whys) return null;
        return (
          <Part key={section} id={section} title={sectionWords[section].title}>
            {text !== null && <Markdown>{text}</Markdown>}
            {whys && <Whys whys={fiveWhys} />}
          </Part>
        );
      })}
      {timeline.items.length > 0 && (
        <Part id="timeline" title="Timeline">
          <Timeline entries={timeline.items} zone={zone} />
        </Part>
      )}
      {actions.items.length > 0 && (
        <Part id="actions" title="Actions">
          <Actions actions={actions.items} />
        </Part>
      )}
    </article>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} className={classes.part} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ incident, zone }: { incident: Incident; zone: string }) {
  const { durations, systems, regions } = incident;
  const facts: [string, ReactNode][] = [
    ["Severity", <SeverityBadge key="severity" severity={incident.severity} />],
    [
      "Began",
      <Instant key="began" at={incident.startedAt} precision={incident.startedPrecision} zone={zone} />,
    ],
    ["To detect", formatMinutes(durations.detectMinutes, notRecorded)],
    ["To mitigate", formatMinutes(durations.mitigateMinutes, notRecorded)],
    ["To resolve", formatMinutes(durations.resolveMinutes, notRecorded)],
    ["Lost orders", formatCount(incident.lostOrders, notRecorded)],
    ["Errors", formatCount(incident.errors, notRecorded)],
    [
      "Systems",
      systems.map(({ name, part }) => (part === "origin" ? `${name} (origin)` : name)).join(", ") ||
        notRecorded,
    ],
    ["Regions", regions.join(", ") || notRecorded],
    ["AI involvement", incident.aiInvolvement === "unknown" ? notRecorded : wordsFor(incident.aiInvolvement)],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.zone}>Times in {formatZone(zone, incident.startedAt)}</p>
    </>
  );
}

function Whys({ whys }: { whys: string[] }) {
  return (
    <>
      <h3 className={classes.whysTitle}>Five whys</h3>
      <ol className={classes.whys}>
        {whys.map((why, i) => (
          <li key={i}>
            <Markdown>{why}</Markdown>
          </li>
        ))}
      </ol>
    </>
  );
}

function Timeline({ entries, zone }: { entries: TimelineEntry[]; zone: string }) {
  const days = Map.groupBy(entries, ({ at }) => formatInstant(at, zone, "date"));
  return [...days].map(([day, its]) => (
    <div key={day}>
      <h3 className={classes.day}>{day}</h3>
      <ol className={classes.timeline}>
        {its.map((entry) => (
          <li key={entry.id}>
            <Instant at={entry.at} zone={zone} style="time" />
            <span className={classes.kind}>{wordsFor(entry.kind)}</span>
            <Markdown>{entry.text}</Markdown>
          </li>
        ))}
      </ol>
    </div>
  ));
}

function Actions({ actions }: { actions: Action[] }) {
  return (
    <ul className={classes.actions}>
      {actions.map((action) => (
        <li key={action.id}>
          <span>{action.title}</span>
          <span className={classes.detail}>
            {[
              wordsFor(action.state),
              action.owner ?? "nobody named",
              action.dueOn === null
                ? "no day set"
                : `${action.overdue ? "overdue since" : "due"} ${formatDay(action.dueOn)}`,
            ].join(", ")}
            {action.trackerUrl !== null && (
              <>
                ,{" "}
                <a href={action.trackerUrl} target="_blank" rel="noreferrer noopener">
                  tracker
                </a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
