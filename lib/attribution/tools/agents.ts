import type { Tool } from "./tool.ts";

/** Agents with an account or an address of their own. Numbers and logins are those of their apps on GitHub. */
export const agents: readonly Tool[] = [
  // GitHub. Three accounts named Copilot (coding agent, chat, reviewer), the agent's older login, sessions of the
  // command line and of the agent, and the footer of Copilot Workspace.
  {
    tool: "GitHub Copilot",
    numbers: [198982749, 175728472, 223556219],
    logins: ["copilot", "copilot[bot]", "copilot-swe-agent", "copilot-swe-agent[bot]", "github-copilot[bot]"],
    emails: ["copilot@github.com", "noreply@copilot.github.com"],
    names: [
      "copilot",
      "github copilot",
      "copilot swe agent",
      "copilot coding agent",
      "copilot chat",
      "gh copilot",
    ],
    branches: ["copilot/"],
    sessions: { "copilot-session": /\S/, "agent-logs-url": /\S/ },
    lines: [/^For more details, open the \[Copilot Workspace session\]\(/],
  },
  // Anysphere. The agent's address, and “Made-with” of the editor.
  {
    tool: "Cursor",
    numbers: [206951365, 199161495],
    logins: ["cursoragent", "cursor[bot]"],
    emails: [
      "cursoragent@cursor.com",
      "cursor-agent@cursor.com",
      "cursor-agent@cursor.sh",
      "noreply@cursor.com",
      "noreply@cursor.sh",
      "composer@cursor.com",
    ],
    names: ["cursor agent", "cursoragent", "cursor ai", "cursor composer", "cursor cli"],
    words: ["cursor"],
    branches: ["cursor/"],
  },
  // OpenAI. App of the cloud agent, connector of ChatGPT, and addresses that its command line signs with.
  {
    tool: "Codex",
    numbers: [215057067, 199175422],
    logins: ["openai-codex[bot]", "chatgpt-codex-connector[bot]"],
    emails: ["noreply@openai.com", "codex@openai.com"],
    names: ["codex", "openai codex", "chatgpt codex"],
    branches: ["codex/"],
  },
  // Cognition.
  {
    tool: "Devin",
    numbers: [158243242],
    logins: ["devin-ai-integration[bot]", "devin-ai-integration"],
    names: ["devin ai", "devin ai integration", "cognition devin"],
    people: ["devin"],
    branches: ["devin/"],
    lines: [/^(Link to )?Devin (session|run): <?https?:\/\/app\.devin\.ai\//],
  },
  // Google's agent in the cloud.
  {
    tool: "Jules",
    numbers: [161369871],
    logins: ["google-labs-jules[bot]", "google-labs-jules"],
    names: ["google labs jules", "google jules"],
    people: ["jules"],
    branches: ["jules/", "jules-"],
    lines: [/^\*?PR created automatically by Jules for task\b/],
  },
  // AWS. The footer is of its plug-ins; branches are those it opens for an issue.
  {
    tool: "Amazon Q Developer",
    numbers: [208079219],
    logins: ["amazon-q-developer[bot]"],
    names: ["amazon q", "amazon q developer", "amazonq"],
    branches: ["q-dev-issue-", "amazonq/"],
  },
  {
    tool: "Kiro",
    numbers: [244629292],
    logins: ["kiro-agent"],
    names: ["kiro agent", "kiro cli"],
    words: ["kiro"],
    branches: ["kiro/"],
  },
  // Warp, whose agent is called Oz; its accounts have been renamed and kept their numbers.
  {
    tool: "Warp",
    numbers: [240773466, 277970191, 284697482, 243557089],
    logins: [
      "warp-agent-staging[bot]",
      "warp-dev-github-integration[bot]",
      "warp-for-oss[bot]",
      "oz-for-oss[bot]",
      "oz-for-x[bot]",
      "oz-by-warp[bot]",
    ],
    emails: ["oz-agent@warp.dev", "agent@warp.dev"],
    names: ["warp agent", "oz agent", "warp agent mode"],
    words: ["warp", "oz"],
    branches: ["oz-agent/", "oz/"],
  },
  // All Hands AI, formerly OpenDevin.
  {
    tool: "OpenHands",
    logins: ["openhands-agent"],
    emails: [
      "openhands@all-hands.dev",
      "openhands-claude@all-hands.dev",
      "opendevin@all-hands.dev",
      "opendevin@opendevin.ai",
      "bot@opendevin.com",
    ],
    names: ["openhands", "opendevin", "opendevinbot", "open hands agent"],
    branches: ["openhands/", "openhands-fix-issue-"],
  },
  {
    tool: "Roo Code",
    numbers: [219738659],
    logins: ["roomote[bot]", "roomote-v0[bot]"],
    emails: [
      "roomote@roocode.com",
      "support@roocode.com",
      "support@roo.vet",
      "roo@roocode.com",
      "roo@roocode.dev",
    ],
    names: ["roo code", "roocode", "roo code translate mode", "roomote"],
    words: ["roo"],
    branches: ["roo/"],
  },
  {
    tool: "Continue",
    numbers: [230936708, 230944351],
    logins: ["continue[bot]", "continue-staging[bot]"],
    emails: ["noreply@continue.dev", "agent@continue.dev"],
    names: ["continue agent", "continue cli"],
    words: ["continue"],
    branches: ["continue/"],
  },
  {
    tool: "Sweep",
    numbers: [131841235, 128439645, 132422995],
    logins: ["sweep-ai[bot]", "sweep-nightly[bot]", "sweep-nightly", "sweep-canary[bot]"],
    names: ["sweep ai", "sweep nightly", "sweep canary"],
    words: ["sweep"],
    branches: ["sweep/"],
  },
  {
    tool: "Factory Droid",
    numbers: [138933559],
    logins: ["factory-droid[bot]"],
    names: ["factory droid"],
    words: ["droid"],
    branches: ["droid/"],
  },
  // Sentry: one that mends what it sees fail, one that is asked in chat.
  {
    tool: "Seer",
    numbers: [157164994],
    logins: ["seer-by-sentry[bot]", "sentry-autofix[bot]"],
    names: ["seer by sentry", "sentry autofix", "sentry seer"],
    words: ["seer"],
  },
  {
    tool: "Junior (Sentry)",
    numbers: [264270552],
    logins: ["sentry-junior[bot]"],
    names: ["sentry junior", "junior sentry ai assistant"],
  },
  {
    tool: "Codeflash",
    numbers: [148906541],
    logins: ["codeflash-ai[bot]"],
    names: ["codeflash ai", "codeflash"],
  },
  // Its own trailers say whether agent or assistant made the checkpoint.
  {
    tool: "Replit",
    names: ["replit agent", "replit assistant"],
    words: ["replit"],
    sessions: { "replit-commit-author": /^(agent|assistant)\b/i, "replit-commit-session-id": /\S/ },
  },
  {
    tool: "Junie",
    numbers: [220155983],
    logins: ["jetbrains-ai[bot]", "jetbrains-junie[bot]"],
    names: ["jetbrains junie"],
    words: ["junie"],
    branches: ["junie/", "junie-"],
  },
  { tool: "Cosine", emails: ["agent@cosine.sh"], names: ["cosine genie"], words: ["cosine"] },
  // Makers of whole applications, which commit to a repository they are connected with.
  { tool: "Lovable", numbers: [159125892], logins: ["gpt-engineer-app[bot]", "lovable-dev[bot]"] },
  { tool: "v0", logins: ["v0[bot]"] },
  { tool: "Codegen", logins: ["codegen-sh[bot]"] },
];
