import type { Incident } from "./incidents.ts";
import type { Random } from "./random.ts";

const asked: Record<"assisted" | "generated" | "agent", string[]> = {
  assisted: [
    "{tool} was asked to make the existing code faster while keeping its results.",
    "The author wrote the change with {tool} completing lines; the line at fault was one of them.",
    "{tool} was asked how to remove a warning, and its answer was applied as it stood.",
  ],
  generated: [
    "{tool} was given the ticket and two example files, and wrote the change and its tests.",
    "{tool} was asked to rewrite the file in the style of a neighbouring one.",
    "{tool} generated the change from a one-line description.",
  ],
  agent: [
    "{tool} was asked to get a failing pipeline to pass, and was left running over lunch.",
    "{tool} was asked to tidy up resources that are no longer used.",
    "{tool} worked through a list of forty small maintenance tickets; this was the thirty-first.",
  ],
};

const absent: Record<"assisted" | "generated" | "agent", string[]> = {
  assisted: [
    "Nobody senior had to look at it: the change was not marked as AI-assisted when it was reviewed.",
    "No risk assessment was asked for, since the change looked small.",
  ],
  generated: [
    "The tests came from the same source as the code, so they agreed with it.",
    "The review covered 900 lines in six minutes.",
  ],
  agent: [
    "The agent had the engineer's own rights in production.",
    "There was no isolation between what the agent may plan and what it may carry out.",
  ],
};

const caught = [
  "A comparison of results before and after on a day of real traffic would have caught it.",
  "A second reader who knows the data would have caught it.",
  "A first step of one per cent in one zone would have caught it.",
  "A sandbox with production-like data would have caught it.",
  "A rule that stops deletions in production without two people would have stopped it.",
];

/** How AI was involved: what it was asked, which safeguard was absent, what would have caught it. */
export function aiRoleOf(random: Random, { record, change, scenario }: Incident): string {
  if (record.aiInvolvement === "unknown") {
    return "Not yet settled: the author has left the team, and the commits carry no mark.";
  }
  const ai = change?.ai;
  if (record.aiInvolvement === "none" || !ai || ai === "none" || ai === "unknown") {
    if (!change) return "None. No change was involved.";
    return random.pick([
      "None. The author wrote the change by hand, and the commits carry no mark of a tool.",
      "None, by the author's statement.",
      "None. The tool report lists no session for this change.",
    ]);
  }
  const tool = record.aiTool ?? "The assistant";
  const tasks =
    ai !== "agent"
      ? asked[ai]
      : scenario.rootCause === "deployment"
        ? asked.agent.slice(0, 1)
        : asked.agent.slice(1);
  const told = random.pick(tasks).replaceAll("{tool}", tool);
  return `${told} ${random.pick(absent[ai])} ${random.pick(ai === "agent" ? caught.slice(3) : caught.slice(0, 4))}`;
}
