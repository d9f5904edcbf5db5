import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { webhookActor } from "#lib/actor.ts";
import type { Change } from "#lib/changes/schema.ts";
import type { Command } from "#lib/command.ts";
import { listHeld } from "#lib/hooks/read.ts";
import type { HookAnswer } from "#lib/hooks/schema.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { receiveAlertmanager } from "./alertmanager/hook.ts";
import { receiveCdEvent } from "./cdevents/hook.ts";
import { receiveGithub } from "./github/hook.ts";
import { receiveGitlab } from "./gitlab/hook.ts";
import { receivePagerDuty } from "./pagerduty/hook.ts";
import { states as pagerdutyStates } from "./pagerduty/words.ts";
import { receiveStatuspage } from "./statuspage/hook.ts";
import { states as statuspageStates } from "./statuspage/words.ts";
import {
  alert,
  alertGroup,
  at,
  cdEvent,
  changeOf,
  deployment,
  deploymentStatus,
  gitlabDeployment,
  gitlabPush,
  incidentOf,
  mergeRequest,
  page,
  pagerDutyEvent,
  pullRequest,
  push,
} from "./testing.ts";

/** What each state of each sender does: the table of docs/hooks.md holds exactly what comes of the messages below. */

type Sent = { event?: string; onlyDeployments?: boolean; environments?: string[]; payload: object };
interface Case {
  state: string;
  /** What was told before. */
  after?: readonly Sent[];
  sent: Sent;
  /** The record that it is about. */
  of: ["incident" | "change", string];
}

const moment = "14:30";
const then = at(moment);

const pd = (type: string, of: { status?: string; clock?: string; data?: object } = {}): Sent => {
  const { status = "triggered", clock = moment, data = {} } = of;
  const { event } = pagerDutyEvent(type, { at: at(clock), event: `${type} ${clock}` });
  return { payload: { event: { ...event, data: { ...event.data, status, ...data } } } };
};
const pdBegan = pd("incident.triggered", { clock: "14:00" });
const pdEnded = pd("incident.resolved", { status: "resolved", clock: "14:10" });
const pdOther = { payload: pagerDutyEvent("incident.triggered", { at: at("13:00"), subject: "OTHER" }) };
const merge = { resolve_reason: { type: "merge_resolve_reason", incident: { id: "OTHER" } } };
const about = (type: string, text: object): Sent => ({
  payload: pagerDutyEvent(type, { at: then, data: { id: "N", incident: { id: "PT4KHLK" }, ...text } }),
});
const pagerduty: Case[] = [
  { state: "`incident.triggered`", sent: pd("incident.triggered", { clock: "14:00" }) },
  ...["acknowledged", "unacknowledged", "escalated", "delegated", "reassigned", "priority_updated"].map(
    (word) => ({ state: `\`incident.${word}\``, after: [pdBegan], sent: pd(`incident.${word}`) }),
  ),
  { state: "`incident.resolved`", after: [pdBegan], sent: pd("incident.resolved", { status: "resolved" }) },
  {
    state: "`incident.resolved` by a merge",
    after: [pdOther, pdBegan],
    sent: pd("incident.resolved", { status: "resolved", data: merge }),
  },
  { state: "`incident.reopened`", after: [pdBegan, pdEnded], sent: pd("incident.reopened") },
  {
    state: "`incident.annotated`",
    after: [pdBegan],
    sent: about("incident.annotated", { type: "incident_note", content: "Restarted" }),
  },
  {
    state: "`incident.status_update_published`",
    after: [pdBegan],
    sent: about("incident.status_update_published", { type: "incident_status_update", message: "Soon" }),
  },
  {
    state: "`incident.responder.added`",
    after: [pdBegan],
    sent: about("incident.responder.added", { type: "incident_responder" }),
  },
  {
    state: "`service.updated`, `pagey.ping`",
    after: [pdBegan],
    sent: { payload: pagerDutyEvent("service.updated", { at: then }) },
  },
].map((one) => ({ ...one, of: ["incident", "PT4KHLK"] }));

const key = '{}:{alertname="CheckoutSlow"}';
const a = { startsAt: at("14:00") };
const b = { name: "B", startsAt: then };
const fires: Sent = { payload: alertGroup("firing", [alert(a)]) };
const alertmanager: Case[] = [
  { state: "`firing`", sent: fires },
  {
    state: "`resolved`",
    after: [fires],
    sent: { payload: alertGroup("resolved", [alert({ ...a, endsAt: then })]) },
  },
  {
    state: "`resolved`, `endsAt` before `startsAt` or year 1",
    after: [fires],
    sent: { payload: alertGroup("resolved", [alert({ ...a, endsAt: at("13:00") })]) },
  },
  {
    state: "complete, and without the alerts so far",
    after: [fires],
    sent: { payload: alertGroup("firing", [alert(b)]) },
  },
  {
    state: "truncated, and without the alerts so far",
    after: [fires],
    sent: { payload: { ...alertGroup("firing", [alert(b)]), truncatedAlerts: 1 } },
  },
].map((one) => ({ ...one, of: ["incident", key] }));

