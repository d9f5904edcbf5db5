import fc from "fast-check";
import { expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { webhookActor } from "#lib/actor.ts";
import type { Command } from "#lib/command.ts";
import { receiveAlertmanager } from "#lib/integrations/alertmanager/hook.ts";
import { receiveCdEvent } from "#lib/integrations/cdevents/hook.ts";
import { receiveGithub } from "#lib/integrations/github/hook.ts";
import { receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { receiveStatuspage } from "#lib/integrations/statuspage/hook.ts";
import {
  alert,
  alertGroup,
  cdEvent,
  changeOf,
  deployment,
  deploymentStatus,
  incidentOf,
  page,
  pagerDutyEvent,
  push,
} from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import type { HookAnswer } from "./schema.ts";

/** In whatever order and however often messages come in, the record is the one that the sender's own order makes. */

const minute = (count: number) => new Date(Date.UTC(2026, 2, 5, 14, count)).toISOString();
const minutes = fc.nat(600);

interface Message {
  payload: object;
  event?: string;
}

/** Times that grow, or stand still. */
const steps = <T>(one: fc.Arbitrary<T>, maxLength = 7): fc.Arbitrary<(T & { at: string })[]> =>
  fc.array(fc.tuple(one, fc.nat(3)), { minLength: 1, maxLength }).map((all) => {
    let now = 0;
    return all.map(([each, step]) => {
      now += step;
      return { ...each, at: minute(now) };
    });
  });

const pagerDutyMessages = steps(
  fc.record({
    type: fc.constantFrom(
      "incident.triggered",
      "incident.acknowledged",
      "incident.priority_updated",
      "incident.resolved",
      "incident.reopened",
      "incident.annotated",
    ),
    status: fc.constantFrom("triggered", "acknowledged", "resolved"),
    priority: fc.option(fc.constantFrom("P1", "P2", "SEV-3", "?")),
    service: fc.constantFrom("Checkout", "Cart", "Unheard of"),
    title: fc.constantFrom("Slow", "Down"),
  }),
).map((all) =>
  all.map(({ type, at, status, priority, service, title }, i): Message => {
    const incident = {
      id: "TAG",
      type: "incident",
      status,
      title,
      created_at: minute(0),
      urgency: "high",
      priority: priority === null ? null : { summary: priority },
      service: { summary: service },
    };
    const note = { id: `N${i}`, type: "incident_note", content: `Note ${i}`, incident: { id: "TAG" } };
    const data = type === "incident.annotated" ? note : incident;
    return { payload: pagerDutyEvent(type, { at, data, event: `${i}` }) };
  }),
);

/**
 * Groups that fire and end, are silenced and so no longer told of, end before they began, or go on; complete messages
 * and truncated ones, and some that hold what fired before beside what fires now.
 */
const alertMessages = fc
  .array(
    fc.record({
      alerts: fc.array(
        fc.record({ name: fc.constantFrom("a", "b"), offset: fc.nat(10), text: fc.constantFrom("x", "y") }),
        { minLength: 1, maxLength: 3 },
      ),
      severity: fc.constantFrom("warning", "critical", "page"),
      end: fc.constantFrom("told", "told", "untold", "impossible"),
      truncated: fc.constantFrom(0, 0, 2),
      withFormer: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((episodes) =>
    episodes.flatMap(({ alerts, severity, end, truncated, withFormer }, episode): Message[] => {
      const each = (of: typeof alerts, begin: number, endsIn?: number) =>
        of.map(({ name, offset, text }) =>
          alert({
            name,
            text,
            startsAt: minute(begin + offset),
            ...(endsIn === undefined ? {} : { endsAt: minute(begin + endsIn + offset) }),
            labels: { severity },
          }),
        );
      const group = (status: string, some: object[]) => ({
        payload: { ...alertGroup(status, some), groupKey: "TAG", truncatedAlerts: truncated },
      });
      const begin = 120 + episode * 60;
      const former = withFormer && episode > 0 ? each(episodes[episode - 1]!.alerts, begin - 60) : [];
      const firing = alerts.map((_, i) =>
        group("firing", [...former, ...each(alerts, begin).slice(0, i + 1)]),
      );
      if (end === "untold") return firing;
      return [...firing, group("resolved", each(alerts, begin, end === "told" ? 30 : -45))];
    }),
  );

const cdMessages = fc
  .oneof(
    steps(
      fc.record({
        type: fc.constantFrom("incident.detected", "incident.reported", "incident.resolved"),
        description: fc.option(fc.constantFrom("Slow", "Down"), { nil: undefined }),
      }),
    ),
    steps(fc.record({ type: fc.constantFrom("service.deployed", "service.upgraded", "service.rolledback") })),
  )
  .map((all) =>
    all.map(
      ({ type, at, ...content }, i): Message => ({
        payload: cdEvent(type, { at, subject: "TAG", id: `TAG ${i}`, content }),
      }),
    ),
  );

const claude = "Fix\n\nCo-authored-by: Claude <noreply@anthropic.com>";
const githubMessages = steps(
  fc.record({
    what: fc.constantFrom("push", "deployment", "deployment_status"),
    sha: fc.constantFrom("aaa", "bbb"),
    id: fc.constantFrom(1, 2),
    state: fc.constantFrom(
      "waiting",
      "queued",
      "pending",
      "in_progress",
      "success",
      "failure",
      "error",
      "inactive",
    ),
    message: fc.constantFrom("Fix", claude),
  }),
).map((all) => {
  const begun = new Map<string, string>();
  return all.map(({ what, sha, id, state, message, at }, i): Message => {
    if (what === "push")
      return { event: what, payload: push({ sha: `${sha}-TAG`, at, messages: [message] }) };
    const name = `${id}-${sha}-TAG`;
    if (!begun.has(name)) begun.set(name, at);
    const made = deployment({ id: name as never, sha: `${sha}-TAG`, at: begun.get(name)! });
    if (what === "deployment") return { event: what, payload: made };
    return { event: what, payload: deploymentStatus({ id: i, state, at, deployment: made }) };
  });
});

const pageMessages = steps(
  fc.record({
    status: fc.constantFrom("investigating", "identified", "monitoring", "resolved", "postmortem"),
    impact: fc.constantFrom("none", "minor", "major", "critical"),
    monitoring: fc.option(minutes),
    resolved: fc.option(minutes),
    components: fc.subarray(["Checkout", "Cart", "Unheard of"]),
    remembers: fc.boolean(),
  }),
).map((all) =>
  all.map(
    ({ status, at, impact, monitoring, resolved, components, remembers }, i): Message => ({
      payload: page({
        id: "TAG",
        status,
        at,
        impact,
        monitoring_at: monitoring === null ? null : minute(monitoring),
        resolved_at: resolved === null ? null : minute(resolved),
        components: components.map((name) => ({ name })),
        incident_updates: remembers
          ? all.slice(0, i + 1).map((one) => ({ status: one.status, created_at: one.at }))
          : [],
      }),
    }),
  ),
);

async function world(): Promise<{ people: Scope; hook: Scope }> {
  const people = await testScope();
  const hook = { ...people, actor: webhookActor("A sender") };
  // Some of the systems that are named are there.
  await receivePagerDuty(hook, {
    payload: pagerDutyEvent("incident.triggered", { at: minute(0), subject: "made" }),
    createSystems: true,
  });
  return { people, hook };
}

type Told = HookAnswer["records"][number];

async function recordsOf(people: Scope, source: string, told: readonly Told[]) {
  const seen = [...new Map(told.map((one) => [`${one.type} ${one.externalId}`, one])).entries()].sort();
  const records: unknown[] = [];
  for (const [, { type, externalId }] of seen) {
    const record = await (type === "incident" ? incidentOf : changeOf)(people, source, externalId);
    // What was taken back on the way is out of all figures.
    if (record === undefined || record.deletedAt !== null) continue;
    const { id, number, version, createdAt, updatedAt, ...facts } = record;
    const notes =
      type === "incident"
        ? (await listTimeline(people, { key: id })).items.map(({ text }) => text).sort()
        : [];
    records.push({ ...facts, notes });
  }
  return records;
}

const senders: [string, Command<never, HookAnswer>, fc.Arbitrary<Message[]>][] = [
  ["pagerduty", receivePagerDuty as never, pagerDutyMessages],
  ["alertmanager", receiveAlertmanager as never, alertMessages],
  ["cdevents", receiveCdEvent as never, cdMessages],
  ["github", receiveGithub as never, githubMessages],
  ["statuspage", receiveStatuspage as never, pageMessages],
];

test.each(senders)(
  "%s: any order, with any repetitions, ends as the sender's own order does",
  { timeout: 240_000 },
  async (source, receive, messages) => {
    const [ordered, shuffled] = [await world(), await world()];
    let run = 0;
    const shuffling = messages.chain((all) =>
      fc.record({
        all: fc.constant(all),
        // Every message at least once, and some of them again, in any order.
        order: fc
          .array(fc.nat(all.length - 1), { maxLength: 5 })
          .chain((again) =>
            fc.shuffledSubarray([...all.keys(), ...again], { minLength: all.length + again.length }),
          ),
      }),
    );
    await fc.assert(
      asyncProperty(shuffling, async ({ all, order }) => {
        run += 1;
        const tagged = (message: Message) =>
          JSON.parse(JSON.stringify(message).replaceAll("TAG", `run-${run}`)) as Message;
        const told: Told[] = [];
        const send = async (scope: Scope, list: readonly Message[]) => {
          for (const message of list) told.push(...(await receive(scope, tagged(message))).records);
        };
        await send(ordered.hook, all);
        await send(
          shuffled.hook,
          order.map((i) => all[i]!),
        );
        const expected = await recordsOf(ordered.people, source, told);
        expect(await recordsOf(shuffled.people, source, told)).toEqual(expected);
      }),
      { numRuns: runs(25) },
    );
  },
);
