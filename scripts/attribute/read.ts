import { readTraces, tracedLines, traceFolder } from "#lib/attribution/git/agent-trace.ts";
import type { Tag } from "#lib/attribution/git/deployments.ts";
import { type History, historyOf } from "#lib/attribution/git/history.ts";
import type { LineRecord } from "#lib/attribution/git/lines.ts";
import { type LoggedCommit, logArguments, readLog, untilNul } from "#lib/attribution/git/log.ts";
import { notesRef, readNote } from "#lib/attribution/git/notes.ts";
import { originOf } from "#lib/attribution/git/origin.ts";
import { git, printed, printedOrNull } from "./git.ts";

/** What is read of a clone, by git itself: nothing is checked out and nothing is written. */

export type Tell = (what: string, count: number) => void;

export interface Clone {
  folder: string;
  isShallow: boolean;
  /** The commit at the top of the main branch, and what that branch is called; null in an empty repository. */
  main: { name: string; sha: string } | null;
  origin: ReturnType<typeof originOf>;
}

export async function openClone(folder: string, branch: string | undefined): Promise<Clone> {
  const said = await printed(folder, ["rev-parse", "--is-shallow-repository"]);
  const address = await printedOrNull(folder, ["config", "--get", "remote.origin.url"]);
  return {
    folder,
    isShallow: said.trim() === "true",
    main: await mainBranch(folder, branch),
    origin: address === null ? null : originOf(address),
  };
}

