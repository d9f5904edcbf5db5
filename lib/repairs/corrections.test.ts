import { expect, test } from "vitest";
import { commit } from "#db/commit.ts";
import { remove, update } from "#db/edit.ts";
import { changes } from "#db/schema/changes.ts";
import { changeEvidence } from "#db/schema/evidence.ts";
import { webhookActor } from "#lib/actor.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange, updateChange } from "#lib/changes/write.ts";
import { receiveGithub } from "#lib/integrations/github/hook.ts";
import { at, changeOf, pullRequest, push } from "#lib/integrations/testing.ts";
import { Runtime, type Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { repairAll } from "./start.ts";

const sha = "a".repeat(40);

/** As the last release stored it: what a change says stands in its fields, and its corrections in the trail alone. */
async function asBefore(scope: Scope, number: number): Promise<void> {
  await commit(scope.runtime.database, {
    edits: [
      remove(changeEvidence, { changeNumber: number }),
      update(
        changes,
        { key: { number }, version: null },
        { aiStrength: null, aiConflict: null, commits: null },
      ),
    ],
    entries: [],
    now: scope.clock(),
  });
}

async function repaired(scope: Scope): Promise<Scope> {
  const { database } = scope.runtime;
  await repairAll(database, async () => null, scope.clock);
  return { ...scope, runtime: new Runtime(database) };
}

async function pushedChange(scope: Scope) {
  const hook = { ...scope, actor: webhookActor("GitHub") };
  const messages = ["Fix\n\nCo-authored-by: Claude <noreply@anthropic.com>"];
  await receiveGithub(hook, { event: "push", payload: push({ sha, at: at("14:00"), ids: [sha], messages }) });
  return changeOf(scope, "github", `octo/checkout@${sha}`);
}

test("what somebody corrected before evidence was kept is their decision, above the evidence that comes later", async () => {
  const scope = await testScope();
  const { number, version } = await pushedChange(scope);
  await updateChange(scope, { key: String(number), patch: { version, aiAssistance: "none", aiTool: null } });
  await asBefore(scope, number);
  const later = await repaired(scope);
  const mended = await getChange(later, { key: String(number) });
  expect(mended).toMatchObject({ aiAssistance: "none", aiTool: null, aiConflict: true });
  expect(mended.evidence).toMatchObject([
    { about: "its record", decision: null, assistance: "assisted", tool: "Claude Code", source: "github" },
    { decision: "made", assistance: "none", source: "A admin", by: "A admin", at: scope.clock() },
  ]);
  const closed = { number: 12, action: "closed", at: at("14:20"), became: sha, labels: ["ai-assisted"] };
  const hook = { ...later, actor: webhookActor("GitHub") };
  await receiveGithub(hook, { event: "pull_request", payload: pullRequest(closed) });
  const told = await getChange(later, { key: String(number) });
  expect(told).toMatchObject({ aiAssistance: "none", aiConflict: true });
  expect(told.evidence.map(({ channel }) => channel)).toContain("pull-request-label");
});

test("other corrections, and those of what people recorded themselves, are no decision", async () => {
  const scope = await testScope();
  const { number, version } = await pushedChange(scope);
  await updateChange(scope, { key: String(number), patch: { version, title: "Mend the cart" } });
  await asBefore(scope, number);
  const body = { title: "By hand", deployedAt: at("15:00"), aiAssistance: "assisted" as const };
  const { change: own } = await recordChange(scope, { body });
  const patch = { version: own.version, aiAssistance: "generated" as const };
  await updateChange(scope, { key: String(own.number), patch });
  await asBefore(scope, own.number);
  const later = await repaired(scope);
  for (const key of [number, own.number])
    expect((await getChange(later, { key: String(key) })).evidence).toMatchObject([
      { about: "its record", heardAt: null },
    ]);
});
