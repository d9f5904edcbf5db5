import { describe, expect, test } from "vitest";
import { authorsOfRecords } from "#lib/audit/read.ts";
import { deleteChange, recordChange, updateChange } from "#lib/changes/write.ts";
import type { Scope } from "#lib/scope.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { incidentHistory } from "../history.ts";
import { getIncident } from "../read.ts";
import { declareIncident, deleteIncident, updateIncident } from "../write.ts";
import { aiTakenOver } from "./read.ts";
import { acceptAiProposal, undoAiProposal } from "./write.ts";

const change = {
  source: "deploys",
  externalId: "D-1",
  title: "New retry rule",
  deployedAt: "2026-05-01T09:00:00Z",
  aiAssistance: "assisted",
  aiTool: "Claude Code",
  aiEvidence: "commit-trailer",
};

/** INC-1, whose culprit is CHG-1. */
async function incidentOfAiChange(more: object = {}): Promise<Scope> {
  const scope = await testScope();
  await recordChange(scope, { body: change });
  const changes = [{ source: "deploys", externalId: "D-1", link: "culprit" }];
  const body = { title: "Checkout is slow", startedAt: "2026-05-01T10:00:00Z", changes, ...more };
  await declareIncident(scope, { body });
  return scope;
}

const incident = (scope: Scope) => getIncident(scope, { key: "1" });
const accept = (scope: Scope, more: object = {}) => acceptAiProposal(scope, { key: "1", ...more });
const undo = (scope: Scope, more: object = {}) => undoAiProposal(scope, { key: "1", ...more });

describe("taking over", () => {
  test("is offered with the answer of every way in and out, and changes nothing by itself", async () => {
    const scope = await incidentOfAiChange();
    const offered = {
      aiInvolvement: "unknown",
      aiProposal: { aiInvolvement: "contributing", aiTool: "Claude Code", changes: [1] },
      aiContradiction: null,
    };
    expect(await incident(scope)).toMatchObject(offered);
    const patched = await updateIncident(scope, { key: "1", patch: { version: 1, severity: 2 } });
    expect(patched).toMatchObject(offered);
    expect(patched).toEqual(await incident(scope));
  });

  test("records what was offered, and its history says from which change", async () => {
    const scope = await incidentOfAiChange();
    const taken = await accept(scope);
    const said = { aiInvolvement: "contributing", aiTool: "Claude Code", aiEvidence: "commit-trailer" };
    expect(taken).toMatchObject({ ...said, version: 2, aiProposal: null });
    expect(taken).toEqual(await incident(scope));
    const { items } = await incidentHistory(scope, { key: "1" });
    expect(items[0]).toMatchObject({
      action: "incident.accept-ai-proposal",
      deed: "took over from the culprit whether AI was involved",
    });
    expect(items[0]!.changes).toContainEqual({
      field: "Taken over from",
      before: "not recorded",
      after: "CHG-1",
    });
    expect(items[0]!.changes).toContainEqual({
      field: "AI involvement",
      before: "unknown",
      after: "contributing",
    });
  });

  test("follows a correction of the change, since it is worked out where somebody reads it", async () => {
    const scope = await incidentOfAiChange();
    await updateChange(scope, { key: "1", patch: { version: 1, aiAssistance: "none", aiTool: null } });
    expect((await incident(scope)).aiProposal).toMatchObject({ aiInvolvement: "none" });
    await deleteChange(scope, { key: "1" });
    expect((await incident(scope)).aiProposal).toBeNull();
  });

  test("is refused where the incident, or what it could take over, is another than was seen", async () => {
    const scope = await incidentOfAiChange();
    const { aiInvolvement, aiTool, aiEvidence } = (await incident(scope)).aiProposal!;
    const seen = { aiInvolvement, aiTool, aiEvidence };
    expect((await refusalOf(accept(scope, { version: 7, seen }))).code).toBe("conflict");
    await updateChange(scope, { key: "1", patch: { version: 1, aiTool: "Cursor" } });
    const refusal = await refusalOf(accept(scope, { version: 1, seen }));
    expect(refusal.code).toBe("conflict");
    expect(refusal.current).toMatchObject({ aiProposal: { aiTool: "Cursor" } });
    expect((await refusalOf(accept(scope, { seen: { aiInvolvement: "none" } }))).code).toBe("conflict");
    expect(await accept(scope, { seen: { aiInvolvement, aiTool: "Cursor" } })).toMatchObject({
      aiTool: "Cursor",
    });
  });

  test.each([
    ["it says something itself", { aiInvolvement: "none" }],
    [
      "its change is only suspected",
      { changes: [{ source: "deploys", externalId: "D-1", link: "suspected" }] },
    ],
    ["it names no change", { changes: [] }],
  ])("is refused where %s", async (_, more) => {
    const scope = await incidentOfAiChange(more);
    expect((await refusalOf(accept(scope))).code).toBe("conflict");
    expect((await incident(scope)).version).toBe(1);
  });

  test("is refused to a viewer, and of a deleted incident", async () => {
    const scope = await incidentOfAiChange();
    expect((await refusalOf(accept(as(scope, "viewer")))).code).toBe("forbidden");
    await deleteIncident(scope, { key: "1" });
    expect((await refusalOf(accept(scope))).code).toBe("conflict");
  });

  test("by many at once is done once", async () => {
    const scope = await incidentOfAiChange();
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => accept(scope)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await incident(scope)).version).toBe(2);
  });
});

