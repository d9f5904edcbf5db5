import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

function attribute(args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/attribute.ts", ...args], {
    encoding: "utf8",
    input,
    env: { ...process.env, DATABASE_URL: "file:/nowhere/at-all.db" },
  });
  return {
    status,
    said: stderr,
    answers: stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

const unknown = { assistance: "unknown", tool: null, model: null, channel: null, strength: null };
const jana = { name: "Jana Kral", email: "jana@shop.example" };

test("each commit is answered in a line of its own, in the same order, without a database", () => {
  const commits = [
    { message: "Fix the cart", author: jana, committer: jana },
    { message: "Fix the cart\n\nAssisted-by: Codex:gpt-5.4", author: jana, committer: jana },
    { message: "Fix", author: { name: "Cursor Agent", email: "cursoragent@cursor.com" }, committer: null },
    { message: "Fix\n\nAI disclosure: no AI was used.", author: jana, sha: "1234567" },
  ];
  const { status, answers } = attribute(
    ["--commits", "-"],
    `\uFEFF${commits.map((one) => JSON.stringify(one)).join("\r\n")}`,
  );
  const strength = "commits";
  expect(answers).toEqual([
    unknown,
    { assistance: "assisted", tool: "Codex", model: "gpt-5.4", channel: "commit-trailer", strength },
    { assistance: "agent", tool: "Cursor", model: null, channel: "commit-author", strength },
    { assistance: "none", tool: null, model: null, channel: "commit-trailer", strength },
  ]);
  expect(status).toBe(0);
});

test("a line that is no commit is named and keeps its place", () => {
  const good = JSON.stringify({ message: "Fix\n\nMade-with: Cursor", author: jana, committer: jana });
  const { status, said, answers } = attribute(
    ["--commits", "-"],
    `${good}\nnonsense\n\n{"author":{}}\n${good}\n`,
  );
  expect(status).toBe(1);
  expect(answers.map(({ tool }) => tool)).toEqual(["Cursor", null, null, "Cursor"]);
  expect(said).toMatch(
    /^Line 2 is not JSON\.\nLine 4 is not a commit: message: .*\n2 of 5 lines are no commits/,
  );
});

test("without a file it says how it is used, and of a file that is not there, that it cannot be read", () => {
  expect(attribute([], "")).toMatchObject({ status: 2, said: expect.stringMatching(/^Usage: npm run/) });
  expect(attribute(["--commits"], "")).toMatchObject({
    status: 2,
    said: expect.stringMatching(/^Usage: npm run/),
  });
  expect(attribute(["--commits", "/nowhere.jsonl"], "")).toMatchObject({
    status: 2,
    said: expect.stringMatching(/^\/nowhere\.jsonl cannot be read/),
  });
});
