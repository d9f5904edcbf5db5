import { systemNeighbours } from "#lib/analytics/system-records.ts";
import { exportSystems } from "#lib/exports/operations.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { SystemBody, SystemPatch } from "#lib/systems/schema.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";
import { endpoint, onlyKnown } from "../endpoint.ts";
import { bodyOnly, csvReply, found, listed, patchOf } from "./kit.ts";

export const systemsContract = {
  exportSystems: { ...listed("/systems.csv", exportSystems), reply: csvReply },
  listSystems: listed("/systems", listSystems),
  registerSystem: endpoint({
    method: "POST",
    path: "/systems",
    operation: registerSystem,
    body: SystemBody,
    input: bodyOnly,
    reply: (system) => ({
      status: 201,
      body: system,
      headers: { location: `/api/v1/systems/${encodeURIComponent(system.slug)}` },
    }),
  }),
  getSystem: found("/systems/{slug}", getSystem),
  systemNeighbours: found("/systems/{slug}/neighbours", systemNeighbours),
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
};