const cd = (type: string, of: { clock?: string; subject?: string; content?: object } = {}): Sent => {
  const { clock = moment, subject = type.startsWith("incident") ? "i" : "s", content = {} } = of;
  return { payload: cdEvent(type, { at: at(clock), subject, content, id: `${type} ${clock}` }) };
};
const cdDeployed = cd("service.deployed", { clock: "14:00" });
const cdIncident: Case["of"] = ["incident", "/shop/monitoring/i"];
const cdChange = (type: string, clock = moment): Case["of"] => [
  "change",
  `/shop/monitoring/${type} ${clock}`,
];
const detected = cd("incident.detected", { clock: "14:00" });
const over = cd("incident.resolved", { clock: "14:10" });
const cdevents: Case[] = [
  { state: "`incident.detected`", sent: detected, of: cdIncident },
  {
    state: "`incident.detected` after its end",
    after: [detected, over],
    sent: cd("incident.detected"),
    of: cdIncident,
  },
  { state: "`incident.reported`", after: [detected], sent: cd("incident.reported"), of: cdIncident },
  { state: "`incident.resolved`", after: [detected], sent: cd("incident.resolved"), of: cdIncident },
  ...["deployed", "upgraded"].map(
    (word): Case => ({
      state: `\`service.${word}\``,
      sent: cd(`service.${word}`),
      of: cdChange(`service.${word}`),
    }),
  ),
  {
    state: "`service.deployed` in an environment that does not count",
    sent: {
      ...cd("service.deployed", { content: { environment: { id: "staging" } } }),
      environments: ["production"],
    },
    of: cdChange("service.deployed"),
  },
  {
    state: "`service.rolledback`",
    after: [cdDeployed],
    sent: cd("service.rolledback"),
    of: cdChange("service.deployed", "14:00"),
  },
  ...[
    "service.published",
    "service.removed",
    "artifact.published",
    "pipelinerun.finished",
    "taskrun.finished",
  ].map((type): Case => ({ state: `\`${type}\``, sent: cd(type), of: cdChange(type) })),
  { state: "`change.merged`", sent: cd("change.merged"), of: ["change", "/shop/monitoring/s"] },
  {
    state: "`change.merged`, `?onlyDeployments=true`",
    sent: { ...cd("change.merged"), onlyDeployments: true },
    of: ["change", "/shop/monitoring/s"],
  },
  ...["change.created", "change.abandoned"].map(
    (type): Case => ({ state: `\`${type}\``, sent: cd(type), of: ["change", "/shop/monitoring/s"] }),
  ),
];

const asked = deployment({ id: 7, sha: "abc", at: at("14:00") });
const reach = (state: string, clock = moment): Sent => ({
  event: "deployment_status",
  payload: deploymentStatus({ id: clock as never, state, at: at(clock), deployment: asked }),
});
const pushed: Sent = { event: "push", payload: push({ sha: "abc", at: then }) };
const github: Case[] = [
  { state: "`deployment`", sent: { event: "deployment", payload: asked } },
  ...["queued", "waiting", "pending", "error", "failure", "inactive"].map((state) => ({
    state: `\`${state}\`, without a sign of production before`,
    sent: reach(state),
  })),
  ...["in_progress", "success"].map((state) => ({ state: `\`${state}\``, sent: reach(state) })),
  { state: "`success` after `in_progress`", after: [reach("in_progress", "14:10")], sent: reach("success") },
  ...["error", "failure", "inactive"].map((state) => ({
    state: `\`${state}\` after \`success\``,
    after: [reach("success", "14:10")],
    sent: reach(state),
  })),
  {
    state: "`deployment` to another environment than production",
    sent: {
      event: "deployment",
      payload: deployment({ id: 7, sha: "abc", at: then, environment: "staging" }),
    },
  },
  { state: "`push` to the default branch", sent: pushed, id: "octo/checkout@abc" },
  {
    state: "`push`, `?onlyDeployments=true`",
    sent: { ...pushed, onlyDeployments: true },
    id: "octo/checkout@abc",
  },
  {
    state: "`push` whose commit has a deployment that waits",
    after: [reach("waiting", "14:10")],
    sent: pushed,
  },
  {
    state: "`push` whose commit has a deployment in production",
    after: [reach("success", "14:10")],
    sent: pushed,
  },
  {
    state: "`push` to another branch",
    sent: { event: "push", payload: push({ sha: "abc", at: then, ref: "refs/heads/topic" }) },
  },
  {
    state: "`pull_request` that is not merged",
    sent: { event: "pull_request", payload: pullRequest({ number: 12, action: "opened", at: then }) },
  },
  {
    state: "`pull_request` that is merged, and whose commit went out",
    after: [pushed],
    sent: {
      event: "pull_request",
      payload: pullRequest({ number: 12, action: "closed", at: then, became: "abc" }),
    },
    id: "octo/checkout@abc",
  },
  {
    state: "`pull_request` with any other action",
    sent: { event: "pull_request", payload: pullRequest({ number: 12, action: "assigned", at: then }) },
  },
  { state: "`ping`, and every other event", sent: { event: "ping", payload: {} } },
].map(({ id = "7", ...one }: Omit<Case, "of"> & { id?: string }): Case => ({ ...one, of: ["change", id] }));

