import { changesByIdentity } from "#lib/changes/read.ts";
import type { Change } from "#lib/changes/schema.ts";
import { identityOf } from "#lib/identity.ts";
import { incidentsByIdentity } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Scope } from "#lib/scope.ts";

/** Messages as senders make them, small, and what they leave behind. */

export const at = (clock: string) => `2026-03-05T${clock}:00Z`;

export function pagerDutyEvent(
  type: string,
  of: { at: string; data?: object; event?: string; subject?: string },
) {
  const { subject = "PT4KHLK" } = of;
  return {
    event: {
      id: of.event ?? `${type} ${of.at}`,
      event_type: type,
      resource_type: "incident",
      occurred_at: of.at,
      agent: { type: "user_reference" },
      data: of.data ?? {
        id: subject,
        type: "incident",
        number: 1234,
        status: type === "incident.resolved" ? "resolved" : "triggered",
        created_at: at("14:00"),
        title: "The server is on fire.",
        urgency: "high",
        priority: null,
        service: { id: "PIJ90N7", summary: "Checkout", type: "service_reference" },
        html_url: "https://shop.pagerduty.com/incidents/PT4KHLK",
      },
    },
  };
}

export function alert(of: {
  name?: string;
  startsAt: string;
  endsAt?: string;
  labels?: object;
  text?: string;
}) {
  const { name = "CheckoutSlow", startsAt, endsAt, labels = {}, text } = of;
  return {
    status: endsAt === undefined ? "firing" : "resolved",
    labels: { alertname: name, service: "checkout", severity: "warning", ...labels },
    annotations: text === undefined ? {} : { summary: text },
    startsAt,
    endsAt: endsAt ?? "0001-01-01T00:00:00Z",
    generatorURL: "http://prometheus.example/graph",
    fingerprint: `${name}${JSON.stringify(labels)}`,
  };
}

export function alertGroup(status: string, alerts: readonly object[]) {
  return {
    version: "4",
    groupKey: '{}:{alertname="CheckoutSlow"}',
    truncatedAlerts: 0,
    status,
    receiver: "faultline",
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://alertmanager.example",
    alerts,
  };
}

export function cdEvent(type: string, of: { at: string; subject: string; content?: object; id?: string }) {
  return {
    context: {
      specversion: "0.6.0-draft",
      id: of.id ?? `${type} ${of.subject} ${of.at}`,
      source: "/shop/monitoring",
      type: `dev.cdevents.${type}.0.3.0`,
      timestamp: of.at,
    },
    subject: { id: of.subject, type: type.split(".")[0], content: of.content ?? {} },
  };
}

const repository = {
  full_name: "octo/checkout",
  name: "checkout",
  html_url: "https://github.example/octo/checkout",
  default_branch: "main",
};

export function push(of: { sha: string; at: string; messages?: string[]; ref?: string; author?: object }) {
  const { sha, messages = ["Fix the cart"], ref = "refs/heads/main" } = of;
  const author = of.author ?? { name: "Devin Smith", email: "devin@shop.example", username: "devin" };
  const commits = messages.map((message, i) => ({
    id: `${sha}${i}`,
    message,
    timestamp: of.at,
    author,
    committer: { name: "GitHub", email: "noreply@github.com", username: "web-flow" },
  }));
  return {
    ref,
    before: "0".repeat(40),
    after: sha,
    deleted: false,
    compare: `https://github.example/octo/checkout/compare/${sha}`,
    repository: { ...repository, pushed_at: Date.parse(of.at) / 1000 },
    pusher: { name: "devin" },
    head_commit: commits.at(-1),
    commits,
  };
}

export function deployment(of: { id: number; sha: string; at: string; environment?: string }) {
  const { environment = "production" } = of;
  return {
    action: "created",
    deployment: {
      id: of.id,
      sha: of.sha,
      ref: "main",
      task: "deploy",
      environment,
      production_environment: environment === "production",
      created_at: of.at,
      updated_at: of.at,
      creator: { login: "jane", type: "User" },
      payload: {},
    },
    repository,
  };
}

export function deploymentStatus(of: {
  id: number;
  state: string;
  at: string;
  deployment: ReturnType<typeof deployment>;
}) {
  const status = { id: of.id, state: of.state, created_at: of.at, environment: "production" };
  return { ...of.deployment, deployment_status: status };
}

export function page(of: { status: string; at: string } & Record<string, unknown>) {
  const { at: updated, ...incident } = of;
  return {
    meta: { unsubscribe: "https://status.example/unsubscribe", documentation: "https://docs.example" },
    page: { id: "p1", status_indicator: "major" },
    incident: {
      id: "kctbh9vrtdwd",
      name: "Checkout is slow",
      impact: "major",
      created_at: at("14:00"),
      updated_at: updated,
      monitoring_at: null,
      resolved_at: null,
      scheduled_for: null,
      shortlink: "https://stspg.io/x",
      incident_updates: [],
      ...incident,
    },
  };
}

export async function incidentOf(scope: Scope, source: string, externalId: string): Promise<Incident> {
  const identity = { source, externalId };
  const found = await incidentsByIdentity(scope, { identities: [identity] });
  return found.get(identityOf(identity)!)!;
}

export async function changeOf(scope: Scope, source: string, externalId: string): Promise<Change> {
  const identity = { source, externalId };
  const found = await changesByIdentity(scope, { identities: [identity] });
  return found.get(identityOf(identity)!)!;
}
