import { expect, test } from "vitest";
import { webhookActor } from "#lib/actor.ts";
import { receiveAlertmanager } from "#lib/integrations/alertmanager/hook.ts";
import { receiveCdEvent } from "#lib/integrations/cdevents/hook.ts";
import { receiveGithub } from "#lib/integrations/github/hook.ts";
import { receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { receiveStatuspage } from "#lib/integrations/statuspage/hook.ts";
import {
  alert,
  alertGroup,
  at,
  cdEvent,
  deployment,
  page,
  pagerDutyEvent,
} from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { lastHeard } from "./read.ts";

async function world() {
  const scope: Scope = { ...(await testScope({ now: at("14:00") })), actor: webhookActor("A sender") };
  const heard = async (source: string) => (await lastHeard(scope, { source }))?.toISOString() ?? null;
  const later = (clock: string): Scope => ({ ...scope, clock: () => new Date(at(clock)) });
  return { scope, heard, later };
}

const iso = (clock: string) => new Date(at(clock)).toISOString();

test.each([
  ["pagerduty", receivePagerDuty, pagerDutyEvent("incident.triggered", { at: at("13:59") })],
  ["pagerduty", receivePagerDuty, { event: { id: "1", event_type: "pagey.ping", data: null } }],
  ["alertmanager", receiveAlertmanager, alertGroup("firing", [alert({ startsAt: at("13:59") })])],
  ["alertmanager", receiveAlertmanager, alertGroup("firing", [])],
  ["statuspage", receiveStatuspage, page({ status: "investigating", at: at("13:59") })],
  ["statuspage", receiveStatuspage, { component_update: { new_status: "operational" } }],
  ["cdevents", receiveCdEvent, cdEvent("incident.detected", { at: at("13:59"), subject: "i" })],
])("a message of %s says that its source spoke, whatever comes of it", async (source, receive, payload) => {
  const { scope, heard } = await world();
  expect(await heard(source)).toBeNull();
  await receive(scope, { payload });
  expect(await heard(source)).toBe(iso("14:00"));
});

test("what tells of deployments alone says nothing of incidents", async () => {
  const { scope, heard } = await world();
  await receiveGithub(scope, {
    payload: deployment({ id: 1, sha: "a", at: at("13:59") }),
    event: "deployment",
  });
  await receiveGithub(scope, { payload: {}, event: "ping" });
  await receiveCdEvent(scope, { payload: cdEvent("service.deployed", { at: at("13:59"), subject: "s" }) });
  expect(await heard("github")).toBeNull();
  expect(await heard("cdevents")).toBeNull();
});

test("a source that speaks often is noted once an hour, also by what it told before", async () => {
  const { heard, later } = await world();
  const payload = pagerDutyEvent("incident.triggered", { at: at("13:59") });
  for (const [clock, noted] of [
    ["14:00", "14:00"],
    ["14:59", "14:00"],
    ["15:00", "15:00"],
    ["14:30", "15:00"],
    ["16:10", "16:10"],
  ] as const) {
    await receivePagerDuty(later(clock), { payload });
    expect(await heard("pagerduty")).toBe(iso(noted));
  }
});

test("sources that speak for the first time at the same moment are each noted", async () => {
  const { scope, heard } = await world();
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      receivePagerDuty(scope, {
        payload: pagerDutyEvent("incident.triggered", { at: at("13:59"), subject: `P${i}` }),
      }),
    ),
  );
  expect(await heard("pagerduty")).toBe(iso("14:00"));
});
