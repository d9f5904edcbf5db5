import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { webhookActor } from "#lib/actor.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import type { Command } from "#lib/command.ts";
import { listHeld } from "#lib/hooks/read.ts";
import type { HookAnswer } from "#lib/hooks/schema.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { updateIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { receiveAlertmanager } from "./alertmanager/hook.ts";
import { receiveCdEvent } from "./cdevents/hook.ts";
import { receiveGithub } from "./github/hook.ts";
import { receiveGitlab } from "./gitlab/hook.ts";
import { receivePagerDuty } from "./pagerduty/hook.ts";
import { receiveStatuspage } from "./statuspage/hook.ts";
import {
  alert,
  alertGroup,
  at,
  cdEvent,
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

/** Moments that cannot have been, wherever they stand in whatever a sender tells. */

async function world() {
  const people = await testScope({ now: at("16:00") });
  return { people, hook: { ...people, actor: webhookActor("A sender") } as Scope };
}

const deployed = deployment({ id: 7, sha: "abc", at: at("14:00") });
const note = { id: "N", type: "incident_note", content: "Restarted", incident: { id: "PT4KHLK" } };
const ended = [
  alert({ startsAt: at("14:00"), endsAt: at("14:30") }),
  alert({ name: "B", startsAt: at("14:05"), endsAt: at("14:20") }),
];
const over = { monitoring_at: at("14:20"), resolved_at: at("14:30") };
const updates = {
  incident_updates: [{ status: "identified", created_at: at("14:10"), display_at: at("14:10") }],
};
const status = (state: string, clock: string) =>
  deploymentStatus({ id: clock as never, state, at: at(clock), deployment: deployed });

type Told = readonly [Command<never, HookAnswer>, string, object];
const told: readonly Told[] = (
  [
    [receivePagerDuty, "", pagerDutyEvent("incident.triggered", { at: at("14:00") })],
    [receivePagerDuty, "", pagerDutyEvent("incident.resolved", { at: at("14:30") })],
    [receivePagerDuty, "", pagerDutyEvent("incident.annotated", { at: at("14:10"), data: note })],
    [receiveAlertmanager, "", alertGroup("firing", [alert({ startsAt: at("14:00") })])],
    [receiveAlertmanager, "", alertGroup("resolved", ended)],
    [receiveCdEvent, "", cdEvent("incident.detected", { at: at("14:00"), subject: "i" })],
    [receiveCdEvent, "", cdEvent("incident.resolved", { at: at("14:30"), subject: "i" })],
    [receiveCdEvent, "", cdEvent("service.deployed", { at: at("14:00"), subject: "s" })],
    [receiveCdEvent, "", cdEvent("service.rolledback", { at: at("14:30"), subject: "s" })],
    [receiveCdEvent, "", cdEvent("change.merged", { at: at("14:00"), subject: "c" })],
    [receiveGithub, "push", push({ sha: "abc", at: at("13:50") })],
    [receiveGithub, "deployment", deployed],
    [receiveGithub, "deployment_status", status("in_progress", "14:05")],
    [receiveGithub, "deployment_status", status("success", "14:09")],
    [
      receiveGithub,
      "pull_request",
      pullRequest({ number: 12, action: "closed", at: at("13:40"), became: "abc", labels: ["ai-assisted"] }),
    ],
    [receiveGitlab, "", gitlabPush({ sha: "abc", at: at("13:50") })],
    [receiveGitlab, "", gitlabDeployment({ id: 7, sha: "abc", status: "running", at: at("14:05") })],
    [
      receiveGitlab,
      "",
      mergeRequest({ number: 12, action: "merge", at: at("13:40"), became: "abc", labels: ["ai-assisted"] }),
    ],
    [receiveStatuspage, "", page({ status: "identified", at: at("14:10"), ...updates })],
    [receiveStatuspage, "", page({ status: "resolved", at: at("14:30"), ...over, ...updates })],
  ] as const
).map(([receive, event, payload]) => [receive as never, event, payload]);

/** Every place of a message that holds a moment. */
function momentsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === "string" && /^20\d\d-\d\d-\d\dT/.test(value)) return [path];
  if (path.at(-1) === "pushed_at") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => momentsIn(one, [...path, key]));
}

function changed(message: object, path: readonly string[], moment: string): object {
  const copy = structuredClone(message) as Record<string, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path.at(-1)!;
  holder[last] = last === "pushed_at" ? Date.parse(moment) / 1000 : moment;
  return copy;
}

const never = fc.constantFrom(
  "2206-03-05T14:00:00Z",
  "9999-12-31T23:59:59Z",
  "2026-03-07T14:00:00Z",
  "0001-01-01T00:00:00Z",
  "1969-12-30T00:00:00Z",
);
const numbers = Array.from({ length: 30 }, (_, i) => i + 1);

/** All moments that anything stored speaks of. */
async function stored(people: Scope): Promise<[string, Date][]> {
  const incidents = await incidentsByNumber(people, { numbers });
  const changes = await changesByNumber(people, { numbers });
  const { items: held } = await listHeld(people, {});
  const all: object[] = [...incidents, ...changes, ...held];
  for (const { id } of incidents) all.push(...(await listTimeline(people, { key: id })).items);
  return all.flatMap((record) =>
    Object.entries(record).filter((entry): entry is [string, Date] => entry[1] instanceof Date),
  );
}

