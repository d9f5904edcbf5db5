import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markOf } from "./marks.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { pullRequestMarks } from "./pull-requests.ts";
import { tools } from "./tools/all.ts";
import { trailersIn } from "./trailers.ts";

/** Every form in which a tool signs, each with the tool it is of. */
const forms = tools.flatMap((tool) => [
  ...(tool.numbers ?? []).map((n) => [
    `Co-authored-by: Some Bot <${n}+renamed@users.noreply.github.com>`,
    tool.tool,
  ]),
  ...(tool.logins ?? []).flatMap((login) => [
    [`Co-authored-by: ${login} <1+${login}@users.noreply.github.com>`, tool.tool],
    [`Co-Authored-By: Some Bot <${login}@users.noreply.github.com>`, tool.tool],
  ]),
  ...(tool.emails ?? []).map((email) => [`CO-AUTHORED-BY: whoever <${email.toUpperCase()}>`, tool.tool]),
  ...(tool.names ?? []).flatMap((name) => [
    [`Co-authored-by: ${name} <bot@shop.example>`, tool.tool],
    [`Assisted-by: ${name.toUpperCase()}`, tool.tool],
    [`Generated-by: ${name}`, tool.tool],
    [`Assisted-by: ${name} (gpt-5.5)`, tool.tool],
  ]),
  ...[...(tool.names ?? []), ...(tool.words ?? []), ...(tool.people ?? [])].map((name) => [
    `Assisted-by: ${name}:gpt-5.5`,
    tool.tool,
  ]),
  ...(tool.words ?? []).map((name) => [`Made-with: ${name}`, tool.tool]),
  ...Object.keys(tool.sessions ?? {}).map((key) => [`${key}: agent-0123`, tool.tool]),
]) as [string, string][];

const person = "Signed-off-by: Jana Kral <jana@shop.example>";

/** Where git, or a squash of several commits, has a trailer. */
const positions: Record<string, (trailer: string) => string> = {
  "in the last paragraph": (trailer) => `Fix\n\nIt lost items.\n\n${trailer}`,
  "among others": (trailer) => `Fix\n\n${person}\n${trailer}\nRefs: #12\n`,
  "among other lines, with one of git's own": (trailer) => `Fix\n\nnote this\n${trailer}\n${person}\n`,
  "folded before": (trailer) => `Fix\n\nRefs: a\n  b\n${trailer}`,
  "further up": (trailer) => `Fix (#12)\n\n* one\n\n${trailer}\n\n* two\n\n${person}`,
  "with Windows' line ends": (trailer) => `Fix\r\n\r\n${trailer}\r\n`,
  "without a body": (trailer) => `Fix\n\n${trailer}\n\n\n`,
};

/** Where a message only shows it. */
const shown: Record<string, (trailer: string) => string> = {
  "in a quotation": (trailer) => `Fix\n\n> ${trailer}\n`,
  "in a code block": (trailer) => `Fix\n\n\`\`\`text\n${trailer}\n\`\`\`\n`,
  "in an indented block": (trailer) => `Fix\n\nIt said\n\n    ${trailer}\n`,
  "in a comment": (trailer) => `Fix\n\n<!-- like\n${trailer}\n-->\n`,
  "in a block quotation": (trailer) => `Fix\n\n<blockquote>\n\n${trailer}\n\n</blockquote>\n`,
  "in what a revert quotes": (trailer) =>
    `Revert "Fix"\n\nThis reverts commit 1234567.\n\nOriginal commit message:\n\nFix\n\n${trailer}`,
  "as its title": (trailer) => trailer,
};

describe("each form of each tool", () => {
  test.each(Object.entries(positions))("is found %s", (_, place) => {
    for (const [trailer, tool] of forms) {
      const found = markOf({ message: place(trailer), author: { name: "Jana Kral" } });
      expect([trailer, found?.tool]).toEqual([trailer, tool]);
    }
  });

  test.each(Object.entries(shown))("is not found %s", (_, place) => {
    for (const [trailer] of forms)
      expect([trailer, markOf({ message: place(trailer) })]).toEqual([trailer, null]);
  });
});

test("no two tools are known by the same thing", () => {
  const known = tools.flatMap((tool) => [
    ...(tool.numbers ?? []),
    ...(tool.logins ?? []),
    ...(tool.emails ?? []),
    ...[...(tool.names ?? []), ...(tool.words ?? []), ...(tool.people ?? [])].map((name) => `name ${name}`),
    ...(tool.branches ?? []).map((branch) => `branch ${branch}`),
    ...Object.keys(tool.sessions ?? {}),
  ]);
  expect(known.filter((one, i) => known.indexOf(one) !== i)).toEqual([]);
});

