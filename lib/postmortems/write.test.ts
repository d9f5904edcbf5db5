import { describe, expect, test } from "vitest";
import { listIncidentActions } from "#lib/actions/read.ts";
import { closeAction, openAction, removeAction } from "#lib/actions/write.ts";
import { listAudit } from "#lib/audit/read.ts";
import { declareIncident, updateIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { addTimelineEntry, removeTimelineEntry } from "#lib/timeline/write.ts";
import { findPostmortem, getPostmortem } from "./read.ts";
import {
  publishPostmortem,
  recordPostmortems,
  savePostmortem,
  submitPostmortem,
  withdrawPostmortem,
} from "./write.ts";

async function withIncident(more: Record<string, unknown> = {}): Promise<Scope> {
  const scope = await testScope();
  await declareIncident(scope, {
    body: { title: "Checkout is down", startedAt: "2026-05-01T10:00:00Z", severity: 1, ...more },
  });
  return scope;
}

const key = "1";

async function complete(scope: Scope): Promise<void> {
  await savePostmortem(scope, { key, draft: { summary: "It was down.", rootCause: "A full disk." } });
  await addTimelineEntry(scope, {
    key,
    body: { at: "2026-05-01T10:02:00Z", text: "Paged", kind: "detection" },
  });
  await openAction(scope, { key, body: { title: "Watch the disk" } });
  await updateIncident(scope, { key, patch: { version: 1, aiInvolvement: "none" } });
}

describe("writing a post-mortem", () => {
  test("the first save begins a draft, and what is left out later stays", async () => {
    const scope = await withIncident();
    expect(await findPostmortem(scope, { key })).toBeNull();
    const begun = await savePostmortem(scope, { key, draft: { summary: "Down", fiveWhys: ["disk"] } });
    expect(begun).toMatchObject({ state: "draft", version: 1, summary: "Down", rootCause: null });
    const saved = await savePostmortem(scope, { key, draft: { version: 1, lessons: "Watch disks" } });
    expect(saved).toMatchObject({ version: 2, summary: "Down", lessons: "Watch disks", fiveWhys: ["disk"] });
    expect(await getPostmortem(scope, { key: "INC-1" })).toEqual(saved);
  });

  test("a stale version is a conflict that shows the present text, and loses nothing", async () => {
    const scope = await withIncident();
    await savePostmortem(scope, { key, draft: { summary: "mine" } });
    await savePostmortem(scope, { key, draft: { version: 1, summary: "theirs" } });
    const refusal = await refusalOf(savePostmortem(scope, { key, draft: { version: 1, summary: "late" } }));
    expect(refusal.code).toBe("conflict");
    expect(refusal.current).toMatchObject({ version: 2, summary: "theirs" });
    expect((await refusalOf(savePostmortem(scope, { key, draft: { version: 0 } }))).code).toBe("conflict");
    expect((await refusalOf(savePostmortem(scope, { key, draft: {} }))).errors[0]?.path).toBe("version");
  });

  test("of two who begin at once one learns of the other", async () => {
    const scope = await withIncident();
    const both = await Promise.allSettled(
      ["a", "b"].map((summary) => savePostmortem(scope, { key, draft: { version: 0, summary } })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict", current: { version: 1 } });
  });

  test("the same text again makes no version and no history", async () => {
    const scope = await withIncident();
    await savePostmortem(scope, { key, draft: { summary: "Down" } });
    expect((await savePostmortem(scope, { key, draft: { version: 1, summary: "Down" } })).version).toBe(1);
    const { items } = await listAudit(scope, { action: "postmortem.save" });
    expect(items).toEqual([]);
  });

  test("a viewer may read and not write", async () => {
    const scope = await withIncident();
    await savePostmortem(scope, { key, draft: { summary: "Down" } });
    const viewer = as(scope, "viewer");
    expect((await getPostmortem(viewer, { key })).summary).toBe("Down");
    for (const attempt of [
      savePostmortem(viewer, { key, draft: { version: 1, summary: "x" } }),
      publishPostmortem(viewer, { key }),
      addTimelineEntry(viewer, { key, body: { at: "2026-05-01T10:00:00Z", text: "x" } }),
      openAction(viewer, { key, body: { title: "x" } }),
    ]) {
      expect((await refusalOf(attempt)).code).toBe("forbidden");
    }
  });

  test("its history stands under the incident, with the fields that changed", async () => {
    const scope = await withIncident();
    await savePostmortem(scope, { key, draft: { summary: "Down" } });
    await savePostmortem(scope, { key, draft: { version: 1, summary: "Up" } });
    const { items } = await listAudit(scope, { action: "postmortem.save" });
    expect(items).toMatchObject([{ before: { summary: "Down" }, after: { summary: "Up" } }]);
    expect(items[0]?.subject).toMatch(/^inc_/);
  });
});

describe("publishing", () => {
  test("a refusal lists everything that is missing at once", async () => {
    const scope = await withIncident();
    await savePostmortem(scope, { key, draft: { summary: " " } });
    const refusal = await refusalOf(publishPostmortem(scope, { key }));
    expect(refusal.code).toBe("invalid");
    expect(refusal.errors.map(({ path }) => path)).toEqual([
      "summary",
      "rootCause",
      "timeline",
      "aiInvolvement",
      "actions",
    ]);
  });

  test("a Sev-3 needs no action", async () => {
    const scope = await withIncident({ severity: 3, aiInvolvement: "none" });
    const { missing } = await savePostmortem(scope, {
      key,
      draft: { summary: "Down", rootCause: "A full disk" },
    });
    expect(missing.map(({ path }) => path)).toEqual(["timeline"]);
  });

  test("a complete one is published, dated, and can be made a draft again", async () => {
    const scope = await withIncident();
    await complete(scope);
    expect((await submitPostmortem(scope, { key })).state).toBe("in-review");
    const published = await publishPostmortem(scope, { key });
    expect(published).toMatchObject({ state: "published", missing: [] });
    expect(published.publishedAt?.toISOString()).toBe("2026-06-01T12:00:00.000Z");
    expect(await withdrawPostmortem(scope, { key })).toMatchObject({ state: "draft", publishedAt: null });
  });

  test("a published one cannot lose what publishing needs", async () => {
    const scope = await withIncident();
    await complete(scope);
    const { version } = await publishPostmortem(scope, { key });
    const refusal = await refusalOf(savePostmortem(scope, { key, draft: { version, rootCause: null } }));
    expect(refusal.errors).toMatchObject([{ path: "rootCause" }]);
    expect((await savePostmortem(scope, { key, draft: { version, lessons: "More" } })).state).toBe(
      "published",
    );
  });

  test("a stale version is not published", async () => {
    const scope = await withIncident();
    await complete(scope);
    await savePostmortem(scope, { key, draft: { version: 1, lessons: "New" } });
    expect((await refusalOf(publishPostmortem(scope, { key, version: 1 }))).code).toBe("conflict");
  });
});

describe("post-mortems that were written elsewhere", () => {
  const whole = {
    incident: { source: "pager", externalId: "P1" },
    state: "published",
    publishedAt: "2026-05-04T09:00:00Z",
    summary: "Down",
    rootCause: "Disk",
    timeline: [{ at: "2026-05-01T10:02:00Z", text: "Paged", kind: "detection" }],
    actions: [{ title: "Watch it", state: "done", closedAt: "2026-05-09T09:00:00Z", dueOn: "2026-05-08" }],
  };

  test("are stored whole, keep their own dates, and are told once each", async () => {
    const scope = await withIncident({ source: "pager", externalId: "P1", aiInvolvement: "none" });
    expect(await recordPostmortems(scope, { items: [whole] })).toEqual({ created: 1, refused: [] });
    expect((await getPostmortem(scope, { key })).publishedAt?.toISOString()).toBe("2026-05-04T09:00:00.000Z");
    expect((await listTimeline(scope, { key })).items).toHaveLength(1);
    const { items } = await listIncidentActions(scope, { key });
    expect(items).toMatchObject([{ state: "done", closedAt: new Date("2026-05-09T09:00:00Z") }]);
    expect((await listAudit(scope, { action: "postmortem.record" })).items).toHaveLength(1);
  });

  test("an unknown incident, a second one and an incomplete published one are refused by index", async () => {
    const scope = await withIncident({ source: "pager", externalId: "P1" });
    const answer = await recordPostmortems(scope, {
      items: [
        { ...whole, incident: { number: 99 } },
        whole,
        { ...whole, state: "draft" },
        { incident: { number: 1 } },
        { summary: 7 },
      ],
    });
    expect(answer.created).toBe(1);
    expect(answer.refused.map(({ index, errors }) => [index, errors[0]?.path])).toEqual([
      [0, "incident"],
      [1, "aiInvolvement"],
      [3, "incident"],
      [4, "summary"],
    ]);
  });
});

test("removing an entry and an action keeps what they said in the history", async () => {
  const scope = await withIncident();
  const entry = await addTimelineEntry(scope, { key, body: { at: "2026-05-01T10:00:00Z", text: "Page" } });
  const action = await openAction(scope, { key, body: { title: "Watch the disk" } });
  await closeAction(scope, { id: action.id });
  await removeTimelineEntry(scope, { id: entry.id });
  expect((await refusalOf(removeAction(scope, { id: action.id, version: 1 }))).code).toBe("conflict");
  await removeAction(scope, { id: action.id, version: 2 });
  expect((await listTimeline(scope, { key })).items).toEqual([]);
  const { items } = await listAudit(scope, {});
  expect(items.slice(0, 2)).toMatchObject([
    { action: "action.remove", before: { action: { title: "Watch the disk", state: "done" } }, after: null },
    { action: "timeline.remove", before: { timeline: { text: "Page" } }, after: null },
  ]);
});
