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
const Sha = z.string().min(1).max(200);
const Commit = z.looseObject({
  id: Sha.nullish().describe("Its hash."),
  distinct: z.boolean().nullish().describe("Whether no other branch has brought it before."),
  message: z.string().describe("Title and trailers."),
  timestamp: Instant.describe("When it was made."),
  author: Person.describe("Who wrote it."),
  committer: Person.describe("Who put it in."),
});
const User = z
  .looseObject({
    login: Text.describe("Their name on GitHub."),
    id: z.number().nullish().describe("The number of their account, which stays when it is renamed."),
  })
  .nullish();

export const Push = z.looseObject({
  ref: z.string().max(1000).describe("The branch, as refs/heads/main."),
  before: Text.describe("The commit that the branch was at before; all zeros where there was none."),
  after: Sha.describe("The commit that the branch is at since."),
  deleted: z.boolean().optional().describe("Whether the branch was deleted."),
  created: z.boolean().nullish().describe("Whether the branch is new."),
  forced: z.boolean().nullish().describe("Whether what the branch held before is gone from it."),
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
  sha: Sha.describe("The commit that is deployed."),
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

export const PullRequestEvent = z.looseObject({
  action: z.string().max(100).describe("What was done to it: opened, labeled, closed and the like."),
  pull_request: z
    .looseObject({
      number: z.int().min(1).describe("Its number in the repository."),
      body: Text.describe("Its text, whose boxes and sentences tell of AI."),
      user: User.describe("Who opened it."),
      labels: z
        .array(z.looseObject({ name: Text.describe("What it says.") }))
        .max(1000)
        .default([])
        .describe("Its labels."),
      head: z
        .looseObject({
          ref: Text.describe("Its branch."),
          sha: Sha.describe("The last commit of its branch."),
        })
        .describe("What it brings."),
      created_at: Instant.describe("When it was opened."),
      updated_at: Instant.describe("When this was done to it."),
      merged: z.boolean().nullish().describe("Whether it was merged."),
      merge_commit_sha: Sha.nullish().describe("The commit that it became, once it is merged."),
      commits: z.int().nullish().describe("How many commits it has."),
    })
    .describe("The pull request."),
  repository: Repository.describe("Which repository."),
  sender: User.describe("Who did it."),
});
export type PullRequestEvent = z.infer<typeof PullRequestEvent>;

export const GithubPayload = z.union([StatusEvent, DeploymentEvent, PullRequestEvent, Push]);