test("people are people, whatever they are called and wherever they work", () => {
  const first = fc.constantFrom(
    ...["Claude", "Devin", "Jules", "Gemini", "Cody", "Hermes", "Continue", "Amp", "Cline", "Copila"],
    ...["Goose", "Sweep", "Warp", "Cursor", "Kiro", "Pi", "Seer", "Oz", "Roo"],
  );
  const last = fc.constantFrom("Dupont", "Smith", "Rossi", "O'Neil", "de Vries", "Müller-Lüdenscheidt", "");
  const host = fc.constantFrom(
    "anthropic.com",
    "gemini.com",
    "openai.com",
    "cursor.com",
    "shop.example",
    "warp.dev",
  );
  const key = fc.constantFrom("Co-authored-by", "Assisted-by", "Signed-off-by", "Made-with", "Helped-by");
  fc.assert(
    fc.property(first, last, host, key, fc.nat(999), (given, family, at, word, n) => {
      const name = `${given} ${family}`.trim();
      const email = `${given.toLowerCase()}.${n}@${at}`;
      expect(markOf({ message: `Fix\n\n${word}: ${name} <${email}>`, author: { name, email } })).toBeNull();
    }),
  );
});

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...forms.map(([trailer]) => trailer)) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        "",
        "",
        " ",
        "Refs: a",
        person,
        " folded",
        "(cherry picked from commit 12ab)",
        "prose, and more",
        "- item",
      ],
      ...["key :value", "a b: c", "x-y-z: 1", "Key:", "http://x.example", "Ümlaut: no", "\tfolded", "a:b:c"],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ maxLength: 20 }).filter((text) => !/[\r\n\v\f#<>`~\\]|---|^ {4}/.test(text)),
  },
);

const git = spawnSync("git", ["--version"]).status === 0;

test.runIf(git)("the block of trailers is the one that git reads", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
      const message = `Fix the cart\n\n${lines.join("\n")}\n`;
      const { stdout } = spawnSync("git", ["interpret-trailers", "--parse", "--no-divider"], {
        input: message,
        encoding: "utf8",
      });
      const block = trailersIn(paragraphsOf(message)).filter(({ stands }) => stands === "block");
      const ours = block.map(({ key, value }) => `${key}: ${value}`.trim());
      expect(ours).toEqual(
        stdout
          .split("\n")
          .filter(Boolean)
          .map((one) => one.trim()),
      );
    }),
    { numRuns: 150 },
  );
});

const hostile: Record<string, string> = {
  trailers: "Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>\n",
  paragraphs: "Assisted-by: Claude:Opus via Crush (x) [y]\n\n",
  words: "ai used by ai with ai ",
  sentences: "This PR was written with ai by ai with ai\n",
  disclosures: "AI disclosure: no ai but by ai\n",
  headings: "## AI disclosure\nI used AI\n",
  questions: "Was AI used?\n",
  boxes: "- [x] AI was used by ai\n",
  fences: "```\n~~~ a\n",
  comments: "<!-- ai --> <pre> <blockquote> <!--\n",
  brackets: "Assisted-by: [x] [y] ((( [z](",
  names: "AI: claude-code claude_code amp (sourcegraph) (((\n",
  footers: "🤖🤖 Generated with the help of [Claude Code\n",
  spaces: " \t",
};

test.each(Object.entries(hostile))(
  "a megabyte of %s takes no longer than eight times an eighth of it",
  (_, unit) => {
    const spent = (size: number) => {
      const body = unit.repeat(Math.ceil(size / unit.length));
      const start = process.cpuUsage();
      markOf({ message: `Fix\n\n${body}`, author: { name: body, email: body } });
      pullRequestMarks({ body, branch: body, labels: [body], author: { username: body } });
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    spent(10_000);
    const eighth = spent(125_000);
    expect(spent(1_000_000)).toBeLessThan(8 * eighth * 2 + 400);
  },
);

test("no message makes it fail, and what it quotes is short", () => {
  const text = fc.oneof(
    line,
    fc.string(),
    fc.constantFrom("```", "> x", "<!--", "-->", "- [x] AI", "AI disclosure:"),
  );
  fc.assert(
    fc.property(fc.array(text), fc.string(), fc.string(), (lines, name, email) => {
      const message = lines.join("\n");
      const mark = markOf({ message, author: { name, email } });
      const marks = pullRequestMarks({
        body: message,
        branch: name,
        labels: lines,
        author: { username: email },
      });
      for (const one of mark === null ? marks : [mark, ...marks])
        expect(one.said.length).toBeLessThanOrEqual(200);
    }),
  );
});