/** The branch that was asked for; else what the origin calls its main one, and where there is none, what is here. */
async function mainBranch(folder: string, branch: string | undefined): Promise<Clone["main"]> {
  const bare = (await printed(folder, ["rev-parse", "--is-bare-repository"])).trim() === "true";
  const usual = ["refs/heads/main", "refs/heads/master"];
  const names =
    branch !== undefined
      ? [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`, branch]
      : ["refs/remotes/origin/HEAD", ...(bare ? ["HEAD", ...usual] : [...usual, "HEAD"])];
  for (const name of names) {
    const sha = await commitCalled(folder, name);
    if (sha === null) continue;
    const full = (
      await printedOrNull(folder, ["rev-parse", "--symbolic-full-name", "--end-of-options", name])
    )?.trim();
    return { name: (full || name).replace(/^(--end-of-options\s+)?refs\/(heads|remotes)\//, ""), sha };
  }
  return null;
}

export async function commitCalled(folder: string, name: string): Promise<string | null> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  return (await printedOrNull(folder, args))?.trim().split("\n").at(-1) || null;
}

/** All tags of a pattern that name commits, each with the moment it was made. */
export async function readTags(folder: string, pattern: string | undefined): Promise<Tag[]> {
  const refs = pattern === undefined ? "refs/tags" : `refs/tags/${pattern}`;
  const format = "--format=%(refname)%00%(creatordate:unix)%00%(objectname)%00%(objecttype)";
  const found = (await printed(folder, ["for-each-ref", format, refs]))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\0") as [string, string, string, string]);
  // A tag may be of a tag: git is asked what stands at the end of it.
  const asked = found.map(([, , object]) => `${object}^{commit}\n`);
  const ends = (await printed(folder, ["cat-file", "--batch-check"], asked)).split("\n");
  return found.flatMap(([ref, seconds], i) => {
    const [sha, type] = ends[i]?.split(" ") ?? [];
    if (sha === undefined || type !== "commit" || seconds === "") return [];
    return [{ name: ref.slice("refs/tags/".length), sha, at: new Date(Number(seconds) * 1000) }];
  });
}

/** All commits that can be reached from some. */
export async function readHistory(
  folder: string,
  heads: readonly string[],
  tell: Tell = () => undefined,
): Promise<History> {
  const commits: LoggedCommit[] = [];
  const some = [...new Set(heads)];
  if (some.length === 0) return historyOf([]);
  const bytes = git(
    folder,
    [...logArguments, "--stdin"],
    some.map((sha) => `${sha}\n`),
  );
  for await (const more of readLog(bytes)) {
    for (const commit of more) commits.push(commit);
    tell("commits read", commits.length);
  }
  return historyOf(commits);
}

/** What the notes of git-ai say of commits: `wanted` are read, and of those that are gone it is said how many. */
export async function readNotes(
  folder: string,
  wanted: ReadonlyMap<string, number>,
  tell: Tell = () => undefined,
) {
  const notes = new Map<string, LineRecord>();
  const lost = { gone: 0, unreadable: 0 };
  const list = await printedOrNull(folder, ["notes", `--ref=${notesRef}`, "list"]);
  const pairs = (list ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" ") as [string, string]);
  const asked = pairs.filter(([, sha]) => wanted.has(sha));
  lost.gone = pairs.length - asked.length;
  let i = 0;
  for await (const note of objects(
    folder,
    asked.map(([note]) => note),
  )) {
    const record = readNote(note);
    if (record === null) lost.unreadable += 1;
    else notes.set(asked[i]![1], record);
    i += 1;
    tell("notes read", i);
  }
  return { notes, ...lost };
}

/** The texts of objects, one after the other. */
async function* objects(folder: string, names: readonly string[]): AsyncGenerator<string> {
  if (names.length === 0) return;
  let held: Buffer[] = [];
  let size = 0;
  let need: number | null = null;
  for await (const chunk of git(
    folder,
    ["cat-file", "--batch"],
    names.map((name) => `${name}\n`),
  )) {
    held.push(Buffer.from(chunk));
    size += chunk.length;
    if (need !== null && size < need + 1) continue;
    let all = Buffer.concat(held);
    for (;;) {
      if (need === null) {
        const end = all.indexOf(10);
        if (end === -1) break;
        const [, type, length] = all.toString("utf8", 0, end).split(" ");
        all = all.subarray(end + 1);
        if (length === undefined || type === "missing") yield "";
        else need = Number(length);
      } else {
        if (all.length < need + 1) break;
        yield all.toString("utf8", 0, need);
        all = all.subarray(need + 1);
        need = null;
      }
    }
    held = [all];
    size = all.length;
  }
}

/** The records of Agent Trace that stand in the repository at a commit, and what a file of them says. */
export async function readTraceRecords(folder: string, at: string, given: string | null) {
  const paths = await printed(folder, [
    "ls-tree",
    "-r",
    "-z",
    "--name-only",
    "--full-tree",
    at,
    "--",
    `${traceFolder}/`,
  ]);
  const names = paths.split("\0").filter((path) => /\.jsonl?$/.test(path));
  const texts: string[] = given === null ? [] : [given];
  for (const name of names) texts.push(await printed(folder, ["cat-file", "blob", `${at}:${name}`]));
  const read = texts.map(readTraces);
  return {
    lines: tracedLines(read.flatMap(({ records }) => records)),
    others: read.reduce((sum, { others }) => sum + others, 0),
  };
}

const diffTree = [
  "diff-tree",
  "--stdin",
  "-r",
  "-z",
  "--root",
  "--no-renames",
  "--no-ext-diff",
  "--no-textconv",
];
const isName = (text: string) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** How many lines each commit added; merges add none of their own. */
export async function readAddedLines(folder: string, shas: readonly string[], tell: Tell = () => undefined) {
  const added = new Map<string, number>();
  let sha = "";
  for await (const texts of untilNul(git(folder, [...diffTree, "--numstat"], lines(shas)))) {
    for (const text of texts) {
      if (isName(text)) {
        sha = text;
        added.set(sha, 0);
        continue;
      }
      const count = /^(\d+)\t/.exec(text)?.[1];
      if (count !== undefined) added.set(sha, (added.get(sha) ?? 0) + Number(count));
    }
    tell("commits counted by lines", added.size);
  }
  return added;
}

/** Which paths each commit changed. */
export async function readPaths(folder: string, shas: readonly string[], tell: Tell = () => undefined) {
  const paths = new Map<string, string[]>();
  let its: string[] = [];
  let isPath = false;
  for await (const texts of untilNul(git(folder, [...diffTree, "--raw"], lines(shas)))) {
    for (const text of texts) {
      if (isPath) its.push(text);
      else if (isName(text)) {
        its = [];
        paths.set(text, its);
      }
      isPath = !isPath && text.startsWith(":");
    }
    tell("commits asked for their paths", paths.size);
  }
  return paths;
}

const lines = (shas: readonly string[]) => shas.map((sha) => `${sha}\n`);
