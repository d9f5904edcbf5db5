import type { Metadata } from "next";
import { ask, pageScope } from "#app/_server/ask.ts";
import { incidentOr404 } from "#app/_server/incident.ts";
import { permitted } from "#app/_server/permitted.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import { listIncidentActions } from "#lib/actions/read.ts";
import { formatZone } from "#lib/format.ts";
import { findPostmortem } from "#lib/postmortems/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import classes from "./editor.module.css";
import { EditorLoader } from "./editor-loader.tsx";

export const metadata: Metadata = { title: "Post-mortem, editing" };

export default async function EditPostmortemPage({ params }: { params: Promise<{ key: string }> }) {
  if (!(await permitted("postmortem.write"))) return <NotPermitted page="Post-mortem" who="Responders" />;
  const incident = await incidentOr404((await params).key);
  const key = String(incident.number);
  const [postmortem, timeline, actions, settings, { actor }] = await Promise.all([
    ask(findPostmortem, { key }),
    ask(listTimeline, { key }),
    ask(listIncidentActions, { key }),
    ask(getSettings, undefined),
    pageScope(),
  ]);
  return (
    <>
      <PageHeader
        question={`Post-mortem: ${incident.title}`}
        basis={
          <span className={classes.basis}>
            <span>INC-{incident.number}</span>
            <SeverityBadge severity={incident.severity} />
            <span>Times in {formatZone(settings.zone, new Date())}</span>
          </span>
        }
      />
      <EditorLoader
        incident={incident}
        postmortem={postmortem}
        timeline={timeline.items}
        actions={actions.items}
        template={settings.postmortemTemplate}
        zone={settings.zone}
        writer={actor.name}
      />
    </>
  );
}
