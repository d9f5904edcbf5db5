import type { HookSender } from "#lib/hooks/schema.ts";
import type { Proof } from "#lib/hooks/signature.ts";
import { githubProof } from "./github/proof.ts";
import { gitlabProof } from "./gitlab/proof.ts";
import { pagerdutyProof } from "./pagerduty/proof.ts";
import { statuspageProof } from "./statuspage/proof.ts";

/** Senders with a proof of their own; the others bring a key. */
export const proofs: Partial<Record<HookSender, Proof>> = {
  pagerduty: pagerdutyProof,
  github: githubProof,
  gitlab: gitlabProof,
  statuspage: statuspageProof,
};
