import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { webhookActor } from "#lib/actor.ts";
import { listChanges } from "#lib/analytics/changes.ts";
import { listAudit } from "#lib/audit/read.ts";
import { deleteChange, updateChange } from "#lib/changes/write.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { receiveGithub } from "#lib/integrations/github/hook.ts";
import { at, changeOf, deployment, deploymentStatus, push } from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { listHeld } from "./read.ts";

/** Deployments that never went out, or have not yet, are kept and shown, and are no production changes. */

async function world() {
  const people = await testScope({ now: "2026-03-05T16:00:00Z" });
  const hook: Scope = { ...people, actor: webhookActor("GitHub") };
  const send = (event: string, payload: object, more = {}) =>
    receiveGithub(hook, { payload, event, ...more });
  const asked = deployment({ id: 7, sha: "abc", at: at("14:00") });
  const reach = (state: string, clock: string, of = asked) =>
    send(
      "deployment_status",
      deploymentStatus({ id: `${state} ${clock}` as never, state, at: at(clock), deployment: of }),
    );
  const counted = async () => (await listChanges(people, { period: "all" })).items;
  const held = async () => (await listHeld(people, {})).items;
  const find = (id: string) => changeOf(people, "github", id);
  return { people, send, asked, reach, counted, held, find };
}

const waiting = ["waiting", "queued", "pending", "error", "failure", "inactive"];
const live = ["in_progress", "success"];

describe("a deployment", () => {
  test.each(waiting)("that is %s alone is kept and shown, and no change", async (state) => {
    const { send, asked, reach, counted, held } = await world();
    const first = await send("deployment", asked);
    expect(first).toMatchObject({ result: "unchanged", records: [] });
    expect(first.reason).toMatch(/^Kept, and not counted: Deployment 7 has not reached production/);
    expect((await reach(state, "14:02")).records).toEqual([]);
    expect(await counted()).toEqual([]);
    expect(await held()).toMatchObject([
      {
        source: "github",
        externalId: "7",
        title: "deploy · main · production",
        askedAt: new Date(at("14:00")),
        reason: expect.stringContaining(state === "inactive" ? "no state" : `its state is ${state}`),
      },
    ]);
  });

  test("counts from its first sign of production, whatever came before and after, in whatever order", {
    timeout: 240_000,
  }, async () => {
    const states = fc.array(fc.constantFrom(...waiting, ...live), { minLength: 1, maxLength: 6 });
    const told = states.chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
        pushed: fc.constantFrom("before", "after", "never"),
      }),
    );
    await fc.assert(
      asyncProperty(told, async ({ all, order, pushed }) => {
        const { send, reach, counted, held, find } = await world();
        const commit = () => send("push", push({ sha: "abc", at: at("13:50") }));
        if (pushed === "before") await commit();
        for (const i of order) await reach(all[i]!, `14:1${i}`);
        if (pushed === "after") await commit();
        const sign = all.findIndex((state) => live.includes(state));
        expect(await counted()).toHaveLength(sign < 0 ? 0 : 1);
        expect(await held()).toHaveLength(sign < 0 ? 1 : 0);
        if (sign < 0) return;
        const last = all.findLast((state) => state !== "inactive");
        expect(await find("7")).toMatchObject({
          deployedAt: new Date(at(`14:1${sign}`)),
          deletedAt: null,
          title: "deploy · main · production",
          customFields: { state: last },
        });
      }),
      { numRuns: runs(60) },
    );
  });

  test("that fails after success stays counted, and a second one of the same commit is another", async () => {
    const { reach, counted, find } = await world();
    const again = deployment({ id: 8, sha: "abc", at: at("15:00") });
    await reach("success", "14:05");
    await reach("failure", "14:30");
    await reach("error", "15:01", again);
    expect((await counted()).map(({ externalId }) => externalId)).toEqual(["7"]);
    await reach("in_progress", "15:10", again);
    expect(await counted()).toHaveLength(2);
    expect((await find("8")).deployedAt).toEqual(new Date(at("15:10")));
  });
});

describe("the push of a commit whose deployment waits", () => {
  test("is taken out of the figures with an entry in its history, and is the change that goes out in the end", async () => {
    const { people, send, asked, reach, counted, find } = await world();
    await send("push", push({ sha: "abc", at: at("13:50") }));
    const pushed = await find("octo/checkout@abc");
    const answer = await send("deployment", asked);
    expect(answer).toMatchObject({
      result: "updated",
      records: [{ number: pushed.number, result: "updated" }],
    });
    expect(await counted()).toEqual([]);
    const { items } = await listAudit(people, { subject: pushed.id, action: "change.withdraw" });
    expect(items).toMatchObject([{ actorKind: "webhook", before: { deletedAt: null } }]);
    await reach("in_progress", "14:05");
    expect((await counted()).map(({ number }) => number)).toEqual([pushed.number]);
    expect(await find("7")).toMatchObject({
      number: pushed.number,
      title: "deploy · main · production",
      author: "jane",
    });
  });

  test.each([
    [
      "edited",
      async (people: Scope, { number, version }: { number: number; version: number }) =>
        void (await updateChange(people, { key: String(number), patch: { version, title: "By hand" } })),
    ],
    [
      "named as the culprit of an incident",
      async (people: Scope, { id }: { id: string }) => {
        const body = { title: "Down", startedAt: at("14:01"), changes: [{ id, link: "culprit" }] };
        await declareIncident(people, { body });
      },
    ],
  ])("stays where a person has %s it", async (_, touch) => {
    const { people, send, asked, counted, find } = await world();
    await send("push", push({ sha: "abc", at: at("13:50") }));
    await touch(people, await find("octo/checkout@abc"));
    await send("deployment", asked);
    expect(await counted()).toHaveLength(1);
  });

  test("stays out where a person deleted it", async () => {
    const { people, send, reach, counted, find } = await world();
    await send("push", push({ sha: "abc", at: at("13:50") }));
    await deleteChange(people, { key: String((await find("octo/checkout@abc")).number) });
    await reach("queued", "14:01");
    await reach("success", "14:05");
    expect(await counted()).toEqual([]);
  });
});

test("the list of what waits is read in pages, the latest first", async () => {
  const { people, send } = await world();
  for (const id of [1, 2, 3, 4, 5])
    await send("deployment", deployment({ id, sha: `s${id}`, at: at(`14:0${Math.ceil(id / 2)}`) }));
  const first = await listHeld(people, { limit: 2 });
  const second = await listHeld(people, { limit: 2, cursor: first.next });
  const third = await listHeld(people, { limit: 2, cursor: second.next });
  const ids = [first, second, third].flatMap(({ items }) => items.map(({ externalId }) => externalId));
  expect(ids).toEqual(["5", "4", "3", "2", "1"]);
  expect(third.next).toBeNull();
});
