import { hash } from "node:crypto";
import { z } from "zod";
import type { Fact, IncidentReport, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { Instant, parse } from "#lib/parse.ts";
import { proposeSeverity } from "../severities.ts";
import {
  Id,
  inOrder,
  instant,
  iso,
  kept,
  line,
  Moment,
  named,
  paragraphs,
  systemCalled,
  Text,
} from "../text.ts";
import { impacts, states } from "./words.ts";

/** Statuspage: each message holds the whole incident as it was when it was last changed. */

const Incident = z.looseObject({
  id: Id,
  name: Text,
  status: z.string().max(100),
  impact: Text,
  created_at: Instant,
  updated_at: Instant,
  started_at: Moment,
  monitoring_at: Moment,
  resolved_at: Moment,
  scheduled_for: Moment,
  shortlink: Text,
  postmortem_body: Text,
  components: z.array(z.looseObject({ name: Text })).nullish(),
});

export const StatuspagePayload = z.looseObject({ incident: Incident });

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
  hear(payload) {
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
    return { subject: named(incident.id), facts: [{ key, at: incident.updated_at, data: told }] };
  },
  report,
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

function report(subject: string, facts: readonly Fact<Told>[]): IncidentReport[] {
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
        customFields: kept({ shortlink: latest.url }),
      },
      systems: latest.components.flatMap((name) => systemCalled(name)),
      notes: [],
    },
  ];
}
