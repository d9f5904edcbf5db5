import { systemNeighbours } from "#lib/analytics/system-records.ts";
import { exportSystems } from "#lib/exports/operations.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { SystemBody, SystemPatch } from "#lib/systems/schema.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";
import { endpoint } from "../endpoint.ts";
import { csvFile, getEndpoint, keyInput, listEndpoint, made, patchOf } from "./kit.ts";

export const systemsContract = {
  exportSystems: { ...listEndpoint("/systems.csv", exportSystems), ...csvFile },
  listSystems: listEndpoint("/systems", listSystems),
  registerSystem: made("/systems", registerSystem, {
    body: SystemBody,
    at: ({ slug }) => `/systems/${encodeURIComponent(slug)}`,
  }),
  getSystem: getEndpoint("/systems/{slug}", getSystem),
  systemNeighbours: getEndpoint("/systems/{slug}/neighbours", systemNeighbours),
  updateSystem: endpoint({
    method: "PATCH",
    path: "/systems/{slug}",
    operation: updateSystem,
    body: SystemPatch,
    input: (received) => ({ ...(patchOf(received) as object), ...keyInput(received) }),
  }),
};
