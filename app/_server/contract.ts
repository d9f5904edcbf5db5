import { z } from "zod";
import { listInvitations, listKeys, listPeople } from "#lib/access/read.ts";
import { ApiKey, Invitation, InvitationBody, KeyBody, ListedPerson, RolePatch } from "#lib/access/schema.ts";
import {
  changeRole,
  createKey,
  disablePerson,
  enablePerson,
  invitePerson,
  offerNewPassword,
  revokeInvitation,
  revokeKey,
} from "#lib/access/write.ts";
import { getAction, listIncidentActions } from "#lib/actions/read.ts";
import { ActionBody, ActionPatch } from "#lib/actions/schema.ts";
import { openAction, removeAction, updateAction } from "#lib/actions/write.ts";
import { listActions } from "#lib/analytics/actions.ts";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { getCauses } from "#lib/analytics/causes.ts";
import { listChanges } from "#lib/analytics/changes.ts";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { getInterventions } from "#lib/analytics/interventions.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { getRecovery } from "#lib/analytics/recovery.ts";
import { getReview } from "#lib/analytics/review.ts";
import { similarIncidents } from "#lib/analytics/similar.ts";
import { listSystemRecords, systemNeighbours } from "#lib/analytics/system-records.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { listAudit } from "#lib/audit/read.ts";
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
import { exportActions, exportChanges, exportIncidents, exportSystems } from "#lib/exports/operations.ts";
import { AlertmanagerPayload } from "#lib/hooks/alertmanager.ts";
import { CdEvent } from "#lib/hooks/cdevents.ts";
import { GithubPayload } from "#lib/hooks/github.ts";
import { PagerDutyPayload } from "#lib/hooks/pagerduty.ts";
import { StatuspagePayload } from "#lib/hooks/statuspage.ts";
import {
  receiveAlertmanager,
  receiveCdEvent,
  receiveGithub,
  receivePagerDuty,
  receiveStatuspage,
} from "#lib/hooks/write.ts";
import {
  Choices,
  cancelImport,
  listKept,
  PlanRequest,
  planImportFile,
  refusedFile,
  runImport,
  setImportChoices,
  undoImport,
  uploadImport,
} from "#lib/imports/operations.ts";
import { getImport, listImports, listMappings } from "#lib/imports/read.ts";
import type { Import } from "#lib/imports/schema.ts";
import { removeMapping, saveMapping } from "#lib/imports/write.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident, IncidentKey } from "#lib/incidents/read.ts";
import { IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
import { suggestChanges, suggestChangesFor } from "#lib/incidents/suggested-changes.ts";
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
import { getIntervention, listInterventions } from "#lib/interventions/read.ts";
import { InterventionBody, InterventionPatch } from "#lib/interventions/schema.ts";
import { createIntervention, deleteIntervention, updateIntervention } from "#lib/interventions/write.ts";
import { testTarget } from "#lib/notifications/operations.ts";
import { getTarget, listDeliveries, listTargets } from "#lib/notifications/read.ts";
import { Delivery, Target, TargetBody, TargetPatch } from "#lib/notifications/schema.ts";
import { addTarget, removeTarget, updateTarget } from "#lib/notifications/write.ts";
import { exportPostmortem } from "#lib/postmortems/export.ts";
import { getPostmortem } from "#lib/postmortems/read.ts";
import { PostmortemDraft } from "#lib/postmortems/schema.ts";
import {
  publishPostmortem,
  recordPostmortems,
  savePostmortem,
  submitPostmortem,
  withdrawPostmortem,
} from "#lib/postmortems/write.ts";
import { getReviewNote } from "#lib/review-notes/read.ts";
import { ReviewNoteBody } from "#lib/review-notes/schema.ts";
import { writeReviewNote } from "#lib/review-notes/write.ts";
import { getSettings } from "#lib/settings/read.ts";
import { SettingsPatch } from "#lib/settings/schema.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { SystemBody, SystemPatch } from "#lib/systems/schema.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";
import { getTimelineEntry, listTimeline } from "#lib/timeline/read.ts";
import { TimelineBody, TimelinePatch } from "#lib/timeline/schema.ts";
import { addTimelineEntry, removeTimelineEntry, updateTimelineEntry } from "#lib/timeline/write.ts";
import { getView, listViews } from "#lib/views/read.ts";
import { ViewBody, ViewPatch } from "#lib/views/schema.ts";
import { removeView, saveView, updateView } from "#lib/views/write.ts";
import { type Endpoint, endpoint, flagOf, onlyKnown, type Received, type Reply } from "./endpoint.ts";

/** Everything that other programs can call. A route without an entry here does not exist, and the other way round. */

const batchLimit = 32 * 1_048_576;

const asQuery = ({ query }: Received) => query;

/** `version` in the body, or If-Match. */
function patchOf({ body, ifMatch }: Received): unknown {
  return typeof body === "object" && body !== null && ifMatch !== undefined
    ? { version: ifMatch, ...body }
    : body;
}

function versionOf({ query, ifMatch }: Received): { version?: number } {
  onlyKnown(query, []);
  return ifMatch === undefined ? {} : { version: ifMatch };
}

function batchOf({ body, query }: Received): Record<string, unknown> {
  onlyKnown(query, ["atomic", "createSystems"]);
  const items = z.strictObject({ items: z.unknown() }).safeParse(body);
  return {
    ...(items.success ? items.data : (body as object)),
    atomic: flagOf(query, "atomic"),
    createSystems: flagOf(query, "createSystems"),
  };
}

function keyOnly({ params, query }: Received): { key?: string } {
  onlyKnown(query, []);
  return { key: params.key };
}

function idOnly({ params, query }: Received): { id?: string } {
  onlyKnown(query, []);
  return { id: params.id };
}

function nothing({ query }: Received): undefined {
  onlyKnown(query, []);
}

function bodyOnly({ body, query }: Received): unknown {
  onlyKnown(query, []);
  return body;
}

/** A list that is short enough to be told whole, in the form of every other list. */
function whole<T>(item: z.ZodType<T>) {
  return {
    answer: z.object({ items: z.array(item), next: z.null() }),
    reply: (items: T[]): Reply => ({ body: { items, next: null } }),
  };
}

/** Where the link leads, on the address that people reach this installation by. */
const Link = z.object({ token: z.string(), path: z.string(), invitation: Invitation });

function linkReply(answer: { token: string; invitation: Invitation }): Reply {
  return { status: 201, body: { ...answer, path: `/invitation/${answer.token}` } };
}

/** The version a caller saw, where it names one: in the body, or as If-Match. */
const Versioned = z.strictObject({ version: z.int().optional() });

function versioned(received: Received): Record<string, unknown> {
  return { ...(patchOf({ ...received, body: received.body ?? {} }) as object), ...keyOnly(received) };
}

function created(isNew: boolean, location: string): Record<string, string> {
  return isNew ? { location } : {};
}

/** What the file holds, said at the top as well: programs look for it there. */
function columnsOf({ inspection }: Import) {
  const { columns = [], profile = null, questions = [] } = inspection ?? {};
  return { columns, profile, questions };
}

function csvReply({ fileName, text }: { fileName: string; text: AsyncIterable<string> }): Reply {
  return {
    text,
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
  };
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

/** For programs that know no other letters in this place. */
function asciiName(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\]/g, "_");
}

