import { signed } from "#lib/hooks/signature.ts";

export const pagerdutyProof = signed("PAGERDUTY_WEBHOOK_SECRETS", "x-pagerduty-signature", "v1=");