test("nothing that is stored speaks of a moment that cannot have been, and no sender is refused", {
  timeout: 240_000,
}, async () => {
  const places = told.flatMap(([, , payload], i) => momentsIn(payload).map((path) => ({ i, path })));
  expect(places.length).toBeGreaterThan(30);
  const spoilt = fc
    .array(fc.record({ place: fc.constantFrom(...places), moment: never }), { minLength: 1, maxLength: 4 })
    .chain((faults) =>
      fc.record({ faults: fc.constant(faults), order: fc.shuffledSubarray([...told.keys()]) }),
    );
  await fc.assert(
    asyncProperty(spoilt, async ({ faults, order }) => {
      const { people, hook } = await world();
      const messages = [...order, ...faults.map(({ place }) => place.i)].map((i) => {
        const [receive, event, payload] = told[i]!;
        const mine = faults.filter(({ place }) => place.i === i);
        return {
          receive,
          event,
          payload: mine.reduce((all, { place, moment }) => changed(all, place.path, moment), payload),
        };
      });
      for (const { receive, event, payload } of messages) {
        const { result, reason } = await receive(hook, { payload, event });
        if (result === "ignored") expect(reason).toMatch(/At|production|future|before|first day/);
      }
      const from = Date.parse("1969-12-31T00:00:00Z");
      for (const [field, moment] of await stored(people)) {
        expect([field, moment.getTime() >= from]).toEqual([field, true]);
        expect([field, moment.getTime() < Date.parse(at("16:00")) + 86_400_000]).toEqual([field, true]);
      }
    }),
    { numRuns: runs(150) },
  );
});

describe("a message whose start cannot have been is answered, and makes no record", () => {
  const future = "2206-03-05T14:00:00Z";
  test.each([
    [
      "PagerDuty",
      receivePagerDuty,
      "",
      changed(
        pagerDutyEvent("incident.triggered", { at: at("14:00") }),
        ["event", "data", "created_at"],
        future,
      ),
      /startedAt \(2206-03-05T14:00:00.000Z\) lies in the future/,
    ],
    [
      "Alertmanager",
      receiveAlertmanager,
      "",
      alertGroup("firing", [alert({ startsAt: future })]),
      /startsAt/,
    ],
    ["CDEvents", receiveCdEvent, "", cdEvent("incident.detected", { at: future, subject: "i" }), /startedAt/],
    ["CDEvents", receiveCdEvent, "", cdEvent("service.deployed", { at: future, subject: "s" }), /deployedAt/],
    ["GitHub", receiveGithub, "push", push({ sha: "a", at: future }), /deployedAt/],
    ["GitHub", receiveGithub, "deployment", deployment({ id: 1, sha: "a", at: future }), /deployedAt/],
    [
      "Statuspage",
      receiveStatuspage,
      "",
      page({ status: "investigating", at: at("14:00"), created_at: "1969-03-05T14:00:00Z" }),
      /startedAt .* lies before 1970-01-01/,
    ],
  ] as const)("%s: %#", async (_, receive, event, payload, reason) => {
    const { people, hook } = await world();
    for (const __ of [1, 2]) {
      const answer = await receive(hook, { payload, event });
      expect(answer).toMatchObject({ result: "ignored", records: [], reason: expect.stringMatching(reason) });
    }
    expect(await stored(people)).toEqual([]);
  });
});

describe("an end that cannot have been is left out, and said", () => {
  test("the incident is over, and when is not known; what is told afterwards still counts", async () => {
    const { people, hook } = await world();
    const send = (payload: object) => receivePagerDuty(hook, { payload });
    await send(pagerDutyEvent("incident.triggered", { at: at("14:00") }));
    const answer = await send(pagerDutyEvent("incident.resolved", { at: "2206-03-05T14:00:00Z" }));
    expect(answer).toMatchObject({
      result: "updated",
      reason: expect.stringMatching(/^Left out: resolvedAt/),
    });
    const find = () => incidentOf(people, "pagerduty", "PT4KHLK");
    expect(await find()).toMatchObject({ status: "resolved", resolvedAt: null });
    await receivePagerDuty(
      { ...hook, clock: () => new Date(at("17:00")) },
      { payload: pagerDutyEvent("incident.reopened", { at: at("16:30") }) },
    );
    expect(await find()).toMatchObject({ status: "open", resolvedAt: null });
  });

  test("as is one before the start that a person entered", async () => {
    const { people, hook } = await world();
    const send = (payload: object) => receivePagerDuty(hook, { payload });
    await send(pagerDutyEvent("incident.triggered", { at: at("14:00") }));
    const { number, version } = await incidentOf(people, "pagerduty", "PT4KHLK");
    await updateIncident(people, { key: String(number), patch: { version, startedAt: at("14:40") } });
    const answer = await send(pagerDutyEvent("incident.resolved", { at: at("14:30") }));
    expect(answer.reason).toMatch(/resolvedAt .* is before startedAt/);
    expect(await incidentOf(people, "pagerduty", "PT4KHLK")).toMatchObject({
      status: "resolved",
      startedAt: new Date(at("14:40")),
      resolvedAt: null,
    });
  });

  test("alerts that cannot have begun do not keep the others of their group from being told", async () => {
    const { people, hook } = await world();
    const group = (...alerts: object[]) =>
      receiveAlertmanager(hook, { payload: alertGroup("firing", alerts) });
    const answer = await group(
      alert({ startsAt: at("14:00") }),
      alert({ name: "B", startsAt: "2206-03-05T14:00:00Z" }),
    );
    expect(answer).toMatchObject({ result: "created", reason: expect.stringMatching(/^Left out: startsAt/) });
    const key = '{}:{alertname="CheckoutSlow"}';
    expect(await incidentOf(people, "alertmanager", key)).toMatchObject({
      status: "open",
      startedAt: new Date(at("14:00")),
    });
  });
});
