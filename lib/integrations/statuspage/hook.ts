import { hash } from "node:crypto";
import { z } from "zod";
import type { Status } from "#db/values.ts";
import type { Fact, IncidentReport, Placed, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { Instant, parse } from "#lib/parse.ts";
import { proposeSeverity } from "../severities.ts";
import {
  compact,
  Id,
  inOrder,
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
  incident_updates: z
    .array(
      z.looseObject({
        status: Text.describe("The state that it brought."),
        created_at: Moment.describe("When it was entered."),
        display_at: Moment.describe("When it happened, where that was said."),
      }),
    )
    .nullish()
    .describe("All that was told of it so far."),
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
  /** What it went through so far; older facts have none. */
  updates?: { status: string; at: string }[];
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
      updates: (incident.incident_updates ?? []).slice(0, 1000).flatMap((update) => {
        const [word, when] = [
          update.status?.toLowerCase() ?? "",
          iso(update.display_at ?? update.created_at),
        ];
        return Object.hasOwn(states, word) && when !== null ? [{ status: word, at: when }] : [];
      }),
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

const placeOf = (status: string) => Object.keys(states).indexOf(status);
const rank = ({ data }: Fact<Told>) => placeOf(data.status);

function project(subject: string, facts: readonly Placed<Told>[]): IncidentReport[] {
  const ordered = inOrder(facts, rank);
  const latest = ordered.at(-1)?.data;
  if (latest === undefined) return [];
  const status = states[latest.status]!;
  const reached = reachedIn(ordered);
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
        mitigatedAt: reached(latest.monitoringAt, "mitigated"),
        resolvedAt: reached(latest.resolvedAt, "resolved"),
        customFields: compact({ shortlink: latest.url }),
      },
      systems: latest.components.flatMap((name) => systemCalled(name)),
      notes: [],
    },
  ];
}

const onward: readonly Status[] = ["open", "mitigated", "resolved", "closed"];

/**
 * Since when an incident has been so far without going back: a page still remembers when it was watched or over
 * before it was taken up again. The page's own moment counts if nothing earlier came after it; else that of the
 * update which brought the state back.
 */
function reachedIn(ordered: readonly Placed<Told>[]) {
  const { order: until, data: latest } = ordered.at(-1)!;
  const told = ordered.map(({ order, data }) => ({ status: data.status, at: order.getTime() }));
  const updates = (latest.updates ?? []).map(({ status, at }) => ({ status, at: Date.parse(at) }));
  const steps = [...told, ...updates.filter(({ at }) => at <= until.getTime())].sort(
    (a, b) => a.at - b.at || placeOf(a.status) - placeOf(b.status),
  );
  return (own: string | null, state: Status): Date | null => {
    const isSoFar = ({ status }: { status: string }) =>
      onward.indexOf(states[status]!) >= onward.indexOf(state);
    if (!isSoFar(latest)) return null;
    const back = steps.findLastIndex((step) => !isSoFar(step));
    if (own !== null && (back < 0 || Date.parse(own) >= steps[back]!.at)) return new Date(own);
    const again = back < 0 ? undefined : steps[back + 1];
    return again !== undefined && states[again.status] === state ? new Date(again.at) : null;
  };
}
