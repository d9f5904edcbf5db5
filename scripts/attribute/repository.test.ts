import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listed, type Made, makeRepository } from "#lib/attribution/git/testing-repository.ts";
import { changesOfRepository } from "#lib/changes/commits/read.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import type { ChangeBody } from "#lib/changes/schema.ts";
import { recordChange } from "#lib/changes/write.ts";
import { commitsKnown } from "#lib/evidence/read.ts";
import { reworkPairs } from "#lib/reworks/read.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { readFlags } from "./flags.ts";
import { readRepository } from "./repository.ts";
import { store } from "./store.ts";

const claude = "Co-authored-by: Claude <noreply@anthropic.com>";
const repository = "acme/checkout";

async function attribute(scope: Scope, made: Made, ...words: readonly string[]) {
  const flags = readFlags([made.folder, "--repository", repository, ...words]);
  const found = await readRepository(flags);
  const lines: string[] = [];
  const status = await store(scope, {
    ...found,
    createSystems: flags.createSystems,
    out: (line) => lines.push(line),
    tell: () => undefined,
    done: () => undefined,
  });
  return { status, said: lines.join("\n") };
}

async function recorded(scope: Scope) {
  const known = await changesOfRepository(scope, { repository });
  return changesByNumber(scope, { numbers: known.map(({ number }) => number) });
}

const doses = async (scope: Scope) =>
  Object.fromEntries(
    (await recorded(scope)).map((one) => [one.title, [one.aiAssistance, one.aiCommits, one.commits]]),
  );

function makeShop(): Made {
  const made = makeRepository();
  made.commit("Begin");
  made.commit(`Add a cart\n\n${claude}`);
  made.tag("v1");
  made.git("switch", "--quiet", "-c", "side");
  made.commit(`Pay\n\n${claude}`);
  made.commit("Pay by hand");
  made.git("switch", "--quiet", "main");
  made.commit("Mend");
  made.merge("side", "Merge pull request #7 from acme/side\n\nPay in two ways");
  made.tag("v2");
  return made;
}

test("what is stored is what git itself counts, by tags and by merges", async () => {
  const made = makeShop();
  const byTags = await testScope();
  await attribute(byTags, made);
  expect(await doses(byTags)).toEqual({ v1: ["assisted", 1, 2], v2: ["assisted", 1, 3] });
  for (const [tag, ...before] of [["v1"], ["v2", "^v1"]] as const) {
    const [change] = (await recorded(byTags)).filter(({ title }) => title === tag);
    const shas = listed(made, tag, ...before);
    const known = await commitsKnown(byTags, { shas });
    expect(known.map(({ change: number, sha }) => [number, sha]).sort()).toEqual(
      shas.map((sha) => [change!.number, sha]).sort(),
    );
  }
  const byMerges = await testScope();
  await attribute(byMerges, made, "--deployments", "merges");
  expect(await doses(byMerges)).toEqual({
    Begin: ["unknown", 0, 1],
    "Add a cart": ["assisted", 1, 1],
    Mend: ["unknown", 0, 1],
    "Pay in two ways (#7)": ["assisted", 1, 2],
  });
});

test.each([[], ["--deployments", "merges"]])("twice changes nothing %j", async (...words) => {
  const made = makeShop();
  made.note(made.git("rev-parse", "v1^{}"), `work.txt\n  s_1::t_1 1\n---\n{}`);
  const scope = await testScope();
  const first = await attribute(scope, made, ...words);
  expect(first.status).toBe(0);
  const before = await recorded(scope);
  const second = await attribute(scope, made, ...words);
  expect(second.said).toBe(`Stored: 0 created, 0 updated, ${before.length} unchanged, 0 refused.`);
  expect(await recorded(scope)).toEqual(before);
});

test("what comes later is a change of its own, and changes none before it", async () => {
  const made = makeShop();
  const scope = await testScope();
  await attribute(scope, made);
  const before = await recorded(scope);
  made.commit(`More\n\n${claude}`);
  made.tag("v3");
  expect((await attribute(scope, made)).said).toContain("1 created, 0 updated, 2 unchanged");
  expect((await recorded(scope)).slice(0, 2)).toEqual(before);
});

const pushed = (sha: string, shas: readonly string[], of: Partial<ChangeBody> = {}): ChangeBody => ({
  title: "A push",
  deployedAt: new Date("2024-04-01T00:00:00Z"),
  source: "github",
  externalId: `${repository}@${sha}`,
  repository,
  shas: [...shas],
  ...of,
});

