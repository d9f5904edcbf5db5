import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { Id, Text } from "../text.ts";

/** What GitHub sends, as far as it is read. */

const Repository = z.looseObject({
  full_name: z.string().min(1).max(300).describe("Owner and name: acme/checkout."),
  name: Text.describe("Its name: the system that was changed."),
  html_url: Text.describe("Where it stands on GitHub."),
  default_branch: Text.describe("Pushes to this branch count as changes."),
  pushed_at: z
    .union([z.number(), Instant])
    .nullish()
    .describe("When it was pushed to: seconds since 1970, or an instant."),
});
const Person = z
  .looseObject({
    name: Text.describe("What they are called."),
    email: Text.describe("Their address."),
    username: Text.describe("Their name on GitHub."),
  })
  .nullish();
const Commit = z.looseObject({
  message: z.string().describe("Title and trailers."),
  timestamp: Instant.describe("When it was made."),
  author: Person.describe("Who wrote it."),
  committer: Person.describe("Who put it in."),
});
const User = z.looseObject({ login: Text.describe("Their name on GitHub.") }).nullish();

export const Push = z.looseObject({
  ref: z.string().max(1000).describe("The branch, as refs/heads/main."),
  after: z.string().min(1).max(200).describe("The commit that the branch is at since."),
  deleted: z.boolean().optional().describe("Whether the branch was deleted."),
  compare: Text.describe("Where the commits stand on GitHub."),
  repository: Repository.describe("Which repository."),
  pusher: z
    .looseObject({ name: Text.describe("Their name on GitHub.") })
    .nullish()
    .describe("Who pushed."),
  head_commit: Commit.nullish().describe("The last commit, which the change is called after."),
  commits: z
    .array(Commit)
    .max(10_000)
    .default([])
    .describe("The commits, whose trailers and authors tell of AI."),
});
export type Push = z.infer<typeof Push>;

export const Deployment = z.looseObject({
  id: Id.describe("GitHub's id of the deployment."),
  sha: z.string().min(1).max(200).describe("The commit that is deployed."),
  ref: Text.describe("The branch or tag it was asked for by."),
  task: Text.describe("What is done: deploy, say."),
  environment: Text.describe("Where it goes: production, say."),
  production_environment: z.boolean().nullish().describe("Whether that is production, where GitHub says so."),
  created_at: Instant.describe("When it was asked for."),
  creator: User.describe("Who asked for it."),
});

export const DeploymentEvent = z.looseObject({
  deployment: Deployment.describe("What is deployed."),
  repository: Repository.describe("Of which repository."),
});
export const StatusEvent = DeploymentEvent.extend({
  deployment_status: z
    .looseObject({
      id: Id.describe("GitHub's id of the status."),
      state: z.string().max(100).describe("success, failure, in_progress and the like."),
      created_at: Instant.describe("When it came to be so."),
    })
    .describe("How far the deployment is."),
});
export type StatusEvent = z.infer<typeof StatusEvent>;

export const GithubPayload = z.union([StatusEvent, DeploymentEvent, Push]);
