import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange, recordChanges, takeBackDecision, updateChange } from "#lib/changes/write.ts";
import type { Scope } from "#lib/scope.ts";
import { refusalOf, testScope } from "#lib/testing.ts";

const body = { source: "ci", externalId: "D1", title: "Deploy", deployedAt: "2026-05-01T10:00:00Z" };
const trailer = {
  channel: "commit-trailer",
  about: "commits",
  assistance: "assisted",
  tool: "Claude Code",
  model: "Opus 4.5",
  said: "Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>",
  at: "2026-05-01T09:00:00Z",
  commits: { ai: 3, none: 0, of: 4 },
};
const read = (scope: Scope) => getChange(scope, { key: "1" });

describe("the ledger of a change", () => {
  test("keeps each piece once, whoever sends it again, and says what all come to", async () => {
    const scope = await testScope();
    const { change } = await recordChange(scope, { body: { ...body, evidence: [trailer, trailer] } });
    expect(change).toMatchObject({
      aiAssistance: "assisted",
      aiTool: "Claude Code",
      aiModel: "Opus 4.5",
      aiEvidence: "commit-trailer",
      aiStrength: "commits",
      aiConflict: false,
      commits: 4,
      aiCommits: 3,
      noAiCommits: 0,
    });
    expect(change.evidence).toHaveLength(1);
    expect(await read(scope)).toEqual(change);
    const again = await recordChange(scope, { body: { ...body, evidence: [trailer] } });
    expect(again).toEqual({ result: "unchanged", change });
  });

  test("holds what the record said by itself before any other piece came", async () => {
    const scope = await testScope();
    const { change } = await recordChange(scope, { body: { ...body, aiAssistance: "none" } });
    expect(change.evidence).toMatchObject([{ assistance: "none", source: "ci", heardAt: null }]);
    const told = await recordChange(scope, { body: { ...body, evidence: [trailer] } });
    expect(told.change).toMatchObject({ aiAssistance: "assisted", aiConflict: true });
    expect(told.change.evidence.map(({ assistance }) => assistance).sort()).toEqual(["assisted", "none"]);
    expect(await read(scope)).toEqual(told.change);
  });

  test("keeps the former word of a record beside the new one", async () => {
    const scope = await testScope();
    await recordChange(scope, { body: { ...body, aiAssistance: "assisted", aiTool: "Cursor" } });
    const { change } = await recordChange(scope, { body: { ...body, aiAssistance: "none", aiTool: null } });
    expect(change).toMatchObject({ aiAssistance: "none", aiTool: null, aiConflict: false });
    expect(change.evidence).toMatchObject([
      { assistance: "assisted", tool: "Cursor", counts: false },
      { assistance: "none", tool: null, counts: true },
    ]);
    expect(await read(scope)).toEqual(change);
    expect((await recordChange(scope, { body: { ...body, aiAssistance: "none" } })).result).toBe("unchanged");
  });

  test("bears in its history what came in", async () => {
    const scope = await testScope();
    const { change } = await recordChange(scope, { body });
    await recordChange(scope, { body: { ...body, evidence: [trailer] } });
    const { items } = await listAudit(scope, { subject: change.id });
    expect(items[0]!.after).toMatchObject({
      aiAssistance: "assisted",
      evidence: [expect.stringContaining("3 of 4 commits")],
    });
  });

  test("refuses what cannot be, by its place", async () => {
    const scope = await testScope();
    const errorsOf = async (evidence: object, more: object = {}) =>
      (await refusalOf(recordChange(scope, { body: { ...body, evidence: [evidence], ...more } }))).errors.map(
        ({ path }) => path,
      );
    expect(await errorsOf({ ...trailer, at: "2206-01-01T00:00:00Z" })).toEqual(["evidence.0.at"]);
    expect(await errorsOf({ ...trailer, commits: { ai: 5, none: 0, of: 4 } })).toEqual([
      "evidence.0.commits.of",
    ]);
    const tooMany = { ...trailer, lines: { ai: 3, human: 3, of: 5 }, commits: null };
    expect(await errorsOf(tooMany)).toEqual(["evidence.0.lines.of"]);
    expect(await errorsOf(trailer, { aiCommits: 5, commits: 4 })).toEqual(["commits"]);
    expect(await errorsOf(trailer, { aiLines: 5, humanLines: 6, lines: 10 })).toEqual(["lines"]);
    expect(await errorsOf({ ...trailer, channel: "none" })).toEqual(["body.evidence.0.channel"]);
    expect(await errorsOf(trailer, { shas: ["7fd1a60b01"] })).toEqual(["repository"]);
  });
});

test("counts that are given later are held against those that stand", async () => {
  const scope = await testScope();
  await recordChange(scope, { body: { ...body, aiAssistance: "assisted", aiCommits: 3 } });
  const refusal = await refusalOf(updateChange(scope, { key: "1", patch: { version: 1, commits: 2 } }));
  expect(refusal.errors).toEqual([
    { path: "commits", message: "is fewer than its parts, which make 3 together" },
  ]);
  expect(await updateChange(scope, { key: "1", patch: { version: 1, commits: 3 } })).toMatchObject({
    aiCommits: 3,
  });
});

describe("a person's decision", () => {
  test("stands above evidence that comes later, says so, and is taken back by itself", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    const decided = await updateChange(scope, { key: "1", patch: { version: 1, aiAssistance: "none" } });
    expect(decided).toMatchObject({ aiAssistance: "none", aiEvidence: "engineer-statement" });
    const { change } = await recordChange(scope, { body: { ...body, evidence: [trailer] } });
    expect(change).toMatchObject({ aiAssistance: "none", aiConflict: true, aiCommits: 3 });
    expect(change.aiReason).toMatch(/decided: no AI was used, whatever its evidence says\. Against it: /);
    const free = await takeBackDecision(scope, { key: "1", version: change.version });
    expect(free).toMatchObject({ aiAssistance: "assisted", aiTool: "Claude Code", aiConflict: false });
    expect(await read(scope)).toEqual(free);
    expect(free.evidence.map(({ decision }) => decision)).toEqual(
      expect.arrayContaining(["made", "taken-back"]),
    );
    const none = await takeBackDecision(scope, { key: "1" });
    expect(none.version).toBe(free.version);
  });

  test("is made by correcting the record, and not by telling it again", async () => {
    const scope = await testScope();
    await recordChange(scope, { body: { ...body, evidence: [trailer] } });
    const told = await recordChange(scope, { body: { ...body, aiAssistance: "none" } });
    expect(told.change).toMatchObject({ aiAssistance: "assisted", aiConflict: true });
    const { version } = told.change;
    const corrected = await updateChange(scope, { key: "1", patch: { version, aiAssistance: "none" } });
    expect(corrected.aiAssistance).toBe("none");
  });
});

describe("commits of a change", () => {
  test("are kept once for each change that they went out with", async () => {
    const scope = await testScope();
    const shas = ["7FD1A60B01F91B314F59955A4E4D4E80D8EDF11D", "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d"];
    const one = { ...body, repository: "acme/checkout", shas };
    const answer = await recordChanges(scope, { items: [one, { ...one, externalId: "D2" }, one] });
    expect(answer).toMatchObject({ created: 2, unchanged: 1, refused: [] });
    expect((await recordChange(scope, { body: one })).result).toBe("unchanged");
  });
});
