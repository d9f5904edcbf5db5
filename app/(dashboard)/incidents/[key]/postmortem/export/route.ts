import { ask } from "#app/_server/ask.ts";
import { problem } from "#app/_server/problem.ts";
import { listIncidentActions } from "#lib/actions/read.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { toMarkdown } from "#lib/postmortems/markdown.ts";
import { getPostmortem } from "#lib/postmortems/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { listTimeline } from "#lib/timeline/read.ts";

/** The post-mortem as a Markdown file. */
export async function GET(_: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params;
  try {
    const [incident, postmortem, timeline, actions, { zone }] = await Promise.all([
      ask(getIncident, { key }),
      ask(getPostmortem, { key }),
      ask(listTimeline, { key }),
      ask(listIncidentActions, { key }),
      ask(getSettings, undefined),
    ]);
    const text = toMarkdown({ incident, postmortem, timeline: timeline.items, actions: actions.items, zone });
    return new Response(text, {
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        "content-disposition": `attachment; filename="INC-${incident.number}-post-mortem.md"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return problem(error, crypto.randomUUID());
  }
}