test("a deployment that a hook recorded stays one change, which takes the evidence", async () => {
  const made = makeShop();
  const [v1, v2] = [made.git("rev-parse", "v1^{}"), made.git("rev-parse", "v2^{}")];
  const scope = await testScope();
  // The hook knows the commit that went out, and the name of the repository in other letters.
  await recordChange(scope, { body: pushed(v2, [v2]) });
  await recordChange(scope, { body: pushed(v1, [v1], { repository: "Acme/Checkout" }) });
  expect((await attribute(scope, made)).said).toContain("0 created, 2 updated");
  const changes = await recorded(scope);
  expect(changes.map(({ source, title, aiCommits, commits }) => [source, title, aiCommits, commits])).toEqual(
    [
      ["github", "A push", 1, 3],
      ["github", "A push", 1, 2],
    ],
  );
  expect((await attribute(scope, made)).said).toContain("0 created, 0 updated, 2 unchanged");
});

test("what webhooks told before they told commits and repositories is known by its id or its address", async () => {
  const made = makeShop();
  const [v1, v2] = [made.git("rev-parse", "v1^{}"), made.git("rev-parse", "v2^{}")];
  const scope = await testScope();
  const old = { title: "Old", deployedAt: new Date("2024-04-01T00:00:00Z"), source: "github" };
  const url = (name: string) => `https://github.com/${name}/commit/${v1}`;
  await recordChange(scope, {
    body: { ...old, externalId: `Acme/checkout@${v2}`, customFields: { sha: v2 } },
  });
  await recordChange(scope, {
    body: { ...old, externalId: "91", url: url("acme/checkout"), customFields: { sha: v1 } },
  });
  await recordChange(scope, {
    body: { ...old, externalId: "92", url: url("acme/other"), customFields: { sha: v1 } },
  });
  expect((await attribute(scope, made)).said).toContain("0 created, 2 updated");
  expect((await recorded(scope)).map(({ externalId, aiCommits }) => [externalId, aiCommits])).toEqual([
    [`Acme/checkout@${v2}`, 1],
    ["91", 1],
  ]);
  expect((await attribute(scope, made)).said).toContain("0 created, 0 updated, 2 unchanged");
});

test("a deployment that a hook tells of after a reading takes the change over, and the next one is another", async () => {
  const made = makeShop();
  const v1 = made.git("rev-parse", "v1^{}");
  const scope = await testScope();
  await attribute(scope, made, "--system", "checkout", "--create-systems");
  const told = { repository: "Acme/Checkout", externalId: "77", url: null };
  const { result } = await recordChange(scope, { body: pushed(v1, [v1], told) });
  expect(result).toBe("updated");
  const [change, ...more] = await recorded(scope);
  expect(more).toHaveLength(1);
  expect(change).toMatchObject({
    source: "github",
    externalId: "77",
    title: "A push",
    system: "checkout",
    aiCommits: 1,
  });
  expect((await recordChange(scope, { body: pushed(v1, [v1], told) })).result).toBe("unchanged");
  expect((await attribute(scope, made)).said).toContain("0 created, 0 updated, 2 unchanged");
  expect((await recordChange(scope, { body: pushed(v1, [v1], { externalId: "78" }) })).result).toBe(
    "created",
  );
});

test("a commit goes out once: what pushes brought is theirs, and only the rest makes a change of its own", async () => {
  const made = makeShop();
  const scope = await testScope();
  const [paid, marked] = [made.git("rev-parse", "side"), made.git("rev-parse", "side~1")];
  await recordChange(scope, { body: pushed(paid, [paid, marked]) });
  await attribute(scope, made, "--deployments", "merges");
  const all = await recorded(scope);
  const shas = listed(made, "main");
  const known = await commitsKnown(scope, { shas });
  expect(known).toHaveLength(shas.length);
  expect(all).toHaveLength(5);
  const [push] = all.filter(({ source }) => source === "github");
  expect(push!.evidence.filter(({ source }) => source === "git")).toHaveLength(1);
});

test("another reading of the same repository by other deployments makes nothing twice", async () => {
  const made = makeShop();
  const scope = await testScope();
  await attribute(scope, made, "--deployments", "merges");
  const before = await recorded(scope);
  expect((await attribute(scope, made)).said).toContain(`0 created, 0 updated, ${before.length} unchanged`);
  expect(await recorded(scope)).toEqual(before);
});

test("a fork is a repository of its own", async () => {
  const made = makeShop();
  const scope = await testScope();
  await attribute(scope, made);
  expect((await attribute(scope, made, "--repository", "fork/checkout")).said).toContain("2 created");
});

