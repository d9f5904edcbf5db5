import type { Commit } from "./marks.ts";
import { toolOf } from "./people.ts";
import { pullRequestMarks } from "./pull-requests.ts";

/** What points at a tool and says nothing of who wrote a commit. */
export interface Hint {
  tool: string;
  model: string | null;
  channel: "committer" | "branch";
}

/** The branch that a merge names in its title, as git, GitHub and GitLab write it. */
const merges = [
  /^Merge pull request #\d+ from [^/\s]+\/(\S+)/,
  /^Merge (?:remote-tracking )?branch '[^']{1,300}'(?: of \S+)? into '?([^'\s]{1,300})/,
  /^Merge (?:remote-tracking )?branch '(?:origin\/)?([^']{1,300})'/,
];

/** For a commit without a mark: an agent put in what somebody wrote, or the branch that is merged is called after one. */
export function hintOf({ message, committer }: Commit): Hint | null {
  const person = committer == null ? null : toolOf(committer);
  if (person?.tool != null) return { tool: person.tool.tool, model: person.model, channel: "committer" };
  for (const merge of merges) {
    const branch = merge.exec(message.trimStart().slice(0, 1000))?.[1];
    if (branch === undefined) continue;
    const [mark] = pullRequestMarks({ branch });
    if (mark?.tool != null) return { tool: mark.tool, model: mark.model, channel: "branch" };
  }
  return null;
}
