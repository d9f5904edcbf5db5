import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readTraces, tracedLines, traceFolder } from "#lib/attribution/git/agent-trace.ts";
import type { Tag } from "#lib/attribution/git/deployments.ts";
import { type History, historyOf } from "#lib/attribution/git/history.ts";
import type { LineRecord } from "#lib/attribution/git/lines.ts";
import { type LoggedCommit, logArguments, readLog, untilNul } from "#lib/attribution/git/log.ts";
import { notesRef, readNote } from "#lib/attribution/git/notes.ts";
import { originOf } from "#lib/attribution/git/origin.ts";
import { git, isGitError, printed, printedOrNull } from "./git.ts";

/** What is read of a clone, by git itself: nothing is checked out and nothing is written. */

export type Tell = (what: string, count: number) => void;

const isName = (text: string) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
const silent: Tell = () => undefined;

export interface Clone {
  folder: string;
  /** The commit at the top of the main branch, and what that branch is called; null in an empty repository. */
  main: { name: string; sha: string } | null;
  origin: ReturnType<typeof originOf>;
}

export async function openClone(folder: string, branch: string | undefined): Promise<Clone> {
  const address = await printedOrNull(folder, ["config", "--get", "remote.origin.url"]);
  return {
    folder,
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
  tell: Tell = silent,
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
  return historyOf(commits, await shallowEnds(folder));
}

/** The commits whose parents a shallow clone lacks. Git shows them as if they had none. */
async function shallowEnds(folder: string): Promise<Set<string>> {
  const file = resolve(folder, (await printed(folder, ["rev-parse", "--git-path", "shallow"])).trim());
  return new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(isName) : []);
}

/** What the notes of git-ai say of the commits that are wanted, and how many are of others, or say nothing. */
export async function readNotes(folder: string, isWanted: (sha: string) => boolean, tell: Tell = silent) {
  const records = new Map<string, LineRecord>();
  const list = (await printedOrNull(folder, ["notes", `--ref=${notesRef}`, "list"])) ?? "";
  const pairs = list
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [line.split(" ") as [string, string]]));
  const asked = pairs.filter(([, sha]) => isWanted(sha));
  let read = 0;
  for await (const text of objects(
    folder,
    asked.map(([note]) => note),
  )) {
    const record = readNote(text);
    if (record !== null) records.set(asked[read]![1], record);
    read += 1;
    tell("notes read", read);
  }
  const saidAt = asked.length === 0 ? new Map<string, Date>() : await notedAt(folder);
  return { records, saidAt, others: pairs.length - asked.length, unreadable: asked.length - records.size };
}

/** When each note was written last. */
async function notedAt(folder: string): Promise<Map<string, Date>> {
  const at = new Map<string, Date>();
  let moment = new Date(0);
  const args = ["log", "-z", "--no-show-signature", "--no-renames", "--name-only", "--format=:%ct", notesRef];
  for await (const texts of untilNul(git(folder, args))) {
    for (const text of texts) {
      // A commit of notes, or a path: the hash of what it is about, in folders.
      const seconds = /^:(\d+)$/.exec(text.trim())?.[1];
      if (seconds !== undefined) moment = new Date(Number(seconds) * 1000);
      const sha = text.trim().replaceAll("/", "");
      if (isName(sha) && !at.has(sha)) at.set(sha, moment);
    }
  }
  return at;
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
    records: tracedLines(read.flatMap((one) => one.records)),
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

/** Clones may lack contents; so many commits are left uncounted for it before none is counted any more. */
const mostUncounted = 50;

/** How many lines each commit added; merges add none of their own. Those whose contents a clone lacks are left out. */
export async function readAddedLines(folder: string, shas: readonly string[], tell: Tell = silent) {
  const added = new Map<string, number>();
  let from = 0;
  for (let uncounted = 0; uncounted <= mostUncounted && from < shas.length; uncounted += 1) {
    let last: string | null = null;
    try {
      for await (const texts of untilNul(git(folder, [...diffTree, "--numstat"], lines(shas.slice(from))))) {
        for (const text of texts) {
          const count = /^(\d+)\t/.exec(text)?.[1];
          if (isName(text)) {
            last = text;
            added.set(text, 0);
          } else if (last !== null && count !== undefined) added.set(last, added.get(last)! + Number(count));
        }
        tell("commits counted by lines", added.size);
      }
      // Those that changed nothing are not spoken of.
      for (const sha of shas.slice(from)) if (!added.has(sha)) added.set(sha, 0);
      return added;
    } catch (error) {
      if (!isGitError(error)) throw error;
      // It broke off in the last one that it spoke of, or in the one after that.
      const broken = last === null ? from : shas.indexOf(last, from);
      for (const sha of shas.slice(from, broken)) if (!added.has(sha)) added.set(sha, 0);
      if (last !== null) added.delete(last);
      from = broken + 1;
    }
  }
  return added;
}

/** Which paths each commit changed. */
export async function readPaths(folder: string, shas: readonly string[], tell: Tell = silent) {
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
