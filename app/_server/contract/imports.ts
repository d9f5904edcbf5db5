import { listMappings } from "#lib/imports/mapping/read.ts";
import { removeMapping, saveMapping } from "#lib/imports/mapping/write.ts";
import {
  Choices,
  cancelImport,
  listKept,
  listRemarks,
  PlanRequest,
  planImportFile,
  refusedFile,
  runImport,
  setImportChoices,
  undoImport,
  uploadImport,
} from "#lib/imports/operations.ts";
import { getImport, listImports } from "#lib/imports/read.ts";
import { FileInspection, Import, Plan } from "#lib/imports/schema.ts";
import { endpoint } from "../endpoint.ts";
import { act, bodyOnly, csvFile, getEndpoint, keyInput, listEndpoint } from "./kit.ts";

const { columns, profile, questions } = FileInspection.shape;
const Uploaded = Import.extend({ columns, profile, questions });
const Planned = Import.extend(Plan.partial().shape);

/** What the file holds, said at the top as well: programs look for it there. */
function columnsOf({ inspection }: Import) {
  const { columns = [], profile = null, questions = [] } = inspection ?? {};
  return { columns, profile, questions };
}

export const importsContract = {
  listImports: listEndpoint("/imports", listImports),
  uploadImport: endpoint({
    method: "POST",
    path: "/imports",
    operation: uploadImport,
    upload: true,
    input: ({ body }) => body,
    answer: Uploaded,
    statuses: { 201: "The file was taken in; Location says where its import stands" },
    reply: (answer) => ({
      status: 201,
      body: { ...answer, ...columnsOf(answer) },
      headers: { location: `/api/v1/imports/${answer.id}` },
    }),
  }),
  getImport: getEndpoint("/imports/{id}", getImport),
  setImportChoices: endpoint({
    method: "PATCH",
    path: "/imports/{id}",
    operation: setImportChoices,
    body: Choices,
    bodyAt: "choices",
    input: (received) => ({ ...keyInput(received), choices: received.body }),
  }),
  planImport: endpoint({
    method: "POST",
    path: "/imports/{id}/plan",
    operation: planImportFile,
    body: PlanRequest,
    bodyOptional: true,
    bodyAt: "request",
    input: (received) => ({ ...keyInput(received), request: received.body ?? {} }),
    answer: Planned,
    reply: (answer) => ({ body: { ...answer, ...answer.plan } }),
  }),
  runImport: endpoint({
    method: "POST",
    path: "/imports/{id}/run",
    operation: runImport,
    input: keyInput,
    statuses: { 202: "It runs; the import says how far it is" },
    reply: (answer) => ({ status: 202, body: answer }),
  }),
  cancelImport: act("POST", "/imports/{id}/cancel", cancelImport),
  undoImport: endpoint({
    method: "POST",
    path: "/imports/{id}/undo",
    operation: undoImport,
    input: keyInput,
    statuses: { 202: "It runs; the import says how far it is" },
    reply: (answer) => ({ status: 202, body: answer }),
  }),
  listKept: getEndpoint("/imports/{id}/kept", listKept),
  listRemarks: getEndpoint("/imports/{id}/remarks", listRemarks),
  refusedFile: endpoint({
    method: "GET",
    path: "/imports/{id}/refused.csv",
    operation: refusedFile,
    input: keyInput,
    ...csvFile,
  }),
  listMappings: listEndpoint("/import-mappings", listMappings),
  saveMapping: endpoint({
    method: "PUT",
    path: "/import-mappings",
    operation: saveMapping,
    body: saveMapping.definition.input,
    input: bodyOnly,
  }),
  removeMapping: act("DELETE", "/import-mappings/{id}", removeMapping),
};
