/**
 * By what a tool that writes code is known for certain: its own address, its own account, or a name that no person
 * has. Claude, Devin and Jules are people's names too, so alone they say nothing.
 */
export interface Tool {
  tool: string;
  emails: readonly string[];
  /** Accounts on GitHub, in lower case, as they stand before @users.noreply.github.com. */
  logins: readonly string[];
  names: RegExp;
  /** Its name in `Assisted-by: Claude:claude-3-opus`, where a colon and a model follow. */
  prefix: RegExp;
}

export const tools: readonly Tool[] = [
  {
    tool: "Claude Code",
    emails: ["noreply@anthropic.com"],
    logins: ["claude[bot]", "anthropic-claude[bot]", "claude-code-action[bot]"],
    names: /^claude[ -](code|opus|sonnet|haiku)\b/,
    prefix: /^claude\b/,
  },
  {
    tool: "GitHub Copilot",
    emails: ["copilot@github.com", "noreply@copilot.github.com"],
    logins: ["copilot", "copilot[bot]", "copilot-swe-agent", "copilot-swe-agent[bot]", "github-copilot[bot]"],
    names: /^((github )?copilot|copilot-swe-agent)(\[bot\])?$/,
    prefix: /^(github )?copilot\b/,
  },
  {
    tool: "Cursor",
    emails: ["cursoragent@cursor.com"],
    logins: ["cursoragent", "cursor[bot]"],
    names: /^cursor ?agent$/,
    prefix: /^cursor\b/,
  },
  {
    tool: "Codex",
    emails: ["noreply@openai.com", "codex@openai.com"],
    logins: ["openai-codex[bot]", "chatgpt-codex-connector[bot]"],
    names: /^(openai )?codex( cli)?$|^chatgpt$/,
    prefix: /^(openai )?codex\b|^chatgpt\b/,
  },
  {
    tool: "Devin",
    emails: [],
    logins: ["devin-ai-integration[bot]", "devin-ai-integration"],
    names: /^devin ai$|^devin-ai-integration(\[bot\])?$/,
    prefix: /^devin\b/,
  },
  {
    tool: "Jules",
    emails: [],
    logins: ["google-labs-jules[bot]", "google-labs-jules"],
    names: /^google[ -]labs[ -]jules(\[bot\])?$/,
    prefix: /^(google )?jules\b/,
  },
  {
    tool: "Gemini",
    emails: [],
    logins: ["gemini-code-assist[bot]", "gemini-cli[bot]"],
    names: /^gemini (cli|code assist)$|^gemini-code-assist(\[bot\])?$/,
    prefix: /^gemini\b/,
  },
  {
    tool: "Aider",
    emails: ["aider@aider.chat", "noreply@aider.chat"],
    logins: [],
    names: /^aider \(.+\)$|.+ \(aider\)$/,
    prefix: /^aider\b/,
  },
  {
    tool: "Amazon Q Developer",
    emails: [],
    logins: ["amazon-q-developer[bot]"],
    names: /^amazon q( developer)?$/,
    prefix: /^amazon[ -]q\b/,
  },
];
