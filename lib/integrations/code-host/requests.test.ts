import { describe, expect, test } from "vitest";
import { webhookActor } from "#lib/actor.ts";
import { listChanges } from "#lib/analytics/changes.ts";
import type { Change } from "#lib/changes/schema.ts";
import { updateChange } from "#lib/changes/write.ts";
import { commitsKnown } from "#lib/evidence/read.ts";
import { reworkPairs } from "#lib/reworks/read.ts";
import { testScope } from "#lib/testing.ts";
import { receiveGithub } from "../github/hook.ts";
import { receiveGitlab } from "../gitlab/hook.ts";
import {
  at,
  changeOf,
  deployment,
  deploymentStatus,
  gitlabDeployment,
  gitlabPush,
  mergeRequest,
  pullRequest,
  push,
} from "../testing.ts";
import { projectOf } from "./project.ts";

const claude = "Fix\n\nCo-authored-by: Claude <noreply@anthropic.com>";
const [merged, head, first] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];

type Request = Parameters<typeof pullRequest>[0];
const hosts = [
  {
    name: "GitHub",
    source: "github",
    called: "pull request 12",
    push: (of: Parameters<typeof push>[0]) => ({ event: "push", payload: push(of) }),
    request: (of: Partial<Request> & { at: string }) => ({
      event: "pull_request",
      payload: pullRequest({ number: 12, action: "labeled", head, ...of }),
    }),
    receive: receiveGithub,
  },
  {
    name: "GitLab",
    source: "gitlab",
    called: "merge request 12",
    push: (of: Parameters<typeof push>[0]) => ({ payload: gitlabPush(of) }),
    request: (of: Partial<Request> & { at: string }) => ({
      payload: mergeRequest({
        number: 12,
        head,
        ...of,
        action: of.became === undefined ? "update" : "merge",
      }),
    }),
    receive: receiveGitlab,
  },
] as const;

const own = (change: Change) =>
  change.evidence
    .filter(({ channel, counts }) => counts && channel !== "commit-trailer")
    .map(({ channel, about, assistance, tool }) => [channel, about, assistance, tool]);