test("a squash that lost its trailers says nothing of AI, and is not taken for none", async () => {
  const made = makeRepository();
  made.commit("Begin");
  made.git("switch", "--quiet", "-c", "side");
  made.commit(`Pay\n\n${claude}`);
  made.git("switch", "--quiet", "main");
  made.git("merge", "--quiet", "--squash", "side");
  made.commit("Pay (#3)");
  const scope = await testScope();
  await attribute(scope, made, "--deployments", "merges");
  expect(await doses(scope)).toEqual({ Begin: ["unknown", 0, 1], "Pay (#3)": ["unknown", 0, 1] });
});

test("what takes an earlier change back is rework of it, however often the clone is read", async () => {
  const made = makeRepository();
  const [first, second] = [made.commit("Pay"), made.commit("Search")];
  made.commit(`Mend\n\nFixes: ${second.slice(0, 12)}\n\n> This reverts commit ${first}.`);
  const scope = await testScope();
  await attribute(scope, made, "--deployments", "merges");
  const again = await attribute(scope, made, "--deployments", "merges");
  expect(again.said).toMatch(/3 unchanged/);
  const changes = new Map((await recorded(scope)).map((one) => [one.title, one]));
  expect([...changes.values()].map(({ title, rework }) => [title, rework])).toEqual(
    expect.arrayContaining([
      ["Pay", false],
      ["Search", false],
      ["Mend", true],
    ]),
  );
  expect(await reworkPairs(scope, undefined)).toMatchObject([
    { kind: "fix", by: changes.get("Mend")!.number, of: changes.get("Search")!.number },
  ]);
});

test("a revert that quotes a mark bears none, and a cherry-pick bears its own", async () => {
  const made = makeRepository();
  made.commit("Begin");
  const marked = made.commit(`Pay\n\n${claude}`);
  made.commit(`Revert "Pay"\n\nThis reverts commit ${marked}.\n\n> Pay\n>\n> ${claude}`);
  made.commit(`Pay again\n\n${claude}\n(cherry picked from commit ${marked})`);
  const scope = await testScope();
  await attribute(scope, made, "--deployments", "merges");
  expect(await doses(scope)).toEqual({
    Begin: ["unknown", 0, 1],
    Pay: ["assisted", 1, 1],
    'Revert "Pay"': ["unknown", 0, 1],
    "Pay again": ["assisted", 1, 1],
  });
});

test.each([[], ["--deployments", "merges"]])(
  "history that was rewritten without its marks takes none from what is stored, and makes nothing twice %j",
  async (...words) => {
    const made = makeShop();
    const scope = await testScope();
    await attribute(scope, made, ...words);
    const before = await recorded(scope);
    const moments = made.git("log", "--format=%ct", "main");
    made.git(
      "filter-branch",
      "--force",
      "--msg-filter",
      "grep -v Co-authored-by || true",
      "--tag-name-filter",
      "cat",
      "--",
      "--all",
    );
    expect(made.git("log", "--format=%ct", "main")).toBe(moments);
    expect(made.git("log", "--format=%B", "main")).not.toContain("Claude");
    const again = await attribute(scope, made, ...words);
    expect(again.said).toContain("0 created");
    const after = await recorded(scope);
    expect(after.map(({ evidence }) => evidence)).toEqual(before.map(({ evidence }) => evidence));
    expect((await attribute(scope, made, ...words)).said).toContain("0 created, 0 updated");
  },
);

const note = (ai: number, human = 0) =>
  [
    "work.txt",
    ...(ai > 0 ? [`  s_1::t_1 1-${ai}`] : []),
    ...(human > 0 ? [`  h_1 ${ai + 1}-${ai + human}`] : []),
    "---",
    JSON.stringify({ sessions: { s_1: { agent_id: { tool: "claude", model: "claude-opus-4-6" } } } }),
  ].join("\n");
const linesOf = (count: number) => ({
  files: { "work.txt": Array.from({ length: count }, (_, i) => `${i}\n`).join("") },
});

test("notes tell the lines of a change; those of commits without a note were not followed", async () => {
  const made = makeRepository();
  const first = made.commit("Begin", linesOf(10));
  made.commit("Beside", { files: { "other.txt": "1\n2\n3\n4\n5\n" } });
  made.tag("v1");
  made.note(first, note(6, 2));
  const scope = await testScope();
  await attribute(scope, made);
  const [change] = await recorded(scope);
  expect(change).toMatchObject({
    aiAssistance: "assisted",
    aiTool: "Claude Code",
    aiModel: "claude-opus-4-6",
    aiEvidence: "line-notes",
    lines: 15,
    aiLines: 6,
    humanLines: 2,
    aiCommits: 0,
    commits: 2,
  });
  // A clone without them knows less, and the ledger keeps what it knew.
  made.git("update-ref", "-d", "refs/notes/ai");
  expect((await attribute(scope, made)).said).toContain("0 updated");
  expect(await recorded(scope)).toEqual([change]);
});

