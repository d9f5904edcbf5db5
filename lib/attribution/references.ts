/**
 * Which commits a message says that it takes back or mends: `This reverts commit …`, `Reverts …`, `Fixes: …`. What it
 * quotes, such as the message of what it reverts, is another's.
 */
export interface Reference {
  kind: "revert" | "fix";
  /** Whole or abbreviated, as it was written. */
  sha: string;
  said: string;
}

// Each repetition is bounded, so that no message takes long to read.
const start = "(?:^|(?<=[.;]\\s))[ \\t]{0,3}(?:[*-][ \\t]{1,3})?";
const commits = "(?:commits?\\s{1,5})?";
const forms: readonly { kind: Reference["kind"]; form: RegExp }[] = [
  {
    kind: "revert",
    form: new RegExp(
      `${start}(?:this\\s{1,5}(?:(?:commit|change)\\s{1,5})?)?(?:(?:\\w{1,30}ly|also)\\s{1,5})?reverts?:?\\s{1,5}${commits}`,
      "gim",
    ),
  },
  { kind: "fix", form: new RegExp(`${start}fix(?:es|ed)?:?\\s{1,5}${commits}`, "gim") },
];
const name = /(?:\s{0,5},\s{0,5}(?:and\s{1,5})?|\s{1,5}and\s{1,5})?([0-9a-f]{7,64})\b/iy;

export function referencesIn(message: string): Reference[] {
  const own = withoutQuotations(message);
  const found = new Map<string, Reference>();
  for (const { kind, form } of forms)
    for (const { index, 0: opening } of own.matchAll(form)) {
      const { names, end } = namesFrom(own, index + opening.length);
      const said = own
        .slice(index, Math.min(end, index + 500))
        .trim()
        .replace(/\s+/g, " ");
      for (const sha of names)
        if (!found.has(`${kind} ${sha}`)) found.set(`${kind} ${sha}`, { kind, sha, said });
    }
  return [...found.values()];
}

/** `a`, `a and b`, `a, b, and c`. */
function namesFrom(text: string, from: number): { names: string[]; end: number } {
  const names: string[] = [];
  let end = from;
  for (;;) {
    name.lastIndex = end;
    const match = name.exec(text);
    if (match === null || (names.length === 0) !== (match[0] === match[1])) return { names, end };
    names.push(match[1]!.toLowerCase());
    end = name.lastIndex;
  }
}

/** Lines behind `>` or `|`, indented ones and those between fences are somebody else's words. */
function withoutQuotations(message: string): string {
  let isFenced = false;
  return message
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => {
      if (/^\s*(```|~~~)/.test(line)) {
        isFenced = !isFenced;
        return "";
      }
      return isFenced || /^(\s*[>|]|\t| {4})/.test(line) ? "" : line;
    })
    .join("\n");
}

/** What commits that went out together say that they take back or mend, of what went out before them. */
export function earlierThan(
  commits: readonly { sha: string; references?: readonly Reference[] | undefined }[],
): Reference[] {
  const isOwn = ({ sha }: Reference) => commits.some((commit) => commit.sha.startsWith(sha));
  const found = commits.flatMap(({ references = [] }) => references).filter((one) => !isOwn(one));
  return [...new Map(found.map((one) => [`${one.kind} ${one.sha}`, one])).values()];
}
