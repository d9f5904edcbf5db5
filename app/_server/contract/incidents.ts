import { z } from "zod";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { similarIncidents } from "#lib/analytics/similar.ts";
import { exportIncidents } from "#lib/exports/operations.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident, IncidentKey } from "#lib/incidents/read.ts";
import { IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
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
import { endpoint, flagOf, onlyKnown } from "../endpoint.ts";
import {
  Batch,
  batchLimit,
  batchOf,
  bodyOnly,
  created,
  csvReply,
  found,
  listed,
  named,
  patchOf,
  step,
  versionedAct,
} from "./kit.ts";

export const incidentsContract = {
  listIncidents: listed("/incidents", listIncidents),
  declareIncident: endpoint({
    method: "POST",
    path: "/incidents",
    operation: declareIncident,
    body: IncidentBody,
    bodyAt: "body",
    flags: ["createSystems"],
    input({ body, query }) {
      onlyKnown(query, ["createSystems"]);
      return { body, createSystems: flagOf(query, "createSystems") };
    },
    reply: ({ result, incident }) => ({
      status: result === "created" ? 201 : 200,
      body: incident,
      headers: created(result === "created", `/api/v1/incidents/${incident.number}`),
    }),
  }),
  declareIncidents: endpoint({
    method: "POST",
    path: "/incidents/batch",
    operation: declareIncidents,
    body: Batch,
    flags: ["atomic", "createSystems"],
    ndjson: true,
    limitBytes: batchLimit,
    input: batchOf,
  }),
  getIncident: found("/incidents/{key}", getIncident),
  updateIncident: endpoint({
    method: "PATCH",
    path: "/incidents/{key}",
    operation: updateIncident,
    body: IncidentPatch,
    bodyAt: "patch",
    flags: ["createSystems"],
    input(received) {
      onlyKnown(received.query, ["createSystems"]);
      return {
        key: received.params.key,
        patch: patchOf(received),
        createSystems: flagOf(received.query, "createSystems"),
      };
    },
  }),
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
    body: z.strictObject({ into: IncidentKey, version: z.int().optional() }),
    input: (received) => ({ ...(patchOf(received) as object), ...named(received) }),
  }),
  unmergeIncident: step("/incidents/{key}/unmerge", unmergeIncident),
  incidentHistory: endpoint({
    method: "GET",
    path: "/incidents/{key}/history",
    operation: incidentHistory,
    input: ({ params, query }) => ({ ...query, key: params.key }),
  }),
  similarIncidents: found("/incidents/{key}/similar", similarIncidents),
  suggestedChanges: found("/incidents/{key}/suggested-changes", suggestChangesFor),
  exportIncidents: { ...listed("/incidents.csv", exportIncidents), reply: csvReply },
};
