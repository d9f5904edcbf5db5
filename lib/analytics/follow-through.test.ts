import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf } from "#lib/calendar.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { recordPostmortems } from "#lib/postmortems/write.ts";
import { holding } from "#lib/settings/testing.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { listActions } from "./actions.ts";
import { getFollowThrough } from "./follow-through.ts";
import { deadlines } from "./follow-up.ts";
import { listIncidents } from "./incidents.ts";

const settings = {
  zone: "Europe/Berlin",
  postmortemWorkingDays: 5,
  workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 18 },
};

const deadlineOf = () => {
  const deadline = deadlines(holding(settings));
  return (end: number) => deadline(end, end);
};

describe("the deadline", () => {
  test("is the end of the fifth working day after the end of the incident, in the zone", () => {
    const deadline = deadlineOf();
    // Friday evening in Berlin is Friday there, and the five days are Monday to Friday.
    expect(new Date(deadline(Date.parse("2026-05-01T22:30:00Z"))).toISOString()).toBe(
      "2026-05-08T22:00:00.000Z",
    );
    expect(new Date(deadline(Date.parse("2026-05-01T21:30:00Z"))).toISOString()).toBe(
      "2026-05-08T22:00:00.000Z",
    );
    expect(new Date(deadline(Date.parse("2026-05-05T08:00:00Z"))).toISOString()).toBe(
      "2026-05-12T22:00:00.000Z",
    );
  });

  test("leaves exactly so many working days after the day of the end", () => {
    const deadline = deadlineOf();
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2027, 0) }), (end) => {
        const last = dayOf(new Date(deadline(end) - 1), settings.zone);
        const first = dayOf(new Date(end), settings.zone);
        let worked = 0;
        for (let day = Date.parse(first) + 86_400_000; day <= Date.parse(last); day += 86_400_000)
          if (settings.workingHours.days.includes(new Date(day).getUTCDay())) worked += 1;
        expect(worked).toBe(5);
        expect(settings.workingHours.days).toContain(new Date(last).getUTCDay());
      }),
    );
  });
});

async function company() {
  const scope = await testScope({ now: "2026-06-15T12:00:00Z" });
  await registerSystem(scope, { slug: "cart", org: "Retail" });
  await registerSystem(scope, { slug: "wiki", org: "Internal" });
  const incident = (externalId: string, more: Record<string, unknown>) => ({
    source: "t",
    externalId,
    title: externalId,
    aiInvolvement: "none",
    severity: 1,
    startedAt: "2026-05-04T08:00:00Z",
    resolvedAt: "2026-05-04T10:00:00Z",
    systems: [{ slug: "cart", part: "origin" }],
    ...more,
  });
  await declareIncidents(scope, {
    items: [
      incident("in time", {}),
      incident("late", { severity: 2 }),
      incident("overdue", { systems: [{ slug: "cart" }, { slug: "wiki" }] }),
      incident("due", { startedAt: "2026-06-12T08:00:00Z", resolvedAt: "2026-06-12T09:00:00Z" }),
      incident("open", { resolvedAt: null }),
      incident("minor", { severity: 4, systems: [] }),
      incident("drill", { kind: "exercise", severity: 1 }),
    ],
  });
  const written = (externalId: string, publishedAt: string, actions: object[]) => ({
    incident: { source: "t", externalId },
    state: "published",
    publishedAt,
    summary: "s",
    rootCause: "r",
    timeline: [{ at: "2026-05-04T08:00:00Z", text: "x" }],
    actions,
  });
  const action = (title: string, more: object) => ({ title, createdAt: "2026-06-01T12:00:00Z", ...more });
  const { refused } = await recordPostmortems(scope, {
    items: [
      written("in time", "2026-05-06T10:00:00Z", [
        action("a", { owner: "Ann", dueOn: "2026-06-14" }),
        action("b", { owner: "Ann", dueOn: "2026-06-20" }),
        action("c", { owner: "Bo", state: "done", dueOn: "2026-06-10", closedAt: "2026-06-09T12:00:00Z" }),
      ]),
      written("late", "2026-05-14T10:00:00Z", [
        action("d", { state: "done", dueOn: "2026-06-10", closedAt: "2026-06-11T12:00:00Z" }),
        action("e", { state: "dropped" }),
      ]),
      written("minor", "2026-05-06T10:00:00Z", [action("f", { createdAt: "2026-03-01T12:00:00Z" })]),
      written("drill", "2026-05-06T10:00:00Z", [action("g", {})]),
    ],
  });
  expect(refused).toEqual([]);
  return scope;
}

