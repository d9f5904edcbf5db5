import { type Commit, type Mark, markOf } from "../marks.ts";
import { type Reference, referencesIn } from "../references.ts";

/**
 * The stream of `git log`. Its fields end with NUL, which no name and no message can hold, so that nothing a commit
 * says can pass for the next one; what is no UTF-8 is kept as far as it can be read.
 */
const fields = ["%H", "%P", "%ct", "%an", "%ae", "%cn", "%ce", "%B"];

/** Children before their parents, whatever their clocks said. */
export const logArguments = [
  "log",
  "-z",
  "--topo-order",
  "--no-show-signature",
  "--no-color",
  "--encoding=UTF-8",
  `--format=${fields.join("%x00")}`,
];

/** A commit as it is kept: its message is read once, for what it says of AI, and let go. */
export interface LoggedCommit {
  sha: string;
  parents: readonly string[];
  /** When it was committed. */
  at: Date;
  title: string;
  author: string | null;
  mark: Mark | null;
  /** Earlier commits that it takes back or mends. */
  references: readonly Reference[];
}

/** The commits of the stream, as many at a time as arrive together. */
export async function* readLog(
  bytes: AsyncIterable<Uint8Array>,
  read: (commit: Commit) => Mark | null = markOf,
): AsyncGenerator<LoggedCommit[]> {
  let open: string[] = [];
  for await (const texts of untilNul(bytes)) {
    const all = [...open, ...texts];
    const whole = all.length - (all.length % fields.length);
    const commits: LoggedCommit[] = [];
    for (let i = 0; i < whole; i += fields.length)
      commits.push(commitOf(all.slice(i, i + fields.length), read));
    open = all.slice(whole);
    if (commits.length > 0) yield commits;
  }
}

/** What stands before each NUL of a stream. */
export async function* untilNul(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let begun = "";
  for await (const chunk of bytes) {
    const texts = decoder.decode(chunk, { stream: true }).split("\0");
    texts[0] = begun + texts[0]!;
    begun = texts.pop()!;
    if (texts.length > 0) yield texts;
  }
}

function commitOf(texts: readonly string[], read: (commit: Commit) => Mark | null): LoggedCommit {
  const [sha, parents, seconds, name, email, committerName, committerEmail, message] = texts as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const mark = read({
    message,
    author: { name, email },
    committer: { name: committerName, email: committerEmail },
  });
  return {
    sha,
    parents: parents === "" ? [] : parents.split(" "),
    at: new Date(Number(seconds) * 1000),
    title: titleOf(message, parents.includes(" ")),
    author: (name.trim() || email.trim()) === "" ? null : name.trim() || email.trim(),
    mark,
    references: mayRefer.test(message) ? referencesIn(message) : none,
  };
}

const mayRefer = /\b(?:revert|fix)/i;
const none: readonly Reference[] = [];

const mergedRequest = /^Merge (?:pull|merge) request #(\d+)/;

/** The first line; of a merged pull request its own title, which stands below. */
function titleOf(message: string, isMerge: boolean): string {
  const begin = message.trimStart();
  const end = begin.indexOf("\n");
  const first = (end === -1 ? begin : begin.slice(0, end)).trim();
  const request = isMerge && end !== -1 ? mergedRequest.exec(first)?.[1] : undefined;
  const below = request === undefined ? undefined : begin.slice(end).trimStart().split("\n")[0]!.trim();
  return below === undefined || below === "" ? first : `${below} (#${request})`;
}