/** Names the environments that count, separated by commas. */
const environment = {
  environment:
    "The environments that count, separated by commas; left out, the sender's own word for production",
};

function hookOf({ body, query, headers }: Received, known: readonly string[]): Record<string, unknown> {
  onlyKnown(query, ["createSystems", ...known]);
  const environments = (query.environment ?? "").split(",").map((one) => one.trim());
  return {
    payload: body,
    createSystems: flagOf(query, "createSystems"),
    onlyDeployments: flagOf(query, "onlyDeployments"),
    environments: environments.filter((one) => one !== ""),
    event: headers.get("x-github-event"),
  };
}

const hookLimit = 10 * 1_048_576;

const Batch = z.strictObject({ items: z.array(z.unknown()) });

export const contract = {
  listIncidents: endpoint({ method: "GET", path: "/incidents", operation: listIncidents, input: asQuery }),
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
  getIncident: endpoint({
    method: "GET",
    path: "/incidents/{key}",
    operation: getIncident,
    input({ params, query }) {
      onlyKnown(query, []);
      return { key: params.key };
    },
  }),
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
  deleteIncident: endpoint({
    method: "DELETE",
    path: "/incidents/{key}",
    operation: deleteIncident,
    input: (received) => ({ key: received.params.key, ...versionOf(received) }),
  }),
  restoreIncident: endpoint({
    method: "POST",
    path: "/incidents/{key}/restore",
    operation: restoreIncident,
    input: (received) => ({ key: received.params.key, ...versionOf(received) }),
  }),
  listChanges: endpoint({ method: "GET", path: "/changes", operation: listChanges, input: asQuery }),
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
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
  }),
  suggestChanges: endpoint({
    method: "POST",
    path: "/changes/suggest",
    operation: suggestChanges,
    body: suggestChanges.definition.input,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
  }),
  getChange: endpoint({
    method: "GET",
    path: "/changes/{key}",
    operation: getChange,
    input({ params, query }) {
      onlyKnown(query, []);
      return { key: params.key };
    },
  }),
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
  deleteChange: endpoint({
    method: "DELETE",
    path: "/changes/{key}",
    operation: deleteChange,
    input: (received) => ({ key: received.params.key, ...versionOf(received) }),
  }),
  restoreChange: endpoint({
    method: "POST",
    path: "/changes/{key}/restore",
    operation: restoreChange,
    input: (received) => ({ key: received.params.key, ...versionOf(received) }),
  }),
  auditChange: endpoint({
    method: "POST",
    path: "/changes/{key}/audit",
    operation: auditChange,
    body: AuditBody,
    bodyAt: "body",
    input: (received) => ({ key: received.params.key, body: received.body, ...versionOf(received) }),
  }),
  listVolumes: endpoint({ method: "GET", path: "/change-volumes", operation: listVolumes, input: asQuery }),
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
  listInterventions: endpoint({
    method: "GET",
    path: "/interventions",
    operation: listInterventions,
    input: asQuery,
  }),
  createIntervention: endpoint({
    method: "POST",
    path: "/interventions",
    operation: createIntervention,
    body: InterventionBody,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
    reply: (intervention) => ({
      status: 201,
      body: intervention,
      headers: { location: `/api/v1/interventions/${intervention.id}` },
    }),
  }),
  getIntervention: endpoint({
    method: "GET",
    path: "/interventions/{id}",
    operation: getIntervention,
    input({ params, query }) {
      onlyKnown(query, []);
      return { id: params.id };
    },
  }),
  updateIntervention: endpoint({
    method: "PATCH",
    path: "/interventions/{id}",
    operation: updateIntervention,
    body: InterventionPatch,
    bodyAt: "patch",
    input(received) {
      onlyKnown(received.query, []);
      return { id: received.params.id, patch: patchOf(received) };
    },
  }),
  deleteIntervention: endpoint({
    method: "DELETE",
    path: "/interventions/{id}",
    operation: deleteIntervention,
    input: (received) => ({ id: received.params.id, ...versionOf(received) }),
  }),
  getReviewNote: endpoint({
    method: "GET",
    path: "/review-notes/{week}",
    operation: getReviewNote,
    input({ params, query }) {
      onlyKnown(query, []);
      return { week: params.week };
    },
  }),
  writeReviewNote: endpoint({
    method: "PUT",
    path: "/review-notes/{week}",
    operation: writeReviewNote,
    body: ReviewNoteBody,
    bodyAt: "body",
    input(received) {
      onlyKnown(received.query, []);
      return { week: received.params.week, body: patchOf(received) };
    },
  }),
  updateIncidents: endpoint({
    method: "PATCH",
    path: "/incidents",
    operation: updateIncidents,
    body: BulkEdit,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
  }),
  mergeIncident: endpoint({
    method: "POST",
    path: "/incidents/{key}/merge",
    operation: mergeIncident,
    body: z.strictObject({ into: IncidentKey, version: z.int().optional() }),
    input: (received) => ({ ...(patchOf(received) as object), ...keyOnly(received) }),
  }),
  unmergeIncident: endpoint({
    method: "POST",
    path: "/incidents/{key}/unmerge",
    operation: unmergeIncident,
    body: Versioned,
    bodyOptional: true,
    input: versioned,
  }),
  incidentHistory: endpoint({
    method: "GET",
    path: "/incidents/{key}/history",
    operation: incidentHistory,
    input: ({ params, query }) => ({ ...query, key: params.key }),
  }),
  similarIncidents: endpoint({
    method: "GET",
    path: "/incidents/{key}/similar",
    operation: similarIncidents,
    input: keyOnly,
  }),
  suggestedChanges: endpoint({
    method: "GET",
    path: "/incidents/{key}/suggested-changes",
    operation: suggestChangesFor,
    input: keyOnly,
  }),
  getPostmortem: endpoint({
    method: "GET",
    path: "/incidents/{key}/postmortem",
    operation: getPostmortem,
    input: keyOnly,
  }),
  exportPostmortem: endpoint({
    method: "GET",
    path: "/incidents/{key}/postmortem.md",
    operation: exportPostmortem,
    input: keyOnly,
    reply: ({ fileName, text }) => ({
      text: once(text),
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName}"`,
        "x-content-type-options": "nosniff",
      },
    }),
  }),
  savePostmortem: endpoint({
    method: "PUT",
    path: "/incidents/{key}/postmortem",
    operation: savePostmortem,
    body: PostmortemDraft,
    bodyAt: "draft",
    input: (received) => ({ ...keyOnly(received), draft: patchOf(received) }),
  }),
  publishPostmortem: endpoint({
    method: "POST",
    path: "/incidents/{key}/postmortem/publish",
    operation: publishPostmortem,
    body: Versioned,
    bodyOptional: true,
    input: versioned,
  }),
  submitPostmortem: endpoint({
    method: "POST",
    path: "/incidents/{key}/postmortem/review",
    operation: submitPostmortem,
    body: Versioned,
    bodyOptional: true,
    input: versioned,
  }),
  withdrawPostmortem: endpoint({
    method: "POST",
    path: "/incidents/{key}/postmortem/withdraw",
    operation: withdrawPostmortem,
    body: Versioned,
    bodyOptional: true,
    input: versioned,
  }),
  recordPostmortems: endpoint({
    method: "POST",
    path: "/postmortems/batch",
    operation: recordPostmortems,
    body: Batch,
    limitBytes: batchLimit,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
  }),
  listTimeline: endpoint({
    method: "GET",
    path: "/incidents/{key}/timeline",
    operation: listTimeline,
    input: keyOnly,
  }),
  addTimelineEntry: endpoint({
    method: "POST",
    path: "/incidents/{key}/timeline",
    operation: addTimelineEntry,
    body: TimelineBody,
    bodyAt: "body",
    input: (received) => ({ ...keyOnly(received), body: received.body }),
    reply: (entry) => ({
      status: 201,
      body: entry,
      headers: { location: `/api/v1/timeline/${entry.id}` },
    }),
  }),
  getTimelineEntry: endpoint({
    method: "GET",
    path: "/timeline/{id}",
    operation: getTimelineEntry,
    input: idOnly,
  }),
  updateTimelineEntry: endpoint({
    method: "PATCH",
    path: "/timeline/{id}",
    operation: updateTimelineEntry,
    body: TimelinePatch,
    bodyAt: "patch",
    input: (received) => ({ ...idOnly(received), patch: patchOf(received) }),
  }),
  removeTimelineEntry: endpoint({
    method: "DELETE",
    path: "/timeline/{id}",
    operation: removeTimelineEntry,
    input: (received) => ({ id: received.params.id, ...versionOf(received) }),
  }),
  listIncidentActions: endpoint({
    method: "GET",
    path: "/incidents/{key}/actions",
    operation: listIncidentActions,
    input: keyOnly,
  }),
  openAction: endpoint({
    method: "POST",
    path: "/incidents/{key}/actions",
    operation: openAction,
    body: ActionBody,
    bodyAt: "body",
    input: (received) => ({ ...keyOnly(received), body: received.body }),
    reply: (action) => ({
      status: 201,
      body: action,
      headers: { location: `/api/v1/actions/${action.id}` },
    }),
  }),
  listActions: endpoint({ method: "GET", path: "/actions", operation: listActions, input: asQuery }),
  getAction: endpoint({ method: "GET", path: "/actions/{id}", operation: getAction, input: idOnly }),
  updateAction: endpoint({
    method: "PATCH",
    path: "/actions/{id}",
    operation: updateAction,
    body: ActionPatch,
    bodyAt: "patch",
    input: (received) => ({ ...idOnly(received), patch: patchOf(received) }),
  }),
  removeAction: endpoint({
    method: "DELETE",
    path: "/actions/{id}",
    operation: removeAction,
    input: (received) => ({ id: received.params.id, ...versionOf(received) }),
  }),
  exportIncidents: endpoint({
    method: "GET",
    path: "/incidents.csv",
    operation: exportIncidents,
    input: asQuery,
    reply: csvReply,
  }),
  exportChanges: endpoint({
    method: "GET",
    path: "/changes.csv",
    operation: exportChanges,
    input: asQuery,
    reply: csvReply,
  }),
  exportActions: endpoint({
    method: "GET",
    path: "/actions.csv",
    operation: exportActions,
    input: asQuery,
    reply: csvReply,
  }),
  exportSystems: endpoint({
    method: "GET",
    path: "/systems.csv",
    operation: exportSystems,
    input: asQuery,
    reply: csvReply,
  }),
  listImports: endpoint({ method: "GET", path: "/imports", operation: listImports, input: asQuery }),
  uploadImport: endpoint({
    method: "POST",
    path: "/imports",
    operation: uploadImport,
    upload: true,
    input: ({ body }) => body,
    reply: (answer) => ({
      status: 201,
      body: { ...answer, ...columnsOf(answer) },
      headers: { location: `/api/v1/imports/${answer.id}` },
    }),
  }),
  getImport: endpoint({ method: "GET", path: "/imports/{id}", operation: getImport, input: idOnly }),
  setImportChoices: endpoint({
    method: "PATCH",
    path: "/imports/{id}",
    operation: setImportChoices,
    body: Choices,
    bodyAt: "choices",
    input: (received) => ({ ...idOnly(received), choices: received.body }),
  }),
  planImport: endpoint({
    method: "POST",
    path: "/imports/{id}/plan",
    operation: planImportFile,
    body: PlanRequest,
    bodyOptional: true,
    bodyAt: "request",
    input: (received) => ({ ...idOnly(received), request: received.body ?? {} }),
    reply: (answer) => ({ body: { ...answer, ...answer.plan } }),
  }),
  runImport: endpoint({
    method: "POST",
    path: "/imports/{id}/run",
    operation: runImport,
    input: idOnly,
    reply: (answer) => ({ status: 202, body: answer }),
  }),
  cancelImport: endpoint({
    method: "POST",
    path: "/imports/{id}/cancel",
    operation: cancelImport,
    input: idOnly,
  }),
  undoImport: endpoint({
    method: "POST",
    path: "/imports/{id}/undo",
    operation: undoImport,
    input: idOnly,
    reply: (answer) => ({ status: 202, body: answer }),
  }),
  listKept: endpoint({ method: "GET", path: "/imports/{id}/kept", operation: listKept, input: idOnly }),
  refusedFile: endpoint({
    method: "GET",
    path: "/imports/{id}/refused.csv",
    operation: refusedFile,
    input: idOnly,
    reply: csvReply,
  }),
  listMappings: endpoint({
    method: "GET",
    path: "/import-mappings",
    operation: listMappings,
    input: asQuery,
  }),
  saveMapping: endpoint({
    method: "PUT",
    path: "/import-mappings",
    operation: saveMapping,
    body: saveMapping.definition.input,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
  }),
  removeMapping: endpoint({
    method: "DELETE",
    path: "/import-mappings/{id}",
    operation: removeMapping,
    input: idOnly,
  }),
  listSystems: endpoint({ method: "GET", path: "/systems", operation: listSystems, input: asQuery }),
  registerSystem: endpoint({
    method: "POST",
    path: "/systems",
    operation: registerSystem,
    body: SystemBody,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
    reply: (system) => ({
      status: 201,
      body: system,
      headers: { location: `/api/v1/systems/${encodeURIComponent(system.slug)}` },
    }),
  }),
  getSystem: endpoint({
    method: "GET",
    path: "/systems/{slug}",
    operation: getSystem,
    input: ({ params }) => ({ slug: params.slug }),
  }),
  systemNeighbours: endpoint({
    method: "GET",
    path: "/systems/{slug}/neighbours",
    operation: systemNeighbours,
    input({ params, query }) {
      onlyKnown(query, []);
      return { slug: params.slug };
    },
  }),
  updateSystem: endpoint({
    method: "PATCH",
    path: "/systems/{slug}",
    operation: updateSystem,
    body: SystemPatch,
    input(received) {
      onlyKnown(received.query, []);
      return { ...(patchOf(received) as object), slug: received.params.slug };
    },
  }),
  overview: endpoint({ method: "GET", path: "/analytics/overview", operation: getOverview, input: asQuery }),
  trends: endpoint({ method: "GET", path: "/analytics/trends", operation: getTrends, input: asQuery }),
  blastRadius: endpoint({
    method: "GET",
    path: "/analytics/blast-radius",
    operation: getBlastRadius,
    input: asQuery,
  }),
  correlation: endpoint({
    method: "GET",
    path: "/analytics/correlation",
    operation: getCorrelation,
    input: asQuery,
  }),
  recovery: endpoint({ method: "GET", path: "/analytics/recovery", operation: getRecovery, input: asQuery }),
  causes: endpoint({ method: "GET", path: "/analytics/causes", operation: getCauses, input: asQuery }),
  aiShare: endpoint({ method: "GET", path: "/analytics/ai-share", operation: getAiShare, input: asQuery }),
  guardrails: endpoint({
    method: "GET",
    path: "/analytics/guardrails",
    operation: getGuardrails,
    input: asQuery,
  }),
  interventions: endpoint({
    method: "GET",
    path: "/analytics/interventions",
    operation: getInterventions,
    input: asQuery,
  }),
  followThrough: endpoint({
    method: "GET",
    path: "/analytics/follow-through",
    operation: getFollowThrough,
    input: asQuery,
  }),
  systemRecords: endpoint({
    method: "GET",
    path: "/analytics/systems",
    operation: listSystemRecords,
    input: asQuery,
  }),
  review: endpoint({ method: "GET", path: "/analytics/review", operation: getReview, input: asQuery }),
  listViews: endpoint({ method: "GET", path: "/views", operation: listViews, input: asQuery }),
  saveView: endpoint({
    method: "POST",
    path: "/views",
    operation: saveView,
    body: ViewBody,
    input({ body, query }) {
      onlyKnown(query, []);
      return body;
    },
    reply: (view) => ({ status: 201, body: view, headers: { location: `/api/v1/views/${view.id}` } }),
  }),
  getView: endpoint({ method: "GET", path: "/views/{id}", operation: getView, input: idOnly }),
  updateView: endpoint({
    method: "PATCH",
    path: "/views/{id}",
    operation: updateView,
    body: ViewPatch,
    bodyAt: "patch",
    input: (received) => ({ ...idOnly(received), patch: patchOf(received) }),
  }),
  removeView: endpoint({ method: "DELETE", path: "/views/{id}", operation: removeView, input: idOnly }),
  getSettings: endpoint({ method: "GET", path: "/settings", operation: getSettings, input: nothing }),
  updateSettings: endpoint({
    method: "PATCH",
    path: "/settings",
    operation: updateSettings,
    body: SettingsPatch,
    input: patchOf,
  }),
  listTargets: endpoint({
    method: "GET",
    path: "/notification-targets",
    operation: listTargets,
    input: nothing,
    ...whole(Target),
  }),
  addTarget: endpoint({
    method: "POST",
    path: "/notification-targets",
    operation: addTarget,
    body: TargetBody,
    input: bodyOnly,
    reply: (answer) => ({
      status: 201,
      body: answer,
      headers: { location: `/api/v1/notification-targets/${answer.target.id}` },
    }),
  }),
  getTarget: endpoint({
    method: "GET",
    path: "/notification-targets/{id}",
    operation: getTarget,
    input: idOnly,
  }),
  updateTarget: endpoint({
    method: "PATCH",
    path: "/notification-targets/{id}",
    operation: updateTarget,
    body: TargetPatch,
    bodyAt: "patch",
    input: (received) => ({ ...idOnly(received), patch: patchOf(received) }),
  }),
  removeTarget: endpoint({
    method: "DELETE",
    path: "/notification-targets/{id}",
    operation: removeTarget,
    input: idOnly,
  }),
  testTarget: endpoint({
    method: "POST",
    path: "/notification-targets/{id}/test",
    operation: testTarget,
    input: idOnly,
  }),
  listDeliveries: endpoint({
    method: "GET",
    path: "/notification-deliveries",
    operation: listDeliveries,
    input: nothing,
    ...whole(Delivery),
  }),
  listPeople: endpoint({
    method: "GET",
    path: "/people",
    operation: listPeople,
    input: nothing,
    ...whole(ListedPerson),
  }),
  changeRole: endpoint({
    method: "PATCH",
    path: "/people/{id}",
    operation: changeRole,
    body: RolePatch,
    input: (received) => ({ ...(patchOf(received) as object), ...idOnly(received) }),
  }),
  disablePerson: endpoint({
    method: "DELETE",
    path: "/people/{id}",
    operation: disablePerson,
    input: (received) => ({ id: received.params.id, ...versionOf(received) }),
  }),
  enablePerson: endpoint({
    method: "POST",
    path: "/people/{id}/restore",
    operation: enablePerson,
    input: (received) => ({ id: received.params.id, ...versionOf(received) }),
  }),
  offerNewPassword: endpoint({
    method: "POST",
    path: "/people/{id}/new-password",
    operation: offerNewPassword,
    input: idOnly,
    answer: Link,
    reply: linkReply,
  }),
  listInvitations: endpoint({
    method: "GET",
    path: "/invitations",
    operation: listInvitations,
    input: nothing,
    ...whole(Invitation),
  }),
  invitePerson: endpoint({
    method: "POST",
    path: "/invitations",
    operation: invitePerson,
    body: InvitationBody,
    input: bodyOnly,
    answer: Link,
    reply: linkReply,
  }),
  revokeInvitation: endpoint({
    method: "DELETE",
    path: "/invitations/{id}",
    operation: revokeInvitation,
    input: idOnly,
  }),
  listKeys: endpoint({
    method: "GET",
    path: "/keys",
    operation: listKeys,
    input: nothing,
    ...whole(ApiKey),
  }),
  createKey: endpoint({
    method: "POST",
    path: "/keys",
    operation: createKey,
    body: KeyBody,
    input: bodyOnly,
    reply: (answer) => ({ status: 201, body: answer }),
  }),
  revokeKey: endpoint({ method: "DELETE", path: "/keys/{id}", operation: revokeKey, input: idOnly }),
  hookPagerDuty: endpoint({
    method: "POST",
    path: "/hooks/pagerduty",
    operation: receivePagerDuty,
    hook: "pagerduty",
    body: PagerDutyPayload,
    flags: ["createSystems"],
    input: (received) => hookOf(received, []),
  }),
  hookAlertmanager: endpoint({
    method: "POST",
    path: "/hooks/alertmanager",
    operation: receiveAlertmanager,
    hook: "alertmanager",
    body: AlertmanagerPayload,
    flags: ["createSystems"],
    limitBytes: hookLimit,
    input: (received) => hookOf(received, []),
  }),
  hookCdEvents: endpoint({
    method: "POST",
    path: "/hooks/cdevents",
    operation: receiveCdEvent,
    hook: "cdevents",
    body: CdEvent,
    flags: ["createSystems", "onlyDeployments"],
    words: environment,
    input: (received) => hookOf(received, ["onlyDeployments", "environment"]),
  }),
  hookGithub: endpoint({
    method: "POST",
    path: "/hooks/github",
    operation: receiveGithub,
    hook: "github",
    body: GithubPayload,
    flags: ["createSystems", "onlyDeployments"],
    words: environment,
    limitBytes: hookLimit,
    input: (received) => hookOf(received, ["onlyDeployments", "environment"]),
  }),
  hookStatuspage: endpoint({
    method: "POST",
    path: "/hooks/statuspage",
    operation: receiveStatuspage,
    hook: "statuspage",
    body: StatuspagePayload,
    flags: ["createSystems"],
    words: { token: "One of STATUSPAGE_WEBHOOK_TOKENS, in place of a key" },
    input: (received) => hookOf(received, ["token"]),
  }),
  audit: endpoint({ method: "GET", path: "/audit", operation: listAudit, input: asQuery }),
};

export const endpoints = Object.values(contract) as unknown as readonly Endpoint[];