const gl = (status: string, clock = moment, of: object = {}): Sent => ({
  payload: gitlabDeployment({ id: 7, sha: "abc", status, at: at(clock), ...of }),
});
const glPushed = (of: object = {}): Sent => ({ payload: gitlabPush({ sha: "abc", at: at("14:00"), ...of }) });
const glRequest = (action: string, of: object = {}): Sent => ({
  payload: mergeRequest({ number: 12, action, at: then, ...of }),
});
const glDeployment = "octo/checkout/deployments/7";
const glCommit = "octo/checkout@abc";
const gitlab: Case[] = [
  ...["created", "blocked", "canceled", "failed"].map((state) => ({
    state: `deployment, \`${state}\` without a sign of production before`,
    sent: gl(state),
  })),
  { state: "deployment, `running`", sent: gl("running") },
  { state: "deployment, `success`", sent: gl("success") },
  ...["success", "failed", "canceled"].map((state) => ({
    state: `deployment, \`${state}\` after \`running\``,
    after: [gl("running", "14:10")],
    sent: gl(state),
  })),
  {
    state: "deployment to another environment than production",
    sent: gl("success", moment, { environment: "staging" }),
  },
  {
    state: "push to the default branch",
    sent: { payload: gitlabPush({ sha: "abc", at: then }) },
    id: glCommit,
  },
  {
    state: "push, `?onlyDeployments=true`",
    sent: { ...glPushed(), onlyDeployments: true },
    id: glCommit,
  },
  {
    state: "push whose commit has a deployment that waits",
    after: [glPushed()],
    sent: gl("created"),
    id: glCommit,
  },
  {
    state: "push whose commit has a deployment in production",
    after: [gl("running", "14:10")],
    sent: glPushed(),
  },
  { state: "push to another branch", sent: glPushed({ ref: "refs/heads/topic" }), id: glCommit },
  { state: "merge request that is not merged", sent: glRequest("open"), id: glCommit },
  {
    state: "merge request that is merged, and whose commit went out",
    after: [glPushed()],
    sent: glRequest("merge", { became: "abc" }),
    id: glCommit,
  },
  { state: "merge request with any other action", sent: glRequest("approved"), id: glCommit },
  { state: "every other event", sent: { payload: { object_kind: "pipeline" } }, id: glCommit },
].map(
  ({ id = glDeployment, ...one }: Omit<Case, "of"> & { id?: string }): Case => ({
    ...one,
    of: ["change", id],
  }),
);

const stands = (status: string, clock = moment, of: object = {}): Sent => {
  const own = {
    monitoring: { monitoring_at: at(clock) },
    resolved: { resolved_at: at(clock) },
    completed: { resolved_at: at(clock) },
  };
  return { payload: page({ status, at: at(clock), ...(own as Record<string, object>)[status], ...of }) };
};
const planned = { impact: "maintenance", scheduled_for: at("14:00") };
const spBegan = stands("investigating", "14:01");
const isPlanned = (state: string) => ["scheduled", "in_progress", "verifying", "completed"].includes(state);
const remembered = { monitoring_at: at("14:10"), resolved_at: at("14:10") };
const statuspage: Case[] = [
  ...Object.keys(statuspageStates).map((state) => ({
    state: `\`${state}\``,
    after:
      state === "scheduled" || isPlanned(state)
        ? []
        : state === "postmortem"
          ? [spBegan, stands("resolved", "14:10")]
          : [spBegan],
    sent: stands(
      state,
      moment,
      isPlanned(state) ? planned : state === "postmortem" ? { resolved_at: at("14:10") } : {},
    ),
  })),
  ...["investigating", "identified"].map((state) => ({
    state: `\`${state}\` after \`monitoring\` or \`resolved\``,
    after: [spBegan, stands("monitoring", "14:10")],
    sent: stands(state, moment, remembered),
  })),
  {
    state: "`resolved` after `monitoring` was taken back",
    after: [spBegan, stands("monitoring", "14:10"), stands("identified", "14:20", remembered)],
    sent: stands("resolved", moment, { monitoring_at: at("14:10") }),
  },
  { state: "a status that Statuspage does not document", sent: stands("paused") },
  { state: "a component's change of status", sent: { payload: { component_update: {}, component: {} } } },
].map((one) => ({ ...one, of: ["incident", "kctbh9vrtdwd"] }));

