import { getIntervention, listInterventions } from "#lib/interventions/read.ts";
import { InterventionBody, InterventionPatch } from "#lib/interventions/schema.ts";
import { createIntervention, deleteIntervention, updateIntervention } from "#lib/interventions/write.ts";
import { endpoint } from "../endpoint.ts";
import { bodyOnly, found, listed, patched, versionedAct } from "./kit.ts";

export const interventionsContract = {
  listInterventions: listed("/interventions", listInterventions),
  createIntervention: endpoint({
    method: "POST",
    path: "/interventions",
    operation: createIntervention,
    body: InterventionBody,
    input: bodyOnly,
    reply: (intervention) => ({
      status: 201,
      body: intervention,
      headers: { location: `/api/v1/interventions/${intervention.id}` },
    }),
  }),
  getIntervention: found("/interventions/{id}", getIntervention),
  updateIntervention: patched("/interventions/{id}", updateIntervention, InterventionPatch),
  deleteIntervention: versionedAct("DELETE", "/interventions/{id}", deleteIntervention),
};
