import type { Tool } from "./tool.ts";

/** Any value. */
const any = /\S/;

/** Tools that people work with at their own machine. */
export const assistants: readonly Tool[] = [
  // Anthropic. Its own settings page describes the trailer, the footer and the link to the session; number of the
  // GitHub app. The action pairs the login with the number of github-actions, so the login counts too.
  {
    tool: "Claude Code",
    numbers: [209825114],
    logins: ["claude[bot]", "anthropic-claude[bot]", "claude-code-action[bot]"],
    emails: ["noreply@anthropic.com", "claude@anthropic.com", "claude-code@anthropic.com"],
    names: ["claude code", "claude cli", "claude agent", "claude ai"],
    words: ["claude"],
    branches: ["claude/"],
    sessions: { "claude-session": any, "claude-generated-by": any },
    lines: [/^<?https:\/\/claude\.ai\/code\/session_\w+>?\s*$/],
  },
  // OpenAI's chat, where somebody says that it helped.
  { tool: "ChatGPT", names: ["chatgpt", "chat gpt"] },
  // Google's command line; the reviewer of the same family stands with the reviewers.
  {
    tool: "Gemini",
    numbers: [218312386],
    logins: ["gemini-cli[bot]"],
    names: ["gemini cli", "google gemini"],
    words: ["gemini"],
    branches: ["gemini/"],
  },
  // Aider's documentation of git integration: “(aider)” behind the names of author and committer, or a co-author with
  // the model in parentheses.
  {
    tool: "Aider",
    emails: ["aider@aider.chat", "noreply@aider.chat", "noreply@aider.dev"],
    names: ["aider"],
    branches: ["aider/"],
    assists: true,
  },
  // SST. Co-author with its own address, and an app for GitHub.
  {
    tool: "opencode",
    logins: ["opencode-agent[bot]", "opencode-agent"],
    emails: ["noreply@opencode.ai"],
    names: ["opencode", "open code"],
    branches: ["opencode/"],
  },
  // Sourcegraph. Amp's manual describes co-author and thread; Cody is the elder of the two.
  {
    tool: "Amp",
    logins: ["amp-code[bot]"],
    emails: ["amp@ampcode.com"],
    names: ["amp sourcegraph", "sourcegraph amp", "amp code", "ampcode"],
    words: ["amp"],
    branches: ["amp/"],
    sessions: { "amp-thread-id": any },
  },
  { tool: "Cody", names: ["sourcegraph cody", "cody ai"], people: ["cody"] },
  // Charm. A heart, a footer, and a trailer with the model.
  {
    tool: "Crush",
    logins: ["charmcrush"],
    emails: ["crush@charm.land", "noreply@crush.charm.land"],
    names: ["charm crush", "crush agent"],
    words: ["crush"],
  },
  // Cline and what grew from it. The address of Cline's makers is that of people.
  { tool: "Cline", numbers: [205137888], logins: ["cline[bot]"], words: ["cline"], branches: ["cline/"] },
  { tool: "Kilo Code", names: ["kilo code", "kilocode"] },
  // Alibaba, Moonshot and Mistral: command lines named like their models.
  {
    tool: "Qwen Code",
    emails: ["qwen-coder@alibabacloud.com", "noreply@qwen.ai"],
    names: ["qwen coder", "qwen code"],
  },
  { tool: "Kimi Code", names: ["kimi cli", "kimi code"] },
  { tool: "Mistral Vibe", emails: ["vibe@mistral.ai"], names: ["mistral vibe"] },
  // ruvnet. The address it signs with is its maker's own, so only the name tells.
  { tool: "claude-flow", names: ["claude flow", "ruv swarm"] },
  // Editors of their own, and plug-ins.
  {
    tool: "Windsurf",
    names: ["windsurf cascade", "windsurf ai"],
    words: ["windsurf"],
    branches: ["windsurf/"],
  },
  { tool: "Antigravity", names: ["google antigravity"], words: ["antigravity"] },
  {
    tool: "Augment Code",
    names: ["augment code", "augmentcode", "augment agent"],
    words: ["augment", "auggie"],
  },
  { tool: "Trae", names: ["trae ai", "trae agent"], words: ["trae"] },
  { tool: "Zed Agent", names: ["zed agent", "zed ai"] },
  { tool: "Tabnine", names: ["tabnine"] },
  { tool: "Nori", words: ["nori"] },
  { tool: "Firebender", emails: ["help@firebender.com"], names: ["firebender"] },
  // Agents of the terminal that leave what their users configure.
  { tool: "Goose", names: ["codename goose", "goose ai"], words: ["goose"] },
  { tool: "Pi", names: ["pi agent", "pi coding agent"], words: ["pi"] },
  { tool: "Hermes Agent", names: ["hermes agent"], people: ["hermes"] },
  // Records the session of whichever agent was at work, and does not say which.
  { tool: "Entire (any agent)", sessions: { "entire-checkpoint": any }, branches: ["entire/"] },
];
