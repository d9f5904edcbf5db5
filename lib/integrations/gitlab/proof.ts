import { tokenIn } from "#lib/hooks/signature.ts";

export const gitlabProof = tokenIn("GITLAB_WEBHOOK_TOKENS", "x-gitlab-token");
