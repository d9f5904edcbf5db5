import { token } from "#lib/hooks/signature.ts";

export const statuspageProof = token("STATUSPAGE_WEBHOOK_TOKENS");
