import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { webhookActor } from "#lib/actor.ts";
import { commitsKnown } from "#lib/evidence/read.ts";
import type { HookAnswer } from "#lib/hooks/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { receiveGithub } from "../github/hook.ts";
import { receiveGitlab } from "../gitlab/hook.ts";
import {
  changeOf,
  deployment,
  deploymentStatus,
  gitlabDeployment,
  gitlabPush,
  mergeRequest,
  pullRequest,
  push,
} from "../testing.ts";

/**
 * Requests with labels on and off, edited texts, pushes to their branches, merges of each kind, pushes of one or several
 * of them, deployments: in whatever order and however often they come in, changes and ledgers are those that the
 * sender's own order makes.
 */

const claude = "Fix\n\nCo-authored-by: Claude <noreply@anthropic.com>";
const messages = fc.constantFrom("Fix", "Fix", claude, "Fix\n\nAssisted-by: none");
const request = fc.record({
  branch: fc.constantFrom("topic", "codex/fix"),
  author: fc.constantFrom("jane", "copilot-swe-agent[bot]"),
  pushes: fc.array(fc.array(messages, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
  /** What is done to it before it is merged, and afterwards. */
  edits: fc.array(
    fc.record({
      labels: fc.subarray(["ai-assisted", "bug"]),
      body: fc.constantFrom("", "- [x] AI was used", "No AI was used."),
      late: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  merge: fc.constantFrom("squash", "squash", "merge", "none"),
});
const history = fc.record({
  requests: fc.array(request, { minLength: 1, maxLength: 2 }),
  /** Whether one push brings all of them. */
  together: fc.boolean(),
  repeated: fc.boolean(),
  deployments: fc.array(fc.constantFrom("running", "success", "failed"), { maxLength: 2 }),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;
type Send = (scope: Scope) => Promise<HookAnswer>;

/** The messages of a history in the sender's own order. */
interface Host {
  push(of: Parameters<typeof push>[0]): Send;
  request(of: Parameters<typeof pullRequest>[0]): Send;
  deployment(of: Parameters<typeof gitlabDeployment>[0]): Send;
}

const github: Host = {
  push: (of) => (scope) => receiveGithub(scope, { event: "push", payload: push(of) }),
  request: (of) => (scope) => receiveGithub(scope, { event: "pull_request", payload: pullRequest(of) }),
  deployment: ({ id, sha, status, at }) => {
    const asked = deployment({ id, sha, at: "2026-03-05T20:00:00Z" });
    const state = { running: "in_progress", success: "success", failed: "failure" }[status]!;
    const payload = deploymentStatus({ id: `${id} ${state}` as never, state, at, deployment: asked });
    return (scope) => receiveGithub(scope, { event: "deployment_status", payload });
  },
};
const words: Record<string, string> = {
  opened: "open",
  edited: "update",
  labeled: "update",
  closed: "merge",
};
const gitlab: Host = {
  push: (of) => (scope) => receiveGitlab(scope, { payload: gitlabPush(of) }),
  request: (of) => (scope) =>
    receiveGitlab(scope, { payload: mergeRequest({ ...of, action: words[of.action]! }) }),
  deployment: (of) => (scope) => receiveGitlab(scope, { payload: gitlabDeployment(of) }),
};

function messagesOf(
  { requests, together, repeated, deployments }: History,
  { host, run }: { host: Host; run: number },
) {
  const all: Send[] = [];
  let clock = 0;
  const now = () => {
    clock += 1;
    return new Date(Date.UTC(2026, 2, 5, 13, clock)).toISOString();
  };
  const sha = (name: string) => hash("sha1", `${run} ${name}`);
  const pushes: { ids: string[]; messages: string[] }[] = [];
  requests.forEach(({ branch, author, pushes: its, edits, merge }, i) => {
    const number = run * 10 + i;
    const commits = its.map((some, p) => some.map((message, c) => ({ id: sha(`${i} ${p} ${c}`), message })));
    let before = "0".repeat(40);
    const common = { number, branch: `${branch}-${number}`, author };
    all.push(host.request({ ...common, action: "opened", at: now(), ...edits[0]! }));
    for (const some of commits) {
      const [ids, texts] = [some.map(({ id }) => id), some.map(({ message }) => message)];
      const head = ids.at(-1)!;
      const ref = `refs/heads/${common.branch}`;
      all.push(host.push({ sha: head, at: now(), ids, messages: texts, before, ref }));
      before = head;
    }
    const merged = merge === "none" ? {} : { head: before, became: sha(`${i} merged`) };
    const edit = (of: (typeof edits)[number], more: object) => {
      all.push(host.request({ ...common, action: "labeled", at: now(), ...of, ...more }));
      all.push(host.request({ ...common, action: "edited", at: now(), ...of, ...more }));
    };
    for (const one of edits.slice(1)) if (!one.late) edit(one, { head: before });
    if (merge === "none") return;
    all.push(host.request({ ...common, action: "closed", at: now(), ...edits[0]!, ...merged }));
    for (const one of edits.slice(1)) if (one.late) edit(one, merged);
    const own = merge === "merge" ? commits.flat() : [];
    const brought = {
      ids: [...own.map(({ id }) => id), sha(`${i} merged`)],
      messages: [...own.map(({ message }) => message), "Merge"],
    };
    const last = pushes.at(-1);
    if (!together || last === undefined) pushes.push(brought);
    else {
      last.ids.push(...brought.ids);
      last.messages.push(...brought.messages);
    }
  });
  for (const { ids, messages: texts } of pushes) {
    const head = ids.at(-1)!;
    all.push(host.push({ sha: head, at: now(), ids, messages: texts }));
    // Again, with less behind it.
    if (repeated)
      all.push(host.push({ sha: head, at: now(), ids: ids.slice(-1), messages: texts.slice(-1) }));
  }
  deployments.forEach((status, i) => {
    const head = pushes[0]?.ids.at(-1);
    if (head !== undefined) all.push(host.deployment({ id: run * 10 + i, sha: head, status, at: now() }));
  });
  return { all, shas: pushes.flatMap(({ ids }) => ids) };
}

async function recordsOf(
  people: Scope,
  { source, told, shas }: { source: string; told: readonly HookAnswer["records"][number][]; shas: string[] },
) {
  const records: unknown[] = [];
  for (const externalId of [...new Set(told.map((one) => one.externalId))].sort()) {
    const record = await changeOf(people, source, externalId);
    if (record === undefined || record.deletedAt !== null) continue;
    const { id, number, version, createdAt, updatedAt, ...facts } = record;
    const its = (await commitsKnown(people, { shas })).filter(({ change }) => change === number);
    records.push({ ...facts, shas: its.map(({ sha }) => sha).sort() });
  }
  return records;
}

test.each([
  ["github", github],
  ["gitlab", gitlab],
] as const)(
  "%s: requests, pushes and deployments end in one ledger, in any order and with any repetitions",
  { timeout: 240_000 },
  async (source, host) => {
    const world = async () => {
      const people = await testScope();
      return { people, hook: { ...people, actor: webhookActor("A host") } };
    };
    const [ordered, shuffled] = [await world(), await world()];
    const seen = new Set<string>();
    let run = 0;
    const shuffling = history.chain((one) => {
      const count = messagesOf(one, { host, run: 0 }).all.length;
      return fc.record({
        one: fc.constant(one),
        order: fc
          .array(fc.nat(count - 1), { maxLength: 4 })
          .chain((again) =>
            fc.shuffledSubarray([...Array(count).keys(), ...again], { minLength: count + again.length }),
          ),
      });
    });
    await fc.assert(
      fc.asyncProperty(shuffling, async ({ one, order }) => {
        run += 1;
        const { all, shas } = messagesOf(one, { host, run });
        const told: HookAnswer["records"] = [];
        for (const send of all) told.push(...(await send(ordered.hook)).records);
        for (const i of order) told.push(...(await all[i]!(shuffled.hook)).records);
        const expected = await recordsOf(ordered.people, { source, told, shas });
        expect(await recordsOf(shuffled.people, { source, told, shas })).toEqual(expected);
        for (const { evidence } of expected as { evidence: { channel: string }[] }[])
          for (const { channel } of evidence) seen.add(channel);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    // All that is claimed of was there.
    expect([...seen].sort()).toEqual([
      "commit-trailer",
      "pull-request-author",
      "pull-request-branch",
      "pull-request-disclosure",
      "pull-request-label",
      "squashed-commits",
    ]);
  },
);
