import { describe, expect, test } from "vitest";
import { webhookActor } from "#lib/actor.ts";
import { listChanges } from "#lib/analytics/changes.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { listAudit } from "#lib/audit/read.ts";
import { updateChange } from "#lib/changes/write.ts";
import { declareIncident, deleteIncident, updateIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { receiveAlertmanager } from "./alertmanager/hook.ts";
import { receiveCdEvent } from "./cdevents/hook.ts";
import { receiveGithub } from "./github/hook.ts";
import { receivePagerDuty } from "./pagerduty/hook.ts";
import { receiveStatuspage } from "./statuspage/hook.ts";
import {
  alert,
  alertGroup,
  at,
  cdEvent,
  changeOf,
  deployment,
  deploymentStatus,
  incidentOf,
  page,
  pagerDutyEvent,
  pullRequest,
  push,
} from "./testing.ts";

const unknownNote = "systems not known";

async function world() {
  const people = await testScope({ now: "2026-03-05T14:00:30Z" });
  const hook: Scope = { ...people, actor: webhookActor("A sender") };
  return { people, hook, pagerduty: () => incidentOf(people, "pagerduty", "PT4KHLK") };
}

/** The same world at another time of that day. */
const later = (scope: Scope, clock: string): Scope => ({ ...scope, clock: () => new Date(at(clock)) });

const allKinds = { period: "all", kind: "incident,maintenance,exercise,duplicate" };

describe("PagerDuty", () => {
  test("an incident goes through its life in one record", async () => {
    const { people, hook, pagerduty } = await world();
    await registerSystem(people, { slug: "checkout" });
    const send = (payload: object) => receivePagerDuty(hook, { payload });
    const first = await send(pagerDutyEvent("incident.triggered", { at: at("14:00") }));
    expect(first).toMatchObject({ result: "created", reason: null, unknownSystems: [] });
    expect(await pagerduty()).toMatchObject({
      number: first.records[0]!.number,
      title: "The server is on fire.",
      status: "open",
      severity: null,
      severityRaw: "high",
      startedAt: new Date(at("14:00")),
      detectedAt: null,
      createdBy: "A sender",
    });
    expect((await pagerduty()).systems.map(({ slug, part }) => [slug, part])).toEqual([
      ["checkout", "affected"],
    ]);
    await send(pagerDutyEvent("incident.acknowledged", { at: at("14:05") }));
    await send(pagerDutyEvent("incident.resolved", { at: at("14:30") }));
    expect(await pagerduty()).toMatchObject({ status: "resolved", resolvedAt: new Date(at("14:30")) });
    await send(pagerDutyEvent("incident.reopened", { at: at("14:40") }));
    expect(await pagerduty()).toMatchObject({ status: "open", resolvedAt: null });
    await send(pagerDutyEvent("incident.resolved", { at: at("15:00") }));
    expect(await pagerduty()).toMatchObject({ status: "resolved", resolvedAt: new Date(at("15:00")) });
    expect((await listIncidents(people, allKinds)).items).toHaveLength(1);
  });

  test("the same event twice changes nothing", async () => {
    const { hook, pagerduty } = await world();
    const payload = pagerDutyEvent("incident.triggered", { at: at("14:00") });
    await receivePagerDuty(hook, { payload });
    const before = await pagerduty();
    const again = await receivePagerDuty(hook, { payload });
    expect(again).toMatchObject({ result: "unchanged", reason: "This was told before." });
    expect(await pagerduty()).toEqual(before);
  });

  test("a priority is read as a severity, and one that is not known stays a word", async () => {
    const { hook, pagerduty } = await world();
    const about = (summary: string, when: string) => {
      const { event } = pagerDutyEvent("incident.priority_updated", { at: at(when) });
      return { payload: { event: { ...event, data: { ...event.data, priority: { summary } } } } };
    };
    await receivePagerDuty(hook, about("P2", "14:05"));
    expect(await pagerduty()).toMatchObject({ severity: 2, severityRaw: "P2" });
    await receivePagerDuty(hook, about("SEV-1", "14:06"));
    expect(await pagerduty()).toMatchObject({ severity: 1, severityRaw: "SEV-1" });
    await receivePagerDuty(hook, about("Très grave", "14:07"));
    expect(await pagerduty()).toMatchObject({ severity: null, severityRaw: "Très grave" });
  });

  test("a note names its incident, waits for it, and stands in its timeline once", async () => {
    const { people, hook, pagerduty } = await world();
    const data = { id: "N1", type: "incident_note", content: "Restarted it.", incident: { id: "PT4KHLK" } };
    const note = { payload: pagerDutyEvent("incident.annotated", { at: at("14:10"), data }) };
    const early = await receivePagerDuty(hook, note);
    expect(early).toMatchObject({ result: "unchanged", records: [] });
    expect(early.reason).toMatch(/until more is known/);
    await receivePagerDuty(hook, { payload: pagerDutyEvent("incident.triggered", { at: at("14:00") }) });
    await receivePagerDuty(hook, note);
    const { number } = await pagerduty();
    const { items } = await listTimeline(people, { key: String(number) });
    expect(items.map(({ at: when, text, kind }) => [when, text, kind])).toEqual([
      [new Date(at("14:10")), "Restarted it.", "communication"],
    ]);
  });

  test("an incident that was merged into another is a duplicate, and does not count", async () => {
    const { people, hook, pagerduty } = await world();
    await receivePagerDuty(hook, { payload: pagerDutyEvent("incident.triggered", { at: at("14:00") }) });
    const { event } = pagerDutyEvent("incident.resolved", { at: at("14:20") });
    const reason = { type: "merge_resolve_reason", incident: { id: "POTHER" } };
    await receivePagerDuty(hook, {
      payload: { event: { ...event, data: { ...event.data, resolve_reason: reason } } },
    });
    expect(await pagerduty()).toMatchObject({ kind: "duplicate", status: "resolved" });
    expect((await listIncidents(people, { period: "all" })).items).toEqual([]);
  });

  test("what says nothing of an incident is answered, and not kept", async () => {
    const { hook } = await world();
    const data = { type: "ping", message: "Hello from your friend Pagey!" };
    const payload = pagerDutyEvent("pagey.ping", { at: at("14:00"), data });
    const answer = await receivePagerDuty(hook, { payload });
    expect(answer).toMatchObject({ result: "ignored", records: [] });
    expect(answer.reason).toContain("pagey.ping");
  });

  test("a message without its fields is refused by their names", async () => {
    const { hook } = await world();
    const payload = pagerDutyEvent("incident.triggered", { at: "yesterday", data: { type: "incident" } });
    await expect(receivePagerDuty(hook, { payload })).rejects.toMatchObject({
      code: "invalid",
      errors: expect.arrayContaining([
        expect.objectContaining({ path: "event.occurred_at" }),
        expect.objectContaining({ path: "event.data.id" }),
      ]),
    });
  });
});

describe("what a person edited", () => {
  const send = (hook: Scope, type: string, when: string, data: object = {}) => {
    const { event } = pagerDutyEvent(type, { at: at(when) });
    return receivePagerDuty(hook, { payload: { event: { ...event, data: { ...event.data, ...data } } } });
  };

  test("is not undone by what comes again or late", async () => {
    const { people, hook, pagerduty } = await world();
    await send(hook, "incident.triggered", "14:00");
    const { number, version } = await pagerduty();
    const patch = {
      version,
      title: "Orders are lost",
      severity: 1,
      systems: [],
      status: "resolved",
      resolvedAt: at("14:20"),
    };
    await updateIncident(later(people, "14:45"), { key: String(number), patch });
    await send(later(hook, "14:46"), "incident.triggered", "14:00");
    await send(later(hook, "14:47"), "incident.acknowledged", "14:01");
    await send(later(hook, "14:48"), "incident.priority_updated", "14:02", { priority: { summary: "P4" } });
    await send(later(hook, "14:49"), "incident.resolved", "14:40", { priority: { summary: "P4" } });
    expect(await pagerduty()).toMatchObject({
      title: "Orders are lost",
      severity: 1,
      severityRaw: "high",
      status: "resolved",
      resolvedAt: new Date(at("14:20")),
      systems: [],
    });
  });

  test("is followed by what happened after it: the end comes, and a moment that was entered stays", async () => {
    const { people, hook, pagerduty } = await world();
    await send(hook, "incident.triggered", "14:00");
    const { number, version } = await pagerduty();
    const patch = { version, status: "mitigated", mitigatedAt: at("14:10") };
    await updateIncident(later(people, "14:15"), { key: String(number), patch });
    await send(later(hook, "14:31"), "incident.resolved", "14:30");
    expect(await pagerduty()).toMatchObject({
      status: "resolved",
      mitigatedAt: new Date(at("14:10")),
      resolvedAt: new Date(at("14:30")),
    });
  });

  test("is followed by a reopening after it, and stays closed otherwise", async () => {
    const { people, hook, pagerduty } = await world();
    await send(hook, "incident.triggered", "14:00");
    await send(later(hook, "14:30"), "incident.resolved", "14:30");
    const { number, version } = await pagerduty();
    await updateIncident(later(people, "15:00"), {
      key: String(number),
      patch: { version, status: "closed" },
    });
    await send(later(hook, "15:10"), "incident.reopened", "14:50");
    expect(await pagerduty()).toMatchObject({ status: "closed" });
    await send(later(hook, "15:20"), "incident.resolved", "15:15");
    expect(await pagerduty()).toMatchObject({ status: "closed", resolvedAt: new Date(at("14:30")) });
    await send(later(hook, "15:31"), "incident.reopened", "15:30");
    expect(await pagerduty()).toMatchObject({ status: "open", resolvedAt: null });
  });

  test("stays out of the figures when it was deleted", async () => {
    const { people, hook, pagerduty } = await world();
    await send(hook, "incident.triggered", "14:00");
    await deleteIncident(people, { key: String((await pagerduty()).number) });
    await send(hook, "incident.resolved", "14:30");
    expect((await pagerduty()).deletedAt).not.toBeNull();
  });

  test("is a record of an import as well: the sender fills what is empty", async () => {
    const { people, hook, pagerduty } = await world();
    const body = { source: "pagerduty", externalId: "PT4KHLK", title: "As imported", startedAt: at("13:58") };
    await declareIncident(people, { body });
    await send(later(hook, "14:31"), "incident.resolved", "14:30", { priority: { summary: "P1" } });
    expect(await pagerduty()).toMatchObject({
      title: "As imported",
      startedAt: new Date(at("13:58")),
      severity: 1,
      status: "resolved",
      resolvedAt: new Date(at("14:30")),
    });
  });

  test("of a change is kept as well", async () => {
    const { people, hook } = await world();
    const deployed = deployment({ id: 7, sha: "abc", at: at("14:00") });
    const live = deploymentStatus({ id: 1, state: "success", at: at("14:05"), deployment: deployed });
    await receiveGithub(hook, { payload: live, event: "deployment_status" });
    const { number, version } = await changeOf(people, "github", "7");
    const patch = { version, aiAssistance: "none", aiEvidence: "engineer-statement", title: "The new cart" };
    await updateChange(people, { key: String(number), patch });
    const messages = ["Fix\n\nCo-authored-by: Claude <noreply@anthropic.com>"];
    await receiveGithub(hook, { payload: push({ sha: "abc", at: at("13:55"), messages }), event: "push" });
    expect(await changeOf(people, "github", "7")).toMatchObject({
      aiAssistance: "none",
      aiEvidence: "engineer-statement",
      aiTool: null,
      title: "The new cart",
    });
  });
});

describe("a system that nobody registered", () => {
  const payload = pagerDutyEvent("incident.triggered", { at: at("14:00") });

  test("is not made, but noted, and linked once it is there", async () => {
    const { people, hook, pagerduty } = await world();
    expect(await receivePagerDuty(hook, { payload })).toMatchObject({ unknownSystems: ["Checkout"] });
    expect(await pagerduty()).toMatchObject({ systems: [], customFields: { [unknownNote]: "Checkout" } });
    await registerSystem(people, { slug: "the-checkout", name: "CHECKOUT" });
    await receivePagerDuty(hook, { payload: pagerDutyEvent("incident.resolved", { at: at("14:30") }) });
    const { systems, customFields } = await pagerduty();
    expect(systems.map(({ slug }) => slug)).toEqual(["the-checkout"]);
    expect(customFields).not.toHaveProperty(unknownNote);
  });

  test("is made when that is asked for", async () => {
    const { hook, pagerduty } = await world();
    const answer = await receivePagerDuty(hook, { payload, createSystems: true });
    expect(answer.unknownSystems).toEqual([]);
    expect((await pagerduty()).systems).toMatchObject([{ slug: "checkout", name: "Checkout" }]);
  });
});

describe("Alertmanager", () => {
  const key = '{}:{alertname="CheckoutSlow"}';

  test("a group of alerts is one incident, open while its end is the year 1", async () => {
    const { people, hook } = await world();
    const send = (payload: object) => receiveAlertmanager(hook, { payload });
    const [one, two] = [alert({ startsAt: at("14:00") }), alert({ startsAt: at("14:02"), name: "CartSlow" })];
    await send(alertGroup("firing", [one]));
    await send(alertGroup("firing", [one, two]));
    expect(await incidentOf(people, "alertmanager", key)).toMatchObject({
      title: "CheckoutSlow · checkout",
      status: "open",
      resolvedAt: null,
      startedAt: new Date(at("14:00")),
      severity: 3,
      severityRaw: "warning",
      customFields: { [unknownNote]: "checkout" },
    });
    const ended = [one, two].map((each, i) => ({ ...each, status: "resolved", endsAt: at(`14:3${i}`) }));
    await send(alertGroup("resolved", ended));
    await send(alertGroup("firing", [one, two]));
    expect(await incidentOf(people, "alertmanager", key)).toMatchObject({
      status: "resolved",
      resolvedAt: new Date(at("14:31")),
    });
    expect((await listIncidents(people, allKinds)).items).toHaveLength(1);
  });

  test("a group that fires again after its end is another incident", async () => {
    const { people, hook } = await world();
    const send = (status: string, ...alerts: object[]) =>
      receiveAlertmanager(hook, { payload: alertGroup(status, alerts) });
    await send("resolved", alert({ startsAt: at("14:00"), endsAt: at("14:30") }));
    await send("firing", alert({ startsAt: at("16:00") }));
    const { items } = await listIncidents(people, allKinds);
    expect(items.map(({ status }) => status).sort()).toEqual(["open", "resolved"]);
  });

  const on = (day: number, clock = "10:00") => `2026-03-${String(day).padStart(2, "0")}T${clock}:00Z`;
  const [a, b] = [
    { name: "A", startsAt: on(5) },
    { name: "B", startsAt: on(12) },
  ];
  const told = { a: alert(a), b: alert(b), bEnded: alert({ ...b, endsAt: on(12, "10:30") }) };
  const firing = (...alerts: object[]) => alertGroup("firing", alerts);

  test.each([
    [
      "silenced, and another fires a week later: two incidents, the first with an end that nobody told",
      [firing(told.a), firing(told.b)],
      ["5 unknown null", "12 open null"],
    ],
    [
      "the later one is over: its end is its own",
      [firing(told.a), firing(told.b), alertGroup("resolved", [told.bEnded])],
      ["5 unknown null", "12 resolved 12"],
    ],
    [
      "the later one is told of when it is over, alone",
      [firing(told.a), alertGroup("resolved", [told.bEnded])],
      ["5 unknown null", "12 resolved 12"],
    ],
    [
      "the same alert fires anew: another incident",
      [firing(told.a), firing(alert({ ...a, startsAt: on(12) }))],
      ["5 unknown null", "12 open null"],
    ],
    [
      "truncated: what is not in it may still fire",
      [firing(told.a), { ...firing(told.b), truncatedAlerts: 1 }],
      ["5 open null"],
    ],
    [
      "both in one message: one incident",
      [firing(told.a), firing(told.a, told.b), firing(told.b)],
      ["5 open null"],
    ],
    [
      "back after its silence, with the start that it had: it fired all along",
      [firing(told.a), firing(told.b), firing(told.a, told.b)],
      ["5 open null"],
    ],
    [
      "told to be over after all: then it was",
      [firing(told.a), firing(told.b), alertGroup("resolved", [alert({ ...a, endsAt: on(6) })])],
      ["5 resolved 6", "12 open null"],
    ],
    [
      "a third after two that nobody ended",
      [firing(told.a), firing(told.b), firing(alert({ name: "C", startsAt: on(20) }))],
      ["5 unknown null", "12 unknown null", "20 open null"],
    ],
  ])("%s", async (_, messages, expected) => {
    const { people, hook } = await world();
    const month = { ...hook, clock: () => new Date(on(25)) };
    for (const payload of messages) await receiveAlertmanager(month, { payload });
    const reader = { ...people, clock: month.clock };
    const { items } = await listIncidents(reader, { period: "all", sort: "startedAt" });
    const day = (moment: Date | null) => moment?.getUTCDate() ?? null;
    expect(items.map((one) => `${day(one.startedAt)} ${one.status} ${day(one.resolvedAt)}`)).toEqual(
      expected,
    );
  });

  test.each([
    ["before its start", "09:00", null],
    ["never", undefined, null],
    ["after its start", "10:30", 30],
  ])("an alert that is over %s: its end is %s, its duration %s", async (_, clock, minutes) => {
    const { people, hook } = await world();
    const endsAt = clock === undefined ? "0001-01-01T00:00:00Z" : on(5, clock);
    const payload = alertGroup("resolved", [{ ...alert(a), status: "resolved", endsAt }]);
    await receiveAlertmanager(later(hook, "16:00"), { payload });
    expect(await incidentOf(people, "alertmanager", key)).toMatchObject({
      status: "resolved",
      resolvedAt: minutes === null ? null : new Date(on(5, "10:30")),
      durations: { resolveMinutes: minutes },
    });
  });

  test("the worst severity of its alerts is taken, and a word that is not known stays one", async () => {
    const { people, hook } = await world();
    const labelled = (severity: string) => alert({ startsAt: at("14:00"), labels: { severity } });
    await receiveAlertmanager(hook, { payload: alertGroup("firing", [labelled("page")]) });
    expect(await incidentOf(people, "alertmanager", key)).toMatchObject({
      severity: null,
      severityRaw: "page",
    });
    await receiveAlertmanager(hook, {
      payload: alertGroup("firing", [labelled("warning"), labelled("critical")]),
    });
    expect(await incidentOf(people, "alertmanager", key)).toMatchObject({
      severity: 1,
      severityRaw: "critical",
    });
  });
});

describe("CDEvents", () => {
  const id = "/shop/monitoring/incident-7";
  const content = {
    description: "Checkout is slow",
    service: { id: "checkout" },
    environment: { id: "prod" },
  };

  test("an incident is detected, reported and resolved in one record", async () => {
    const { people, hook } = await world();
    const send = (type: string, when: string) =>
      receiveCdEvent(hook, { payload: cdEvent(type, { at: at(when), subject: "incident-7", content }) });
    await send("incident.resolved", "14:30");
    await send("incident.detected", "14:00");
    await send("incident.reported", "14:10");
    expect(await incidentOf(people, "cdevents", id)).toMatchObject({
      title: "Checkout is slow",
      status: "resolved",
      startedAt: new Date(at("14:00")),
      detectedAt: null,
      resolvedAt: new Date(at("14:30")),
      severity: null,
      customFields: { environment: "prod" },
    });
    expect((await listIncidents(people, allKinds)).items).toHaveLength(1);
  });

  test("a rollback takes back the deployment before it, whichever is heard first", async () => {
    const { people, hook } = await world();
    await registerSystem(people, { slug: "checkout" });
    const about = {
      subject: "service/checkout",
      content: { environment: { id: "prod" }, artifactId: "pkg:oci/x@1" },
    };
    const send = (type: string, when: string, event: string) =>
      receiveCdEvent(hook, { payload: cdEvent(type, { ...about, at: at(when), id: event }) });
    await send("service.rolledback", "14:30", "e3");
    await send("service.deployed", "13:00", "e1");
    await send("service.upgraded", "14:00", "e2");
    const rolledBack = async (event: string) =>
      (await changeOf(people, "cdevents", `/shop/monitoring/${event}`)).rolledBackAt;
    expect(await rolledBack("e1")).toBeNull();
    expect(await rolledBack("e2")).toEqual(new Date(at("14:30")));
    const { items } = await listChanges(people, { period: "all" });
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ system: "checkout", aiAssistance: "unknown" });
  });

  test("a merged change is a change, unless deployments alone count", async () => {
    const { people, hook } = await world();
    const merged = cdEvent("change.merged", {
      at: at("14:00"),
      subject: "pr-12",
      content: { repository: { id: "octo/cart" } },
    });
    const ignored = await receiveCdEvent(hook, { payload: merged, onlyDeployments: true });
    expect(ignored).toMatchObject({ result: "ignored" });
    expect(await receiveCdEvent(hook, { payload: merged })).toMatchObject({ result: "created" });
    expect(await changeOf(people, "cdevents", "/shop/monitoring/pr-12")).toMatchObject({
      kind: "code",
      deployedAt: new Date(at("14:00")),
    });
  });

  test("comes inside of a CloudEvent too, and is refused by the fields' names there", async () => {
    const { hook } = await world();
    const data = cdEvent("incident.detected", { at: at("14:00"), subject: "incident-7", content });
    const wrapped = { specversion: "1.0", id: "x", source: "/x", type: "y", data };
    expect(await receiveCdEvent(hook, { payload: wrapped })).toMatchObject({ result: "created" });
    const broken = { ...wrapped, data: { ...data, subject: {} } };
    await expect(receiveCdEvent(hook, { payload: broken })).rejects.toMatchObject({
      errors: [expect.objectContaining({ path: "data.subject.id" })],
    });
  });

  test("of other kinds, and of other environments than those that count, are ignored with a reason", async () => {
    const { hook } = await world();
    const started = cdEvent("pipelinerun.started", { at: at("14:00"), subject: "run" });
    expect((await receiveCdEvent(hook, { payload: started })).reason).toContain("pipelinerun.started");
    const staged = cdEvent("service.deployed", {
      at: at("14:00"),
      subject: "cart",
      content: { environment: { id: "staging" } },
    });
    const answer = await receiveCdEvent(hook, { payload: staged, environments: ["prod"] });
    expect(answer.reason).toContain("staging");
  });
});

