import { z } from "zod";
import { invalid } from "#lib/errors.ts";
import type { HookOptions, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import type { Bounds } from "#lib/moments.ts";
import { parse } from "#lib/parse.ts";
import { deployed, pushed, requested } from "../code-host/decode.ts";
import { links, type Told } from "../code-host/facts.ts";
import { projectOf } from "../code-host/project.ts";
import { joinNames, line, webAddress } from "../text.ts";
import { DeploymentEvent, MergeRequestEvent, Push } from "./payload.ts";

/** GitLab: pushes, merge requests and deployments. */

const Kind = z.looseObject({ object_kind: z.string().max(100).optional() });

const gitlab: Sender<Told> = {
  name: "gitlab",
  speaksOfIncidents: () => false,
  decode(payload, options, bounds) {
    const { object_kind: kind } = parse(Kind, payload);
    switch (kind) {
      case "push":
        return pushOf(parse(Push, payload), options, bounds);
      case "merge_request":
        return requestOf(parse(MergeRequestEvent, payload), bounds);
      case "deployment":
        return deploymentOf(parse(DeploymentEvent, payload), options);
      default:
        return { ignored: `${line(kind, 100) ?? "This"} is not an event that is kept.` };
    }
  },
  links,
  project: projectOf("gitlab"),
};

export const receiveGitlab = receiver(
  gitlab,
  "Take in a webhook of GitLab: deployments, pushes and merge requests",
);

const isNone = (sha: string | null | undefined) => sha == null || /^0*$/.test(sha);

function pushOf(push: Push, options: HookOptions, bounds: Bounds) {
  const { project, after, before } = push;
  const commits = push.commits.map(({ id, message, timestamp, author }) => {
    const { name, email } = author ?? {};
    return { id, message, timestamp, author: { name, email } };
  });
  // The commits come with the oldest first, and the head among them.
  const head = commits.find(({ id }) => id === after) ?? commits.at(-1) ?? null;
  return pushed(
    {
      ref: push.ref,
      before: isNone(before) ? null : before!,
      after,
      deleted: isNone(after),
      repository: {
        path: project.path_with_namespace,
        name: project.name ?? null,
        defaultBranch: project.default_branch,
      },
      // GitLab does not say when something was pushed: the newest commit is the latest that is known.
      at: null,
      head,
      author: push.user_username ?? push.user_name,
      url:
        isNone(before) || project.web_url == null
          ? null
          : `${project.web_url}/-/compare/${before}...${after}`,
      commits,
      own: commits,
    },
    options,
    bounds,
  );
}

/** What is done to a merge request and says nothing of how it was made is not kept. */
const actions: ReadonlySet<string> = new Set(["open", "reopen", "update", "merge", "close"]);

function requestOf({ object_attributes: request, ...event }: MergeRequestEvent, bounds: Bounds) {
  const { project, user, labels, changes } = event;
  const { action, author_id: opener, last_commit: last } = request;
  if (action != null && !actions.has(action))
    return {
      ignored: `${line(action, 100)} of a merge request is not kept: it says nothing of how it was made.`,
    };
  const path = project.path_with_namespace;
  // GitLab names who acts, and the opener by number alone.
  const author = opener != null && user?.id === opener ? user : null;
  const updates = (field: string) => action !== "update" || Object.hasOwn(changes ?? {}, field);
  const became = [request.merge_commit_sha, request.squash_commit_sha].filter(
    (sha) => !isNone(sha),
  ) as string[];
  const isMerged = request.state === "merged" && last != null;
  return requested(
    {
      subject: joinNames(`${path}!${request.iid}`),
      called: `merge request ${request.iid}`,
      at: request.updated_at,
      request: {
        labels: (labels ?? []).flatMap(({ title }) => title ?? []),
        body: request.description,
        branch: request.source_branch,
        author: author === null ? null : { username: author.username },
      },
      tells: { labels: updates("labels"), body: updates("description") },
      by: user?.username ?? user?.name,
      author: author?.username,
      createdAt: request.created_at,
      commits: null,
      merged: isMerged
        ? { repository: path, head: last.id, became: became.length > 0 ? became : [last.id] }
        : null,
    },
    bounds,
  );
}

function deploymentOf(event: DeploymentEvent, options: HookOptions) {
  const { project, environment, status, status_changed_at: at } = event;
  const sha = /\/commit\/([0-9a-zA-Z-]+)\/?$/.exec(event.commit_url)?.[1];
  if (sha === undefined)
    throw invalid([{ path: "commit_url", message: "does not end in the hash of a commit" }]);
  if (!isProduction(event, options))
    return { ignored: `The environment ${line(environment, 200)} is not production.` };
  const id = joinNames(`${project.path_with_namespace}/deployments/${event.deployment_id}`);
  const told = `${id} ${at.toISOString()} ${line(status, 100)}`;
  return deployed({
    key: joinNames(`deployment ${told}`),
    at,
    deployment: {
      id,
      repository: project.path_with_namespace,
      name: line(project.name, 200),
      sha,
      title: line(["deploy", event.ref, environment].filter(Boolean).join(" · "), 500) ?? `Deployment ${id}`,
      environment: line(environment, 200),
      author: line(event.user?.username ?? event.user?.name, 300),
      url: webAddress(event.deployable_url) ?? webAddress(event.commit_url),
    },
    status: { key: `status ${told}`, at, state: status },
  });
}

/** GitLab itself tells of what kind an environment is, unless it was told otherwise. */
function isProduction(of: DeploymentEvent, { environments }: HookOptions): boolean {
  const environment = of.environment ?? "production";
  if (environments.length > 0) return environments.includes(environment);
  return (of.environment_tier ?? environment) === "production";
}
