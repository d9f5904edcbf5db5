import { hash } from "node:crypto";
import { z } from "zod";
import type { Fact, IncidentReport, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { Instant, parse } from "#lib/parse.ts";
import { proposeSeverity } from "../severities.ts";
import {
  compact,
  Id,
  inOrder,
  instant,
  iso,
  joinNames,
  line,
  Moment,
  paragraphs,
  systemCalled,
  Text,
} from "../text.ts";
import { impacts, states } from "./words.ts";

/** Statuspage: each message holds the whole incident as it was when it was last changed. */

const Incident = z.looseObject({
  id: Id.describe("Statuspage's id of the incident."),
  name: Text.describe("What is wrong."),
  status: z.string().max(100).describe("investigating, identified, monitoring, resolved and the like."),
  impact: Text.describe("none, minor, major or critical: its severity."),
  created_at: Instant.describe("When it was entered."),
  updated_at: Instant.describe("When it came to stand so."),
  started_at: Moment.describe("When it began; left out, when it was entered."),
  monitoring_at: Moment.describe("From when on a mend was watched."),
  resolved_at: Moment.describe("When it was resolved."),
  scheduled_for: Moment.describe("Set for planned maintenance."),
  shortlink: Text.describe("Where it stands on the page."),
  postmortem_body: Text.describe("What was learned, in Markdown."),
  components: z
    .array(z.looseObject({ name: Text.describe("What it is called.") }))
    .nullish()
    .describe("The parts that it concerns: systems here."),
});

export const StatuspagePayload = z.looseObject({
  incident: Incident.describe("The whole incident, as it is."),
});

interface Told {
  name: string | null;
  status: string;
  impact: string | null;
  startedAt: string;
  monitoringAt: string | null;
  resolvedAt: string | null;
  scheduled: boolean;
  url: string | null;
  postmortem: string | null;
  components: string[];
}

const statuspage: Sender<Told> = {
  name: "statuspage",
  speaksOfIncidents: () => true,
  decode(payload) {
    if (isComponentUpdate(payload))
      return { ignored: "A component changed its status; incidents come in messages of their own." };
    const { incident } = parse(StatuspagePayload, payload);
    const status = incident.status.toLowerCase();
    if (!Object.hasOwn(states, status)) return { ignored: `The status ${line(status, 100)} is not known.` };
    const told: Told = {
      name: line(incident.name, 500),
      status,
      impact: line(incident.impact, 100),
      startedAt: iso(incident.scheduled_for ?? incident.started_at ?? incident.created_at)!,
      monitoringAt: iso(incident.monitoring_at),
      resolvedAt: iso(incident.resolved_at),
      scheduled: incident.scheduled_for !== null || incident.impact === "maintenance",
      url: line(incident.shortlink, 2000),
      postmortem: paragraphs(incident.postmortem_body, 50_000),
      components: (incident.components ?? []).flatMap(({ name }) => line(name, 200) ?? []).slice(0, 500),
    };
    const key = `${iso(incident.updated_at)} ${hash("sha256", JSON.stringify(told), "hex").slice(0, 16)}`;
    return { subject: joinNames(incident.id), facts: [{ key, at: incident.updated_at, data: told }] };
  },
  project,
};

export const receiveStatuspage = receiver(
  statuspage,
  "Take in a webhook of Statuspage: incidents and scheduled maintenance",
);

function isComponentUpdate(payload: unknown): boolean {
  return (
    z.looseObject({ component_update: z.unknown(), incident: z.undefined().optional() }).safeParse(payload)
      .success &&
    typeof payload === "object" &&
    payload !== null &&
    "component_update" in payload
  );
}

const rank = ({ data }: Fact<Told>) => Object.keys(states).indexOf(data.status);

function project(subject: string, facts: readonly Fact<Told>[]): IncidentReport[] {
  const latest = inOrder(facts, rank).at(-1)?.data;
  if (latest === undefined) return [];
  const status = states[latest.status]!;
  return [
    {
      kind: "incident",
      body: {
        source: "statuspage",
        externalId: subject,
        kind: latest.scheduled ? "maintenance" : "incident",
        title: latest.name ?? `Statuspage incident ${subject}`,
        summary: latest.postmortem,
        severity: latest.impact === null ? null : proposeSeverity(latest.impact, impacts),
        severityRaw: latest.impact,
        startedAt: new Date(latest.startedAt),
        status,
        // Reopened, a page still remembers when it was watched or over before.
        mitigatedAt: status === "open" ? null : instant(latest.monitoringAt),
        resolvedAt: status === "resolved" || status === "closed" ? instant(latest.resolvedAt) : null,
        customFields: compact({ shortlink: latest.url }),
      },
      systems: latest.components.flatMap((name) => systemCalled(name)),
      notes: [],
    },
  ];
}
