import { signed } from "#lib/hooks/signature.ts";

export const githubProof = signed("GITHUB_WEBHOOK_SECRETS", "x-hub-signature-256", "sha256=");
