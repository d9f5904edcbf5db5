import { z } from "zod";
import { listChanges } from "#lib/analytics/changes.ts";
import { checkChange, getChange, listVolumes } from "#lib/changes/read.ts";
import { AuditBody, ChangeBody, ChangePatch, ChangeVolume, PlannedChange } from "#lib/changes/schema.ts";
import {
  auditChange,
  deleteChange,
  recordChange,
  recordChanges,
  recordVolumes,
  restoreChange,
  updateChange,
} from "#lib/changes/write.ts";
import { exportChanges } from "#lib/exports/operations.ts";
import { suggestChanges } from "#lib/incidents/suggested-changes.ts";
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
  versionedAct,
  versionOf,
} from "./kit.ts";

export const changesContract = {
  listChanges: listed("/changes", listChanges),
  recordChange: endpoint({
    method: "POST",
    path: "/changes",
    operation: recordChange,
    body: ChangeBody,
    bodyAt: "body",
    flags: ["createSystems"],
    input({ body, query }) {
      onlyKnown(query, ["createSystems"]);
      return { body, createSystems: flagOf(query, "createSystems") };
    },
    reply: ({ result, change }) => ({
      status: result === "created" ? 201 : 200,
      body: change,
      headers: created(result === "created", `/api/v1/changes/${change.number}`),
    }),
  }),
  recordChanges: endpoint({
    method: "POST",
    path: "/changes/batch",
    operation: recordChanges,
    body: Batch,
    flags: ["atomic", "createSystems"],
    ndjson: true,
    limitBytes: batchLimit,
    input: batchOf,
  }),
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
  getChange: found("/changes/{key}", getChange),
  updateChange: endpoint({
    method: "PATCH",
    path: "/changes/{key}",
    operation: updateChange,
    body: ChangePatch,
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
  deleteChange: versionedAct("DELETE", "/changes/{key}", deleteChange),
  restoreChange: versionedAct("POST", "/changes/{key}/restore", restoreChange),
  auditChange: endpoint({
    method: "POST",
    path: "/changes/{key}/audit",
    operation: auditChange,
    body: AuditBody,
    bodyAt: "body",
    input: (received) => ({ ...named(received), body: received.body, ...versionOf(received) }),
  }),
  listVolumes: listed("/change-volumes", listVolumes),
  recordVolumes: endpoint({
    method: "PUT",
    path: "/change-volumes",
    operation: recordVolumes,
    body: z.strictObject({ items: z.array(ChangeVolume) }),
    flags: ["createSystems"],
    limitBytes: batchLimit,
    input({ body, query }) {
      onlyKnown(query, ["createSystems"]);
      return { ...(body as object), createSystems: flagOf(query, "createSystems") };
    },
  }),
  exportChanges: { ...listed("/changes.csv", exportChanges), reply: csvReply },
};
