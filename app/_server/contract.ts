import { z } from "zod";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
import {
  declareIncident,
  declareIncidents,
  deleteIncident,
  restoreIncident,
  updateIncident,
} from "#lib/incidents/write.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { SystemBody, SystemPatch } from "#lib/systems/schema.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";
import { type Endpoint, endpoint, flagOf, onlyKnown, type Received } from "./endpoint.ts";

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

function created(isNew: boolean, location: string): Record<string, string> {
  return isNew ? { location } : {};
}

export const Batch = z.strictObject({ items: z.array(z.unknown()) });

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
      headers: { location: `/api/v1/systems/${system.slug}` },
    }),
  }),
  getSystem: endpoint({
    method: "GET",
    path: "/systems/{slug}",
    operation: getSystem,
    input: ({ params }) => ({ slug: params.slug }),
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
  audit: endpoint({ method: "GET", path: "/audit", operation: listAudit, input: asQuery }),
};

export const endpoints = Object.values(contract) as unknown as readonly Endpoint[];