describe.each(hosts)("$name", ({ source, called, receive, ...host }) => {
  async function world() {
    const people = await testScope();
    const hook = { ...people, actor: webhookActor("A host") };
    return {
      people,
      push: (of: Parameters<typeof push>[0]) => receive(hook, host.push(of)),
      request: (of: Partial<Request> & { at: string }) => receive(hook, host.request(of)),
      change: (sha = merged) => changeOf(people, source, `octo/checkout@${sha}`),
    };
  }
  const out = { sha: merged, at: at("15:00"), ids: [merged] };

  test.each([
    ["pull-request-label", { labels: ["bug", "ai-assisted"] }, "assisted", null],
    ["pull-request-disclosure", { body: "- [x] AI was used" }, "assisted", null],
    [
      "pull-request-disclosure",
      { body: "🤖 Generated with [Claude Code](https://claude.com)" },
      "assisted",
      "Claude Code",
    ],
    ["pull-request-disclosure", { body: "AI disclosure: no AI was used." }, "none", null],
    ["pull-request-branch", { branch: "codex/fix-cart" }, "assisted", "Codex"],
    ["pull-request-author", { author: "copilot-swe-agent[bot]" }, "agent", "GitHub Copilot"],
  ] as const)("%s alone is a piece of its own: %#", async (channel, of, assistance, tool) => {
    const { push: pushes, request, change } = await world();
    await pushes(out);
    await request({ at: at("14:50"), became: merged, ...of });
    const told = await change();
    expect(own(told)).toEqual([[channel, called, assistance, tool]]);
    expect(told).toMatchObject({
      aiAssistance: assistance,
      aiEvidence: channel,
      submittedAt: new Date(at("12:00")),
    });
  });

  test("a label that is gone no longer counts, and stays in the ledger", async () => {
    const { push: pushes, request, change } = await world();
    await request({ at: at("14:00"), labels: ["ai-assisted"] });
    await request({ at: at("14:10"), labels: [] });
    await request({ at: at("14:20"), became: merged });
    await pushes(out);
    const told = await change();
    expect(told.aiAssistance).toBe("unknown");
    const labels = told.evidence.filter(({ channel }) => channel === "pull-request-label");
    expect(labels.map(({ assistance, counts }) => [assistance, counts])).toEqual([
      ["assisted", false],
      ["unknown", false],
      ["unknown", true],
    ]);
  });

  test("a squash that loses the trailers keeps the marks of its commits", async () => {
    const { push: pushes, request, change } = await world();
    const branch = { ref: "refs/heads/topic" };
    await pushes({ ...branch, sha: first, at: at("13:00"), ids: [first], messages: [claude] });
    const more = { before: first, ids: ["d".repeat(40), head], messages: ["Tidy", "Tidy"] };
    await pushes({ ...branch, ...more, sha: head, at: at("13:10") });
    await request({ at: at("14:20"), became: merged });
    await pushes(out);
    expect(await change()).toMatchObject({
      aiAssistance: "assisted",
      aiTool: "Claude Code",
      aiEvidence: "squashed-commits",
      commits: 3,
      aiCommits: 1,
    });
  });

  test("a push that takes an earlier one back says so, one that quotes it or names its own commit does not", async () => {
    const { people, push: pushes, change } = await world();
    await pushes({ ...out, messages: ["Pay"] });
    await pushes({
      sha: head,
      at: at("15:10"),
      ids: [first, head],
      messages: [`Mend\n\nThis reverts commit ${merged}.`, `Mend again\n\nFixes: ${first.slice(0, 12)}`],
    });
    await pushes({
      sha: "d".repeat(40),
      at: at("15:20"),
      messages: [`Talk\n\n> This reverts commit ${merged}.`],
    });
    expect((await change(merged)).rework).toBe(false);
    expect((await change(head)).rework).toBe(true);
    expect((await change("d".repeat(40))).rework).toBe(false);
    const [taking, taken] = [await change(head), await change(merged)];
    expect(await reworkPairs(people, undefined)).toEqual([
      expect.objectContaining({ kind: "revert", by: taking.number, of: taken.number, sha: merged }),
    ]);
  });

  test("commits that went out themselves are not taken for squashed", async () => {
    const { push: pushes, request, change } = await world();
    const topic = { ref: "refs/heads/topic", sha: head, at: at("13:00"), ids: [head], messages: [claude] };
    await pushes(topic);
    await request({ at: at("14:20"), became: merged });
    await pushes({ ...out, ids: [head, merged], messages: [claude, "Merge"] });
    const told = await change();
    expect(told).toMatchObject({ aiEvidence: "commit-trailer", commits: 2, aiCommits: 1 });
    expect(own(told)).toEqual([]);
  });

  test("a request that is not merged makes no change, and says nothing of any", async () => {
    const { people, push: pushes, request, change } = await world();
    const told = await request({ at: at("14:00"), labels: ["ai-assisted"] });
    expect(told).toMatchObject({ result: "unchanged", records: [], reason: expect.stringMatching(/^Kept/) });
    expect((await listChanges(people, { period: "all" })).items).toEqual([]);
    await pushes(out);
    expect(own(await change())).toEqual([]);
  });

  test("a push of several merges takes what is known of each", async () => {
    const { push: pushes, request, change } = await world();
    await pushes({ ...out, sha: head, ids: [first, merged, head], messages: ["One", "Two", "Three"] });
    await request({ number: 12, at: at("14:00"), became: merged, labels: ["ai-assisted"] });
    await request({ number: 13, at: at("14:10"), became: first, branch: "codex/x" });
    expect(
      own(await change(head))
        .map(([channel]) => channel)
        .sort(),
    ).toEqual(["pull-request-branch", "pull-request-label"]);
  });

  test("a person's decision stays, whatever a request tells later", async () => {
    const { people, push: pushes, request, change } = await world();
    await pushes(out);
    const { number, version } = await change();
    await updateChange(people, { key: String(number), patch: { version, aiAssistance: "none" } });
    await request({ at: at("14:20"), became: merged, labels: ["ai-assisted"] });
    const told = await change();
    expect(told).toMatchObject({ aiAssistance: "none", aiConflict: true });
    expect(own(told)).toContainEqual(["pull-request-label", called, "assisted", null]);
  });

  test("pushes that end in one commit count each of their commits once, and say which went out", async () => {
    const { people, push: pushes, change } = await world();
    const ids = [first, head, merged];
    const messages = [claude, "Two", claude];
    await pushes({ ...out, ids, messages });
    await pushes({ ...out, ids: ids.slice(1), messages: messages.slice(1), before: first });
    expect(await change()).toMatchObject({
      commits: 3,
      aiCommits: 2,
      customFields: { "commits with a mark of AI": "2 of 3" },
    });
    const known = await commitsKnown(people, { shas: ids });
    expect(known.map(({ repository, sha }) => [repository, sha]).sort()).toEqual(
      ids.map((sha) => ["octo/checkout", sha]).sort(),
    );
  });
});

