import { ConfirmationBody } from "#lib/coverage/schema.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { endpoint } from "../endpoint.ts";

export const coverageContract = {
  confirmCoverage: endpoint({
    method: "POST",
    path: "/coverage",
    operation: confirmCoverage,
    body: ConfirmationBody,
    bodyOptional: true,
    input: ({ body }) => body ?? {},
  }),
};