describe("GitHub", () => {
  const send = (hook: Scope, event: string, payload: object, more = {}) =>
    receiveGithub(hook, { payload, event, ...more });
  const claude = "Fix the cart\n\nCo-authored-by: Claude <noreply@anthropic.com>";

  test("a push to the default branch is a change, and its trailers tell of AI", async () => {
    const { people, hook } = await world();
    await send(hook, "push", push({ sha: "abc", at: at("14:00"), messages: ["Tidy", claude] }));
    expect(await changeOf(people, "github", "octo/checkout@abc")).toMatchObject({
      title: "Fix the cart",
      author: "devin",
      kind: "code",
      deployedAt: new Date(at("14:00")),
      aiAssistance: "assisted",
      aiTool: "Claude Code",
      aiEvidence: "commit-trailer",
      customFields: { "commits with a mark of AI": "1 of 2" },
    });
  });

  test("a push tells the model, and how many of its commits deny AI", async () => {
    const { people, hook } = await world();
    const model = "Fix the cart\n\nAssisted-by: Codex:gpt-5.5";
    const denied = "Tidy\n\nAI disclosure: no AI was used.";
    await send(hook, "push", push({ sha: "abc", at: at("14:00"), messages: [denied, "Tidy", model] }));
    expect(await changeOf(people, "github", "octo/checkout@abc")).toMatchObject({
      aiAssistance: "assisted",
      aiTool: "Codex",
      aiModel: "gpt-5.5",
      commits: 3,
      aiCommits: 1,
      noAiCommits: 1,
    });
    await send(hook, "push", push({ sha: "def", at: at("15:00"), messages: [denied] }));
    expect(await changeOf(people, "github", "octo/checkout@def")).toMatchObject({ aiAssistance: "none" });
  });

  test("a push without a mark is unknown, though its author is called Devin", async () => {
    const { people, hook } = await world();
    await send(hook, "push", push({ sha: "abc", at: at("14:00") }));
    expect(await changeOf(people, "github", "octo/checkout@abc")).toMatchObject({
      aiAssistance: "unknown",
      aiTool: null,
      aiEvidence: "none",
    });
  });

  test("a commit by an agent is an agent's", async () => {
    const { people, hook } = await world();
    const author = { name: "copilot-swe-agent[bot]", email: "198982749+Copilot@users.noreply.github.com" };
    await send(hook, "push", push({ sha: "abc", at: at("14:00"), author }));
    expect(await changeOf(people, "github", "octo/checkout@abc")).toMatchObject({
      aiAssistance: "agent",
      aiTool: "GitHub Copilot",
    });
  });

  test("a deployment of a pushed commit is that change going live, not a second one", async () => {
    const { people, hook } = await world();
    await send(hook, "push", push({ sha: "abc", at: at("13:50"), messages: [claude] }));
    const before = await changeOf(people, "github", "octo/checkout@abc");
    const deployed = deployment({ id: 7, sha: "abc", at: at("14:00") });
    await send(hook, "deployment", deployed);
    const reached = (id: number, state: string, when: string) =>
      send(hook, "deployment_status", deploymentStatus({ id, state, at: at(when), deployment: deployed }));
    await reached(1, "in_progress", "14:05");
    await reached(2, "success", "14:08");
    expect((await listChanges(people, { period: "all" })).items).toHaveLength(1);
    expect(await changeOf(people, "github", "7")).toMatchObject({
      number: before.number,
      title: "deploy · main · production",
      author: "jane",
      deployedAt: new Date(at("14:05")),
      aiAssistance: "assisted",
      customFields: { state: "success", sha: "abc", environment: "production" },
    });
  });

  test("pushes only lend their marks where deployments alone count", async () => {
    const { people, hook } = await world();
    const marked = push({ sha: "abc", at: at("13:50"), messages: [claude] });
    await send(hook, "push", marked, { onlyDeployments: true });
    expect((await listChanges(people, { period: "all" })).items).toEqual([]);
    const deployed = deployment({ id: 7, sha: "abc", at: at("14:00") });
    const live = deploymentStatus({ id: 1, state: "success", at: at("14:05"), deployment: deployed });
    await send(hook, "deployment_status", live);
    expect(await changeOf(people, "github", "7")).toMatchObject({ aiAssistance: "assisted" });
  });

  test.each([
    ["ping", { zen: "Keep it logically awesome.", hook_id: 1 }, /answered/],
    ["issues", { action: "opened" }, /issues/],
    ["pull_request", pullRequest({ number: 12, action: "assigned", at: at("14:00") }), /assigned of a pull/],
    ["push", push({ sha: "abc", at: at("14:00"), ref: "refs/tags/v1" }), /is not a branch/],
    ["push", { ...push({ sha: "abc", at: at("14:00") }), deleted: true }, /no commit/],
    [
      "deployment",
      deployment({ id: 7, sha: "abc", at: at("14:00"), environment: "staging" }),
      /staging is not production/,
    ],
  ])("%s is ignored where it changes nothing in production: %#", async (event, payload, reason) => {
    const { people, hook } = await world();
    const answer = await send(hook, event, payload);
    expect(answer).toMatchObject({ result: "ignored", reason: expect.stringMatching(reason) });
    expect((await listChanges(people, { period: "all" })).items).toEqual([]);
  });

  test("the environments that count can be named", async () => {
    const { hook } = await world();
    const eu = deployment({ id: 7, sha: "abc", at: at("14:00"), environment: "prod-eu" });
    const live = deploymentStatus({ id: 1, state: "success", at: at("14:05"), deployment: eu });
    const told = await send(hook, "deployment_status", live, { environments: ["prod-eu"] });
    expect(told).toMatchObject({ result: "created" });
  });

  test("without the header that names the event it is refused", async () => {
    const { hook } = await world();
    await expect(receiveGithub(hook, { payload: {} })).rejects.toMatchObject({
      errors: [expect.objectContaining({ path: "x-github-event" })],
    });
  });
});