describe("follow-through", () => {
  test("counts post-mortems of Sev-1 and Sev-2 in time, late, due and overdue", async () => {
    const answer = await getFollowThrough(await company(), {});
    expect(answer.postmortems).toMatchObject({
      incidents: 5,
      published: 2,
      standings: { "on-time": 1, late: 1, due: 2, overdue: 1 },
      inTime: { yes: 1, known: 3, unknown: 2 },
      daysToPublish: { recorded: 2, medianDays: 6 },
    });
    expect(answer.postmortems.byOrg.map(({ org, incidents }) => [org, incidents])).toEqual([
      ["Retail", 5],
      ["Internal", 1],
    ]);
  });

  test("counts actions by state, owner, organisation and age; exercises are left out", async () => {
    const { actions } = await getFollowThrough(await company(), {});
    expect(actions).toMatchObject({ total: 6, open: 3, overdue: 1, done: 2, dropped: 1 });
    expect(actions.doneInTime).toMatchObject({ yes: 1, known: 2 });
    expect(actions.byOwner[0]).toEqual({ owner: "Ann", open: 2, overdue: 1, done: 0, dropped: 0 });
    expect(actions.byOrg.map(({ org, open }) => [org, open])).toEqual([
      ["Retail", 2],
      [null, 1],
    ]);
    expect(actions.ages.map(({ open }) => open)).toEqual([0, 2, 0, 1, 0]);
  });

  test("each figure's list holds exactly as many as were counted", async () => {
    const scope = await company();
    const { postmortems, actions } = await getFollowThrough(scope, {});
    for (const [word, count] of Object.entries(postmortems.standings))
      expect((await listIncidents(scope, { severity: "1,2", postmortem: word })).total, word).toBe(count);
    expect(
      (await listIncidents(scope, { postmortem: "none" })).items.map(({ title }) => title).sort(),
    ).toEqual(["due", "open", "overdue"]);
    const totals = async (words: object) => (await listActions(scope, { kind: "incident", ...words })).total;
    expect(await totals({ state: "open" })).toBe(actions.open);
    expect(await totals({ due: "overdue" })).toBe(actions.overdue);
    for (const { from, to, open } of actions.ages)
      expect(await totals({ state: "open", age: `${from}..${to ?? ""}` }), String(from)).toBe(open);
    for (const { owner, open } of actions.byOwner)
      expect(await totals({ state: "open", owner: owner ?? "unknown" }), owner ?? "").toBe(open);
    for (const { org, done } of actions.byOrg)
      expect(await totals({ state: "done", org: org ?? "unknown" }), org ?? "").toBe(done);
  });

  test("without anything to count nothing is claimed", async () => {
    const scope = await testScope();
    const { postmortems, actions } = await getFollowThrough(scope, {});
    expect(postmortems.inTime.share).toBeNull();
    expect(postmortems.daysToPublish.medianDays).toBeNull();
    expect(actions.medianOpenAgeDays).toBeNull();
  });
});

describe("the list of actions", () => {
  test("goes through its pages without losing or repeating one, the most urgent first", async () => {
    const scope = await company();
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listActions(scope, { limit: 2, ...(cursor && { cursor }) });
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(titles).toEqual(["a", "b", "f", "g", "d", "c", "e"]);
  });

  test("an unusable word is refused by name", async () => {
    const scope = await testScope();
    await expect(listActions(scope, { state: "opne" })).rejects.toMatchObject({ code: "invalid" });
    await expect(listActions(scope, { age: "old" })).rejects.toMatchObject({ code: "invalid" });
  });
});
