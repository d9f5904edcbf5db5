import { hash } from "node:crypto";
import { z } from "zod";
import { impossible, inWords } from "#lib/hooks/impossible.ts";
import type { Fact, IncidentReport, KnownWords, Placed, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { distinctRegions } from "#lib/incidents/rules.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";
import { Instant, parse } from "#lib/parse.ts";
import { severityOf } from "../severities.ts";
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
 * therefore read from the alerts: that they began, that at some moment the whole group was over, and which of them
 * were still known to fire.
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
  truncatedAlerts: z.number().nullish().describe("How many alerts were left out: 0 says that these are all."),
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
  /** Whether the alerts say when the last of them ended. */
  known: boolean;
}
/** The alerts that stand together in one message, by when the first and the last of them began. */
interface Together {
  kind: "together";
  from: string;
  to: string;
  /** Whether none of the group was left out: what is not in it is no longer known to fire. */
  complete: boolean;
}
type Told = Began | Over | Together;

const alertmanager: Sender<Told> = {
  name: "alertmanager",
  speaksOfIncidents: () => true,
  decode(payload, _, bounds) {
    const { groupKey, status, truncatedAlerts, alerts: given } = parse(AlertmanagerPayload, payload);
    if (status !== "firing" && status !== "resolved")
      return { ignored: `The status ${line(status, 100)} is neither firing nor resolved.` };
    if (given.length === 0) return { ignored: "The group holds no alerts." };
    const left = given.flatMap(({ startsAt }) => impossible("startsAt", startsAt, bounds) ?? []);
    if (left.length === given.length) return { ignored: inWords(left.slice(0, 1)) };
    const alerts = given.flatMap((alert) => possible(alert, bounds) ?? []);
    const isComplete = (truncatedAlerts ?? 0) === 0 && left.length === 0;
    const facts: Fact<Told>[] = [...alerts.map(began), together(alerts, isComplete)];
    if (status === "resolved") facts.push(over(alerts));
    return { subject: joinNames(groupKey), facts, left: left.slice(0, 5) };
  },
  project,
};

export const receiveAlertmanager = receiver(
  alertmanager,
  "Take in a notification of Prometheus Alertmanager: an incident for each group of alerts",
);

/** Null where it cannot have begun then; an end that cannot be is none. */
function possible(alert: Alert, bounds: Bounds): Alert | null {
  if (momentProblem(alert.startsAt, bounds) !== null) return null;
  const isEnd = alert.endsAt !== null && momentProblem(alert.endsAt, bounds) === null;
  return isEnd ? alert : { ...alert, endsAt: null };
}

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

/** An end before the start of its alert is none. */
function over(alerts: readonly Alert[]): Fact<Over> {
  const ends = alerts.flatMap(({ startsAt, endsAt }) => (endsAt === null || endsAt < startsAt ? [] : endsAt));
  const at = latestOf([...ends, ...alerts.map(({ startsAt }) => startsAt)]);
  const known = ends.some((end) => end.getTime() === at.getTime());
  return { key: `resolved ${iso(at)}`, at, data: { kind: "resolved", known } };
}

function together(alerts: readonly Alert[], complete: boolean): Fact<Together> {
  const starts = alerts.map(({ startsAt }) => startsAt).sort((a, b) => a.getTime() - b.getTime());
  const [from, to] = [iso(starts[0]!)!, iso(starts.at(-1)!)!];
  const key = `together ${from} ${to}${complete ? "" : " and others"}`;
  return { key, at: starts.at(-1)!, data: { kind: "together", from, to, complete } };
}

function latestOf(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((one) => one.getTime())));
}

const digest = (value: unknown) => hash("sha256", JSON.stringify(value), "hex").slice(0, 16);

interface Episode {
  externalId: string;
  alerts: Fact<Began>[];
  /** Told by its end, or by what comes after it. */
  status: "open" | "resolved" | "unknown";
  resolvedAt: Date | null;
}

/**
 * A group key comes back whenever its alerts fire again. An incident lasts from the first alert to the moment when the
 * whole group was over, or was no longer known to fire: a complete message that holds none of the alerts so far says
 * that they are gone, and not when. An alert that began later begins another incident. Alerts that once stood in one
 * message are of one incident.
 */
function project(subject: string, facts: readonly Placed<Told>[], known?: KnownWords): IncidentReport[] {
  const messages = facts.flatMap(({ data }) => (data.kind === "together" ? data : []));
  const gone = goneBefore(messages).map((at) => ({
    at,
    order: at,
    key: "",
    data: { kind: "gone" as const },
  }));
  const rank = ["gone", "alert", "resolved", "together"];
  const marks = inOrder([...facts, ...gone], ({ data }) => rank.indexOf(data.kind));
  const episodes: Episode[] = [];
  let running: Episode | null = null;
  let after: Date | null = null;
  for (const { at, key, data } of marks) {
    if (data.kind === "alert") {
      if (running === null) {
        const externalId: string = after === null ? subject : `${subject} after ${iso(after)}`;
        running = { externalId, alerts: [], status: "open", resolvedAt: null };
        episodes.push(running);
      }
      running.alerts.push({ at, key, data });
    } else if (data.kind === "resolved") {
      if (running !== null)
        Object.assign(running, { status: "resolved", resolvedAt: data.known ? at : null });
      running = null;
      after = at;
    } else if (data.kind === "gone" && running !== null) {
      running.status = "unknown";
      after = running.alerts.at(-1)!.at;
      running = null;
    }
  }
  return episodes.map((episode) => incidentOf(episode, known));
}

/** When complete messages begin that hold none of the alerts before, and that no other message joins with them. */
function goneBefore(messages: readonly Together[]): Date[] {
  const starting = Map.groupBy(messages, ({ from }) => Date.parse(from));
  let joined = Number.NEGATIVE_INFINITY;
  return [...starting]
    .sort(([a], [b]) => a - b)
    .flatMap(([from, alike]) => {
      const isGone = joined < from && alike.some(({ complete }) => complete);
      for (const { to } of alike) joined = Math.max(joined, Date.parse(to));
      return isGone ? [new Date(from)] : [];
    });
}

function incidentOf({ externalId, alerts, status, resolvedAt }: Episode, known?: KnownWords): IncidentReport {
  const first = alerts[0]!;
  const worst = alerts
    .flatMap(({ data }) => data.severity ?? [])
    .map((word) => ({ word, severity: severityOf(word, known) }))
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
      status,
      mitigatedAt: null,
      resolvedAt,
      regions: distinctRegions(said(({ region }) => region)).slice(0, 500),
      customFields: compact({ url: first.data.url }),
    },
    systems: said(({ system }) => system)
      .slice(0, 200)
      .flatMap((name) => systemCalled(name)),
    notes: [],
  };
}
