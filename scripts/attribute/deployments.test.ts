import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { byList, byMerges, byTags, type Deployment } from "#lib/attribution/git/deployments.ts";
import type { History } from "#lib/attribution/git/history.ts";
import { listed, type Made, makeRepository } from "#lib/attribution/git/testing-repository.ts";
import { openClone, readHistory, readTags } from "./read.ts";

const shasOf = (history: History, { commits }: Deployment) =>
  commits.map((place) => history.commits[place]!.sha).sort();

async function tagged(folder: string) {
  const tags = await readTags(folder, undefined);
  const { main } = await openClone(folder, undefined);
  const history = await readHistory(folder, [main!.sha, ...tags.map(({ sha }) => sha)]);
  return { history, deployments: byTags(history, tags) };
}

/** Two lines of releases, a tag set later on an older state, and one of a tag. */
function makeReleases(): Made {
  const made = makeRepository();
  made.commit("Begin");
  made.tag("v1.0");
  made.git("branch", "v1");
  made.commit("More");
  made.git("switch", "--quiet", "-c", "side");
  made.commit("Beside");
  made.git("switch", "--quiet", "main");
  made.commit("On main");
  made.merge("side");
  made.tag("v2.0", { isLight: true });
  made.git("switch", "--quiet", "v1");
  made.commit("Mend the old");
  made.tag("v1.1");
  made.git("switch", "--quiet", "main");
  made.merge("v1");
  made.commit("Newest");
  made.tag("v2.1");
  made.tag("beta", { on: "main~4", at: "2025-01-01T00:00:00Z" });
  made.tag("again", { on: "v2.1^{}", at: "2025-02-01T00:00:00Z" });
  made.tag("of-a-tag", { on: "v1.1" });
  made.commit("Not out yet");
  return made;
}

test("a tag brings the commits that git finds in it and in no tag before it", async () => {
  const made = makeReleases();
  const { history, deployments } = await tagged(made.folder);
  const order = deployments.map(({ tag }) => tag!);
  expect(order).toEqual(["v1.0", "beta", "v2.0", "v1.1", "v2.1"]);
  for (const [i, one] of deployments.entries())
    expect(shasOf(history, one)).toEqual(
      listed(made, `${one.tag}^{commit}`, "--not", ...order.slice(0, i)).sort(),
    );
  expect(deployments.flatMap(({ commits }) => commits)).toHaveLength(listed(made, "--all").length - 1);
});

test("an older state that was tagged later than a newer one went out no later than that one", async () => {
  const made = makeRepository();
  const first = made.commit("One");
  made.commit("Two");
  made.tag("new", { at: "2024-03-02T00:00:00Z" });
  made.tag("old", { on: first, at: "2024-05-01T00:00:00Z" });
  const { deployments } = await tagged(made.folder);
  expect(deployments.map(({ tag, commits }) => [tag, commits.length])).toEqual([
    ["old", 1],
    ["new", 1],
  ]);
});

test("a merge brings what git finds between it and what main was before", async () => {
  const made = makeReleases();
  const { main } = await openClone(made.folder, undefined);
  const history = await readHistory(made.folder, [main!.sha]);
  const found = byMerges(history, main!.sha);
  const line = listed(made, "--first-parent", "main").reverse();
  expect(found.map(({ head }) => history.commits[head]!.sha)).toEqual(line);
  for (const [i, one] of found.entries())
    expect(shasOf(history, one)).toEqual(
      listed(made, line[i]!, ...(i === 0 ? [] : ["--not", line[i - 1]!])).sort(),
    );
});

test("a list of deployments counts each commit once, and a roll-back brings nothing new", async () => {
  const made = makeRepository();
  const shas = ["One", "Two", "Three", "Four"].map((message) => made.commit(message));
  const history = await readHistory(made.folder, ["main"]);
  const at = (day: number) => new Date(Date.UTC(2024, 3, day));
  const found = byList(history, [
    { sha: shas[3]!, at: at(9) },
    { sha: shas[1]!, at: at(2) },
    { sha: shas[0]!, at: at(3) },
    { sha: shas[1]!, at: at(4) },
  ]);
  expect(found.map((one) => [one.at.getUTCDate(), shasOf(history, one)])).toEqual([
    [2, [shas[0], shas[1]].sort()],
    [9, [shas[2], shas[3]].sort()],
  ]);
});

test("clocks that ran backwards change nothing of what was deployed", async () => {
  const made = makeRepository();
  made.commit("Late", { at: "2030-01-01T00:00:00Z" });
  made.commit("Early", { at: "2001-01-01T00:00:00Z" });
  made.tag("a", { at: "2001-01-02T00:00:00Z" });
  made.commit("Later", { at: "1999-01-01T00:00:00Z" });
  made.tag("b", { at: "2001-01-03T00:00:00Z" });
  const { history, deployments } = await tagged(made.folder);
  expect(deployments.map((one) => shasOf(history, one))).toEqual([
    listed(made, "a").sort(),
    listed(made, "b", "--not", "a").sort(),
  ]);
});

test("a bare clone says the same as the one with a work tree", async () => {
  const made = makeReleases();
  const parent = mkdtempSync(join(tmpdir(), "faultline-bare-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const bare = join(parent, "bare.git");
  made.git("clone", "--quiet", "--bare", made.folder, bare);
  const all = await tagged(made.folder);
  const same = await tagged(bare);
  expect(same.deployments.map((one) => shasOf(same.history, one))).toEqual(
    all.deployments.map((one) => shasOf(all.history, one)),
  );
});

test("no message, name or encoding makes one commit pass for two, or hides one", async () => {
  const made = makeRepository();
  const strange = [
    "",
    "\n\n\n",
    "commit 0123456789012345678901234567890123456789\nAuthor: Nobody\n",
    "A\x01B\x02C\x1f\x1e\r\nD",
    "\ufeffBegins with a mark",
    new Uint8Array([0x47, 0xfc, 0x6e, 0x74, 0x68, 0x65, 0x72, 0xff, 0xfe]),
    `long ${"x".repeat(200_000)}`,
    "Zażółć gęślą jaźń 🤖\n\nCo-authored-by: Claude <noreply@anthropic.com>",
  ];
  const shas = strange.map((message) => made.commit(message));
  made.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--quiet", "--allow-empty", "-m", "Latin");
  // Someone without a name, as old tools wrote it.
  const tree = made.git("rev-parse", "HEAD^{tree}");
  const raw = `tree ${tree}\nparent ${shas.at(-1)}\nauthor  <> 1700000000 +0000\ncommitter  <> 1700000000 +0000\n\nNob\xffdy\n`;
  const bytes = Buffer.from(raw, "latin1");
  const nobody = made.gitWith(bytes, "hash-object", "-t", "commit", "-w", "--literally", "--stdin");
  const history = await readHistory(made.folder, ["main", nobody]);
  expect(history.commits.map(({ sha }) => sha).sort()).toEqual(listed(made, "main", nobody).sort());
  const titleOf = (sha: string) => history.commits[history.placeOf.get(sha)!]!.title;
  expect(shas.map(titleOf).map((title) => title.slice(0, 12))).toEqual([
    "",
    "",
    "commit 01234",
    "A\x01B\x02C\x1f\x1e",
    "Begins with ",
    "Güntherÿþ",
    "long xxxxxxx",
    "Zażółć gęślą",
  ]);
  expect(history.commits[history.placeOf.get(shas.at(-1)!)!]!.mark?.tool).toBe("Claude Code");
  expect(history.commits[history.placeOf.get(nobody)!]).toMatchObject({ author: null, title: "Nob\ufffddy" });
});
