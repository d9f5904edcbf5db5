import { describe, expect, test } from "vitest";
import { attributionOf, markOf } from "./marks.ts";

const jane = { name: "Jane Doe", email: "jane@shop.example", username: "jane" };
const said = (...trailers: string[]) => `Fix the cart\n\nIt lost items.\n\n${trailers.join("\n")}\n`;
const claude = "Co-authored-by: Claude <noreply@anthropic.com>";

/** What a message with these last lines says, in short. */
function told(...lines: string[]): string | null {
  const mark = markOf({ message: said(...lines), author: jane });
  return mark === null ? null : [mark.assistance, mark.tool, mark.model].filter(Boolean).join(" | ");
}

describe("a commit bears a mark", () => {
  test.each([
    // By identity.
    [claude, "assisted | Claude Code"],
    ["Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>", "assisted | Claude Code | Claude Opus 4.5"],
    ["Co-Authored-By: GitHub Copilot <copilot@github.com>", "assisted | GitHub Copilot"],
    ["Co-authored-by: renamed <198982749+Renamed@users.noreply.github.com>", "assisted | GitHub Copilot"],
    ["Co-authored-by: claude[bot] <41898282+claude[bot]@users.noreply.github.com>", "assisted | Claude Code"],
    ["Co-authored-by: Crush &lt;crush@charm.land&gt;", "assisted | Crush"],
    ["Co-authored-by: OpenHands-GPT-5 openhands@all-hands.dev", "assisted | OpenHands | GPT-5"],
    [
      "Co-authored-by: aider (openai/gemini/gemini-2.5-pro) <aider@aider.chat>",
      "assisted | Aider | gemini-2.5-pro",
    ],
    ["Co-authored-by: x-ai/grok-4.5 <noreply@opencode.ai>", "assisted | opencode | grok-4.5"],
    ["Co-authored-by: Gemini", "assisted | Gemini"],
    ["Co-authored-by: GPT-5 <gpt@shop.example>", "assisted | GPT-5"],
    ["Co-authored by: Copilot <175728472+Copilot@users.noreply.github.com>", "assisted | GitHub Copilot"],
    // By a key for tools.
    ["Assisted-by: Claude:claude-3-opus coccinelle sparse", "assisted | Claude Code | claude-3-opus"],
    ["Assisted-by: Claude:Opus-4.8 [coccinelle] [sparse]", "assisted | Claude Code | Opus-4.8"],
    ["Assisted-by: OpenAI GPT-5.5", "assisted | GPT-5.5"],
    ["Assisted-by: openai/gpt-5.5", "assisted | gpt-5.5"],
    ["Assisted-by: Cursor (claude-4.5-sonnet)", "assisted | Cursor | claude-4.5-sonnet"],
    ["Assisted-by: Claude Opus 4 via Crush", "assisted | Crush | Claude Opus 4"],
    ["Assisted-by: Google Antigravity with Gemini", "assisted | Antigravity"],
    ["Assisted-by: Pi using GPT-5.6", "assisted | Pi | GPT-5.6"],
    ["Assisted-by: Copilot:Opus-4.8", "assisted | GitHub Copilot | Opus-4.8"],
    ["Assisted-by: OPENCODE:GLM-5.1", "assisted | opencode | GLM-5.1"],
    ["Assisted-by: Jules:gemini-3-pro", "assisted | Jules | gemini-3-pro"],
    ["Assisted-by: Inhouse:model-7", "assisted | Inhouse | model-7"],
    ["Assisted-by: Inhouse (gpt-5)", "assisted | Inhouse | gpt-5"],
    ["Assisted-by: Copilot, Claude Code", "assisted | Claude Code, GitHub Copilot"],
    ["Asissted-by: Codex", "assisted | Codex"],
    ["Assisted-by: Claude <claude-opus-4-8>", "assisted | Claude Code | claude-opus-4-8"],
    ["Assisted-by: Crush:AWS Claude Opus 4.6", "assisted | Crush | Claude Opus 4.6"],
    [
      "Assisted-by: Gemini 3 Flash (Preview) via Crush <crush@charm.land>",
      "assisted | Crush | Gemini 3 Flash",
    ],
    ["Assisted-by: accounts/fireworks/models/kimi-k2p6", "assisted | kimi-k2p6"],
    ["Assisted-by: Crush:accounts/fireworks/models/kimi-k2p6", "assisted | Crush | kimi-k2p6"],
    ["Co-authored-by: OpenHands-Gemini <gemini@shop.example>", "assisted | OpenHands"],
    ["Co-authored-by: AI Assistant <assistant@shop.example>", "assisted"],
    ["AI-Tool: Inhouse", "assisted | Inhouse"],
    ["AI-Co-authored-by: Inhouse <bot@shop.example>", "assisted | Inhouse"],
    ["AI-Model: claude-opus-4-6", "assisted | claude-opus-4-6"],
    ["AI-assisted: yes", "assisted"],
    ["AI-generated: yes", "generated"],
    ["Generated-by: Claude Code <noreply@anthropic.com>", "generated | Claude Code"],
    ["Generated-by: Claude Opus 5 (1M context)", "generated | Claude Code | Claude Opus 5"],
    ["Made-with: Cursor", "assisted | Cursor"],
    // By a session.
    ["Claude-Session: https://claude.ai/code/session_01AbCd", "assisted | Claude Code"],
    ["https://claude.ai/code/session_01AbCd", "assisted | Claude Code"],
    ["Copilot-Session: 00000000-1111-4222-8333-444444444444", "assisted | GitHub Copilot"],
    ["Entire-Checkpoint: 0123456789ab", "assisted | Entire (any agent)"],
    ["Replit-Commit-Author: Agent", "assisted | Replit"],
    // By a footer.
    ["🤖 Generated with [Claude Code](https://claude.com/claude-code)", "assisted | Claude Code"],
    ["💘 Generated with Crush", "assisted | Crush"],
    ["_This PR was generated with [Oz](https://warp.dev/oz)._", "assisted | Warp"],
    ["<em>🤖 Created with Claude Code via Airchat</em>", "assisted | Claude Code"],
    [
      "AI-assisted with Pi using OpenAI Codex (gpt-5.6-sol) to draft it.",
      "assisted | Codex, Pi | gpt-5.6-sol",
    ],
    [
      "Autogenerated with Claude Opus 4.6 and reviewed with human eyes.",
      "assisted | Claude Code | Claude Opus 4.6",
    ],
    ["AI/LLM disclosure: this patch was co-authored with Claude Code.", "assisted | Claude Code"],
    ["This was developed with assistance from Claude Code (Anthropic).", "assisted | Claude Code"],
    ["This PR was largely generated by Codex and reviewed by me.", "assisted | Codex"],
    // By a box, or what somebody discloses.
    ["- [x] Warp Agent Mode - This PR was created via Warp's AI Agent Mode", "assisted | Warp"],
    ["- [x] This contribution was assisted or created by Generative AI tools.", "assisted"],
    [
      "AI: fully generated by Claude Code (claude-opus-4-6), reviewed.",
      "generated | Claude Code | claude-opus-4-6",
    ],
    ["**AI disclosure:** I had Amp help me write the test.", "assisted | Amp"],
    ["### AI Disclosure\n\nI used Claude for the tests.", "assisted | Claude Code"],
  ])("by %s", (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  test.each([
    [{ name: "Copilot", email: "198982749+Copilot@users.noreply.github.com" }, "GitHub Copilot"],
    [{ name: "copilot-swe-agent[bot]", email: "x@y.example" }, "GitHub Copilot"],
    [{ name: "devin-ai-integration[bot]", username: "devin-ai-integration[bot]" }, "Devin"],
    [{ name: "Cursor Agent", email: "cursoragent@cursor.com" }, "Cursor"],
    [{ name: "Renamed", number: 158243242 }, "Devin"],
  ])("by its author %o, who is an agent", (author, tool) => {
    const mark = markOf({ message: "Fix the cart", author });
    expect(mark).toMatchObject({ assistance: "agent", tool, channel: "commit-author" });
  });

  test("by an author with “(aider)” behind the name, who has not acted alone", () => {
    const author = { name: "Jane Doe (aider)", email: "jane@shop.example" };
    expect(markOf({ message: "Fix", author })).toMatchObject({ assistance: "assisted", tool: "Aider" });
  });

  test("of every tool that is named, by its strongest place, with the words that said it", () => {
    const author = { name: "Cursor Agent", email: "cursoragent@cursor.com" };
    expect(markOf({ message: said(claude, "Assisted-by: Codex:gpt-5.4"), author })).toEqual({
      assistance: "agent",
      tool: "Claude Code, Codex, Cursor",
      model: "gpt-5.4",
      channel: "commit-author",
      said: "Author: Cursor Agent <cursoragent@cursor.com>",
    });
  });

  test("in the middle of a squashed message, with Windows' line ends, and in a list of squashed commits", () => {
    expect(markOf({ message: `Squash\n\n* one\n\n${claude}\n\n* two\n\nmore text` })).not.toBeNull();
    expect(markOf({ message: `Fix\r\n\r\n${claude}\r\nSigned-off-by: J <j@x.example>\r\n` })).not.toBeNull();
    const listed = `Squashed commit of the following:\n\ncommit 1234\nAuthor: J\n\n    Fix\n\n    ${claude}`;
    expect(markOf({ message: listed })).not.toBeNull();
    expect(markOf({ message: `Fix\\n\\n${claude}` })).not.toBeNull();
  });

  test("at the end of a paragraph of other lines, and right below a title", () => {
    expect(markOf({ message: `Fix\n\nIt lost items.\n${claude}` })).not.toBeNull();
    expect(markOf({ message: `Fix\n${claude}` })).not.toBeNull();
  });

  test.each(["Fixes #12", "https://shop.example/12", "@", "EOF\n)", "<!-- badge -->", ')"'])(
    "above %s, which people and shells leave below it",
    (left) => expect(markOf({ message: `Fix\n\nIt lost items.\n\n${claude}\n${left}` })).not.toBeNull(),
  );

  test("in a message that was pasted with the indentation of a terminal", () => {
    expect(markOf({ message: `    Fix\n\n    It lost items.\n\n    ${claude}` })).not.toBeNull();
  });

  test("behind line ends that a shell has left as they were written", () => {
    const message = `Fix (#12)\n\n* Sign \`a.ps1\`, the script.\\n\\n${claude}\n\n* Test it`;
    expect(markOf({ message })).not.toBeNull();
    expect(markOf({ message: `Fix it.\\n\\nco-authored-by: Claude <noreply@anthropic.com>` })).not.toBeNull();
    expect(markOf({ message: `Fix\n\nRun git commit -m "Fix\\n\\n${claude}"` })).toBeNull();
  });
});

describe("a commit bears no mark", () => {
  test.each([
    "Co-authored-by: Devin Smith <devin@shop.example>",
    "Co-authored-by: Devin <devin@shop.example>",
    "Co-authored-by: Claude Dupont <claude.dupont@shop.example>",
    "Co-authored-by: Claude <claude@shop.example>",
    "Co-authored-by: Jules Verne <12+julesv@users.noreply.github.com>",
    "Co-authored-by: Gemini Rossi <rossi@gemini.com>",
    "Co-authored-by: Farah Aziz <farah@anthropic.com>",
    "Co-authored-by: Cursor <cursor@shop.example>",
    "Co-authored-by: Cursor is not wanted here.",
    "Assisted-by: Jane Doe <jane@shop.example>",
    "Assisted-by: Devin",
    "Assisted-by: Claude Dupont",
    "Assisted-by: John: thanks",
    "Assisted-by: coccinelle:1.1.1",
    "Assisted-by: AGENT_NAME:MODEL_VERSION [TOOL1]",
    "Assisted-by: <tool>:<model>",
    "AI-assisted: yes/no",
    "Generated-by: protoc:3.2",
    "Generated-by: openapi-generator 7.1",
    "Made-with: love",
    "Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    "Reviewed-by: Claude <noreply@anthropic.com>",
    "AI-Reviewed-by: Claude",
    "- [ ] This contribution was assisted or created by Generative AI tools.",
    "- [x] I have read the AI policy",
    "- [x] If AI was used, I have reviewed what it wrote",
    "🤖 Generated by Copilot at 3ae45b1",
    "AI: 17 accepted, 340 generated",
    "Found by Devin's review.",
    "Use the model gpt-5 by default",
  ])("by %s", (line) => {
    expect(told(line)).toBeNull();
  });

  test.each([
    { name: "Devin", email: "devin@shop.example", username: "devin" },
    { name: "Claude", email: "claude@shop.example", username: "claude" },
    { name: "Jane Doe (claude)", email: "jane@shop.example" },
    { name: "dependabot[bot]", username: "dependabot[bot]" },
    { name: "gemini-cli-robot", email: "gemini-cli-robot@google.com" },
  ])("by its author %o, who is no agent that writes code of its own", (author) => {
    expect(markOf({ message: "Fix the cart", author })).toBeNull();
  });

  test("by its committer, who may have applied or rebased what a person wrote", () => {
    const committer = { name: "Jane Doe (aider)", email: "jane@shop.example" };
    expect(markOf({ message: "Fix", author: jane, committer })).toBeNull();
    expect(
      markOf({ message: "Fix", author: jane, committer: { name: "C", email: "cursoragent@cursor.com" } }),
    ).toBeNull();
  });

  test.each([
    ["mentions", `Stop adding trailers\n\nUntil now we wrote\n${claude}\nin each commit.`],
    ["announces", `Document it\n\nEnd each commit with:\n\n${claude}\n\nand push.`],
    ["quotes", `Revert it\n\n> ${claude}`],
    ["shows as code", `Document it\n\n\`\`\`\n${claude}\n\`\`\``],
    ["shows indented", `Document it\n\n    Fix\n\n    ${claude}`],
    ["has in a comment", `Fix\n\n<!--\n${claude}\n-->`],
    ["reverts, said before", `Revert "Fix"\n\nFix\n\n${claude}\n\nThis reverts commit 1234567.`],
    [
      "reverts, announced",
      `Revert "Fix"\n\nThis reverts commit 1234567.\n\nOriginal message:\n\nFix\n\n${claude}`,
    ],
    ["is, and nothing else", claude],
  ])("by what it %s", (_, message) => {
    expect(markOf({ message })).toBeNull();
  });

  test("when an AI product is what it is about", () => {
    const message = "Handle the Copilot outage\n\nClaude was down as well. It was generated by the AI panel.";
    expect(markOf({ message, author: jane })).toBeNull();
  });
});

test("a revert that was itself made with a tool bears its mark", () => {
  expect(markOf({ message: `Revert "Fix"\n\nThis reverts commit 1234567.\n\n${claude}` })).not.toBeNull();
});

describe("AI is denied", () => {
  test.each([
    "Assisted-by: none",
    "AI-assisted: no",
    "AI disclosure: no AI was used.",
    "AI: no AI, just a simple replace.",
    "No AI was used, the bug was discovered and all code written by myself.",
    "This PR was made without AI.",
    "- [x] No AI was used",
    "## AI disclosure\n\nNone.",
    "Did you use AI?\n\n- [ ] Yes\n- [x] No",
  ])("by %s", (line) => {
    expect(told(line)).toBe("none");
  });

  test.each([
    "AI disclosure: no AI was used except for the tests.",
    "AI disclaimer: I didn't use AI for the code, but did ask it about this",
    "- [ ] No AI was used",
    "No AI features are shown to guests.",
  ])("but not by %s", (line) => {
    expect(told(line)).toBeNull();
  });

  test("and a mark outweighs it", () => {
    expect(told("AI-assisted: no", claude)).toBe("assisted | Claude Code");
  });
});

describe("several commits together", () => {
  const plain = { message: "Fix", author: jane };
  const helped = { message: said("Assisted-by: Claude:opus-4.5"), author: jane };
  const denied = { message: said("AI-assisted: no"), author: jane };
  const agent = { message: "Fix", author: { username: "copilot-swe-agent[bot]" } };
  const unknown = { aiAssistance: "unknown", aiTool: null, aiModel: null, channel: null, said: null };

  test("without a mark are unknown, never none, also where some deny it", () => {
    expect(attributionOf([plain, plain])).toEqual({ ...unknown, commits: { ai: 0, none: 0, of: 2 } });
    expect(attributionOf([plain, denied])).toEqual({ ...unknown, commits: { ai: 0, none: 1, of: 2 } });
    expect(attributionOf([])).toEqual({ ...unknown, commits: { ai: 0, none: 0, of: 0 } });
  });

  test("are none where each denies it", () => {
    expect(attributionOf([denied, denied])).toEqual({
      ...unknown,
      aiAssistance: "none",
      channel: "commit-trailer",
      said: "AI-assisted: no",
      commits: { ai: 0, none: 2, of: 2 },
    });
  });

  test("bear the strongest mark, every tool and model, and how many were marked", () => {
    expect(attributionOf([plain, helped, agent, denied])).toEqual({
      aiAssistance: "agent",
      aiTool: "Claude Code, GitHub Copilot",
      aiModel: "opus-4.5",
      channel: "commit-author",
      said: "Author: copilot-swe-agent[bot]",
      commits: { ai: 2, none: 1, of: 4 },
    });
  });
});
