import { dealLabels, getLabelAudit, listLabelAudits } from "#lib/label-audits/read.ts";
import { LabelCheckBody } from "#lib/label-audits/schema.ts";
import { deleteLabelAudit, recordLabelCheck, withdrawLabelCheck } from "#lib/label-audits/write.ts";
import { DrawBody, drawLabelAudit } from "#lib/label-draws/write.ts";
import { endpoint } from "../endpoint.ts";
import { act, getEndpoint, keyInput, listEndpoint, made, versionedAct } from "./kit.ts";

const check = "/label-audits/{id}/checks/{change}";

export const labelAuditsContract = {
  listLabelAudits: listEndpoint("/label-audits", listLabelAudits),
  drawLabelAudit: {
    ...made("/label-audits", drawLabelAudit, { body: DrawBody, at: ({ id }) => `/label-audits/${id}` }),
    example: { period: "90d", org: "Retail", size: 80 },
  },
  getLabelAudit: getEndpoint("/label-audits/{id}", getLabelAudit),
  deleteLabelAudit: versionedAct("DELETE", "/label-audits/{id}", deleteLabelAudit),
  dealLabels: endpoint({
    method: "GET",
    path: "/label-audits/{id}/deal",
    operation: dealLabels,
    input: ({ params, query }) => ({ ...query, ...params }),
  }),
  recordLabelCheck: endpoint({
    method: "PUT",
    path: check,
    operation: recordLabelCheck,
    body: LabelCheckBody,
    bodyAt: "body",
    input: (received) => ({ ...keyInput(received), body: received.body }),
  }),
  withdrawLabelCheck: act("DELETE", check, withdrawLabelCheck),
};
