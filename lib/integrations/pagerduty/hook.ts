import { z } from "zod";
import type { Fact, IncidentReport, Placed, Sender } from "#lib/hooks/schema.ts";
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
import { states, urgencies } from "./words.ts";

/** PagerDuty, webhook v3: each event carries the incident as it was then, or names it. */

const Reference = z.looseObject({ summary: Text.describe("What it is called.") }).nullish();

const WithId = z.looseObject({ id: Id.describe("PagerDuty's id of it.") });

const Snapshot = z.looseObject({
  type: z.literal("incident").optional().describe("That it is an incident; left out by older senders."),
  id: Id.describe("PagerDuty's id of the incident."),
  number: z.number().nullish().describe("Its number there."),
  title: Text.describe("What is wrong."),
  status: Text.describe("triggered, acknowledged or resolved."),
  created_at: Moment.describe("When it began."),
  resolved_at: Moment.describe("When it was resolved."),
  urgency: Text.describe("high or low: whom to wake. Kept as a word where no priority says more."),
  priority: Reference.describe("Its priority, which is its severity here."),
  service: Reference.describe("The service that it concerns: a system here."),
  html_url: Text.describe("Where it stands in PagerDuty."),
  resolve_reason: z
    .looseObject({
      type: Text.describe("Why: merge_resolve_reason, say."),
      incident: WithId.nullish().describe("The incident that it went into."),
    })
    .nullish()
    .describe("Why it was resolved; a merge names the incident that it went into."),
});

const About = z.looseObject({
  type: z.string().max(200).describe("What it is: a note, a status update."),
  incident: WithId.describe("The incident that it is about."),
  content: Text.describe("What a note says."),
  message: Text.describe("What a status update says."),
});

const Kind = z.looseObject({
  event: z.looseObject({
    event_type: z.string().max(200),
    data: z.looseObject({ type: z.string().max(200).nullish() }).nullish(),
  }),
});

const eventOf = <T extends z.ZodType>(data: T) =>
  z.looseObject({
    event: z
      .looseObject({
        id: Id.describe("PagerDuty's id of the event."),
        event_type: z.string().max(200).describe("What happened: incident.triggered, say."),
        occurred_at: Instant.describe("When it happened."),
        data: data.describe("The incident as it was then, or what was said about it."),
      })
      .describe("What happened."),
  });

const WithIncident = eventOf(Snapshot);
const WithReference = eventOf(About);

export const PagerDutyPayload = eventOf(z.union([Snapshot, About]));

interface Told {
  type: string;
  incident: {
    title: string | null;
    number: number | null;
    status: string | null;
    createdAt: string | null;
    resolvedAt: string | null;
    urgency: string | null;
    priority: string | null;
    service: string | null;
    url: string | null;
    mergedInto: string | null;
  } | null;
  note: string | null;
  /** Another incident that went into this one. */
  absorbs?: string;
}

const pagerduty: Sender<Told> = {
  name: "pagerduty",
  speaksOfIncidents: () => true,
  decode(payload) {
    const { event_type: type, data } = parse(Kind, payload).event;
    if (!type.startsWith("incident.")) return { ignored: `${line(type, 100)} says nothing of an incident.` };
    return data?.type == null || data.type === "incident" ? incidentIn(payload) : referenceIn(payload);
  },
  project,
};

export const receivePagerDuty = receiver(pagerduty, "Take in a webhook of PagerDuty (version 3)");

function incidentIn(payload: unknown) {
  const { event } = parse(WithIncident, payload);
  const { data } = event;
  const merged =
    data.resolve_reason?.type === "merge_resolve_reason" ? data.resolve_reason.incident?.id : null;
  const told: Told = {
    type: event.event_type,
    incident: {
      title: line(data.title, 500),
      number: data.number ?? null,
      status: line(data.status, 100),
      createdAt: iso(data.created_at),
      resolvedAt: iso(data.resolved_at),
      urgency: line(data.urgency, 100),
      priority: line(data.priority?.summary, 200),
      service: line(data.service?.summary, 200),
      url: line(data.html_url, 2000),
      mergedInto: merged ?? null,
    },
    note: null,
  };
  const subject = joinNames(data.id);
  return {
    subject,
    facts: [{ key: joinNames(event.id), at: event.occurred_at, data: told }],
    asides: merged == null ? [] : [absorbed(joinNames(merged), { by: subject, at: event.occurred_at })],
  };
}

