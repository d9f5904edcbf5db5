import type { z } from "zod";
import { invalid } from "#lib/errors.ts";
import type { HookOptions, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import type { Bounds } from "#lib/moments.ts";
import { parse } from "#lib/parse.ts";
import { deployed, pushed, requested } from "../code-host/decode.ts";
import { links, type Told } from "../code-host/facts.ts";
import { projectOf } from "../code-host/project.ts";
import { joinNames, line, webAddress } from "../text.ts";
import { type Deployment, DeploymentEvent, PullRequestEvent, Push, StatusEvent } from "./payload.ts";

/** GitHub: pushes, pull requests, deployments and their statuses. */

const github: Sender<Told> = {
  name: "github",
  speaksOfIncidents: () => false,
  decode(payload, options, bounds) {
    switch (options.event ?? null) {
      case null:
        throw invalid([{ path: "x-github-event", message: "is needed: the header that names the event" }]);
      case "ping":
        return { ignored: "The webhook is set up: this ping was answered." };
      case "push":
        return pushOf(parse(Push, payload), options, bounds);
      case "pull_request":
        return requestOf(parse(PullRequestEvent, payload), bounds);
      case "deployment":
        return deploymentOf(parse(DeploymentEvent, payload), options);
      case "deployment_status": {
        const event = parse(StatusEvent, payload);
        return deploymentOf(event, options, event.deployment_status);
      }
      default:
        return { ignored: `${line(options.event, 100)} is not an event that is kept.` };
    }
  },
  links,
  project: projectOf("github"),
};

export const receiveGithub = receiver(
  github,
  "Take in a webhook of GitHub: deployments, their statuses, pushes and pull requests",
);

function pushOf(push: Push, options: HookOptions, bounds: Bounds) {
  const { repository, head_commit: head, after, before, forced, created } = push;
  const commits = push.commits.map((commit) => ({ ...commit, id: commit.id ?? after }));
  return pushed(
    {
      ref: push.ref,
      before: forced || created || before == null || /^0*$/.test(before) ? null : before,
      after,
      deleted: push.deleted === true,
      repository: {
        path: repository.full_name,
        name: repository.name ?? null,
        defaultBranch: repository.default_branch,
      },
      at: pushTime(repository.pushed_at),
      head: head == null ? null : { ...head, id: after },
      author: head?.author?.username ?? head?.author?.name ?? push.pusher?.name,
      url: push.compare,
      commits,
      own: commits.filter(({ distinct }) => distinct !== false),
    },
    options,
    bounds,
  );
}

/** A push gives it in seconds, everything else as an instant. */
function pushTime(at: Date | number | null | undefined): Date | null {
  if (at == null) return null;
  const date = typeof at === "number" ? new Date(at * 1000) : at;
  return Number.isNaN(date.getTime()) ? null : date;
}

/** What is done to a pull request and says nothing of how it was made is not kept. */
const actions = {
  opened: { labels: true, body: true },
  reopened: { labels: true, body: true },
  labeled: { labels: true, body: false },
  unlabeled: { labels: true, body: false },
  edited: { labels: false, body: true },
  synchronize: { labels: false, body: false },
  closed: { labels: true, body: true },
} as const;

function requestOf({ action, pull_request: pull, repository, sender }: PullRequestEvent, bounds: Bounds) {
  if (!Object.hasOwn(actions, action))
    return {
      ignored: `${line(action, 100)} of a pull request is not kept: it says nothing of how it was made.`,
    };
  const { user, head, merge_commit_sha: commit } = pull;
  const isMerged = pull.merged === true && commit != null;
  const about = `${repository.full_name}#${pull.number}`;
  return requested(
    {
      subject: joinNames(about),
      called: `pull request ${pull.number}`,
      at: pull.updated_at,
      request: {
        labels: pull.labels.flatMap(({ name }) => name ?? []),
        body: pull.body,
        branch: head.ref,
        author: user == null ? null : { username: user.login, number: user.id },
      },
      tells: actions[action as keyof typeof actions],
      by: sender?.login,
      author: user?.login,
      createdAt: pull.created_at,
      commits: pull.commits,
      merged: isMerged ? { repository: repository.full_name, head: head.sha, became: [commit] } : null,
    },
    bounds,
  );
}

function deploymentOf(
  { deployment, repository }: z.infer<typeof DeploymentEvent>,
  options: HookOptions,
  status?: StatusEvent["deployment_status"],
) {
  if (!isProduction(deployment, options))
    return { ignored: `The environment ${line(deployment.environment, 200)} is not production.` };
  const { full_name: fullName, html_url: site } = repository;
  const id = joinNames(deployment.id);
  return deployed({
    key: `deployment ${id}`,
    at: deployment.created_at,
    deployment: {
      id,
      repository: fullName,
      name: line(repository.name, 200),
      sha: deployment.sha,
      title:
        line([deployment.task, deployment.ref, deployment.environment].filter(Boolean).join(" · "), 500) ??
        `Deployment ${deployment.id}`,
      environment: line(deployment.environment, 200),
      author: line(deployment.creator?.login, 300),
      url: webAddress(site == null ? null : `${site}/commit/${deployment.sha}`),
    },
    // A later deployment makes this one inactive: nothing more happened to it.
    status:
      status === undefined || status.state === "inactive"
        ? null
        : { key: `status ${joinNames(status.id)}`, at: status.created_at, state: status.state },
  });
}

/** GitHub itself calls the environment named production so, unless it was told otherwise. */
function isProduction(of: z.infer<typeof Deployment>, { environments }: HookOptions): boolean {
  const environment = of.environment ?? "production";
  if (environments.length > 0) return environments.includes(environment);
  return of.production_environment ?? environment === "production";
}
