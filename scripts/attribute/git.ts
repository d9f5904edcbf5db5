import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

/** Git said no; the message is its own. */
export class GitError extends Error {
  override name = "GitError";
}

export const isGitError = (error: unknown): error is GitError => (error as Error).name === "GitError";

/**
 * What a repository may bring along is data: nothing that its settings name is started, and what the environment says
 * of another repository is not heard.
 */
const settings = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.quotePath=false",
  "-c",
  "log.showSignature=false",
];

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("GIT_") || /^GIT_(CONFIG|SSH|EXEC|SSL)/.test(name),
  );
  const said = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
  return { ...(Object.fromEntries(own) as NodeJS.ProcessEnv), ...said };
}

/** What git prints, as it prints it; `input` is written to it meanwhile. Whoever stops listening stops it. */
export async function* git(
  folder: string,
  args: readonly string[],
  input?: Iterable<string>,
): AsyncGenerator<Uint8Array> {
  const child = spawn("git", ["-C", folder, "--no-pager", ...settings, ...args], {
    env: environment(),
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // Until it is awaited below, somebody has to have heard.
  ended.catch(() => undefined);
  const complaint = text(child.stderr!).catch(() => "");
  // It may end before it has read everything: its exit code says whether that was a fault.
  const written =
    input === undefined ? null : pipeline(Readable.from(input), child.stdin!).catch(() => undefined);
  let isHeard = false;
  try {
    for await (const chunk of child.stdout! as AsyncIterable<Uint8Array>) yield chunk;
    isHeard = true;
  } finally {
    if (!isHeard) child.kill();
  }
  await written;
  const code = await ended.catch((error: NodeJS.ErrnoException) => {
    throw new GitError(error.code === "ENOENT" ? "There is no git on this machine." : error.message);
  });
  if (code !== 0) throw new GitError((await complaint).trim() || `git ${args[0]} ended with code ${code}`);
}

/** All that git prints. */
export async function printed(
  folder: string,
  args: readonly string[],
  input?: Iterable<string>,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of git(folder, args, input)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The same, or null where git says no. */
export async function printedOrNull(folder: string, args: readonly string[]): Promise<string | null> {
  try {
    return await printed(folder, args);
  } catch (error) {
    if (isGitError(error)) return null;
    throw error;
  }
}