describe("Statuspage", () => {
  const find = (scope: Scope) => incidentOf(scope, "statuspage", "kctbh9vrtdwd");

  test("an incident goes through its life in one record", async () => {
    const { people, hook } = await world();
    const send = (payload: object) => receiveStatuspage(hook, { payload });
    const components = [{ id: "c", name: "Checkout" }];
    await send(page({ status: "investigating", at: at("14:01"), components }));
    await send(page({ status: "monitoring", at: at("14:20"), components, monitoring_at: at("14:20") }));
    expect(await find(people)).toMatchObject({
      kind: "incident",
      severity: 2,
      severityRaw: "major",
      status: "mitigated",
      mitigatedAt: new Date(at("14:20")),
      customFields: { [unknownNote]: "Checkout" },
    });
    const over = { monitoring_at: at("14:20"), resolved_at: at("14:30"), components };
    await send(page({ status: "postmortem", at: at("18:00"), ...over, postmortem_body: "We were slow." }));
    await send(page({ status: "resolved", at: at("14:30"), ...over }));
    expect(await find(people)).toMatchObject({
      status: "closed",
      resolvedAt: new Date(at("14:30")),
      summary: "We were slow.",
    });
  });

  const told = (clock: string, status: string) => ({ status, created_at: at(clock), display_at: at(clock) });
  test.each([
    [
      "monitoring, taken up again, resolved: when it was mitigated is not known",
      ["14:30 monitoring", "14:40 identified", "15:40 resolved"],
      { monitoring_at: at("14:30"), resolved_at: at("15:40") },
      { status: "resolved", mitigatedAt: null, resolvedAt: "15:40" },
    ],
    [
      "monitoring, taken up again, monitoring: the mitigation is the second",
      ["14:30 monitoring", "14:40 investigating", "15:00 monitoring"],
      { monitoring_at: at("14:30") },
      { status: "mitigated", mitigatedAt: "15:00", resolvedAt: null },
    ],
    [
      "taken up again and not over: neither",
      ["14:30 monitoring", "14:50 resolved", "15:00 identified"],
      { monitoring_at: at("14:30"), resolved_at: at("14:50") },
      { status: "open", mitigatedAt: null, resolvedAt: null },
    ],
    [
      "resolved, watched again, resolved: the resolution is the last, the mitigation stands",
      ["14:30 monitoring", "14:50 resolved", "15:00 monitoring", "15:30 resolved"],
      { monitoring_at: at("14:30"), resolved_at: at("14:50") },
      { status: "resolved", mitigatedAt: "14:30", resolvedAt: "15:30" },
    ],
    [
      "never taken up again: the page's own moments",
      ["14:10 identified", "14:30 monitoring", "14:50 resolved", "16:00 postmortem"],
      { monitoring_at: at("14:31"), resolved_at: at("14:51") },
      { status: "closed", mitigatedAt: "14:31", resolvedAt: "14:51" },
    ],
  ] as const)("%s", async (_, steps, moments, expected) => {
    const updates = steps.map((step) => told(step.slice(0, 5), step.slice(6)));
    const send = (hook: Scope, i: number, more: object) => {
      const { status, created_at } = updates[i]!;
      return receiveStatuspage(hook, { payload: page({ status, at: created_at, ...moments, ...more }) });
    };
    const clock = (when: string | null) => (when === null ? null : new Date(at(when)));
    const wanted = {
      status: expected.status,
      mitigatedAt: clock(expected.mitigatedAt),
      resolvedAt: clock(expected.resolvedAt),
    };
    // Told step by step, and by the last message alone, which holds what was told before.
    const [each, last] = [await world(), await world()];
    for (const i of updates.keys()) await send(each.hook, i, {});
    await send(last.hook, updates.length - 1, { incident_updates: updates.toReversed() });
    expect(await find(each.people)).toMatchObject(wanted);
    expect(await find(last.people)).toMatchObject(wanted);
  });

  test("what was planned is maintenance, from when it was planned for, and does not count", async () => {
    const { people, hook } = await world();
    const planned = { impact: "maintenance", scheduled_for: at("20:00") };
    await receiveStatuspage(hook, { payload: page({ status: "scheduled", at: at("14:01"), ...planned }) });
    expect(await find(people)).toMatchObject({
      kind: "maintenance",
      status: "open",
      severity: null,
      startedAt: new Date(at("20:00")),
    });
    expect((await listIncidents(people, { period: "all" })).items).toEqual([]);
  });

  test("a component's change is answered, and not kept", async () => {
    const { hook } = await world();
    const payload = { component_update: { new_status: "major_outage" }, component: { name: "Checkout" } };
    expect(await receiveStatuspage(hook, { payload })).toMatchObject({ result: "ignored" });
  });
});