test("commits are counted for what tells of them: by their trailers, or by their author", async () => {
  const scope = { ...(await testScope()), actor: webhookActor("GitHub") };
  const payload = push({
    sha: merged,
    at: at("14:00"),
    ids: [first, head, merged],
    messages: [claude, "b", "c"],
  });
  payload.commits[1]!.author = {
    name: "copilot-swe-agent[bot]",
    email: "x@shop.example",
    username: "Copilot",
  };
  await receiveGithub(scope, { event: "push", payload });
  const { evidence, ...change } = await changeOf(scope, "github", `octo/checkout@${merged}`);
  expect(change).toMatchObject({ commits: 3, aiCommits: 2, aiAssistance: "agent" });
  expect(evidence.map(({ channel, commits, tool }) => [channel, commits, tool])).toEqual([
    ["commit-trailer", { ai: 1, none: 0, of: 3 }, "Claude Code"],
    ["commit-author", { ai: 1, none: 0, of: 3 }, "GitHub Copilot"],
  ]);
});

test("a deployment takes what is known of the request whose commit it brings", async () => {
  const scope = { ...(await testScope()), actor: webhookActor("GitHub") };
  const asked = deployment({ id: 7, sha: merged, at: at("15:00") });
  const live = deploymentStatus({ id: 1, state: "success", at: at("15:05"), deployment: asked });
  await receiveGithub(scope, { event: "deployment_status", payload: live });
  const closed = pullRequest({
    number: 12,
    action: "closed",
    at: at("14:20"),
    became: merged,
    labels: ["ai-assisted"],
  });
  await receiveGithub(scope, { event: "pull_request", payload: closed });
  expect(await changeOf(scope, "github", "7")).toMatchObject({
    aiAssistance: "assisted",
    aiEvidence: "pull-request-label",
    submittedAt: new Date(at("12:00")),
  });
});

test("a deployment of GitLab counts from its first sign of production", async () => {
  const scope = { ...(await testScope()), actor: webhookActor("GitLab") };
  const told = (status: string, clock: string, environment?: string) =>
    receiveGitlab(scope, {
      payload: gitlabDeployment({
        id: 7,
        sha: merged,
        status,
        at: at(clock),
        ...(environment ? { environment } : {}),
      }),
    });
  expect(await told("created", "14:55")).toMatchObject({ result: "unchanged", records: [] });
  await told("success", "15:10");
  await told("running", "15:00");
  expect(await changeOf(scope, "gitlab", "octo/checkout/deployments/7")).toMatchObject({
    title: "deploy · main · production",
    deployedAt: new Date(at("15:00")),
    author: "jane",
    repository: "octo/checkout",
    customFields: { state: "success", environment: "production", sha: merged },
  });
  expect(await told("success", "15:20", "review/1")).toMatchObject({ result: "ignored" });
  expect(await receiveGitlab(scope, { payload: { object_kind: "pipeline" } })).toMatchObject({
    result: "ignored",
    reason: "pipeline is not an event that is kept.",
  });
});

test("facts that were taken in before commits were kept one by one are still read", () => {
  const moment = new Date(at("14:00"));
  const ai = {
    aiAssistance: "assisted",
    aiTool: "Claude Code",
    aiEvidence: "commit-trailer",
    marked: 1,
    of: 2,
  } as const;
  const data = {
    kind: "push",
    counts: true,
    repository: "octo/checkout",
    name: "checkout",
    sha: merged,
    title: "Fix",
    author: "jane",
    url: null,
    ai,
  } as const;
  const [report] = projectOf("github")(`octo/checkout@${merged}`, [
    { key: "push", at: moment, order: moment, data },
  ]);
  expect(report!.body).toMatchObject({
    shas: [merged],
    evidence: [
      {
        channel: "commit-trailer",
        assistance: "assisted",
        commits: { ai: 1, none: null, of: 2 },
        at: moment,
      },
    ],
    customFields: { "commits with a mark of AI": "1 of 2" },
  });
});
