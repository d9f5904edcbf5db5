import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { Id, Text } from "../text.ts";

/** What GitLab sends, as far as it is read. */

const Project = z.looseObject({
  path_with_namespace: z.string().min(1).max(300).describe("Group and name: acme/checkout."),
  name: Text.describe("Its name: the system that was changed."),
  web_url: Text.describe("Where it stands on GitLab."),
  default_branch: Text.describe("Pushes to this branch count as changes."),
});
const Sha = z.string().min(1).max(200);
/** `2026-03-05 14:00:00 UTC` in older versions, and RFC 3339 since. */
const Moment = z.preprocess(
  (at) => (typeof at === "string" ? at.replace(/ UTC$/, "Z").replace(/ ([+-]\d{4})$/, "$1") : at),
  Instant,
);
const User = z
  .looseObject({
    id: z.number().nullish().describe("The number of their account."),
    name: Text.describe("What they are called."),
    username: Text.describe("Their name on GitLab."),
  })
  .nullish();
const Commit = z.looseObject({
  id: Sha.describe("Its hash."),
  message: z.string().describe("Title and trailers."),
  timestamp: Moment.describe("When it was made."),
  author: z
    .looseObject({ name: Text.describe("What they are called."), email: Text.describe("Their address.") })
    .nullish()
    .describe("Who wrote it."),
});

export const Push = z.looseObject({
  object_kind: z.literal("push").describe("A push to a branch."),
  ref: z.string().max(1000).describe("The branch, as refs/heads/main."),
  before: Text.describe("The commit that the branch was at before; all zeros where there was none."),
  after: Sha.describe("The commit that the branch is at since; all zeros where it was deleted."),
  user_name: Text.describe("Who pushed."),
  user_username: Text.describe("Their name on GitLab."),
  project: Project.describe("Which project."),
  commits: z
    .array(Commit)
    .max(10_000)
    .default([])
    .describe("The latest twenty of its commits, whose trailers and authors tell of AI."),
});
export type Push = z.infer<typeof Push>;

export const MergeRequestEvent = z.looseObject({
  object_kind: z.literal("merge_request").describe("Something was done to a merge request."),
  user: User.describe("Who did it."),
  project: Project.describe("Which project it is for."),
  labels: z
    .array(z.looseObject({ title: Text.describe("What it says.") }))
    .max(1000)
    .nullish()
    .describe("Its labels."),
  object_attributes: z
    .looseObject({
      iid: z.int().min(1).describe("Its number in the project."),
      description: Text.describe("Its text, whose boxes and sentences tell of AI."),
      author_id: z.number().nullish().describe("The number of the account that opened it."),
      source_branch: Text.describe("Its branch."),
      state: Text.describe("opened, merged or closed."),
      action: Text.describe("What was done to it: open, update, merge and the like."),
      created_at: Moment.describe("When it was opened."),
      updated_at: Moment.describe("When this was done to it."),
      last_commit: z
        .looseObject({ id: Sha.describe("Its hash.") })
        .nullish()
        .describe("The last commit of its branch."),
      merge_commit_sha: Sha.nullish().describe("The commit that merged it, where there is one."),
      squash_commit_sha: Sha.nullish().describe("The commit that it was squashed into, where that is told."),
    })
    .describe("The merge request."),
  changes: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe("What was changed about it, by the name of the field."),
});
export type MergeRequestEvent = z.infer<typeof MergeRequestEvent>;

export const DeploymentEvent = z.looseObject({
  object_kind: z.literal("deployment").describe("A deployment came a step further."),
  status: z.string().max(100).describe("running, success, failed and the like."),
  status_changed_at: Moment.describe("When it came to be so."),
  deployment_id: Id.describe("GitLab's id of the deployment."),
  deployable_url: Text.describe("Where its job stands."),
  environment: Text.describe("Where it goes: production, say."),
  environment_tier: Text.describe("What kind of environment that is."),
  ref: Text.describe("The branch or tag that is deployed."),
  user: User.describe("Who deploys."),
  commit_url: z.string().max(2000).describe("Where the commit stands that is deployed; it ends in its hash."),
  project: Project.describe("Of which project."),
});
export type DeploymentEvent = z.infer<typeof DeploymentEvent>;

export const GitlabPayload = z.union([DeploymentEvent, MergeRequestEvent, Push]);
