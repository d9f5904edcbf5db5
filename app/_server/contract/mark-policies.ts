import { listMarkPolicies } from "#lib/mark-policies/read.ts";
import { MarkPolicyBody } from "#lib/mark-policies/schema.ts";
import { setMarkPolicy } from "#lib/mark-policies/write.ts";
import { endpoint } from "../endpoint.ts";
import { bodyOnly, listEndpoint } from "./kit.ts";

export const markPoliciesContract = {
  listMarkPolicies: listEndpoint("/mark-policies", listMarkPolicies),
  setMarkPolicy: endpoint({
    method: "PUT",
    path: "/mark-policies",
    operation: setMarkPolicy,
    body: MarkPolicyBody,
    input: bodyOnly,
  }),
};