test("who told it stands in the audit trail, and what was told of the record", async () => {
  const { people, hook, pagerduty } = await world();
  await receivePagerDuty(hook, { payload: pagerDutyEvent("incident.triggered", { at: at("14:00") }) });
  await receivePagerDuty(hook, { payload: pagerDutyEvent("incident.resolved", { at: at("14:30") }) });
  const { items } = await listAudit(people, { subject: (await pagerduty()).id });
  expect(items.map(({ actorKind, actorName, action }) => [actorKind, actorName, action])).toEqual([
    ["webhook", "A sender", "incident.update"],
    ["webhook", "A sender", "incident.declare"],
  ]);
  expect(items[0]!.after).toEqual({
    status: "resolved",
    resolvedAt: new Date(at("14:30")).toISOString(),
    resolvedPrecision: "minute",
  });
});

test("many at once about one incident end in one record", async () => {
  const { people, hook, pagerduty } = await world();
  const types = ["incident.triggered", "incident.acknowledged", "incident.resolved"];
  const all = types.map((type, i) => pagerDutyEvent(type, { at: at(`14:1${i}`) }));
  await Promise.all([...all, ...all].map((payload) => receivePagerDuty(hook, { payload })));
  expect(await pagerduty()).toMatchObject({ status: "resolved", resolvedAt: new Date(at("14:12")) });
  expect((await listIncidents(people, allKinds)).items).toHaveLength(1);
});

test("a rollback and its deployment at the same moment find each other", async () => {
  const { people, hook } = await world();
  const about = { subject: "cart", content: { environment: { id: "prod" } } };
  await Promise.all([
    receiveCdEvent(hook, { payload: cdEvent("service.rolledback", { ...about, at: at("14:30"), id: "e2" }) }),
    receiveCdEvent(hook, { payload: cdEvent("service.deployed", { ...about, at: at("14:00"), id: "e1" }) }),
  ]);
  const change = await changeOf(people, "cdevents", "/shop/monitoring/e1");
  expect(change.rolledBackAt).toEqual(new Date(at("14:30")));
});
