import { z } from "zod";
import { suggestCulprits } from "#lib/analytics/culprit-suggestions.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { similarIncidents } from "#lib/analytics/similar.ts";
import { exportIncidents } from "#lib/exports/operations.ts";
import { SeenProposal } from "#lib/incidents/ai-proposal/schema.ts";
import { acceptAiProposal, undoAiProposal } from "#lib/incidents/ai-proposal/write.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident, IncidentKey } from "#lib/incidents/read.ts";
import { Incident, IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
import { suggestChangesFor } from "#lib/incidents/suggested-changes.ts";
import {
  BulkEdit,
  declareIncident,
  declareIncidents,
  deleteIncident,
  mergeIncident,
  restoreIncident,
  unmergeIncident,
  updateIncident,
  updateIncidents,
} from "#lib/incidents/write.ts";
import { endpoint } from "../endpoint.ts";
import {
  actionEndpoint,
  bodyOnly,
  createEndpoint,
  csvFile,
  getEndpoint,
  keyInput,
  listEndpoint,
  patchEndpoint,
  patchOf,
  recordedMany,
  Versioned,
  versionedAct,
} from "./kit.ts";

export const incidentsContract = {
  listIncidents: listEndpoint("/incidents", listIncidents),
  declareIncident: createEndpoint("/incidents", declareIncident, {
    body: IncidentBody,
    answer: Incident,
    record: ({ incident }) => incident,
  }),
  declareIncidents: recordedMany("/incidents/batch", declareIncidents),
  getIncident: getEndpoint("/incidents/{key}", getIncident),
  updateIncident: patchEndpoint("/incidents/{key}", updateIncident, IncidentPatch),
  deleteIncident: versionedAct("DELETE", "/incidents/{key}", deleteIncident),
  restoreIncident: versionedAct("POST", "/incidents/{key}/restore", restoreIncident),
  updateIncidents: endpoint({
    method: "PATCH",
    path: "/incidents",
    operation: updateIncidents,
    body: BulkEdit,
    input: bodyOnly,
  }),
  mergeIncident: endpoint({
    method: "POST",
    path: "/incidents/{key}/merge",
    operation: mergeIncident,
    body: z.strictObject({
      into: IncidentKey.describe("The incident that it is the same as: its number or id."),
      version: z
        .int()
        .optional()
        .describe(
          "The version you saw; where it is not the present one, the answer is 409. Left out, whatever is there is changed.",
        ),
    }),
    input: (received) => ({ ...(patchOf(received) as object), ...keyInput(received) }),
  }),
  unmergeIncident: actionEndpoint("/incidents/{key}/unmerge", unmergeIncident),
  acceptAiProposal: actionEndpoint(
    "/incidents/{key}/ai-proposal/accept",
    acceptAiProposal,
    Versioned.extend({
      seen: SeenProposal.optional().describe(
        "The proposal you saw; where it is another by now, the answer is 409.",
      ),
    }),
  ),
  undoAiProposal: actionEndpoint("/incidents/{key}/ai-proposal/undo", undoAiProposal),
  incidentHistory: endpoint({
    method: "GET",
    path: "/incidents/{key}/history",
    operation: incidentHistory,
    input: ({ params, query }) => ({ ...query, key: params.key }),
  }),
  similarIncidents: getEndpoint("/incidents/{key}/similar", similarIncidents),
  suggestedChanges: getEndpoint("/incidents/{key}/suggested-changes", suggestChangesFor),
  suggestedCulprits: getEndpoint("/incidents/{key}/suggested-culprits", suggestCulprits),
  exportIncidents: { ...listEndpoint("/incidents.csv", exportIncidents), ...csvFile },
};
