import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { webhookActor } from "#lib/actor.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { listAudit } from "#lib/audit/read.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import {
  declareIncident,
  deleteIncident,
  mergeIncident,
  restoreIncident,
  unmergeIncident,
} from "#lib/incidents/write.ts";
import { receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { at, incidentOf, pagerDutyEvent } from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";

/** Incidents that went into others, told by a hook and by people. */

async function world() {
  const people = await testScope({ now: "2026-03-05T16:00:00Z" });
  const hook: Scope = { ...people, actor: webhookActor("PagerDuty") };
  const find = (id: string) => incidentOf(people, "pagerduty", id);
  const send = (message: object) => receivePagerDuty(hook, { payload: message });
  /** What each became: the id of the one that it is a duplicate of, or its kind. */
  const seen = async (ids: readonly string[]) => {
    const all = new Map<string, string>();
    for (const id of ids) {
      const incident = await find(id);
      if (incident === undefined) continue;
      const { kind, duplicateOf } = incident;
      const [original] =
        duplicateOf === null ? [] : await incidentsByNumber(people, { numbers: [duplicateOf] });
      all.set(id, original?.externalId ?? kind);
    }
    return Object.fromEntries(all);
  };
  return { people, find, send, seen };
}

const triggered = (id: string) =>
  pagerDutyEvent("incident.triggered", { at: at("14:00"), subject: id, event: `triggered ${id}` });

function merged(id: string, into: string, clock = "14:20") {
  const { event } = pagerDutyEvent("incident.resolved", {
    at: at(clock),
    subject: id,
    event: `merged ${id}`,
  });
  const reason = { type: "merge_resolve_reason", incident: { id: into } };
  return { event: { ...event, data: { ...event.data, resolve_reason: reason } } };
}

describe("an incident that PagerDuty merged into another", () => {
  test.each([
    ["the other is there", ["A", "B", "B>A"]],
    ["the other comes later", ["B", "B>A", "A"]],
    ["it was never told of before", ["B>A", "A"]],
  ])("is a duplicate of that one: %s", async (_, steps) => {
    const { people, send, seen } = await world();
    for (const step of steps) await send(step.length === 1 ? triggered(step) : merged(step[0]!, step[2]!));
    expect(await seen(["A", "B"])).toEqual({ A: "incident", B: "A" });
    expect((await listIncidents(people, { period: "all" })).items).toHaveLength(1);
  });

  test("says so in its history", async () => {
    const { people, find, send } = await world();
    for (const message of [triggered("A"), triggered("B"), merged("B", "A")]) await send(message);
    const { items } = await listAudit(people, { subject: (await find("B")).id, action: "incident.merge" });
    expect(items).toMatchObject([
      {
        actorKind: "webhook",
        before: { duplicateOf: null },
        after: { duplicateOf: (await find("A")).number },
      },
    ]);
  });

  test("in whatever order all of it is heard, is a duplicate of the one that counts", {
    timeout: 240_000,
  }, async () => {
    const ids = ["A", "B", "C", "D"];
    // Each may have gone into an earlier one, and that into one before it.
    const trees = fc
      .tuple(fc.nat(1), fc.nat(2), fc.nat(3))
      .map((into) => into.map((place, i) => (place > i ? null : ids[place]!)));
    const cases = trees.chain((into) => {
      const messages = [
        ...ids.map(triggered),
        ...into.flatMap((target, i) => (target === null ? [] : merged(ids[i + 1]!, target, `14:2${i}`))),
      ];
      return fc.record({
        into: fc.constant(into),
        messages: fc
          .array(fc.constantFrom(...messages), { maxLength: 3 })
          .chain((again) =>
            fc.shuffledSubarray([...messages, ...again], { minLength: messages.length + again.length }),
          ),
      });
    });
    await fc.assert(
      asyncProperty(cases, async ({ into, messages }) => {
        const { send, seen } = await world();
        for (const message of messages) await send(message);
        const rootOf = (i: number): string =>
          i === 0 || into[i - 1] == null ? ids[i]! : rootOf(ids.indexOf(into[i - 1]!));
        const expected = ids.map((id, i) => [id, rootOf(i) === id ? "incident" : rootOf(i)]);
        expect(await seen(ids)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: runs(40) },
    );
  });

  test("keeps what a person said: that it is none, or of which it is one", async () => {
    const { people, find, send, seen } = await world();
    for (const message of [triggered("B"), merged("B", "A")]) await send(message);
    await unmergeIncident(people, { key: String((await find("B")).number) });
    await send(triggered("A"));
    expect(await seen(["A", "B"])).toEqual({ A: "incident", B: "incident" });
    await send(triggered("C"));
    await send(triggered("D"));
    const [c, d] = [await find("C"), await find("D")];
    await mergeIncident(people, { key: String(c.number), into: String(d.number) });
    await send(merged("C", "A"));
    expect(await seen(["C"])).toEqual({ C: "D" });
  });

  test("counts by itself where the other was deleted, be it before or after", async () => {
    const { people, find, send, seen } = await world();
    for (const message of [triggered("A"), triggered("B"), merged("B", "A")]) await send(message);
    await deleteIncident(people, { key: String((await find("A")).number) });
    expect(await seen(["B"])).toEqual({ B: "incident" });
    for (const message of [triggered("C"), merged("C", "A")]) await send(message);
    expect(await seen(["C"])).toEqual({ C: "incident" });
    expect((await listIncidents(people, { period: "all" })).total).toBe(2);
  });
});

test("deleting an incident brings its duplicates back to their own, told in their history", async () => {
  const { people } = await world();
  for (const title of ["Original", "One", "Two", "Another"])
    await declareIncident(people, { body: { title, startedAt: at("14:00") } });
  for (const key of ["2", "3"]) await mergeIncident(people, { key, into: "1" });
  await deleteIncident(people, { key: "1" });
  const after = await incidentsByNumber(people, { numbers: [1, 2, 3, 4] });
  expect(after.map(({ kind, duplicateOf }) => [kind, duplicateOf])).toEqual(
    after.map(() => ["incident", null]),
  );
  expect((await listIncidents(people, { period: "all" })).total).toBe(3);
  const { items } = await listAudit(people, { subject: after[1]!.id, action: "incident.unmerge" });
  expect(items).toMatchObject([
    { before: { kind: "duplicate", duplicateOf: 1 }, after: { kind: "incident", duplicateOf: null } },
  ]);
  await restoreIncident(people, { key: "1" });
  expect((await listIncidents(people, { period: "all" })).total).toBe(4);
});
