import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A repository of the running test's own, made by git itself, with moments that are the same each time. */

export interface Made {
  folder: string;
  /** What git prints, without the last line's end. */
  git(...args: readonly string[]): string;
  gitWith(input: string | Uint8Array, ...args: readonly string[]): string;
  /** A commit an hour after the one before; answers its hash. */
  commit(message: string | Uint8Array, of?: Partial<Commit>): string;
  merge(branch: string, message?: string): string;
  tag(name: string, of?: { at?: string; on?: string; isLight?: boolean }): void;
  note(sha: string, text: string): void;
}

interface Commit {
  files: Readonly<Record<string, string>>;
  author: string;
  at: string;
}

/** `Ada <ada@example.com>`. */
function personOf(text: string) {
  const [, name, email] = /^(.*?) ?<(.*)>$/.exec(text)!;
  return { name: name!, email: email! };
}

export function makeRepository(): Made {
  const folder = mkdtempSync(join(tmpdir(), "faultline-git-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let clock = Date.parse("2024-03-01T09:00:00Z");
  let count = 0;
  let env = environment("Ada <ada@example.com>", clock);

  function run(input: string | Uint8Array | undefined, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: folder, env, input, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.replace(/\n$/, "");
  }
  const git = (...args: readonly string[]) => run(undefined, args);
  const gitWith = (input: string | Uint8Array, ...args: readonly string[]) => run(input, args);

  function next(at?: string, author?: string): void {
    clock = at === undefined ? clock + 3_600_000 : Date.parse(at);
    env = environment(author ?? "Ada <ada@example.com>", clock);
  }

  git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    git,
    gitWith,
    commit(message, { files, author, at } = {}) {
      next(at, author);
      count += 1;
      const written = files ?? { "work.txt": `${count}\n` };
      for (const [path, text] of Object.entries(written)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      git("add", "--all");
      gitWith(
        message,
        "commit",
        "--quiet",
        "--allow-empty",
        "--allow-empty-message",
        "--cleanup=verbatim",
        "--file=-",
      );
      return git("rev-parse", "HEAD");
    },
    merge(branch, message = `Merge branch '${branch}'`) {
      next();
      git("merge", "--quiet", "--no-ff", "-X", "theirs", "-m", message, branch);
      return git("rev-parse", "HEAD");
    },
    tag(name, { at, on = "HEAD", isLight = false } = {}) {
      const before = clock;
      next(at);
      git("tag", ...(isLight ? [] : ["-a", "-m", name]), name, on);
      if (at !== undefined) clock = before;
    },
    note(sha, text) {
      next();
      gitWith(text, "notes", "--ref=refs/notes/ai", "add", "--force", "--file=-", sha);
    },
  };
}

function environment(author: string, clock: number): NodeJS.ProcessEnv {
  const { name, email } = personOf(author);
  const date = `${Math.floor(clock / 1000)} +0000`;
  return {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env.PATH,
    HOME: tmpdir(),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.com",
    GIT_COMMITTER_DATE: date,
  };
}

/** The hashes that git itself lists, in its own order. */
export function listed(made: Made, ...args: readonly string[]): string[] {
  const text = made.git("rev-list", ...args);
  return text === "" ? [] : text.split("\n");
}
