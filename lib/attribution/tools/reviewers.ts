import type { Tool } from "./tool.ts";

/**
 * Reviewers. A commit that one of them made, or that took its suggestion over, says so by its author or co-author; that
 * one has read a change says nothing of who wrote it.
 */
export const reviewers: readonly Tool[] = [
  // GitHub's code scanning and code quality, which propose fixes. Names under which suggestions are committed.
  {
    tool: "Copilot Autofix",
    numbers: [62310815, 223894421],
    logins: ["github-advanced-security[bot]", "github-code-quality[bot]"],
    names: ["copilot autofix", "copilot autofix powered by ai"],
  },
  // Google's reviewer on GitHub.
  {
    tool: "Gemini Code Assist",
    numbers: [176961590],
    logins: ["gemini-code-assist[bot]"],
    names: ["gemini code assist"],
  },
  // Apps that review pull requests, by number and login.
  { tool: "Ellipsis", numbers: [65095814], logins: ["ellipsis-dev[bot]"], names: ["ellipsis dev"] },
  {
    tool: "CodeRabbit",
    numbers: [136622811],
    logins: ["coderabbitai[bot]"],
    names: ["coderabbit", "coderabbitai", "coderabbit ai"],
    branches: ["coderabbitai/"],
  },
  { tool: "cubic", numbers: [191113872], logins: ["cubic-dev-ai[bot]"], names: ["cubic dev ai"] },
  { tool: "Greptile", numbers: [165735046], logins: ["greptile-apps[bot]"], names: ["greptile"] },
  { tool: "Sourcery", numbers: [58596630], logins: ["sourcery-ai[bot]"], names: ["sourcery ai"] },
  { tool: "Hyperlint", numbers: [154288675], logins: ["hyperlint-ai[bot]"], names: ["hyperlint ai"] },
];
