import { hash } from "node:crypto";
import { type Commit, markOf } from "#lib/attribution/marks.ts";
import { type PullRequest, pullRequestMarks } from "#lib/attribution/pull-requests.ts";
import { referencesIn } from "#lib/attribution/references.ts";
import type { About, Fact, HookOptions } from "#lib/hooks/schema.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";
import { iso, joinNames, line, webAddress } from "../text.ts";
import {
  type BranchPushed,
  broughtBy,
  type CommitTold,
  commitSubject,
  type Deployed,
  headSubject,
  type Pushed,
  type Reached,
  type Requested,
  type Told,
} from "./facts.ts";

/** What a host tells as facts, from what its own words were read as. */

interface HostCommit extends Commit {
  id: string;
}

export interface PushEvent {
  ref: string;
  /** The head of the branch before; null where it had none, or what it had is gone from it. */
  before: string | null;
  after: string;
  deleted: boolean;
  repository: { path: string; name: string | null; defaultBranch: string | null | undefined };
  /** When it was pushed, where that is told. */
  at: Date | null;
  head: (HostCommit & { timestamp: Date }) | null;
  author: string | null | undefined;
  url: string | null | undefined;
  commits: readonly HostCommit[];
  /** Those of its commits that no other branch has brought before. */
  own: readonly HostCommit[];
}

type Answer = { ignored: string } | (About<Told> & { asides?: About<Told>[] });

export function pushed(push: PushEvent, { onlyDeployments }: HookOptions, bounds: Bounds): Answer {
  const { repository, head, after, at: toldAt } = push;
  const branch = /^refs\/heads\/(.+)$/.exec(push.ref)?.[1];
  if (branch === undefined) return { ignored: `${line(push.ref, 200)} is not a branch.` };
  if (push.deleted || head === null) return { ignored: `The branch ${line(branch, 200)} has no commit.` };
  const at = toldAt ?? head.timestamp;
  const common = {
    author: line(push.author, 300),
    made: momentProblem(head.timestamp, bounds) === null ? iso(head.timestamp) : null,
  };
  const { path, defaultBranch } = repository;
  if (defaultBranch != null && branch !== defaultBranch) {
    if (push.own.length === 0) return { ignored: `${line(branch, 200)} has no commit of its own.` };
    const before = push.before === null ? null : headSubject(path, push.before);
    const told: BranchPushed = {
      ...common,
      kind: "branch-push",
      commits: push.own.map(commitTold),
      after: before,
    };
    const subject = headSubject(path, after);
    return {
      // A push has no id; the same commit may be pushed twice, once with more behind it.
      ...about(subject, at, told),
      asides: before === null ? [] : [about(before, at, { kind: "continued", by: subject })],
    };
  }
  const told: Pushed = {
    ...common,
    kind: "push",
    counts: !onlyDeployments,
    repository: path,
    name: line(repository.name, 200),
    sha: after,
    title: line(head.message.trimStart().split("\n")[0], 500),
    url: webAddress(push.url),
    commits: (push.commits.length > 0 ? push.commits : [{ ...head, id: after }]).map(commitTold),
  };
  const subject = commitSubject(path, after);
  return {
    ...about(subject, at, told),
    asides: broughtBy(told).map((commit) => about(commit, at, { kind: "brought", by: subject })),
  };
}

/** Of its author only what was read: hosts send more beside it, which nobody has looked at. */
function commitTold({ id, message, author }: HostCommit): CommitTold {
  const { name, email, username } = author ?? {};
  const mark = markOf({ message, author: { name, email, username } });
  return { sha: id, mark, references: referencesIn(message) };
}

function about(subject: string, at: Date, data: Told): About<Told> {
  const moment = data.kind === "push" || data.kind === "branch-push" ? at.toISOString() : "";
  return { subject, facts: [{ key: [data.kind, moment, digest(data)].filter(Boolean).join(" "), at, data }] };
}

const digest = (told: Told) => hash("sha256", JSON.stringify(told), "hex").slice(0, 16);

export interface RequestEvent {
  subject: string;
  called: string;
  at: Date;
  request: PullRequest;
  tells: Requested["tells"];
  by: string | null | undefined;
  author: string | null | undefined;
  createdAt: Date;
  commits: number | null | undefined;
  merged: Requested["merged"];
}

/** Once it is merged, the commit that it became and the last one of its branch lead to it. */
export function requested(event: RequestEvent, bounds: Bounds): Answer {
  const { subject, at, merged } = event;
  const told: Requested = {
    kind: "request",
    called: event.called,
    marks: pullRequestMarks(event.request),
    tells: merged === null ? event.tells : { labels: true, body: true },
    by: line(event.by, 300),
    author: line(event.author, 300),
    createdAt: momentProblem(event.createdAt, bounds) === null ? iso(event.createdAt) : null,
    commits: event.commits ?? null,
    merged,
  };
  const became = (merged?.became ?? []).map((sha) =>
    about(commitSubject(merged!.repository, sha), at, { kind: "merged", request: subject }),
  );
  const headed =
    merged === null
      ? []
      : [about(headSubject(merged.repository, merged.head), at, { kind: "headed", request: subject })];
  const key = `request ${at.toISOString()} ${digest(told)}`;
  return { subject, facts: [{ key, at, data: told }], asides: [...became, ...headed] };
}

export interface DeploymentEvent {
  at: Date;
  deployment: Omit<Deployed, "kind">;
  /** The same deployment told again under another key is the same one, asked for when it was first told of. */
  key: string;
  status: { key: string; at: Date; state: string } | null;
}

export function deployed({ at, deployment, key, status }: DeploymentEvent): Answer {
  const told: Deployed = { ...deployment, kind: "deployment" };
  const facts: Fact<Told>[] = [{ key, at, data: told }];
  if (status !== null) {
    const reached: Reached = { kind: "status", deployment: told.id, state: line(status.state, 100) ?? "" };
    facts.push({ key: joinNames(status.key), at: status.at, data: reached });
  }
  return { subject: commitSubject(told.repository, told.sha), facts };
}