/** Kept with the incident that it went into, which may not have been told of yet. */
function absorbed(subject: string, { by, at }: { by: string; at: Date }) {
  const data: Told = { type: "absorbs", incident: null, note: null, absorbs: by };
  return { subject, facts: [{ key: `absorbs ${by}`, at, data }] };
}

/** A note, an update for stakeholders, a responder: the incident is only named. */
function referenceIn(payload: unknown) {
  const { event } = parse(WithReference, payload);
  const { type, incident, content, message } = event.data;
  const text = type === "incident_note" ? content : type === "incident_status_update" ? message : null;
  const told: Told = { type: event.event_type, incident: null, note: paragraphs(text, 5000) };
  return {
    subject: joinNames(incident.id),
    facts: [{ key: joinNames(event.id), at: event.occurred_at, data: told }],
  };
}

/** What happens within one millisecond: it begins first, and ends last. */
const rank = ({ data }: Fact<Told>) =>
  data.type === "incident.triggered" ? 0 : data.type === "incident.resolved" ? 2 : 1;

function project(subject: string, facts: readonly Placed<Told>[]): IncidentReport[] {
  const ordered = inOrder(facts, rank);
  const latest = ordered.findLast(({ data }) => data.incident !== null)?.data.incident;
  if (latest == null) return [];
  const triggered = ordered.find(({ data }) => data.type === "incident.triggered");
  const startedAt = instant(latest.createdAt) ?? triggered?.at;
  if (startedAt === undefined) return [];
  return [
    {
      kind: "incident",
      mergedInto: latest.mergedInto === null ? null : joinNames(latest.mergedInto),
      absorbs: [...new Set(ordered.flatMap(({ data }) => data.absorbs ?? []))].sort(),
      body: {
        source: "pagerduty",
        externalId: subject,
        kind: latest.mergedInto === null ? "incident" : "duplicate",
        title: latest.title ?? `PagerDuty incident ${latest.number ?? subject}`,
        ...severityIn(latest.priority ?? latest.urgency),
        startedAt,
        ...stateOf(ordered),
        customFields: compact({
          incident_number: latest.number,
          urgency: latest.urgency,
          url: latest.url,
          "merged into": latest.mergedInto,
        }),
      },
      names: {
        ids: [],
        numbers: [...new Set(ordered.flatMap(({ data }) => data.incident?.number ?? []))].map(String),
      },
      systems: systemCalled(latest.service),
      notes: ordered.flatMap(({ key, order, data }) =>
        data.note === null ? [] : [{ key, at: order, text: data.note }],
      ),
    },
  ];
}

function severityIn(word: string | null) {
  return { severity: word === null ? null : proposeSeverity(word, urgencies), severityRaw: word };
}

function stateOf(ordered: readonly Fact<Told>[]) {
  let resolvedAt: Date | null = null;
  let resolved = false;
  for (const { at, data } of ordered) {
    const now = isResolved(data);
    if (now === null) continue;
    if (!now) resolvedAt = null;
    else if (data.type === "incident.resolved") resolvedAt = at;
    // Its end was not told; the incident may still say when it was.
    else if (!resolved) resolvedAt = instant(data.incident?.resolvedAt ?? null);
    resolved = now;
  }
  return { status: resolved ? ("resolved" as const) : ("open" as const), mitigatedAt: null, resolvedAt };
}

function isResolved({ type, incident }: Told): boolean | null {
  if (type === "incident.resolved") return true;
  if (type === "incident.triggered" || type === "incident.reopened") return false;
  const status = incident?.status?.toLowerCase() ?? "";
  return Object.hasOwn(states, status) ? states[status] === "resolved" : null;
}