test("notes that come later are taken in after what was known before", async () => {
  const made = makeRepository();
  const first = made.commit("Begin", linesOf(10));
  const second = made.commit("More", linesOf(20));
  made.tag("v1");
  made.note(first, note(2));
  const scope = await testScope();
  await attribute(scope, made);
  made.note(second, note(10));
  expect((await attribute(scope, made)).said).toContain("1 updated");
  const [change] = await recorded(scope);
  expect(change).toMatchObject({ aiLines: 12, lines: 20 });
  expect(
    change!.evidence.filter(({ channel }) => channel === "line-notes").map(({ counts }) => counts),
  ).toEqual([false, true]);
});

test("records of Agent Trace are read where they stand in the repository, and from a file", async () => {
  const made = makeRepository();
  const first = made.commit("Begin", linesOf(10));
  const record = {
    version: "0.1.0",
    vcs: { type: "git", revision: first },
    tool: { name: "cursor" },
    files: [
      {
        path: "work.txt",
        conversations: [
          {
            contributor: { type: "ai", model_id: "openai/gpt-4o" },
            ranges: [{ start_line: 1, end_line: 10 }],
          },
        ],
      },
    ],
  };
  made.commit("Keep the records", { files: { ".agent-trace/traces.jsonl": `${JSON.stringify(record)}\n` } });
  const scope = await testScope();
  await attribute(scope, made, "--deployments", "merges");
  expect((await recorded(scope))[0]).toMatchObject({
    aiAssistance: "generated",
    aiTool: "Cursor",
    aiEvidence: "agent-trace",
    aiLines: 10,
    lines: 10,
  });
});

test("what touches several systems is a change of each, with the commits that touched it", async () => {
  const made = makeRepository();
  made.commit("Checkout", { files: { "services/checkout/a.ts": "1", "services/checkout-old/a.ts": "1" } });
  made.commit(`Search\n\n${claude}`, { files: { "services/search/ä b.ts": "1" } });
  made.commit("Both", { files: { "services/checkout/b.ts": "1", "services/search/b.ts": "1" } });
  made.tag("v1");
  const folder = mkdtempSync(join(tmpdir(), "faultline-paths-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "systems.txt");
  writeFileSync(
    file,
    "# path system\n/services/checkout/ checkout\nservices/search/**, search\n. platform\n",
  );
  const scope = await testScope();
  const words = ["--system", "by-path", file, "--create-systems"];
  await attribute(scope, made, ...words);
  expect(
    (await recorded(scope)).map(({ system, externalId, aiCommits, commits }) => [
      system,
      externalId,
      aiCommits,
      commits,
    ]),
  ).toEqual([
    ["checkout", `${repository}@v1 checkout`, 0, 2],
    ["search", `${repository}@v1 search`, 1, 2],
    ["platform", `${repository}@v1 platform`, 0, 1],
  ]);
  expect((await attribute(scope, made, ...words)).said).toContain("0 created, 0 updated, 3 unchanged");
});

test("a day holds what went out from it on, and a list of deployments what it names", async () => {
  const made = makeShop();
  const scope = await testScope();
  await attribute(scope, made, "--deployments", "merges", "--since", "2024-03-01T13:30:00Z");
  expect(Object.keys(await doses(scope))).toEqual(["Mend", "Pay in two ways (#7)"]);
  const folder = mkdtempSync(join(tmpdir(), "faultline-list-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "deployments.csv");
  const v2 = made.git("rev-parse", "v2^{}");
  writeFileSync(
    file,
    `commit,time\nv1,2024-05-01T10:00:00Z\n${v2.slice(0, 10)},2024-05-02T12:00:00+02:00\nnone,2024-05-03T00:00:00Z\nv1,2024-05-04T00:00:00Z\n`,
  );
  const other = await testScope();
  await attribute(other, made, "--deployments", file);
  expect(
    (await recorded(other)).map(({ deployedAt, commits }) => [deployedAt.toISOString(), commits]),
  ).toEqual([
    ["2024-05-01T10:00:00.000Z", 2],
    ["2024-05-02T10:00:00.000Z", 3],
  ]);
});
