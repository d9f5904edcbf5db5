import { getIntervention, listInterventions } from "#lib/interventions/read.ts";
import { InterventionBody, InterventionPatch } from "#lib/interventions/schema.ts";
import { createIntervention, deleteIntervention, updateIntervention } from "#lib/interventions/write.ts";
import { getEndpoint, listEndpoint, made, patched, versionedAct } from "./kit.ts";

export const interventionsContract = {
  listInterventions: listEndpoint("/interventions", listInterventions),
  createIntervention: made("/interventions", createIntervention, {
    body: InterventionBody,
    at: ({ id }) => `/interventions/${id}`,
  }),
  getIntervention: getEndpoint("/interventions/{id}", getIntervention),
  updateIntervention: patched("/interventions/{id}", updateIntervention, InterventionPatch),
  deleteIntervention: versionedAct("DELETE", "/interventions/{id}", deleteIntervention),
};
