import fc from "fast-check";
import { expect, test } from "vitest";
import { asyncProperty } from "#db/testing.ts";
import { webhookActor } from "#lib/actor.ts";
import { AppError } from "#lib/errors.ts";
import { testScope } from "#lib/testing.ts";
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
  mergeRequest,
  page,
  pagerDutyEvent,
  pullRequest,
  push,
} from "./testing.ts";

const deployed = deployment({ id: 7, sha: "abc", at: at("14:00") });
const note = { type: "incident_note", content: "Restarted", incident: { id: "PT4KHLK" } };
const firing = [alert({ startsAt: at("14:00"), text: "Slow" })];
const content = { description: "Slow", service: { id: "checkout" }, environment: { id: "prod" } };

const asked = {
  number: 12,
  at: at("14:00"),
  became: "abc",
  labels: ["ai-assisted"],
  body: "No AI was used.",
};

const messages = [
  [receivePagerDuty, "incident", pagerDutyEvent("incident.triggered", { at: at("14:00") })],
  [receivePagerDuty, "note", pagerDutyEvent("incident.annotated", { at: at("14:10"), data: note })],
  [receiveAlertmanager, "group", alertGroup("resolved", firing)],
  [receiveCdEvent, "incident", cdEvent("incident.detected", { at: at("14:00"), subject: "i", content })],
  [receiveCdEvent, "service", cdEvent("service.deployed", { at: at("14:00"), subject: "s", content })],
  [receiveCdEvent, "change", cdEvent("change.merged", { at: at("14:00"), subject: "c", content })],
  [receiveGithub, "push", push({ sha: "abc", at: at("14:00") })],
  [receiveGithub, "deployment", deployed],
  [
    receiveGithub,
    "deployment_status",
    deploymentStatus({ id: 1, state: "success", at: at("14:05"), deployment: deployed }),
  ],
  [receiveGithub, "pull_request", pullRequest({ ...asked, action: "labeled" })],
  [receiveGitlab, "push", gitlabPush({ sha: "abc", at: at("14:00") })],
  [receiveGitlab, "merge request", mergeRequest({ ...asked, action: "merge" })],
  [receiveGitlab, "deployment", gitlabDeployment({ id: 7, sha: "abc", status: "success", at: at("14:05") })],
  [receiveStatuspage, "page", page({ status: "resolved", at: at("14:30"), components: [{ name: "Cart" }] })],
] as const;

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\0",
    "\ud800",
    "x".repeat(6000),
    `${"😀".repeat(3000)}`,
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999+14:00",
    1e308,
    -1,
    "__proto__",
    { __proto__: null, constructor: "x" },
    "https://x.example/\0",
    "co-authored-by: x\n\nAssisted-by: \0:\ud800",
  ),
);

/** Every place in a message where something stands. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function changed(message: object, path: readonly (string | number)[], value: unknown): object {
  const copy = structuredClone(message) as Record<string | number, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  holder[path.at(-1)!] = value;
  return copy;
}

test.each(
  messages.map(([receive, event, message]) => [receive.definition.name, event, receive, message] as const),
)(
  "%s: a %s with something strange in it is taken in or refused, and never a fault",
  { timeout: 120_000 },
  async (_, event, receive, message) => {
    const scope = { ...(await testScope()), actor: webhookActor("A sender") };
    let kept = 0;
    await fc.assert(
      asyncProperty(
        fc.constantFrom(...placesIn(message)),
        strange,
        fc.boolean(),
        async (path, value, make) => {
          const payload = changed(message, path, value);
          try {
            const answer = await receive(scope, { payload, event, createSystems: make });
            if (answer.result !== "ignored") kept += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
            expect((error as AppError).code).toBe("invalid");
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(kept).toBeGreaterThan(0);
  },
);
