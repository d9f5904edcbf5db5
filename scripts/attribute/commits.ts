import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import { hintOf } from "#lib/attribution/hints.ts";
import { markOf } from "#lib/attribution/marks.ts";

/**
 * `npm run attribute -- --commits FILE.jsonl`: commits in, a line of JSON for each; out comes a line for each, in the
 * same order, with what it says of AI. It needs no database.
 */

export const commitsUsage =
  "Usage: npm run --silent attribute -- --commits FILE.jsonl (or - for standard input)\n";

export interface Streams {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
}

const Person = z
  .object({ name: z.string().nullish(), email: z.string().nullish(), username: z.string().nullish() })
  .nullish();
const CommitLine = z.object({ message: z.string(), author: Person, committer: Person });

const silent = { assistance: "unknown", tool: null, model: null, channel: null, strength: null } as const;

/**
 * 0 where every line was read, 1 where some were not: those are named on standard error, and the line in their place
 * says that nothing is known, so that the n-th answer belongs to the n-th commit. 2 where nothing could be read.
 */
export async function attributeCommits(
  args: readonly string[],
  { stdin, stdout, stderr }: Streams,
): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0 || (file.startsWith("-") && file !== "-")) {
    stderr.write(commitsUsage);
    return 2;
  }
  const input = file === "-" ? stdin : createReadStream(file);
  let bad = 0;
  let number = 0;
  // Whoever reads may stop early, as `head` does.
  const closed = new Promise<"closed">((resolve) => stdout.once("error", () => resolve("closed")));
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === "") continue;
      const answer = answerFor(number === 1 ? line.replace(/^\uFEFF/, "") : line);
      if ("fault" in answer) {
        bad++;
        stderr.write(`Line ${number} ${answer.fault}\n`);
      }
      const said = `${JSON.stringify("fault" in answer ? silent : answer)}\n`;
      if (stdout.write(said)) continue;
      const drained = new Promise<"drained">((resolve) => stdout.once("drain", () => resolve("drained")));
      if ((await Promise.race([drained, closed])) === "closed") break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    stderr.write(`${file} cannot be read: ${(error as Error).message}\n`);
    return 2;
  }
  if (bad > 0) stderr.write(`${bad} of ${number} lines are no commits; they are answered as unknown.\n`);
  return bad > 0 ? 1 : 0;
}

function answerFor(line: string) {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: "is not JSON." };
  }
  const commit = CommitLine.safeParse(value);
  if (!commit.success) {
    const { path, message } = commit.error.issues[0]!;
    return { fault: `is not a commit: ${path.length === 0 ? "" : `${path.join(".")}: `}${message}` };
  }
  const mark = markOf(commit.data);
  if (mark === null) {
    const hint = hintOf(commit.data);
    return hint === null ? silent : { assistance: "unknown", ...hint, strength: "hint" };
  }
  const { assistance, tool, model, channel } = mark;
  return { assistance, tool, model, channel, strength: "commits" };
}