describe("giving it back", () => {
  const silent = { aiInvolvement: "unknown", aiTool: null, aiEvidence: "none" };

  test("leaves the incident as it was, with the offer", async () => {
    const scope = await incidentOfAiChange();
    const before = await incident(scope);
    await accept(scope);
    expect(await aiTakenOver(scope, { key: "1" })).toMatchObject({ from: "CHG-1", by: "A admin" });
    const after = await undo(scope, { version: 2 });
    expect(after).toMatchObject(silent);
    expect({ ...after, version: 1, updatedAt: before.updatedAt }).toEqual(before);
    expect(await aiTakenOver(scope, { key: "1" })).toBeNull();
    expect(await accept(scope)).toMatchObject({ aiInvolvement: "contributing", version: 4 });
  });

  test("keeps what it had said of tool and evidence itself", async () => {
    const scope = await incidentOfAiChange({ aiTool: "Copilot", aiEvidence: "postmortem" });
    await accept(scope);
    expect(await undo(scope)).toMatchObject({ ...silent, aiTool: "Copilot", aiEvidence: "postmortem" });
  });

  test("keeps what was changed in it otherwise meanwhile", async () => {
    const scope = await incidentOfAiChange();
    await accept(scope);
    await updateIncident(scope, { key: "1", patch: { version: 2, severity: 1 } });
    expect(await undo(scope)).toMatchObject({ ...silent, severity: 1 });
  });

  test.each([
    ["aiInvolvement", "primary"],
    ["aiTool", "Cursor"],
    ["aiEvidence", "postmortem"],
  ])("is refused once somebody said otherwise of %s", async (field, value) => {
    const scope = await incidentOfAiChange();
    await accept(scope);
    await updateIncident(scope, { key: "1", patch: { version: 2, [field]: value } });
    expect((await refusalOf(undo(scope))).code).toBe("conflict");
  });

  test("is refused where nothing was taken over, or it was given back already", async () => {
    const scope = await incidentOfAiChange();
    expect((await refusalOf(undo(scope))).code).toBe("conflict");
    await accept(scope);
    await undo(scope);
    expect((await refusalOf(undo(scope))).code).toBe("conflict");
  });

  test("leaves nobody's word on it: a file may say it anew", async () => {
    const scope = await incidentOfAiChange();
    const { id } = await incident(scope);
    const authorOf = async () =>
      (await authorsOfRecords(scope, { ids: [id] })).get(id)?.get("aiInvolvement")?.party;
    await accept(scope);
    expect(await authorOf()).toBe("person");
    await undo(scope);
    expect(await authorOf()).toBeUndefined();
  });
});
