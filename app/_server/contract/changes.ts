import { z } from "zod";
import { listChanges } from "#lib/analytics/changes.ts";
import { checkChange } from "#lib/changes/check.ts";
import { getChange, listVolumes } from "#lib/changes/read.ts";
import {
  AuditBody,
  Change,
  ChangeBody,
  ChangePatch,
  ChangeVolume,
  PlannedChange,
} from "#lib/changes/schema.ts";
import {
  auditChange,
  deleteChange,
  recordChange,
  recordChanges,
  recordVolumes,
  restoreChange,
  takeBackDecision,
  updateChange,
} from "#lib/changes/write.ts";
import { exportChanges } from "#lib/exports/operations.ts";
import { listHeld } from "#lib/hooks/read.ts";
import { suggestChanges } from "#lib/incidents/suggested-changes.ts";
import { endpoint } from "../endpoint.ts";
import {
  batchLimit,
  bodyOnly,
  createEndpoint,
  csvFile,
  flagsOf,
  getEndpoint,
  keyInput,
  listEndpoint,
  patchEndpoint,
  recordedMany,
  versionedAct,
  versionOf,
} from "./kit.ts";

export const changesContract = {
  listChanges: listEndpoint("/changes", listChanges),
  recordChange: createEndpoint("/changes", recordChange, {
    body: ChangeBody,
    answer: Change,
    record: ({ change }) => change,
  }),
  recordChanges: recordedMany("/changes/batch", recordChanges),
  checkChange: endpoint({
    method: "POST",
    path: "/changes/check",
    operation: checkChange,
    body: PlannedChange,
    input: bodyOnly,
  }),
  suggestChanges: endpoint({
    method: "POST",
    path: "/changes/suggest",
    operation: suggestChanges,
    body: suggestChanges.definition.input,
    input: bodyOnly,
  }),
  getChange: getEndpoint("/changes/{key}", getChange),
  updateChange: patchEndpoint("/changes/{key}", updateChange, ChangePatch),
  deleteChange: versionedAct("DELETE", "/changes/{key}", deleteChange),
  restoreChange: versionedAct("POST", "/changes/{key}/restore", restoreChange),
  takeBackDecision: versionedAct("DELETE", "/changes/{key}/decision", takeBackDecision),
  auditChange: endpoint({
    method: "POST",
    path: "/changes/{key}/audit",
    operation: auditChange,
    body: AuditBody,
    bodyAt: "body",
    input: (received) => ({ ...keyInput(received), body: received.body, ...versionOf(received) }),
  }),
  listHeld: listEndpoint("/held-deployments", listHeld),
  listVolumes: listEndpoint("/change-volumes", listVolumes),
  recordVolumes: endpoint({
    method: "PUT",
    path: "/change-volumes",
    operation: recordVolumes,
    body: z.strictObject({ items: z.array(ChangeVolume).describe("The totals.") }),
    flags: ["createSystems"],
    limitBytes: batchLimit,
    input: ({ body, query }) => ({ ...(body as object), ...flagsOf(query, ["createSystems"]) }),
  }),
  exportChanges: { ...listEndpoint("/changes.csv", exportChanges), ...csvFile },
};
