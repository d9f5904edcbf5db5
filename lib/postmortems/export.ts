import { z } from "zod";
import { listIncidentActions } from "#lib/actions/read.ts";
import { getIncident, IncidentKey } from "#lib/incidents/read.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { toMarkdown } from "./markdown.ts";
import { getPostmortem } from "./read.ts";

export const exportPostmortem = query({
  name: "postmortems.export",
  summary: "The post-mortem of an incident as a Markdown file, with its timeline and actions",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({ fileName: z.string(), text: z.string() }),
  async run({ ask }, { key }) {
    const [incident, postmortem, timeline, actions, { zone }] = await Promise.all([
      ask(getIncident, { key }),
      ask(getPostmortem, { key }),
      ask(listTimeline, { key }),
      ask(listIncidentActions, { key }),
      ask(getSettings, undefined),
    ]);
    const text = toMarkdown({ incident, postmortem, timeline: timeline.items, actions: actions.items, zone });
    return { fileName: `INC-${incident.number}-post-mortem.md`, text };
  },
});
