/** Types of issues that are work rather than incidents; DevLake takes them over from Jira. */
export const workItems = {
  task: "skip",
  "sub-task": "skip",
  subtask: "skip",
  story: "skip",
  epic: "skip",
} as const;
