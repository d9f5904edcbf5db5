import { hash } from "node:crypto";
import { z } from "zod";
import type { Fact, IncidentReport, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { distinctRegions } from "#lib/incidents/rules.ts";
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

/**
 * Prometheus Alertmanager: a group of alerts, of which each has its own time, and the message none. What it says is
 * therefore read from the alerts: that they began, and that at some moment the whole group was over.
 */

const Words = z.record(z.string(), z.string()).default({});

const Alert = z.looseObject({
  status: z.string().describe("firing or resolved."),
  labels: Words.describe("Its labels: alertname, severity, service and the like."),
  annotations: Words.describe("Its annotations: summary and description."),
  startsAt: Instant.describe("When it began."),
  endsAt: Moment.describe("When it was over; year 1 while it is not."),
  generatorURL: Text.describe("Where it comes from."),
  fingerprint: Id.nullish().describe("Alertmanager's id of the alert."),
});
type Alert = z.infer<typeof Alert>;

export const AlertmanagerPayload = z.looseObject({
  groupKey: z
    .string()
    .min(1, "must not be empty")
    .describe("Alertmanager's id of the group: one group is one incident."),
  status: z.string().describe("firing while any alert is, resolved once all are."),
  alerts: z.array(Alert).max(10_000).describe("The alerts of the group."),
});

interface Began {
  kind: "alert";
  title: string;
  summary: string | null;
  severity: string | null;
  system: string | null;
  region: string | null;
  url: string | null;
}
interface Over {
  kind: "resolved";
  /** Whether the alerts say when they ended. */
  known: boolean;
}

const alertmanager: Sender<Began | Over> = {
  name: "alertmanager",
  speaksOfIncidents: () => true,
  decode(payload) {
    const { groupKey, status, alerts } = parse(AlertmanagerPayload, payload);
    if (status !== "firing" && status !== "resolved")
      return { ignored: `The status ${line(status, 100)} is neither firing nor resolved.` };
    if (alerts.length === 0) return { ignored: "The group holds no alerts." };
    const facts: Fact<Began | Over>[] = alerts.map(began);
    if (status === "resolved") facts.push(over(alerts));
    return { subject: joinNames(groupKey), facts };
  },
  project,
};

export const receiveAlertmanager = receiver(
  alertmanager,
  "Take in a notification of Prometheus Alertmanager: an incident for each group of alerts",
);

function began(alert: Alert): Fact<Began> {
  const { labels, annotations, startsAt } = alert;
  const { alertname, service } = labels;
  const data: Began = {
    kind: "alert",
    title:
      line(annotations.summary, 500) ??
      line([alertname, service].filter(Boolean).join(" · "), 500) ??
      "Alert",
    summary: paragraphs(annotations.description, 50_000),
    severity: line(labels.severity, 200),
    system: line(service, 200),
    region: line(labels.region, 120),
    url: line(alert.generatorURL, 2000),
  };
  const fingerprint = alert.fingerprint ?? digest(Object.entries(labels).sort());
  // Its words may differ from one message to the next, and the messages bear no time: each wording is kept.
  return { key: `${joinNames(fingerprint)} ${iso(startsAt)} ${digest(data)}`, at: startsAt, data };
}

function over(alerts: readonly Alert[]): Fact<Over> {
  const ends = alerts.flatMap(({ endsAt }) => endsAt ?? []);
  const known = ends.length > 0;
  const at = latestOf([...ends, ...alerts.map(({ startsAt }) => startsAt)]);
  return { key: `resolved ${iso(at)}`, at, data: { kind: "resolved", known } };
}

function latestOf(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((one) => one.getTime())));
}

const digest = (value: unknown) => hash("sha256", JSON.stringify(value), "hex").slice(0, 16);

/**
 * A group key comes back whenever its alerts fire again. An incident lasts from the first alert to the moment when the
 * whole group was over; an alert that began later begins another.
 */
function project(subject: string, facts: readonly Fact<Began | Over>[]): IncidentReport[] {
  const ordered = inOrder(facts);
  const alerts = ordered.filter((fact): fact is Fact<Began> => fact.data.kind === "alert");
  const ends = ordered.filter((fact): fact is Fact<Over> => fact.data.kind === "resolved");
  const groups = Map.groupBy(alerts, ({ at }) => ends.findLast((end) => end.at < at));
  return [...groups].map(([before, its]) => {
    const last = its.at(-1)!.at;
    const end = ends.find(({ at }) => at >= last);
    return incidentOf(before === undefined ? subject : `${subject} after ${iso(before.at)}`, its, end);
  });
}

function incidentOf(
  externalId: string,
  alerts: readonly Fact<Began>[],
  end: Fact<Over> | undefined,
): IncidentReport {
  const first = alerts[0]!;
  const worst = alerts
    .flatMap(({ data }) => data.severity ?? [])
    .map((word) => ({ word, severity: proposeSeverity(word) }))
    .toSorted((a, b) => (a.severity ?? 9) - (b.severity ?? 9) || (a.word < b.word ? -1 : 1))[0];
  const said = (pick: (alert: Began) => string | null) =>
    [...new Set(alerts.flatMap(({ data }) => pick(data) ?? []))].sort();
  return {
    kind: "incident",
    body: {
      source: "alertmanager",
      externalId,
      kind: "incident",
      title: first.data.title,
      summary: first.data.summary,
      severity: worst?.severity ?? null,
      severityRaw: worst?.word ?? null,
      startedAt: first.at,
      status: end === undefined ? "open" : "resolved",
      mitigatedAt: null,
      resolvedAt: end?.data.known ? end.at : null,
      regions: distinctRegions(said(({ region }) => region)).slice(0, 500),
      customFields: compact({ url: first.data.url }),
    },
    systems: said(({ system }) => system)
      .slice(0, 200)
      .flatMap((name) => systemCalled(name)),
    notes: [],
  };
}
