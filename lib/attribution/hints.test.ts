import { describe, expect, test } from "vitest";
import { hintOf } from "./hints.ts";
import { markOf } from "./marks.ts";

const jane = { name: "Jane Doe", email: "jane@shop.example" };

describe("a hint", () => {
  test.each([
    ["Fix", { name: "Jane Doe (aider)", email: jane.email }, "Aider", "committer"],
    ["Fix", { name: "Cursor Agent", email: "cursoragent@cursor.com" }, "Cursor", "committer"],
    ["Merge pull request #12 from acme/codex/fix-the-cart\n\nIt lost items.", jane, "Codex", "branch"],
    ["Merge branch 'main' into claude/fix-cart-0123", jane, "Claude Code", "branch"],
    ["Merge branch 'main' of https://git.example/shop into cursor/x", jane, "Cursor", "branch"],
    ["Merge branch 'copilot/fix-12'", jane, "GitHub Copilot", "branch"],
  ])("stands in %j put in by %o, and is no mark", (message, committer, tool, channel) => {
    expect(hintOf({ message, author: jane, committer })).toMatchObject({ tool, channel });
    expect(markOf({ message, author: jane, committer })).toBeNull();
  });

  test.each([
    ["Merge branch 'main' into fix/cursor-position", jane],
    ["Talk of codex/fix in the text", jane],
    ["Merge pull request #12 from claude/fix-cart", { name: "GitHub", email: "noreply@github.com" }],
    ["Fix", { name: "Claude Dupont", email: "claude@shop.example" }],
  ])("does not stand in %j put in by %o", (message, committer) => {
    expect(hintOf({ message, author: jane, committer })).toBeNull();
  });
});
