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

interface PushOf {
  sha: string;
  at: string;
  messages?: string[];
  /** The hashes of its commits, the head as the last. */
  ids?: string[];
  before?: string;
  ref?: string;
  author?: object;
}

function commitsOf(of: PushOf) {
  const { sha, messages = ["Fix the cart"] } = of;
  const author = of.author ?? { name: "Devin Smith", email: "devin@shop.example", username: "devin" };
  return messages.map((message, i) => ({
    id: of.ids?.[i] ?? `${sha}${i}`,
    message,
    timestamp: of.at,
    author,
    committer: { name: "GitHub", email: "noreply@github.com", username: "web-flow" },
  }));
}

export function push(of: PushOf) {
  const { sha, ref = "refs/heads/main", before = "0".repeat(40) } = of;
  const commits = commitsOf(of);
  return {
    ref,
    before,
    after: sha,
    deleted: false,
    created: /^0*$/.test(before),
    forced: false,
    compare: `https://github.example/octo/checkout/compare/${sha}`,
    repository: { ...repository, pushed_at: Date.parse(of.at) / 1000 },
    pusher: { name: "devin" },
    head_commit: commits.at(-1),
    commits,
  };
}

/** A pull request, as it is when something is done to it. */
interface RequestOf {
  number: number;
  action: string;
  at: string;
  labels?: readonly string[];
  body?: string;
  branch?: string;
  author?: string;
  head?: string;
  /** The commit that it became. */
  became?: string;
}

export function pullRequest(of: RequestOf) {
  const { number, action, labels = [], body = "", branch = "topic", author = "jane", became } = of;
  return {
    action,
    number,
    pull_request: {
      number,
      title: "Fix the cart",
      body,
      user: { login: author, id: 1 },
      labels: labels.map((name) => ({ name })),
      head: { ref: branch, sha: of.head ?? "f".repeat(40) },
      created_at: at("12:00"),
      updated_at: of.at,
      merged: became !== undefined,
      merge_commit_sha: became ?? "e".repeat(40),
    },
    repository,
    sender: { login: "sam" },
  };
}

const project = {
  path_with_namespace: "octo/checkout",
  name: "checkout",
  web_url: "https://gitlab.example/octo/checkout",
  default_branch: "main",
};

export function gitlabPush(of: PushOf) {
  const { sha, ref = "refs/heads/main", before = "0".repeat(40) } = of;
  const commits = commitsOf(of).map(({ committer: _, ...commit }) => commit);
  return { object_kind: "push", ref, before, after: sha, user_username: "devin", project, commits };
}

export function mergeRequest(of: RequestOf) {
  const { number, action, labels = [], body = "", branch = "topic", author = "jane", became } = of;
  return {
    object_kind: "merge_request",
    user: { id: 1, username: author },
    project,
    labels: labels.map((title) => ({ title })),
    object_attributes: {
      iid: number,
      title: "Fix the cart",
      description: body,
      author_id: 1,
      source_branch: branch,
      state: became === undefined ? "opened" : "merged",
      action,
      created_at: at("12:00"),
      updated_at: of.at,
      last_commit: { id: of.head ?? "f".repeat(40) },
      merge_commit_sha: became ?? null,
    },
    changes: action === "update" ? { labels: {}, description: {} } : {},
  };
}

export function gitlabDeployment(of: {
  id: number;
  sha: string;
  status: string;
  at: string;
  environment?: string;
}) {
  const { environment = "production", sha } = of;
  return {
    object_kind: "deployment",
    status: of.status,
    status_changed_at: of.at,
    deployment_id: of.id,
    deployable_url: `https://gitlab.example/octo/checkout/-/jobs/${of.id}`,
    environment,
    environment_tier: environment === "production" ? "production" : "staging",
    ref: "main",
    short_sha: sha.slice(0, 8),
    user: { id: 1, username: "jane" },
    commit_url: `https://gitlab.example/octo/checkout/-/commit/${sha}`,
    project,
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
