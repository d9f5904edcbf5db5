import type { Attribution, Mark } from "#lib/attribution/marks.ts";
import type { PullRequestMark } from "#lib/attribution/pull-requests.ts";
import type { Reference } from "#lib/attribution/references.ts";
import type { Fact, Links } from "#lib/hooks/schema.ts";
import { joinNames } from "../text.ts";

/**
 * What hosts of code tell, and of which subjects. What is told of one commit belongs together: the push that ended in
 * it, which bears the marks of AI, and its deployments. A request is a subject of its own, and so is each head of its
 * branch; which commit a request became, and with which push that one went out, is kept with the commit.
 */
export type Told =
  | Pushed
  | Brought
  | Merged
  | Deployed
  | Reached
  | Requested
  | BranchPushed
  | Headed
  | Continued;

export interface CommitTold {
  sha: string;
  /** What it says of AI; null where it says nothing. */
  mark: Mark | null;
  /** Earlier commits that it takes back or mends; absent where nobody looked. */
  references?: readonly Reference[];
}

/** A push to the branch that goes to production. */
export interface Pushed {
  kind: "push";
  /** Whether the push is a change by itself, or only lends its marks. */
  counts: boolean;
  repository: string;
  name: string | null;
  sha: string;
  title: string | null;
  author: string | null;
  url: string | null;
  commits?: readonly CommitTold[];
  /** When the last of its commits was made. */
  made?: string | null;
  /** What all of them say, in facts that are older than `commits`. */
  ai?: EarlierAttribution;
}
type EarlierAttribution = Pick<Attribution, "aiAssistance" | "aiTool"> &
  Partial<Attribution> & { marked?: number; of?: number };

/** With a commit: a push ended in another that brought it too. */
interface Brought {
  kind: "brought";
  by: string;
}
/** With a commit: it is what a request became. */
interface Merged {
  kind: "merged";
  request: string;
}
export interface Deployed {
  kind: "deployment";
  id: string;
  repository: string;
  name: string | null;
  sha: string;
  title: string;
  environment: string | null;
  author: string | null;
  url: string | null;
}
export interface Reached {
  kind: "status";
  deployment: string;
  state: string;
}
/** A pull or merge request, as it was when something was done to it. */
export interface Requested {
  kind: "request";
  /** What it is called: `pull request 12`. */
  called: string;
  marks: readonly PullRequestMark[];
  /** Whether what was done speaks of its labels, of its text. */
  tells: { labels: boolean; body: boolean };
  /** Who did it, and who opened the request. */
  by: string | null;
  author: string | null;
  createdAt: string | null;
  /** How many commits it has, where that is told. */
  commits: number | null;
  /** Once it is merged: the last commit of its branch, and what it became. */
  merged: { repository: string; head: string; became: readonly string[] } | null;
}
/** With the head of a branch: a push to any other branch ended in it. */
export interface BranchPushed {
  kind: "branch-push";
  author: string | null;
  commits: readonly CommitTold[];
  made: string | null;
  /** The head of the branch before, which this one follows; null where it is new, or took the place of another. */
  after: string | null;
}
/** With the head of a branch: it was the head of a request that was merged. */
interface Headed {
  kind: "headed";
  request: string;
}
/** With the head of a branch: another followed it. */
interface Continued {
  kind: "continued";
  by: string;
}

export const commitSubject = (repository: string, sha: string) => joinNames(`${repository}@${sha}`);
export const headSubject = (repository: string, sha: string) => joinNames(`${repository}~${sha}`);

/** Of one kind among facts. */
export function ofKind<K extends Told["kind"], F extends Fact<Told>>(facts: readonly F[], kind: K) {
  return facts.filter((fact): fact is F & { data: Extract<Told, { kind: K }> } => fact.data.kind === kind);
}

/** The other commits that a push brought, by their subjects. */
export function broughtBy({ repository, sha, commits = [] }: Pushed): string[] {
  const subjects = new Set(commits.map((commit) => commitSubject(repository, commit.sha)));
  subjects.delete(commitSubject(repository, sha));
  return [...subjects];
}

export function links(_: string, facts: readonly Fact<Told>[]): Links {
  const reads: string[] = [];
  const readBy: string[] = [];
  for (const { data } of facts)
    switch (data.kind) {
      case "push":
        reads.push(...broughtBy(data));
        break;
      case "merged":
        reads.push(data.request);
        break;
      case "brought":
      case "continued":
        readBy.push(data.by);
        break;
      case "headed":
        readBy.push(data.request);
        break;
      case "branch-push":
        if (data.after !== null) reads.push(data.after);
        break;
      case "request": {
        if (data.merged === null) break;
        const { repository, head, became } = data.merged;
        reads.push(headSubject(repository, head));
        readBy.push(...became.map((sha) => commitSubject(repository, sha)));
        break;
      }
    }
  return { reads, readBy };
}