const senders: [string, string, Command<never, HookAnswer>, Case[]][] = [
  ["PagerDuty", "pagerduty", receivePagerDuty as never, pagerduty],
  ["Alertmanager", "alertmanager", receiveAlertmanager as never, alertmanager],
  ["CDEvents", "cdevents", receiveCdEvent as never, cdevents],
  ["GitHub", "github", receiveGithub as never, github],
  ["GitLab", "gitlab", receiveGitlab as never, gitlab],
  ["Statuspage", "statuspage", receiveStatuspage as never, statuspage],
];

/** What came of it, in the words of the table. */
async function outcome(source: string, receive: Command<never, HookAnswer>, one: Case): Promise<string> {
  const people = await testScope({ now: at("16:00") });
  const hook: Scope = { ...people, actor: webhookActor("A sender") };
  for (const sent of one.after ?? []) await receive(hook, sent);
  const [kind, id] = one.of;
  const find = async () => (kind === "incident" ? incidentOf : changeOf)(people, source, id);
  const before = await find();
  const { result, records } = await receive(hook, one.sent);
  if (result === "ignored") return "ignored";
  const record = await find();
  if (kind === "change")
    return changeWords(
      record as Change | undefined,
      before as Change | undefined,
      (await listHeld(people, {})).items.length > 0,
    );
  const incident = record as Incident;
  const began = records.some((told) => told.result === "created" && told.externalId !== id);
  const notes = (await listTimeline(people, { key: incident.id })).items.length;
  return [
    incidentWords(incident, {
      before: before as Incident | undefined,
      isTakenBack: one.state.includes("taken back"),
    }),
    ...(notes > 0 ? ["an entry in the timeline"] : []),
    ...(began ? ["another incident begins"] : []),
  ].join("; ");
}

function incidentWords(
  incident: Incident,
  { before, isTakenBack }: { before: Incident | undefined; isTakenBack: boolean },
): string {
  const { kind, status, mitigatedAt, resolvedAt } = incident;
  const is = (end: Date | null) => end?.getTime() === Date.parse(then);
  const ends =
    status === "unknown"
      ? "an end that nobody told (*unknown*)"
      : status === "resolved" && resolvedAt === null
        ? "resolved, and not known when"
        : (status === "resolved" && is(resolvedAt)) || (status === "mitigated" && is(mitigatedAt))
          ? `${status}, from then on`
          : status === "open" && before !== undefined && before.status !== "open"
            ? "open again, its ends are taken back"
            : status;
  const lost =
    status === "resolved" && mitigatedAt === null && isTakenBack
      ? ["when it was mitigated is not known"]
      : [];
  const kinds =
    kind === "duplicate"
      ? ["a duplicate of the other, which counts"]
      : kind === "maintenance"
        ? ["maintenance, which does not count"]
        : [];
  return [...kinds, ends, ...lost].join("; ");
}

function changeWords(change: Change | undefined, before: Change | undefined, isHeld: boolean): string {
  if (change === undefined || change.deletedAt !== null)
    return isHeld ? "kept, shown and not counted" : "kept, and counted by its deployments alone";
  if (change.rolledBackAt !== null) return "the deployment before it was rolled back then";
  return before === undefined && change.deployedAt.getTime() === Date.parse(then)
    ? "a production change, from then on"
    : "stays the change that it is, from when it was";
}

const docs = readFileSync("docs/hooks.md", "utf8");

describe.each(senders)("%s", (name, source, receive, cases) => {
  test("does for each state what the documentation says", async () => {
    const rows: string[] = [];
    for (const one of cases) rows.push(`| ${one.state} | ${await outcome(source, receive, one)} |`);
    const chapter = docs.slice(docs.indexOf("## What each state does"));
    const own = chapter.slice(chapter.indexOf(`\n### ${name}\n`) + 1);
    const table = own.slice(own.indexOf("|---|---|\n") + 10).split("\n\n")[0]!;
    expect(table.trimEnd().split("\n")).toEqual(rows);
  });
});

test("every state that the code knows stands in the documentation", () => {
  const chapter = docs.slice(docs.indexOf("## What each state does"));
  for (const state of [...Object.keys(statuspageStates), ...Object.keys(pagerdutyStates)])
    expect(chapter).toContain(state);
});
