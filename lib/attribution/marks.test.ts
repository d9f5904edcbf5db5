import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributionOf, markOf, trailersOf } from "./marks.ts";

const jane = { name: "Jane Doe", email: "jane@shop.example", username: "jane" };
const said = (...trailers: string[]) => `Fix the cart\n\nIt lost items.\n\n${trailers.join("\n")}\n`;

describe("a commit bears a mark", () => {
  test.each([
    ["Co-Authored-By: Claude <noreply@anthropic.com>", "assisted", "Claude Code"],
    ["Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>", "assisted", "Claude Code"],
    ["Co-Authored-By: GitHub Copilot <copilot@github.com>", "assisted", "GitHub Copilot"],
    [
      "Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>",
      "assisted",
      "GitHub Copilot",
    ],
    ["Co-authored-by: Cursor <cursoragent@cursor.com>", "assisted", "Cursor"],
    [
      "Co-authored-by: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>",
      "assisted",
      "Devin",
    ],
    ["Assisted-by: Claude:claude-3-opus coccinelle sparse", "assisted", "Claude Code"],
    ["Assisted-by: Inhouse:model-7", "assisted", "Inhouse"],
    ["Generated-by: Claude Code <noreply@anthropic.com>", "generated", "Claude Code"],
  ])("by the trailer %s", (trailer, assistance, tool) => {
    expect(markOf({ message: said(trailer), author: jane })).toEqual({ assistance, tool });
  });

  test.each([
    [{ name: "Copilot", email: "198982749+Copilot@users.noreply.github.com" }, "GitHub Copilot"],
    [{ name: "copilot-swe-agent[bot]", email: "x@y.example" }, "GitHub Copilot"],
    [{ name: "devin-ai-integration[bot]", username: "devin-ai-integration[bot]" }, "Devin"],
    [{ name: "Cursor Agent", email: "cursoragent@cursor.com" }, "Cursor"],
  ])("by its author %o, which is an agent", (author, tool) => {
    expect(markOf({ message: "Fix the cart", author })).toEqual({ assistance: "agent", tool });
  });

  test("by its committer", () => {
    const committer = { name: "copilot-swe-agent[bot]", username: "copilot-swe-agent[bot]" };
    expect(markOf({ message: "Fix", author: jane, committer })?.assistance).toBe("agent");
  });

  test("by a trailer in the middle of a squashed message, or in one with Windows' line ends", () => {
    const trailer = "Co-authored-by: Claude <noreply@anthropic.com>";
    expect(markOf({ message: `Squash\n\n* one\n\n${trailer}\n\n* two\n\nmore text` })).not.toBeNull();
    expect(markOf({ message: `Fix\r\n\r\n${trailer}\r\nSigned-off-by: J <j@x.example>\r\n` })).not.toBeNull();
  });
});

describe("a commit bears no mark", () => {
  test.each([
    "Co-authored-by: Devin Smith <devin@shop.example>",
    "Co-authored-by: Devin <devin@shop.example>",
    "Co-authored-by: Claude Dupont <claude.dupont@shop.example>",
    "Co-authored-by: Claude <claude@shop.example>",
    "Co-authored-by: Jules Verne <12+julesv@users.noreply.github.com>",
    "Assisted-by: Jane Doe <jane@shop.example>",
    "Assisted-by: Devin",
    "Generated-by: protoc:3.2",
    "Generated-by: openapi-generator 7.1",
    "Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    "Reviewed-by: Claude <noreply@anthropic.com>",
  ])("by %s", (trailer) => {
    expect(markOf({ message: said(trailer), author: jane })).toBeNull();
  });

  test.each([
    { name: "Devin", email: "devin@shop.example", username: "devin" },
    { name: "Claude", email: "claude@shop.example", username: "claude" },
    { name: "dependabot[bot]", username: "dependabot[bot]" },
  ])("by its author %o, who is no agent that writes code of its own", (author) => {
    expect(markOf({ message: "Fix the cart", author })).toBeNull();
  });

  test("by what its text mentions or quotes", () => {
    const trailer = "Co-authored-by: Claude <noreply@anthropic.com>";
    expect(
      markOf({ message: `Stop adding trailers\n\nUntil now we wrote\n${trailer}\nin each commit.` }),
    ).toBeNull();
    expect(markOf({ message: `Revert it\n\n> ${trailer}` })).toBeNull();
    expect(markOf({ message: trailer })).toBeNull();
  });

  test("when an AI product is what it is about", () => {
    expect(
      markOf({ message: "Handle the Copilot outage\n\nClaude was down as well.", author: jane }),
    ).toBeNull();
  });
});

describe("several commits together", () => {
  const plain = { message: "Fix", author: jane };
  const helped = { message: said("Co-authored-by: Claude <noreply@anthropic.com>"), author: jane };
  const agent = { message: "Fix", author: { username: "copilot-swe-agent[bot]" } };

  test("without a mark are unknown, never none", () => {
    const unknown = { aiAssistance: "unknown", aiTool: null, aiEvidence: "none", marked: 0 };
    expect(attributionOf([plain, plain])).toEqual({ ...unknown, of: 2 });
    expect(attributionOf([])).toEqual({ ...unknown, of: 0 });
  });

  test("bear the strongest mark, every tool, and how many were marked", () => {
    expect(attributionOf([plain, helped, agent])).toEqual({
      aiAssistance: "agent",
      aiTool: "Claude Code, GitHub Copilot",
      aiEvidence: "commit-trailer",
      marked: 2,
      of: 3,
    });
  });
});

test("no message makes it fail, and every trailer is a line of the message", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("", " ", "Co-authored-by: Claude <noreply@anthropic.com>", "A: b", " c"),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const message = lines.join("\n");
      for (const { key, value } of trailersOf(message))
        expect(message.includes(`${key}:`) && message.includes(value)).toBe(true);
      markOf({ message });
    }),
  );
});
