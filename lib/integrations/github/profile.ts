import type { Profile } from "../profile.ts";

export const githubDeployments: Profile = {
  name: "github-deployments",
  label: "GitHub deployments",
  tool: { name: "GitHub", how: "deployments: JSON of the API: `GET /repos/OWNER/NAME/deployments`" },
  target: "changes",
  source: "github",
  requires: ["id", "sha", "ref", "environment", "created_at"],
  fields: {
    externalId: ["id"],
    title: { join: ["task", "ref", "environment"], separator: " · " },
    deployedAt: ["created_at"],
    author: ["creator.login", "creator_login", "creator"],
    system: ["repository", "repository.full_name", "repo"],
    url: ["html_url", "url"],
  },
  keep: ["sha", "state", "production_environment"],
};
